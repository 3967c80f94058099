"""Groups: hits gathered by the event they stand in, else by the document, each with its passages in order.

An event is the larger grain of memory, an afternoon or a part of a note; its passages are the smaller one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from secondme.recall.hit import Hit

NEXT_COUNTS = 0.5
"""Each further hit of a group counts half of what the one before it did."""


@dataclass(frozen=True, slots=True)
class Group:
    """An event with its hits, in their order; a document, where no event has them. score: of its hits
    together; orders one search's groups.
    """

    hits: tuple[Hit, ...]
    score: float

    @property
    def name(self) -> str:
        """`The boat leaves at nine. · Piran and Merrin, 22 June 2025`; without an event, its document."""
        first = self.hits[0]
        if first.event.startswith(first.event_title):
            return first.event
        return f"{first.event_title} · {first.event}"

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        first = self.hits[0]
        return {
            "event": first.event,
            "event_id": first.event_id,
            "event_title": first.event_title,
            "document": f"d{first.document}",
            "score": round(self.score, 6),
            "hits": [hit.as_json() for hit in self.hits],
        }


def group(hits: Sequence[Hit]) -> list[Group]:
    """The groups that the hits stand in, best first."""
    own: dict[tuple[str | None, int], list[Hit]] = {}
    for hit in hits:
        own.setdefault((hit.event_id, hit.document), []).append(hit)
    return sorted(map(_group, own.values()), key=lambda one: -one.score)


def _group(hits: Sequence[Hit]) -> Group:
    ranked = sorted((hit.score for hit in hits), reverse=True)
    score = sum(value * NEXT_COUNTS**place for place, value in enumerate(ranked))
    return Group(tuple(sorted(hits, key=_standing)), score)


def _standing(hit: Hit) -> tuple[float, int, int]:
    """Where a hit stands in its document: by its time, its line or page, and its number."""
    return (hit.time.timestamp() if hit.time else 0.0, hit.locator.start or 0, hit.passage)
