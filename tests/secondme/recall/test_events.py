"""Hits are gathered by what they are a part of: the best first, and in each the passages in their order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.recall.events import group
from secondme.recall.hit import Hit


def hit(document: int, line: int, score: float, *, title: str = "Mull", time: datetime | None = None) -> Hit:
    return Hit(
        id=f"p{document * 100 + line}",
        kind="passage",
        passage=document * 100 + line,
        document=document,
        text="",
        title=title,
        heading="",
        source="",
        path=None,
        locator=Locator.lines(line, line),
        speaker=None,
        time=time,
        trust="self",
        score=score,
        similarity=None,
        signals={},
    )


def test_a_document_with_several_good_hits_comes_before_one_with_one_a_little_better() -> None:
    events = group([hit(1, 1, 3.0), hit(2, 9, 2.8), hit(2, 4, 2.0), hit(3, 1, 0.5)])
    assert [event.document for event in events] == [2, 1, 3]
    assert [one.locator.start for one in events[0].hits] == [4, 9]
    assert [event.score for event in events] == [3.8, 3.0, 0.5]


def test_every_hit_is_in_one_event() -> None:
    hits = [hit(number % 3, number, 1.0) for number in range(1, 10)]
    assert sorted(one.id for event in group(hits) for one in event.hits) == sorted(one.id for one in hits)
    assert group([]) == []


@pytest.mark.parametrize(
    ("title", "time", "event"),
    [
        ("Mull", None, "Mull"),
        ("Mull", datetime(2025, 5, 4, tzinfo=UTC), "Mull, 4 May 2025"),
        ("Ana and me, 4 May 2025", datetime(2025, 5, 4, tzinfo=UTC), "Ana and me, 4 May 2025"),
    ],
)
def test_an_event_is_named_by_its_title_and_its_day(title: str, time: datetime | None, event: str) -> None:
    assert hit(1, 1, 1.0, title=title, time=time).event == event
