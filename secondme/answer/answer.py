"""What asking gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from secondme.recall.hit import Hit

DONT_KNOW = "I don't know."


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source of an answer. quote: the part of the hit's text that was read."""

    number: int
    hit: Hit
    quote: str

    def as_json(self) -> dict[str, Any]:
        return {"number": self.number, "quote": self.quote, "hit": self.hit.as_json()}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its sources, or an honest "I don't know".

    citations: the sources that the text names, in the order of their numbers. confidence: between 0 and 1.
    why: what the confidence, or the lack of an answer, rests on. nearest: when there is no answer, what came
    closest. cancelled: the person stopped it, so the text may end in the middle. general: what the model
    knows by itself, where it was asked for and memory does not know; it is no part of the text and proves
    nothing. endpoint: the model on another machine that was asked, such as "qwen3 at 192.168.1.20:8080";
    empty where all was done here.
    """

    text: str
    citations: tuple[Citation, ...]
    confidence: float
    abstained: bool
    why: str
    nearest: tuple[Hit, ...] = ()
    cancelled: bool = False
    general: str = ""
    endpoint: str = ""

    def given_by(self, place: str) -> Answer:
        """The same, and told of, where a model on another machine was asked; empty: here."""
        if not place or self.endpoint:
            return self
        joined = f"{self.why} Asked was" if self.why.endswith(".") else f"{self.why}; written by"
        full_stop = "." if self.why.endswith(".") else ""
        return replace(self, endpoint=place, why=f"{joined} {place}, with names masked{full_stop}")

    @property
    def confidence_word(self) -> str:
        """The confidence in a word."""
        if self.abstained:
            return "no answer"
        return "sure" if self.confidence >= 0.75 else "fairly sure" if self.confidence >= 0.45 else "unsure"

    @property
    def sources(self) -> list[Hit]:
        """The hits that it cites, else those that came nearest."""
        return [citation.hit for citation in self.citations] or list(self.nearest)

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "text": self.text,
            "citations": [citation.as_json() for citation in self.citations],
            "confidence": round(self.confidence, 4),
            "confidence_word": self.confidence_word,
            "abstained": self.abstained,
            "why": self.why,
            "nearest": [hit.as_json() for hit in self.nearest],
            "cancelled": self.cancelled,
            "general": self.general,
            "endpoint": self.endpoint,
        }


def unknown(why: str, hits: Sequence[Hit]) -> Answer:
    """An "I don't know" with its reason and what came closest."""
    return Answer(DONT_KNOW, (), 0.0, True, why, nearest=tuple(hits[:3]))
