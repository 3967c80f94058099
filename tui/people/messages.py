"""What is told of people and things. Each message is complete in itself; none carries the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.events.book import Event
    from secondme.events.summary import Sentence
    from secondme.memories.book import Remembered
    from secondme.memories.graph import Subject
    from secondme.memories.portrait import Section
    from secondme.recall.hit import Hit
    from tui.people.roll import Somebody


@dataclass(frozen=True, slots=True)
class Connection:
    """Somebody with whom they are connected. key: in the roll; how: "brother", "works at"."""

    key: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Page:
    """All about one of them.

    portrait: of the person alone. told: sentences that tell most of them, as they were written. open: what
    they plan and did not do yet. known: what else is held to be true. said: their words, or those of anybody
    of that name, the newest first.
    """

    who: Somebody
    portrait: Sequence[Section]
    told: Sequence[Sentence]
    open: Sequence[Remembered]
    known: Sequence[Remembered]
    connections: Sequence[Connection]
    said: Sequence[Hit]
    events: Sequence[Event]


@dataclass
class RollCalled(Message):
    """Who and what there is. subjects: what is known of each, by which they are connected."""

    roll: Sequence[Somebody]
    subjects: Sequence[Subject]


@dataclass
class PageRead(Message):
    """One of them was looked at."""

    page: Page


@dataclass
class PassageFound(Message):
    """The passage that was asked for."""

    hit: Hit
