from __future__ import annotations

from secondme.store.recalls import LoggedHit, Use
from secondme.tuning.log import CORRECTED, GAINS, PASSED_OVER, judge


def shown(*uses: Use, assistant: int = 0) -> list[LoggedHit]:
    """Hits numbered from 1 in their order; `assistant` is the number of one that an assistant said."""
    return [
        LoggedHit(number, number, use, "assistant" if number == assistant else "self")
        for number, use in enumerate(uses, 1)
    ]


def test_what_merely_was_shown_teaches_nothing() -> None:
    assert judge(shown("shown", "shown")) == ({}, {})


def test_what_was_passed_over_above_a_used_hit_counts_against_it_and_what_stands_below_does_not() -> None:
    gain, against = judge(shown("shown", "opened", "shown"))
    assert gain == {2: GAINS["opened"]}
    assert (against[1], against[3]) == (PASSED_OVER, 0.0)


def test_a_confirmed_hit_is_worth_more_than_a_cited_one_and_that_more_than_an_opened_one() -> None:
    gain, _ = judge(shown("opened", "cited", "confirmed"))
    assert gain[1] < gain[2] < gain[3]


def test_a_corrected_hit_counts_strongly_against_it_wherever_it_stood() -> None:
    gain, against = judge(shown("confirmed", "corrected"))
    assert gain == {1: GAINS["confirmed"]} and against[2] == CORRECTED > PASSED_OVER


def test_where_hits_were_only_corrected_the_others_are_a_little_better_than_those() -> None:
    gain, against = judge(shown("corrected", "shown", "shown"))
    assert against == {1: CORRECTED}
    assert gain.keys() == {2, 3} and sum(gain.values()) < GAINS["opened"]


def test_what_an_assistant_said_is_never_taken_as_right() -> None:
    assert judge(shown("cited", assistant=1)) == ({}, {})
    gain, against = judge(shown("cited", "opened", assistant=1))
    assert gain == {2: GAINS["opened"]} and against[1] == PASSED_OVER
