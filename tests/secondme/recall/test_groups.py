"""Hits are gathered by what they are a part of: the best first, and in each the passages in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.recall.groups import group
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
    groups = group([hit(1, 1, 3.0), hit(2, 9, 2.8), hit(2, 4, 2.0), hit(3, 1, 0.5)])
    assert [one.hits[0].document for one in groups] == [2, 1, 3]
    assert [one.locator.start for one in groups[0].hits] == [4, 9]
    assert [one.score for one in groups] == [3.8, 3.0, 0.5]


def test_hits_of_one_document_stand_apart_where_they_are_of_different_events() -> None:
    boat = [replace(hit(1, line, 1.0), event_id="v1", event_title="The boat.") for line in (1, 2)]
    bread = replace(hit(1, 7, 2.5), event_id="v2", event_title="Bread.")
    found = [one.as_json() for one in group([*boat, bread, hit(1, 9, 0.1)])]
    assert [(one["event_id"], len(one["hits"])) for one in found] == [("v2", 1), ("v1", 2), (None, 1)]
    assert [one.name for one in group([bread, hit(2, 1, 0.1)])] == ["Bread. · Mull", "Mull"]


def test_every_hit_is_in_one_group() -> None:
    hits = [hit(number % 3, number, 1.0) for number in range(1, 10)]
    assert sorted(one.id for some in group(hits) for one in some.hits) == sorted(one.id for one in hits)
    assert group([]) == []


@pytest.mark.parametrize(
    ("title", "time", "event"),
    [
        ("Mull", None, "Mull"),
        ("Mull", datetime(2025, 5, 4, tzinfo=UTC), "Mull, 4 May 2025"),
        ("Ana and me, 4 May 2025", datetime(2025, 5, 4, tzinfo=UTC), "Ana and me, 4 May 2025"),
    ],
)
def test_a_document_is_named_by_its_title_and_its_day(title: str, time: datetime | None, event: str) -> None:
    assert hit(1, 1, 1.0, title=title, time=time).event == event
