"""An order is decided by days, then times, then places; where these say nothing, it is not decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from secondme.recall.order.dating import Span, event_span
from secondme.recall.order.deciding import compare, put_in_order
from secondme.recall.order.places import Place, Spot
from secondme.store.times import to_milliseconds

WRITTEN = date(2025, 11, 7)


def place(
    day: int | None = None,
    *,
    hour: int = 12,
    document: int = 1,
    position: int = 0,
    word: int = 0,
    event: tuple[int, int] | None = None,
    kind: str = "chat",
) -> Place:
    """A place written on that day of November; event: the first and last day that it names."""
    time = None if day is None else to_milliseconds(datetime(2025, 11, day, hour, tzinfo=UTC))
    spot = Spot(
        document * 100 + position, document, position, "", None, "known", time, 0, 1, 1, "k", None, kind
    )
    span = event and Span(date(2025, 11, event[0]), date(2025, 11, event[1]))
    return Place(spot, word, 1.0, exact=True, event=span)


@pytest.mark.parametrize(
    ("x", "y", "sign", "ground"),
    [
        (place(3), place(4, document=2), -1, "written"),
        (place(3, hour=13), place(3, hour=12, document=2), 1, "written"),
        (place(3), place(3, position=1), -1, "position"),
        (place(3, position=2), place(3, position=1), 1, "position"),
        (place(), place(position=1), -1, "position"),
        (place(word=4), place(word=9), -1, "position"),
        (place(3), place(3, document=2), 0, "same-time"),
        (place(), place(document=2), 0, "undated"),
        (place(3), place(document=2), 0, "undated"),
        (place(3), place(3), 0, "same-time"),
        # What is said later may have happened earlier.
        (place(9, event=(2, 2)), place(4, document=2), -1, "event"),
        (place(3, event=(14, 14)), place(9, document=2, event=(10, 10)), 1, "event"),
        (place(3, event=(14, 14)), place(9, event=(14, 14), position=1), 0, "same-time"),
        (place(3, event=(1, 30)), place(9, document=2, event=(10, 10)), 0, "same-time"),
        (place(event=(3, 3)), place(document=2, event=(4, 4)), -1, "event"),
        (place(event=(3, 3)), place(document=2), 0, "undated"),
    ],
)
def test_what_decides(x: Place, y: Place, sign: int, ground: str) -> None:
    verdict, mirrored = compare(x, y, telling=False), compare(y, x, telling=False)
    assert (verdict.sign, verdict.ground) == (sign, ground)
    assert (mirrored.sign, mirrored.ground) == (-sign, ground)


def test_when_it_was_told_has_nothing_to_do_with_when_it_happened() -> None:
    said_first, said_last = place(3, event=(20, 20)), place(9, document=2, event=(1, 1))
    assert compare(said_first, said_last, telling=True).sign == -1
    assert compare(said_first, said_last, telling=False).sign == 1


def test_a_note_tells_by_where_things_stand_but_not_for_certain_when_they_happened() -> None:
    x, y = place(kind="markdown"), place(position=1, kind="markdown")
    assert compare(x, y, telling=True).certain
    assert not compare(x, y, telling=False).certain


def test_other_places_that_say_the_contrary_make_it_uncertain() -> None:
    early, late = place(3), place(5, document=2)
    ordered = put_in_order([early], [late], telling=True)
    assert (ordered.first, ordered.earlier, ordered.certain) == (early, 0, True)
    again = put_in_order([early, place(9, document=3)], [late], telling=True)
    assert (again.first, again.earlier, again.certain) == (early, 0, False)
    alike = put_in_order([early, place(4, document=3)], [late], telling=True)
    assert alike.certain


def test_two_copies_of_a_book_say_what_each_says() -> None:
    a = [place(document=1), place(document=2)]
    b = [place(document=1, position=9), place(document=2, position=9)]
    ordered = put_in_order(b, a, telling=True)
    assert (ordered.earlier, ordered.ground, ordered.certain) == (1, "position", True)


def test_what_cannot_be_told_names_no_first() -> None:
    ordered = put_in_order([place()], [place(document=2)], telling=True)
    assert ordered.earlier is None and not ordered.certain
    assert "no date" in ordered.why


def test_a_part_that_was_hardly_found_makes_it_uncertain() -> None:
    doubtful = replace(place(3), share=0.5)
    assert not put_in_order([doubtful], [place(5, document=2)], telling=False).certain


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The move was yesterday.", date(2025, 11, 6), date(2025, 11, 6)),
        ("The move is next Friday.", date(2025, 11, 14), date(2025, 11, 14)),
        ("The move was on 29 August 2025.", date(2025, 8, 29), date(2025, 8, 29)),
        ("The move was on August 29th, 2025.", date(2025, 8, 29), date(2025, 8, 29)),
        ("The move: 2025-08-29", date(2025, 8, 29), date(2025, 8, 29)),
        ("The move is on 3 January.", date(2026, 1, 3), date(2026, 1, 3)),
        ("The move was in May 2024.", date(2024, 5, 1), date(2024, 5, 31)),
        ("The move was in 1994.", date(1994, 1, 1), date(1994, 12, 31)),
        ("The move was last weekend.", date(2025, 11, 1), date(2025, 11, 2)),
        ("The move was last week.", date(2025, 10, 27), date(2025, 11, 2)),
        ("The move was last month.", date(2025, 10, 1), date(2025, 10, 31)),
        ("The recital is tomorrow. The move was yesterday.", date(2025, 11, 6), date(2025, 11, 6)),
    ],
)
def test_the_days_that_a_passage_names(text: str, first: date, last: date) -> None:
    assert event_span(text, "the move", WRITTEN) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The move.",
        "The move is today or tomorrow.",
        "The move: 2025-02-30",
        "The move: 31 June",
        "from 1 May to 3 May",
    ],
)
def test_no_day_or_several_are_no_day(text: str) -> None:
    assert event_span(text, "the move", WRITTEN) is None


def test_without_a_day_of_writing_only_whole_dates_count() -> None:
    assert event_span("The move was yesterday.", "the move", None) is None
    assert event_span("The move is on 3 January.", "the move", None) is None
    day = date(2025, 8, 29)
    assert event_span("The move.\nDrawn up on 29 August 2025.", "the move", None) == Span(day, day)
