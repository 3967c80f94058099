"""Merging: the union of two versions of a session loses no message, whichever export had it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, Locator, Passage
from secondme.indexing.merging import is_same_talk, merge

START = datetime(2025, 3, 14, 10, 0, tzinfo=UTC)


def turn(number: int, text: str = "", timed: bool = True) -> Passage:
    time = START + timedelta(minutes=number) if timed else None
    return Passage(text or f"Message {number}", Locator.of_message(str(number)), speaker="Ana", time=time)


def session(*passages: Passage) -> Document:
    content = "|".join(passage.text for passage in passages)
    return Document("talk/1", "Ana and me", "chat", content, START, passages)


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_an_export_that_has_everything_is_taken_as_it_is() -> None:
    new = session(turn(1), turn(2), turn(3))
    assert merge([turn(1), turn(2)], new) == new


def test_messages_that_a_later_export_lacks_stay_at_their_places() -> None:
    merged = merge([turn(1), turn(2), turn(3), turn(4)], session(turn(1), turn(3), turn(5)))
    assert texts(merged) == [f"Message {number}" for number in (1, 2, 3, 4, 5)]


def test_an_edited_message_reads_as_the_newer_export_has_it() -> None:
    merged = merge([turn(1), turn(2)], session(turn(2, "Edited.")))
    assert texts(merged) == ["Message 1", "Edited."]


def test_an_export_of_the_latest_messages_goes_behind_what_was_there() -> None:
    merged = merge([turn(1), turn(2)], session(turn(7), turn(8)))
    assert texts(merged) == [f"Message {number}" for number in (1, 2, 7, 8)]


def test_an_export_of_earlier_messages_goes_before_what_was_there() -> None:
    merged = merge([turn(7), turn(8)], session(turn(1), turn(2)))
    assert texts(merged) == [f"Message {number}" for number in (1, 2, 7, 8)]


def test_without_times_a_message_follows_the_one_it_followed() -> None:
    stored = [turn(number, timed=False) for number in (1, 2, 3)]
    new = session(*(turn(number, timed=False) for number in (1, 3, 4)))
    assert texts(merge(stored, new)) == [f"Message {number}" for number in (1, 2, 3, 4)]


def test_a_message_in_several_passages_stays_together() -> None:
    long = [turn(2, "First part."), turn(2, "Second part.")]
    assert texts(merge([turn(1), *long], session(turn(1), turn(3)))) == [
        "Message 1",
        "First part.",
        "Second part.",
        "Message 3",
    ]


def test_sessions_that_share_names_and_numbers_only_are_not_one_talk() -> None:
    assert is_same_talk([turn(1), turn(2)], session(turn(2), turn(3)))
    assert is_same_talk([turn(1), turn(2)], session(turn(1), turn(2, "Edited.")))
    assert not is_same_talk([turn(1), turn(2)], session(turn(1, "Other."), turn(2, "Words.")))
    assert not is_same_talk([turn(1)], session(turn(2)))


numbers = st.sets(st.integers(0, 12), min_size=1)


@settings(max_examples=60, deadline=None)
@given(numbers, numbers, st.booleans())
def test_the_union_has_each_message_once_in_the_order_of_time(
    old: set[int], new: set[int], timed: bool
) -> None:
    stored = [turn(number, timed=timed) for number in sorted(old)]
    document = session(*(turn(number, timed=timed) for number in sorted(new)))
    merged = merge(stored, document)
    assert sorted(texts(merged)) == sorted(f"Message {number}" for number in old | new)
    if timed:
        assert [passage.time for passage in merged.passages] == sorted(
            START + timedelta(minutes=number) for number in old | new
        )
    again = merge(list(merged.passages), document)
    assert (texts(again), again.content_hash) == (texts(merged), merged.content_hash)
