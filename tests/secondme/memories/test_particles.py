"""Little words of a chat around a value are no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.english.particles import bare, set_off
from secondme.memories.patterns import statements_in


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("I'm allergic to hazelnuts btw, tell your mum", ["hazelnuts"]),
        ("I'm allergic to nuts and eggs too", ["nuts", "eggs"]),
        ("I'm vegan btw lol", ["vegan"]),
        ("I live in Ghent now haha", ["Ghent"]),
        ("I moved to Lisbon \U0001f600", ["Lisbon"]),
        ("I work at Barco, you know", ["Barco"]),
        ("My favourite colour is green though :)", ["green"]),
        ("I'll call the bank for my sister lol", ["call the bank for my sister"]),
        ("I like Love Actually", ["Love Actually"]),
        ("I love Haha Wall", ["Haha Wall"]),
    ],
)
def test_a_value_has_no_particles_at_its_ends(said: str, values: list[str]) -> None:
    assert [one.value for one in statements_in(said, speaker=None, me=True, written=None)] == values


@given(st.text(max_size=60))
def test_a_bare_value_lies_within_the_value_and_a_sentence_keeps_its_length(text: str) -> None:
    first, last = bare(text, 0, len(text))
    assert 0 <= first <= last <= len(text)
    assert len(set_off(text)) == len(text)


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("So like Ben lives in Graz", {("Ben", "lives in", "Graz")}),
        ("Noor, so like don't order the 45", set()),
        ("Mei eats vegan and like she won't talk of anything else", {("Mei", "diet", "vegan")}),
        ("I like tea", {("me", "likes", "tea")}),
    ],
)
def test_a_like_that_only_fills_says_that_nobody_likes_anything(
    said: str, stated: set[tuple[str, str, str]]
) -> None:
    found = statements_in(said, speaker=None, me=True, written=None)
    assert {(one.subject, one.predicate, one.value) for one in found} == stated
