"""What is known, apart from what is found: people, memories, events, and how they are put right."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from secondme.clock import Clock
from secondme.engines import Engines
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.store import Store

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
    from secondme.memory import Memory
    from secondme.people import Entity
    from secondme.people.book import Change, Decided
    from secondme.store.clients import Client, ClientUse
    from secondme.store.sources import Source, Trust


class Knowing:
    """The verbs of an open memory about people, memories and events."""

    store: Store
    engines: Engines
    clock: Clock

    def people(self, text: str | None = None) -> list[Entity]:
        """Everybody, or those whom the text names by id, account or name. Raises NotFoundError."""
        from secondme.people.book import look_up

        return look_up(self.store, text)

    def speakers(self, source: str) -> list[Speaker]:
        """Who speaks in a chat, such as `s2`, whoever says most first. Raises NotFoundError, UsageError."""
        from secondme.indexing.speakers import speakers_of

        return speakers_of(self.store, source)

    def entrust(
        self,
        source: str,
        *,
        trust: Trust | None = None,
        me: str | None = None,
        now: datetime | None = None,
    ) -> Source:
        """Says anew how far the source `s2` is trusted, or who the person is in it: names, a line each.

        The disk is not looked at. Raises NotFoundError, UsageError.
        """
        from secondme.indexing.speakers import entrust

        return entrust(self.store, source, trust=trust, me=me, now=now or self.clock())

    def decide(
        self, verb: Change, who: Sequence[str], what: Sequence[str] = (), *, now: datetime | None = None
    ) -> Decided:
        """Decides by hand who is who; see `secondme.people.book.change`. Raises NotFoundError, UsageError."""
        from secondme.people.book import change

        return change(self.store, verb, who, what, now=now or self.clock())

    def memories(
        self,
        about: str | None = None,
        *,
        kind: str | None = None,
        state: str = "current",
        as_of: datetime | None = None,
        now: datetime | None = None,
    ) -> list[Remembered]:
        """What is told or was distilled, in the order in which it was learned.

        about: of somebody alone; "me" is the person. state: `current`, `asleep`, `past` or `all`. as_of: with
        what was true then, whatever sleeps. Raises UsageError.
        """
        from secondme.memories.book import read_memories
        from secondme.memories.linking.context import with_context

        db, moment = self.store.connection(), now or self.clock()
        found = read_memories(db, about=about, kind=kind, state=state, as_of=as_of, now=moment)
        return with_context(db, found, now=moment)

    def look_at(self, identifier: str, *, now: datetime | None = None) -> Remembered:
        """One memory. Raises NotFoundError, UsageError."""
        from secondme.memories.book import read_memory
        from secondme.memories.linking.context import with_context

        db, moment = self.store.connection(), now or self.clock()
        return with_context(db, [read_memory(db, identifier, now=moment)], now=moment)[0]

    def history(self, identifier: str) -> list[Happened]:
        """What became of a memory, oldest first. Raises NotFoundError, UsageError."""
        from secondme.memories.book import read_history

        return read_history(self.store.connection(), identifier)

    def curve(self, identifier: str, *, now: datetime | None = None) -> Curve:
        """How firmly a memory was held, is, and will be if unused. Raises NotFoundError, UsageError."""
        from secondme.memories.curve import read_curve

        return read_curve(self.store.connection(), identifier, now=now or self.clock())

    def links(self, identifier: str, *, now: datetime | None = None) -> list[Linked]:
        """What a memory is linked with, the strongest of a kind first. Raises NotFoundError, UsageError."""
        from secondme.memories.linking.telling import read_links
        from secondme.memories.linking.weaving import weave_if_little

        weave_if_little(self.store)
        return read_links(self.store.connection(), identifier, now=now or self.clock())

    def conflicts(self, *, now: datetime | None = None) -> list[tuple[Remembered, Remembered]]:
        """The pairs of memories that contradict each other and are both held to be true."""
        from secondme.memories.book import read_conflicts

        return read_conflicts(self.store.connection(), now=now or self.clock())

    def fading(self, days: float = 30.0, *, now: datetime | None = None) -> list[Remembered]:
        """What will fall asleep within so many days unless it is used, the soonest first."""
        from secondme.memories.book import read_fading

        return read_fading(self.store.connection(), days=days, now=now or self.clock())

    def cards(self, most: int = 5, *, now: datetime | None = None) -> list[Card]:
        """What the person should be asked about now: "still true?"."""
        from secondme.memories.reviewing import choose_cards

        moment = now or self.clock()
        return choose_cards(self.memories(now=moment), self.conflicts(now=moment), now=moment, most=most)

    def streak(self, *, now: datetime | None = None) -> int:
        """How many days in a row the person answered cards."""
        from secondme.memories.streak import read_streak

        return read_streak(self.store.connection(), now=now or self.clock())

    def digest(self, days: float = 7.0, *, now: datetime | None = None) -> Digest:
        """What became of the memories in the last days, and what is due or falls asleep in the next."""
        from secondme.memories.digest import read_digest

        moment = now or self.clock()
        since = moment - timedelta(days=days)
        return read_digest(self.store.connection(), since, current=self.memories(now=moment), now=moment)

    def portrait(self, *, now: datetime | None = None) -> list[Section]:
        """Who the person is, in sections made from what is known of them."""
        from secondme.memories.portrait import read_portrait

        return read_portrait(self.store, now=now or self.clock())

    def portray(
        self, verb: Brush, section: str, text: str = "", *, now: datetime | None = None
    ) -> list[Section]:
        """Writes, locks or unlocks a section of the portrait; gives all of it. Raises UsageError."""
        from secondme.memories.portrait import change_portrait

        return change_portrait(self.store, verb, section, text, now=now or self.clock())

    def timeline(
        self, about: str | None = None, *, first: date | None = None, last: date | None = None
    ) -> list[Entry]:
        """What happened, is planned and changed, by day, the oldest first; about: of somebody alone."""
        from secondme.memories.timeline import read_timeline

        return read_timeline(self.store.connection(), about=about, first=first, last=last)

    def passages_by_day(self, first: date, last: date, *, about: str | None = None) -> dict[str, int]:
        """How many passages were said or written on each day that has any; about: by somebody alone."""
        from secondme.memories.timeline import passages_by_day

        return passages_by_day(self.store.connection(), first, last, about=about)

    def today(self, day: date | None = None, *, now: datetime | None = None) -> Today:
        """What a day brings: what is due, what was on this day earlier, and how many cards wait now."""
        from secondme.memories.today import read_today

        moment = now or self.clock()
        cards = len(self.cards(sys.maxsize, now=moment))
        return read_today(self.store.connection(), day or moment.date(), self.timeline(), cards=cards)

    def graph(self, about: str | None = None, *, now: datetime | None = None) -> list[Subject]:
        """Who and what is connected, those first of whom most is known; about: of somebody alone."""
        from secondme.memories.graph import read_graph

        return read_graph(self.store.connection(), about=about, now=now or self.clock())

    def correct(
        self, verb: Correction, which: Sequence[str] = (), text: str = "", *, now: datetime | None = None
    ) -> Corrected:
        """What the person says of memories; see `secondme.memories.correcting.correct`. It can be undone.

        Raises NotFoundError, UsageError.
        """
        from secondme.memories.correcting import correct

        embedder = self.engines.shelf.chosen("embedder")
        return correct(self.store, verb, which, text, embedder=embedder, now=now or self.clock())

    def consolidate(
        self,
        *,
        seconds: float = 600.0,
        model: bool = True,
        now: datetime | None = None,
        on_progress: OnProgress = ignore_progress,
    ) -> Consolidated:
        """Makes memories and events of what was taken in since the last time, and links them.

        seconds: at most about so many. model: whether the language model may read what patterns did not
        understand. See `secondme.consolidating`.
        """
        from secondme.consolidating import consolidate

        return consolidate(
            self.store,
            self.engines,
            seconds=seconds,
            model=model,
            now=now or self.clock(),
            on_progress=on_progress,
        )

    def gather_events(
        self, *, seconds: float = 600.0, on_progress: OnProgress = ignore_progress
    ) -> GatheredEvents:
        """Gathers passages into events where they changed since the last time."""
        from secondme.events.gathering import gather

        return gather(self.store, seconds=seconds, on_progress=on_progress)

    def events(
        self,
        about: str | None = None,
        *,
        text: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """The events, oldest first, at most the newest `limit`; see `secondme.events.book.read_events`."""
        from secondme.events.book import read_events
        from secondme.events.gathering import gather_a_while

        gather_a_while(self.store)
        db = self.store.connection()
        return read_events(db, about=about, text=text, first=first, last=last, limit=limit)

    def event(self, identifier: str) -> Event:
        """One event. Raises NotFoundError, UsageError."""
        from secondme.events.book import read_event

        return read_event(self.store.connection(), identifier)

    def summary(self, what: str, *, most: int = 8, now: datetime | None = None) -> Summary:
        """What there is to tell of a time, a person, a matter or an event, in at most so many sentences.

        Each is as it was written, and cited. Raises NotFoundError, UsageError.
        """
        from secondme.events.summary import read_summary

        return read_summary(cast("Memory", self), what, most=most, now=now or self.clock())

    def clients(self) -> list[Client]:
        """The programs outside that came or were allowed, and what each may do."""
        from secondme.store.clients import list_clients

        return list_clients(self.store.connection())

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
        """Has a client do just this from now on; without sources or kinds it reads all. Raises UsageError.

        mask: "names", "numbers": what is not told to it. secrets: it is told passwords, keys, cards and the
        like too.
        """
        from secondme.clients.allowing import allow

        return allow(
            self.store,
            name,
            read=read,
            write=write,
            sources=sources,
            kinds=kinds,
            mask=mask,
            secrets=secrets,
            now=now or self.clock(),
        )

    def deny_client(self, name: str, *, now: datetime | None = None) -> Client:
        """Has a client do nothing from now on. Raises NotFoundError."""
        from secondme.clients.allowing import deny

        return deny(self.store, name, now=now or self.clock())

    def give_token(self, name: str) -> str:
        """Makes a new token by which a client is known over HTTP; one before it counts no more.

        It is kept nowhere: only its digest is. Raises UsageError.
        """
        from secondme.clients.tokens import give_token

        return give_token(self.store, name)

    def take_token(self, name: str) -> Client:
        """Has a client be known by no token any more. Raises NotFoundError."""
        from secondme.clients.tokens import take_token

        return take_token(self.store, name)

    def client_of_token(self, token: str) -> str | None:
        """The name of the client whose token that is; None where it is nobody's."""
        from secondme.clients.tokens import whose

        return whose(self.store.connection(), token)

    def client_log(self, name: str | None = None, *, most: int | None = None) -> list[ClientUse]:
        """What clients read and wrote, oldest first; of a long log the last entries. Raises NotFoundError."""
        from secondme.clients.allowing import read_log

        return read_log(self.store, name, most)

    def serve_client(
        self, client: str, tool: str, arguments: Mapping[str, Any], *, now: datetime | None = None
    ) -> Given:
        """What a client gets for a tool, as far as it is allowed; logged. See `secondme.clients.serving`.

        Raises NotAllowedError, UsageError, NotFoundError.
        """
        from secondme.clients.serving import serve

        return serve(cast("Memory", self), client, tool, arguments, now=now or self.clock())

    def answer_client(
        self,
        client: str,
        question: str,
        *,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Given:
        """The answer that a client gets to a question; logged. Raises NotAllowedError, ModelMissingError."""
        from secondme.clients.serving import serve

        asked, moment = {"question": question}, now or self.clock()
        return serve(cast("Memory", self), client, "ask", asked, now=moment, cancelled=cancelled)
