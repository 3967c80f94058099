"""What is known, at the other end of the socket: the verbs of `secondme.knowing.Knowing`."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from secondme.daemon.remote import Remote
from secondme.indexing.progress import OnProgress, ignore_progress

if TYPE_CHECKING:
    from secondme.clients.telling import Given
    from secondme.consolidating import Consolidated
    from secondme.events.book import Event
    from secondme.events.gathering import GatheredEvents
    from secondme.events.summary import Summary
    from secondme.indexing.speakers import Speaker
    from secondme.memories.book import Happened, Remembered
    from secondme.memories.correcting import Corrected, Correction
    from secondme.memories.curve import Curve
    from secondme.memories.digest import Digest
    from secondme.memories.graph import Subject
    from secondme.memories.linking.telling import Linked
    from secondme.memories.portrait import Brush, Section
    from secondme.memories.reviewing import Card
    from secondme.memories.timeline import Entry
    from secondme.memories.today import Today
    from secondme.people import Entity
    from secondme.people.book import Change, Decided
    from secondme.store.clients import Client, ClientUse
    from secondme.store.sources import Source, Trust


class RemoteKnowing(Remote):
    """The verbs about people, memories and events, of a memory that a daemon has open."""

    def people(self, text: str | None = None) -> list[Entity]:
        """See `Memory.people`."""
        return cast("list[Entity]", self._call("people", {"text": text}))

    def speakers(self, source: str) -> list[Speaker]:
        """See `Memory.speakers`."""
        return cast("list[Speaker]", self._call("speakers", {"source": source}))

    def entrust(
        self,
        source: str,
        *,
        trust: Trust | None = None,
        me: str | None = None,
        now: datetime | None = None,
    ) -> Source:
        """See `Memory.entrust`."""
        body = {"source": source, "trust": trust, "me": me, "now": now}
        return cast("Source", self._call("entrust", body))

    def decide(
        self, verb: Change, who: Sequence[str], what: Sequence[str] = (), *, now: datetime | None = None
    ) -> Decided:
        """See `Memory.decide`."""
        return cast("Decided", self._call("decide", {"verb": verb, "who": who, "what": what, "now": now}))

    def memories(
        self,
        about: str | None = None,
        *,
        kind: str | None = None,
        state: str = "current",
        as_of: datetime | None = None,
        now: datetime | None = None,
    ) -> list[Remembered]:
        """See `Memory.memories`."""
        body = {"about": about, "kind": kind, "state": state, "as_of": as_of, "now": now}
        return cast("list[Remembered]", self._call("memories", body))

    def look_at(self, identifier: str, *, now: datetime | None = None) -> Remembered:
        """See `Memory.look_at`."""
        return cast("Remembered", self._call("look_at", {"identifier": identifier, "now": now}))

    def history(self, identifier: str) -> list[Happened]:
        """See `Memory.history`."""
        return cast("list[Happened]", self._call("history", {"identifier": identifier}))

    def curve(self, identifier: str, *, now: datetime | None = None) -> Curve:
        """See `Memory.curve`."""
        return cast("Curve", self._call("curve", {"identifier": identifier, "now": now}))

    def links(self, identifier: str, *, now: datetime | None = None) -> list[Linked]:
        """See `Memory.links`."""
        return cast("list[Linked]", self._call("links", {"identifier": identifier, "now": now}))

    def conflicts(self, *, now: datetime | None = None) -> list[tuple[Remembered, Remembered]]:
        """See `Memory.conflicts`."""
        return [(one, other) for one, other in self._call("conflicts", {"now": now})]

    def fading(self, days: float = 30.0, *, now: datetime | None = None) -> list[Remembered]:
        """See `Memory.fading`."""
        return cast("list[Remembered]", self._call("fading", {"days": days, "now": now}))

    def cards(self, most: int = 5, *, now: datetime | None = None) -> list[Card]:
        """See `Memory.cards`."""
        return cast("list[Card]", self._call("cards", {"most": most, "now": now}))

    def streak(self, *, now: datetime | None = None) -> int:
        """See `Memory.streak`."""
        return cast("int", self._call("streak", {"now": now}))

    def digest(self, days: float = 7.0, *, now: datetime | None = None) -> Digest:
        """See `Memory.digest`."""
        return cast("Digest", self._call("digest", {"days": days, "now": now}))

    def portrait(self, *, now: datetime | None = None) -> list[Section]:
        """See `Memory.portrait`."""
        return cast("list[Section]", self._call("portrait", {"now": now}))

    def portray(
        self, verb: Brush, section: str, text: str = "", *, now: datetime | None = None
    ) -> list[Section]:
        """See `Memory.portray`."""
        body = {"verb": verb, "section": section, "text": text, "now": now}
        return cast("list[Section]", self._call("portray", body))

    def timeline(
        self, about: str | None = None, *, first: date | None = None, last: date | None = None
    ) -> list[Entry]:
        """See `Memory.timeline`."""
        body = {"about": about, "first": first, "last": last}
        return cast("list[Entry]", self._call("timeline", body))

    def passages_by_day(self, first: date, last: date, *, about: str | None = None) -> dict[str, int]:
        """See `Memory.passages_by_day`."""
        body = {"first": first, "last": last, "about": about}
        return cast("dict[str, int]", self._call("passages_by_day", body))

    def today(self, day: date | None = None, *, now: datetime | None = None) -> Today:
        """See `Memory.today`."""
        return cast("Today", self._call("today", {"day": day, "now": now}))

    def graph(self, about: str | None = None, *, now: datetime | None = None) -> list[Subject]:
        """See `Memory.graph`."""
        return cast("list[Subject]", self._call("graph", {"about": about, "now": now}))

    def correct(
        self, verb: Correction, which: Sequence[str] = (), text: str = "", *, now: datetime | None = None
    ) -> Corrected:
        """See `Memory.correct`."""
        body = {"verb": verb, "which": which, "text": text, "now": now}
        return cast("Corrected", self._call("correct", body))

    def consolidate(
        self,
        *,
        seconds: float = 600.0,
        model: bool = True,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Consolidated:
        """See `Memory.consolidate`."""
        body = {"seconds": seconds, "model": model, "now": now}
        return cast("Consolidated", self._call("consolidate", body, {"progress": on_progress}))

    def gather_events(
        self, *, seconds: float = 600.0, on_progress: OnProgress = ignore_progress
    ) -> GatheredEvents:
        """See `Memory.gather_events`."""
        done = self._call("gather_events", {"seconds": seconds}, {"progress": on_progress})
        return cast("GatheredEvents", done)

    def events(
        self,
        about: str | None = None,
        *,
        text: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """See `Memory.events`."""
        body = {"about": about, "text": text, "first": first, "last": last, "limit": limit}
        return cast("list[Event]", self._call("events", body))

    def event(self, identifier: str) -> Event:
        """See `Memory.event`."""
        return cast("Event", self._call("event", {"identifier": identifier}))

    def summary(self, what: str, *, most: int = 8, now: datetime | None = None) -> Summary:
        """See `Memory.summary`."""
        return cast("Summary", self._call("summary", {"what": what, "most": most, "now": now}))

    def clients(self) -> list[Client]:
        """See `Memory.clients`."""
        return cast("list[Client]", self._call("clients", {}))

    def allow_client(
        self,
        name: str,
        *,
        read: bool = False,
        write: bool = False,
        sources: Sequence[str] = (),
        kinds: Sequence[str] = (),
        mask: Sequence[str] = (),
        secrets: bool = False,
        now: datetime | None = None,
    ) -> Client:
        """See `Memory.allow_client`."""
        body = {"name": name, "read": read, "write": write, "sources": sources, "kinds": kinds, "mask": mask}
        body |= {"secrets": secrets, "now": now}
        return cast("Client", self._call("allow_client", body))

    def deny_client(self, name: str, *, now: datetime | None = None) -> Client:
        """See `Memory.deny_client`."""
        return cast("Client", self._call("deny_client", {"name": name, "now": now}))

    def give_token(self, name: str) -> str:
        """See `Memory.give_token`."""
        return cast("str", self._call("give_token", {"name": name}))

    def take_token(self, name: str) -> Client:
        """See `Memory.take_token`."""
        return cast("Client", self._call("take_token", {"name": name}))

    def client_of_token(self, token: str) -> str | None:
        """See `Memory.client_of_token`."""
        return cast("str | None", self._call("client_of_token", {"token": token}))

    def client_log(self, name: str | None = None, *, most: int | None = None) -> list[ClientUse]:
        """See `Memory.client_log`."""
        return cast("list[ClientUse]", self._call("client_log", {"name": name, "most": most}))

    def serve_client(
        self, client: str, tool: str, arguments: Mapping[str, Any], *, now: datetime | None = None
    ) -> Given:
        """See `Memory.serve_client`."""
        body = {"client": client, "tool": tool, "arguments": arguments, "now": now}
        return cast("Given", self._call("serve_client", body))

    def answer_client(
        self,
        client: str,
        question: str,
        *,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Given:
        """See `Memory.answer_client`."""
        body = {"client": client, "question": question, "now": now}
        return cast("Given", self._call("answer_client", body, cancelled=cancelled))
