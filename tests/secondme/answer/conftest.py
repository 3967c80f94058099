"""Hits to answer from, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ingest import Locator
from secondme.recall.hit import Hit

SaidHit = Callable[..., Hit]


@pytest.fixture
def said() -> SaidHit:
    """A message as recall finds it: said("Ana", "I went yesterday.", day="2025-11-07")."""
    numbers = iter(range(1, 1_000))

    def make(
        speaker: str | None,
        text: str,
        *,
        day: str | None = "2025-11-07",
        score: float = 10.0,
        trust: str = "known",
    ) -> Hit:
        number = next(numbers)
        return Hit(
            id=f"p{number}",
            kind="passage",
            passage=number,
            document=1,
            text=text,
            title="Ana and Ben",
            heading="",
            source="/chats",
            path=None,
            locator=Locator("message", message=str(number)),
            speaker=speaker,
            time=None if day is None else datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC),
            trust=trust,
            score=score,
            similarity=0.5,
            signals={},
        )

    return make
