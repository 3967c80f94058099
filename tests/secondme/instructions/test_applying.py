"""What instructions say of a deed: careful where they disagree, and always with the reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.instructions.applying import applying, conflicting
from secondme.instructions.instruction import Deed, Instruction
from secondme.instructions.understanding import understand

TOLD = datetime(2025, 11, 7, tzinfo=UTC)
SALARY = Deed("fill", "salary", "Annual income")


def told(*sentences: str, priority: int | None = None) -> list[Instruction]:
    made = []
    for number, text in enumerate(sentences, 1):
        rule = understand(text)
        assert rule is not None, text
        rank = rule.default_priority if priority is None else priority
        parts = (rule.force, rule.acts, rule.attributes, rule.words, rule.people, rule.manner)
        made.append(Instruction(f"m{number}", text, *parts, rank, TOLD))
    return made


def test_what_is_forbidden_is_forbidden_for_a_reason() -> None:
    never = told("Never share my salary")
    assert applying(never, SALARY).forbidding == never[0]
    assert applying(never, Deed("share", words="I earn 54,000 a year.")).forbidding == never[0]
    assert applying(never, Deed("fill", "email", "Your e-mail")).forbidding is None


def test_an_exception_for_somebody_comes_before_the_rule_for_everybody() -> None:
    both = told("Never share my salary", "Always give my salary to my accountant")
    assert applying(both, Deed("share", "salary", to=("Ines Roth", "accountant"))).forbidding is None
    assert applying(both, Deed("share", "salary", to=("Ben",))).forbidding == both[0]
    assert applying(both, SALARY).forbidding == both[0]


def test_with_the_same_priority_both_are_told_and_never_holds() -> None:
    both = told("Always fill in my salary", "Never share my salary")
    verdict = applying(both, SALARY)
    assert verdict.forbidding == both[1]
    assert verdict.conflicts == ((both[1], both[0]),)
    assert verdict.required == ()
    assert conflicting(both) == [(both[0], both[1])]


def test_where_it_is_not_known_for_whom_never_is_careful_and_always_is_not() -> None:
    never = told("Never give my phone number to companies")
    assert applying(never, Deed("fill", "phone")).forbidding == never[0]
    assert applying(never, Deed("fill", "phone", to=("Ben", "friend"))).forbidding is None
    assert applying(never, Deed("fill", "phone", to=("company",))).forbidding == never[0]
    signed = told("Sign with my first name to friends")
    assert applying(signed, Deed("draft")).required == ()
    assert applying(signed, Deed("draft", to=("friend",))).required == tuple(signed)


def test_of_two_ways_to_sign_neither_holds_unless_one_is_narrower() -> None:
    both = told("Sign with my first name", "Sign with my full name")
    verdict = applying(both, Deed("draft"))
    assert verdict.required == () and verdict.conflicts == ((both[0], both[1]),)
    narrower = told("Sign with my full name", "Sign with my first name to friends")
    assert applying(narrower, Deed("draft", to=("friend",))).required == (narrower[1],)
    assert conflicting(narrower) == []


@pytest.mark.parametrize("words", ["We talked about the divorce.", "After they divorced he moved."])
def test_words_are_found_in_any_form(words: str) -> None:
    never = told("Never mention the divorce to my mother")
    assert applying(never, Deed("draft", words=words, to=("mother",))).forbidding == never[0]


pairs = st.tuples(st.sampled_from(["Never share my salary", "Always fill in my salary"]), st.integers(-3, 3))


@given(st.lists(pairs, min_size=1, max_size=6))
def test_the_highest_priority_decides_in_any_order_and_never_wins_a_tie(
    ranked: list[tuple[str, int]],
) -> None:
    instructions = [told(text, priority=rank)[0] for text, rank in ranked]
    highest = max(rank for _, rank in ranked)
    forbidden = any(text.startswith("Never") for text, rank in ranked if rank == highest)
    assert (applying(instructions, SALARY).forbidding is not None) == forbidden
    assert (applying(instructions[::-1], SALARY).forbidding is not None) == forbidden
