"""Review: "still true?", a few a day, about the memories that need it most. Pure: no clock, no store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from secondme.memories.book import Remembered

Why = Literal["contradicted", "due", "unsure", "fading", "stale"]
MOST = 5
DUE_WITHIN = timedelta(days=3)
FADES_WITHIN = 14.0
"""Days."""
UNSURE_BELOW = 0.6
"""What was understood with less confidence than that is asked about once."""
STALE_AFTER = timedelta(days=180)
OFTEN = 3
"""Uses of a memory that matters: if it is wrong, it is wrong often."""
FARTHEST = 36_500.0
"""Days: nobody is told to come back later than that."""
NEED: dict[Why, float] = {"contradicted": 5.0, "due": 4.0, "fading": 3.0, "stale": 2.0, "unsure": 1.0}
"""Which is asked first; within one, the more important."""
ASKED: dict[Why, str] = {
    "contradicted": "These contradict each other. Is the first one true?",
    "due": "This is due. Is it still to be done?",
    "fading": "This is fading away. Still true?",
    "stale": "This is old and often used. Still true?",
    "unsure": "I am not sure that I understood this. Is it true?",
}
"""How each is asked."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question. other: what contradicts the memory."""

    memory: Remembered
    why: Why
    other: Remembered | None = None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        other = None if self.other is None else self.other.as_json()
        return {"why": self.why, "memory": self.memory.as_json(), "other": other}


def choose_cards(
    memories: Sequence[Remembered],
    conflicts: Sequence[tuple[Remembered, Remembered]],
    *,
    now: datetime,
    most: int = MOST,
) -> list[Card]:
    """The cards that are needed most now, each memory on one of them."""
    cards = [Card(one, "contradicted", other) for one, other in conflicts]
    cards += [Card(one, why) for one in memories if (why := why_ask(one, now)) is not None]
    chosen: list[Card] = []
    seen: set[str] = set()
    for card in sorted(_askable(cards, now), key=_need):
        names = {card.memory.id} | ({card.other.id} if card.other else set())
        if not names & seen:
            chosen.append(card)
            seen |= names
    return chosen[:most]


def why_ask(memory: Remembered, now: datetime) -> Why | None:
    """Why the person should be asked about a memory that is held to be true, if they should."""
    if memory.state != "current":
        return None
    if memory.kind == "plan" and memory.valid_to is not None and memory.valid_to - now <= DUE_WITHIN:
        return "due"
    if memory.sleeps_in is not None and memory.sleeps_in <= FADES_WITHIN:
        return "fading"
    learned = memory.confirmed_at or memory.recorded_at
    if memory.uses >= OFTEN and now - learned >= STALE_AFTER:
        return "stale"
    if memory.confidence < UNSURE_BELOW and memory.confirmed_at is None:
        return "unsure"
    return None


def asks_next(memories: Sequence[Remembered], now: datetime) -> datetime | None:
    """When one of the memories will be asked about that is not asked about now; None where none will."""
    moments = [at for one in memories if (at := _asked_at(one, now)) is not None and at > now]
    return min(moments, default=None)


def _asked_at(memory: Remembered, now: datetime) -> datetime | None:
    """From when on there is a reason to ask about a memory that is held to be true."""
    if memory.state != "current":
        return None
    reasons: list[datetime] = []
    if memory.kind == "plan" and memory.valid_to is not None:
        reasons.append(memory.valid_to - DUE_WITHIN)
    if memory.sleeps_in is not None:
        reasons.append(now + timedelta(days=max(min(memory.sleeps_in, FARTHEST) - FADES_WITHIN, 0.0)))
    if memory.uses >= OFTEN:
        reasons.append((memory.confirmed_at or memory.recorded_at) + STALE_AFTER)
    if memory.confidence < UNSURE_BELOW and memory.confirmed_at is None:
        reasons.append(now)
    at = min(reasons, default=None)
    return at if at is None or memory.ask_after is None else max(at, memory.ask_after)


def _askable(cards: Iterable[Card], now: datetime) -> Iterable[Card]:
    """Those that the person did not put off."""
    return (card for card in cards if card.memory.ask_after is None or card.memory.ask_after <= now)


def _need(card: Card) -> tuple[float, float, str]:
    return (-NEED[card.why], -card.memory.importance, card.memory.id)
