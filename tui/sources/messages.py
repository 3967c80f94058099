"""What the place of the sources is told. Each message is complete in itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from tui.gateway.messages import Changed

if TYPE_CHECKING:
    from ingest.options import Options
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.indexing.speakers import Speaker
    from secondme.store.files import Problem
    from secondme.store.sources import SourceCounts


@dataclass(frozen=True, slots=True)
class Kept:
    """A source as the place shows it.

    is_there: whether anything lies where it was. unread: files that could not be read; skipped: how many had
    nothing worth reading. followed: how the daemon notices changes of it, in words; empty without one.
    """

    counts: SourceCounts
    is_there: bool = True
    unread: tuple[Problem, ...] = ()
    skipped: int = 0
    followed: str = ""

    @property
    def key(self) -> str:
        """As `s2`."""
        return f"s{self.counts.source.id}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How reading goes on. paused: nothing new is read. daemon: what it does, in words; empty without one."""

    paused: bool = False
    daemon: str = ""


@dataclass
class SourcesRead(Message):
    """All sources, and how reading goes on."""

    sources: tuple[Kept, ...]
    reading: Reading = field(default_factory=Reading)


@dataclass
class OptionsRead(Message):
    """Which files are looked at, as it is set."""

    options: Options


@dataclass
class RulesChanged(Changed):
    """Other files are left out from now on."""


@dataclass
class SourceForeseen(Message):
    """What hangs on a source, before it is forgotten."""

    source: str
    foreseen: Foreseen


@dataclass
class SourceForgotten(Message):
    """It is gone."""

    receipt: Receipt


@dataclass
class SpeakersRead(Message):
    """Who speaks in a chat. unasked: it was just imported, and the person did not ask."""

    kept: Kept
    speakers: tuple[Speaker, ...]
    unasked: bool = False
