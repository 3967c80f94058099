"""What becomes of a statement beside what is known of the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.reconciling import Candidate, Decision, Known, decide, same_value
from secondme.memories.statement import Polarity

JANUARY = datetime(2024, 1, 10, tzinfo=UTC)
MARCH, MAY, JULY = (JANUARY + timedelta(days=days) for days in (60, 120, 180))


def says(
    value: str,
    at: datetime = MAY,
    *,
    view: str | None = "Ben",
    own: bool = True,
    single: bool = True,
    polarity: Polarity = "holds",
    quote: str = "",
    said: datetime | None = None,
) -> Candidate:
    return Candidate(value, at, said or at, view, own, single, polarity, quote or value)


def known(
    value: str,
    begins: datetime | None = MARCH,
    ends: datetime | None = None,
    *,
    number: int = 1,
    view: str | None = "Ben",
    own: bool = True,
) -> Known:
    return Known(number, value, begins, ends, view, own, (begins or JANUARY,))


def test_what_nobody_said_before_is_added():
    made = decide(says("Lisbon"), [])
    assert (made.verb, made.begins, made.ends, made.endings) == ("add", MAY, None, ())


def test_what_was_said_before_is_merged():
    made = decide(says("lisbon, Portugal"), [known("Lisbon")])
    assert (made.verb, made.target, made.is_new) == ("merge", 1, False)


def test_a_new_value_takes_the_place_of_the_old_one_which_is_kept():
    made = decide(says("Lisbon"), [known("Graz")])
    assert (made.verb, made.target, made.begins, made.ends) == ("update", 1, MAY, None)
    assert [(one.id, one.begins, one.ends, one.superseded) for one in made.endings] == [(1, MARCH, MAY, True)]


def test_what_is_heard_late_has_its_place_before_what_is_known():
    made = decide(says("Graz", JANUARY), [known("Lisbon")])
    assert (made.verb, made.begins, made.ends, made.successor) == ("add", JANUARY, MARCH, 1)


def test_what_is_heard_late_has_its_place_between():
    line = [known("Graz", JANUARY, MAY, number=1), known("Oslo", MAY, number=2)]
    made = decide(says("Lisbon", MARCH), line)
    assert (made.verb, made.begins, made.ends, made.successor) == ("update", MARCH, MAY, 2)
    assert [(one.id, one.ends) for one in made.endings] == [(1, MARCH)]


def test_it_held_earlier_than_was_known():
    made = decide(says("Lisbon", JANUARY), [known("Lisbon")])
    assert made.verb == "merge"
    assert [(one.id, one.begins) for one in made.endings] == [(1, JANUARY)]


def test_many_things_may_be_liked():
    assert decide(says("tea", single=False), [known("coffee")]).verb == "add"


def test_somebody_else_who_says_otherwise_contradicts():
    made = decide(
        says("Graz", view="Ana", own=False, quote="Ben lives in Graz, I am sure"), [known("Lisbon")]
    )
    assert (made.verb, made.target, made.endings) == ("contradict", 1, ())


@pytest.mark.parametrize(
    ("quote", "verb", "target"),
    [
        ("Noor is allergic to peanuts, not to cats", "contradict", 1),
        ("No, it's peanuts she can't have, not cats", "contradict", 1),
        ("peanuts, and it isn't cats at all", "contradict", 1),
        ("peanuts rather than cats", "contradict", 1),
        ("no, Noor is allergic to peanuts", "contradict", 2),
        ("Noor is allergic to peanuts too, no idea since when", "add", None),
        ("Noor is allergic to peanuts", "add", None),
        ("Noor is allergic to peanuts, not to eggs", "add", None),
    ],
)
def test_of_several_that_may_hold_one_is_disputed_where_the_words_are_against_it(
    quote: str, verb: str, target: int | None
):
    line = [known("cats", MARCH, view="Ana", own=False), known("dust", MAY, number=2, view="Ravi", own=False)]
    made = decide(says("peanuts", JULY, own=False, single=False, quote=quote), line)
    assert (made.verb, made.target) == (verb, target)


def test_whom_it_is_about_is_not_disputed_with():
    line = [known("cats", MARCH, view="Ana", own=False)]
    assert decide(says("peanuts", JULY, single=False, quote="peanuts, not cats"), line).verb == "add"


def test_who_denies_what_another_said_contradicts_it_however_late():
    said = says("Graz", JULY, view="Ana", own=False, quote="No, Ben still lives in Graz.")
    assert decide(said, [known("Lisbon", JANUARY, view="Cleo", own=False)]).verb == "contradict"


def test_somebody_else_may_tell_that_it_changed():
    made = decide(says("Graz", view="Ana", own=False, quote="Ben has moved to Graz"), [known("Lisbon")])
    assert made.verb == "update"


def test_whom_it_is_about_has_the_last_word():
    line = [known("Lisbon", number=1), known("Graz", number=2, view="Ana", own=False)]
    made = decide(says("Lisbon", JULY), line)
    assert (made.verb, made.target) == ("merge", 1)
    assert [(one.id, one.ends) for one in made.endings] == [(2, JULY)]


def test_a_slip_that_is_put_right_never_held():
    slip = known("Lisbon", MAY)
    made = decide(says("Porto", MAY + timedelta(hours=1), quote="sorry, I meant Porto"), [slip])
    assert (made.verb, made.begins) == ("update", MAY)
    assert [(one.begins, one.ends) for one in made.endings] == [(MAY, MAY)]


def test_the_later_word_leaves_no_room_for_what_was_said_of_the_time_since():
    made = decide(says("Lisbon", MARCH, said=JULY), [known("Graz", MAY)])
    assert (made.verb, made.target, made.begins, made.ends) == ("update", 1, MARCH, None)
    assert [(one.begins, one.ends, one.superseded) for one in made.endings] == [(MAY, MAY, True)]


def test_an_earlier_word_that_is_read_later_changes_nothing_of_what_was_said_since():
    made = decide(says("Lisbon", JANUARY, said=MARCH), [known("Graz", MAY)])
    assert (made.verb, made.ends, made.successor, made.endings) == ("add", MAY, 1, ())


def test_what_was_otherwise_for_a_while_holds_again_since_it_was_said_again():
    graz = Known(1, "Graz", JANUARY, None, "Ben", True, (JANUARY, JULY))
    made = decide(says("Lisbon", MARCH), [graz])
    assert (made.verb, made.begins, made.ends, made.resumes) == ("update", MARCH, JULY, JULY)
    assert [(one.id, one.ends) for one in made.endings] == [(1, MARCH)]


def test_what_ended_is_retired_and_kept():
    made = decide(says("bakery", polarity="ended"), [known("the bakery")])
    assert (made.verb, made.target, made.is_new) == ("retire", 1, False)
    assert [(one.id, one.ends) for one in made.endings] == [(1, MAY)]


def test_what_ended_before_it_was_known_is_a_memory_of_the_past():
    made = decide(says("Rome", polarity="ended"), [known("Lisbon")])
    assert (made.verb, made.is_new, made.begins, made.ends) == ("retire", True, None, MARCH)


def test_what_nobody_said_cannot_be_denied():
    assert decide(says("Rome", polarity="never"), [known("Lisbon")]).verb == "keep"


def test_what_never_held_does_not_hold_on_any_day():
    made = decide(says("Lisbon", polarity="never"), [known("Lisbon")])
    assert [(one.begins, one.ends) for one in made.endings] == [(MARCH, MARCH)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the harbour office", "harbour office in Piran", True),
        ("Lisbon", "LISBON", True),
        ("Café Luna", "cafe luna", True),
        ("Lisbon", "Porto", False),
        ("ana@example.org", "ana.k@example.org", False),
        ("", "Lisbon", False),
    ],
)
def test_values_are_compared_by_what_they_say(one: str, other: str, same: bool):
    assert same_value(one, other) is same
    assert same_value(other, one) is same


def carried_out(line: list[Known], said: Candidate, made: Decision, number: int) -> list[Known]:
    """The line after a decision, as the store makes it. number: of a new memory; the next one is free too."""
    ended = {one.id: one for one in made.endings}
    after: list[Known] = []
    for one in line:
        times = one.said
        if made.verb == "merge" and made.target == one.id:
            times = tuple(sorted((*times, said.said)))
        if made.resumes is not None and made.target == one.id:
            later = tuple(time for time in times if time >= made.resumes)
            times = tuple(time for time in times if time < made.resumes) or times
            after.append(replace(one, id=number + 1, begins=made.resumes, said=later))
        bounds = ended.get(one.id, one)
        after.append(replace(one, begins=bounds.begins, ends=bounds.ends, said=times))
    if made.is_new:
        after.append(Known(number, said.value, made.begins, made.ends, said.view, said.own, (said.said,)))
    return after


def line_of(said: list[Candidate]) -> list[Known]:
    line: list[Known] = []
    for number, one in enumerate(said, 1):
        line = carried_out(line, one, decide(one, line), 2 * number)
    return line


def test_a_life_is_the_same_in_whatever_order_it_is_read():
    said = [says("Graz", JANUARY), says("Lisbon", MARCH), says("Oslo", MAY), says("Graz", JULY)]
    lives = {
        tuple(sorted((str(one.begins), str(one.ends), one.value) for one in line_of(list(order))))
        for order in permutations(said)
    }
    assert len(lives) == 1


values = st.sampled_from(["Graz", "Lisbon", "Oslo"])
moments = st.integers(0, 300).map(lambda days: JANUARY + timedelta(days=days))
candidates = st.builds(
    says,
    values,
    moments,
    view=st.sampled_from(["Ben", "Ana"]),
    own=st.booleans(),
    polarity=st.sampled_from(["holds", "holds", "ended", "never"]),
    quote=st.sampled_from(["", "moved to", "sorry, I meant"]),
)


@given(st.lists(candidates, max_size=12))
def test_nothing_is_lost_and_no_stretch_of_time_is_negative(said: list[Candidate]):
    line: list[Known] = []
    for number, one in enumerate(said, 1):
        before = {each.id for each in line}
        line = carried_out(line, one, decide(one, line), 2 * number)
        assert before <= {each.id for each in line}
        assert all(each.begins is None or each.ends is None or each.begins <= each.ends for each in line)


@given(st.lists(st.builds(says, values, moments), max_size=10))
def test_whoever_speaks_of_themselves_has_one_value_at_a_time(said: list[Candidate]):
    line = line_of(said)
    for day in range(0, 301, 10):
        moment = JANUARY + timedelta(days=day)
        assert len([one for one in line if one.holds_at(moment)]) <= 1
