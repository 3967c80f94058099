"""What is told of days. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from datetime import date, datetime

    from secondme.events.summary import Summary
    from secondme.memories.today import Today
    from secondme.recall.hit import Hit


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a day. id: of an event (v12), a memory (m7) or a passage (p3). what: its kind, in a word.

    moment: when in the day, where that is known. detail: what stands quietly behind the text.
    """

    id: str
    day: date
    text: str
    what: str = ""
    detail: str = ""
    moment: datetime | None = None


@dataclass
class DaysRead(Message):
    """How much was said on each day that has any."""

    counts: Mapping[date, int]


@dataclass
class ItemsRead(Message):
    """What there is of a month or a day. hours: of a day, how much was said in each hour."""

    span: str
    items: Sequence[Item]
    hours: Sequence[int] = ()


@dataclass
class SummaryRead(Message):
    """What tells most of a month or a day; of a day also what is due and what was on it in other years."""

    span: str
    summary: Summary
    today: Today | None = None


@dataclass
class StoryRead(Message):
    """The passages of an item, in order."""

    item: Item
    hits: Sequence[Hit]


@dataclass
class PlaceFound(Message):
    """The days that words name; None where they name none."""

    words: str
    days: tuple[date, date] | None
