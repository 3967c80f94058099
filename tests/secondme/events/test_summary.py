"""Summaries in a real store: of a time, a person, a matter and an event, each sentence cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secondme.errors import NotFoundError, UsageError
from secondme.events.summary import Summary, period_of
from secondme.memory import Memory

from .conftest import BOAT, BREAD, Talk

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture
def talked(wordless_memory: Memory, talk: Talk) -> Memory:
    """Talk of a boat on Monday 2 June 2025 and of bread on the day after."""
    talk({"one": BOAT, "two": BREAD})
    assert len(wordless_memory.events()) == 2
    return wordless_memory


def texts(summary: Summary) -> list[str]:
    return [one.text for one in summary.sentences]


@pytest.mark.parametrize("what", ["2025-06-03", "3 June 2025"])
def test_a_day_is_told_by_what_was_said_on_it(talked: Memory, what: str):
    summary = talked.summary(what, now=NOW)
    assert (summary.kind, summary.first, summary.last) == ("time", date(2025, 6, 3), date(2025, 6, 3))
    assert (summary.events, summary.passages) == (1, 4)
    assert texts(summary) and set(texts(summary)) <= set(BREAD)


@pytest.mark.parametrize("what", ["2025-W23", "June 2025", "in June", "2025"])
def test_a_week_a_month_and_a_year_are_told_by_several_events(talked: Memory, what: str):
    summary = talked.summary(what, now=NOW)
    assert summary.events == 2 and {one.event for one in summary.sentences} == {"v1", "v2"}
    assert [one.day for one in summary.sentences] == sorted(one.day or date.min for one in summary.sentences)


def test_each_sentence_stands_in_the_passage_that_it_cites(talked: Memory):
    for what in ("2025", "Ben", "me", "sourdough", "v1"):
        summary = talked.summary(what, now=NOW)
        assert summary.sentences, what
        for one in summary.sentences:
            hit = talked.show(one.passage)
            assert hit is not None and one.text in hit.text and one.event == hit.event_id


def test_a_person_is_told_by_what_they_say_and_what_is_said_of_them(talked: Memory):
    summary = talked.summary("ben", most=100, now=NOW)
    assert summary.kind == "person" and summary.passages == 5
    assert {one.speaker for one in summary.sentences} <= {"Ben", "me"}
    assert all(one.speaker == "Ben" or "Ben" in one.text for one in summary.sentences)


def test_a_matter_is_told_by_what_is_found_for_it_and_nothing_by_nothing(talked: Memory):
    summary = talked.summary("the sourdough loaf", now=NOW)
    assert summary.kind == "matter" and {one.event for one in summary.sentences} == {"v2"}
    assert talked.summary("xylophone", now=NOW).sentences == ()


def test_an_event_is_told_under_its_title(talked: Memory):
    summary = talked.summary("v2", now=NOW)
    assert (summary.kind, summary.what) == ("event", talked.event("v2").title)
    assert set(texts(summary)) <= set(BREAD)


def test_what_is_not_there_or_not_named_is_an_error(talked: Memory):
    with pytest.raises(NotFoundError):
        talked.summary("v99", now=NOW)
    with pytest.raises(UsageError):
        talked.summary("  ", now=NOW)


def test_what_was_forgotten_is_told_no_more(talked: Memory):
    for passage in talked.event("v1").passages:
        talked.forget(passage, now=NOW)
    assert {one.event for one in talked.summary("2025", now=NOW).sentences} == {"v2"}


def test_what_was_told_by_hand_belongs_to_a_day(wordless_memory: Memory):
    wordless_memory.remember("The spare key is with Beathag next door.", now=NOW)
    summary = wordless_memory.summary("2025-11-07", now=NOW)
    assert texts(summary) == ["The spare key is with Beathag next door."] and summary.events == 0


def test_a_summary_says_how_much_is_not_gathered_yet(
    wordless_memory: Memory, talk: Talk, monkeypatch: pytest.MonkeyPatch
):
    from secondme.events import gathering

    talk({"one": BOAT, "two": BREAD})
    monkeypatch.setattr(gathering, "A_WHILE", 0.0)
    assert wordless_memory.summary("2025", now=NOW).ungathered == 2


def test_weeks_are_those_of_the_calendar():
    week = period_of("2025-w23", date(2025, 11, 7))
    assert week is not None and (week.first, week.last) == (date(2025, 6, 2), date(2025, 6, 8))
    assert period_of("2025-W60", date(2025, 11, 7)) is None
    assert period_of("Piran", date(2025, 11, 7)) is None
