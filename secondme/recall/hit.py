"""A hit: one passage that was found, where it stands, and why it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from ingest import Locator


@dataclass(frozen=True, slots=True)
class Hit:
    """What recall returns, best first.

    id: `m7` for a memory that the person told, else `p12`. source: the place of the source (a folder, an
    export). path: the file to open, where there is one. score: the weighted sum of the signals; only its
    order means something. similarity: cosine to the question, None without vectors. signals: each by name,
    before weighting. event_id, event_title: of the event it is in; None and empty where there is none yet.
    suspicion: why it is quarantined, each after "it"; empty where it is not. copies: the identifiers of
    passages that say the same elsewhere and stand in no hit of their own; other_files: in how many files.
    """

    id: str
    kind: Literal["passage", "memory"]
    passage: int
    document: int
    text: str
    title: str
    heading: str
    source: str
    path: Path | None
    locator: Locator
    speaker: str | None
    time: datetime | None
    trust: str
    score: float
    similarity: float | None
    signals: Mapping[str, float]
    event_id: str | None = None
    event_title: str = ""
    suspicion: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    other_files: int = 0

    @property
    def warning(self) -> str:
        """What stands beside it wherever it is quoted: "suspicious: it speaks to a machine"; else empty."""
        return f"suspicious: it {', '.join(self.suspicion)}" if self.suspicion else ""

    @property
    def elsewhere(self) -> str:
        """That the same stands in other files: "and in 9 other files"; empty where it does not."""
        if not self.other_files:
            return ""
        return f"and in {self.other_files} other file{'s' if self.other_files > 1 else ''}"

    @property
    def place(self) -> str:
        """Where it stands, for people: `trips/mull.md, lines 3-9` or `Ana and me, 4 May, message 17`."""
        return f"{self.title}, {self.locator}" if self.kind == "passage" else "you told me"

    @property
    def event(self) -> str:
        """The document it is in, with its day: `Piran and Merrin, 22 June 2025`, `Mull, 4 May 2025`."""
        if self.time is None:
            return self.title
        day = f"{self.time.day} {self.time:%B %Y}"
        return self.title if day in self.title else f"{self.title}, {day}"

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "title": self.title,
            "heading": self.heading,
            "event": self.event,
            "event_id": self.event_id,
            "event_title": self.event_title,
            "source": self.source,
            "path": None if self.path is None else str(self.path),
            "locator": {
                name: getattr(self.locator, name)
                for name in ("kind", "start", "end", "message")
                if getattr(self.locator, name) is not None
            },
            "speaker": self.speaker,
            "time": None if self.time is None else self.time.isoformat(),
            "trust": self.trust,
            "suspicion": list(self.suspicion),
            "copies": list(self.copies),
            "other_files": self.other_files,
            "score": round(self.score, 6),
            "similarity": None if self.similarity is None else round(self.similarity, 6),
            "signals": {name: round(value, 6) for name, value in self.signals.items()},
        }


def unsuspicious(hits: Sequence[Hit]) -> list[Hit]:
    """Those that a model may read."""
    return [hit for hit in hits if not hit.suspicion]
