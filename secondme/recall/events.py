"""Events: hits gathered by the document or chat session they stand in, each with its passages in order.

A document is the larger grain of memory, an afternoon or a note; its passages are the smaller one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from secondme.recall.hit import Hit

NEXT_COUNTS = 0.5
"""Each further hit of a document counts half of what the one before it did."""


@dataclass(frozen=True, slots=True)
class Event:
    """A document with its hits, in its own order. score: of its hits together; orders one search's events."""

    name: str
    document: int
    hits: tuple[Hit, ...]
    score: float

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "event": self.name,
            "document": f"d{self.document}",
            "score": round(self.score, 6),
            "hits": [hit.as_json() for hit in self.hits],
        }


def group(hits: Sequence[Hit]) -> list[Event]:
    """The events that the hits stand in, best first."""
    own: dict[int, list[Hit]] = {}
    for hit in hits:
        own.setdefault(hit.document, []).append(hit)
    events = [_event(document, some) for document, some in own.items()]
    return sorted(events, key=lambda event: -event.score)


def _event(document: int, hits: Sequence[Hit]) -> Event:
    ranked = sorted((hit.score for hit in hits), reverse=True)
    score = sum(value * NEXT_COUNTS**place for place, value in enumerate(ranked))
    return Event(hits[0].event, document, tuple(sorted(hits, key=_standing)), score)


def _standing(hit: Hit) -> tuple[float, int, int]:
    """Where a hit stands in its document: by its time, its line or page, and its number."""
    return (hit.time.timestamp() if hit.time else 0.0, hit.locator.start or 0, hit.passage)
