"""The verbs: what one can do with a memory, whether it is open in this process or in the daemon's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from ingest.forms import Form
    from secondme.answer import Answer, Citation
    from secondme.clients.telling import Given
    from secondme.consolidating import Consolidated
    from secondme.conversation.turn import Conversation, Exchange, Turn, Verdict
    from secondme.drafting.completing import Completion
    from secondme.drafting.draft import Draft
    from secondme.events.book import Event
    from secondme.events.gathering import GatheredEvents
    from secondme.events.summary import Summary
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt
    from secondme.forgetting.retention import Foretold
    from secondme.forgetting.selection import Selection
    from secondme.home import Home
    from secondme.indexing.progress import OnProgress
    from secondme.indexing.speakers import Speaker
    from secondme.instructions.instruction import Instruction
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
    from secondme.memory import Indexed
    from secondme.people import Entity
    from secondme.people.book import Change, Decided
    from secondme.prefill.filled import Filled, Settled
    from secondme.prefill.unfinished import Unfinished
    from secondme.recall.hit import Hit
    from secondme.status import Status, Waiting
    from secondme.store.clients import Client, ClientUse
    from secondme.store.files import Problem
    from secondme.store.recalls import Use
    from secondme.store.retention import StoredRule
    from secondme.store.sources import Source, SourceCounts, Trust
    from secondme.store.tunings import Tuning
    from secondme.suspicion.quarantine import Ruling, Suspect, Suspects
    from secondme.tuning.judging import Judged
    from secondme.tuning.tuning import Report

Lane = Literal["quick", "ask", "index"]
"""Who waits for whom: verbs of one lane take their turns, lanes never wait for each other."""


class MemoryApi(Protocol):
    """What `secondme.memory.Memory` and `secondme.daemon.client.RemoteMemory` both do."""

    @property
    def home(self) -> Home: ...
    def add(
        self,
        path: str | Path,
        *,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
    ) -> Indexed: ...
    def import_chat(
        self,
        kind: str,
        path: str | Path,
        *,
        me: str | None = None,
        trust: Trust | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
    ) -> Indexed: ...
    def index(
        self,
        *,
        sources: Sequence[Source] | None = None,
        below: Mapping[int, Sequence[str]] | None = None,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
    ) -> Indexed: ...
    def remember(self, text: str, *, now: datetime | None = None) -> str: ...
    def recall(
        self,
        query: str,
        limit: int = 10,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        deep: bool = False,
        unfinished: bool = False,
        log: bool = True,
    ) -> list[Hit]: ...
    def ask(
        self,
        question: str,
        *,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        general: bool = False,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Answer: ...
    def converse(
        self,
        text: str,
        *,
        conversation: str | None = None,
        general: bool = False,
        as_of: datetime | None = None,
        recorded_before: datetime | None = None,
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Exchange: ...
    def conversations(self, text: str | None = None) -> list[Conversation]: ...
    def turns(self, conversation: str, last: int | None = None) -> list[Turn]: ...
    def mark_turn(self, turn: int, verdict: Verdict | None) -> None: ...
    def refine(self, conversation: str, *, cancelled: threading.Event | None = None) -> bool: ...
    def surroundings(self, hit: Hit, reach: int = 3) -> list[Hit]: ...
    def show(self, identifier: str) -> Hit | None: ...
    def mark(self, hit: Hit, use: Use) -> None: ...
    def judge(self, identifier: str, right: bool) -> Judged: ...
    def tune(
        self,
        *,
        keep: bool = True,
        seconds: float = 120.0,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
    ) -> Report: ...
    def tuning(self) -> Tuning: ...
    def undo_tuning(self) -> Tuning | None: ...
    def forget(
        self, identifier: str, *, now: datetime | None = None, on_progress: OnProgress = ...
    ) -> Receipt: ...
    def forget_selected(
        self, selection: Selection, *, now: datetime | None = None, on_progress: OnProgress = ...
    ) -> Receipt: ...
    def foresee(self, selection: Selection) -> Foreseen: ...
    def retention(self) -> list[StoredRule]: ...
    def foretell(self, rule: str | None = None, *, now: datetime | None = None) -> list[Foretold]: ...
    def agree(self, rule: str, *, now: datetime | None = None) -> StoredRule: ...
    def disagree(self, number: int) -> StoredRule: ...
    def retain(self, *, now: datetime | None = None, on_progress: OnProgress = ...) -> list[Receipt]: ...
    def suspects(self, limit: int = ...) -> Suspects: ...
    def suspect(self, identifier: str) -> Suspect: ...
    def pass_verdict(self, identifier: str, *, suspect: bool, now: datetime | None = None) -> Ruling: ...
    def sources(self) -> list[SourceCounts]: ...
    def status(self) -> Status: ...
    def waiting(self) -> Waiting: ...
    def skipped(self) -> list[Problem]: ...
    def people(self, text: str | None = None) -> list[Entity]: ...
    def speakers(self, source: str) -> list[Speaker]: ...
    def entrust(
        self,
        source: str,
        *,
        trust: Trust | None = None,
        me: str | None = None,
        now: datetime | None = None,
    ) -> Source: ...
    def decide(
        self, verb: Change, who: Sequence[str], what: Sequence[str] = (), *, now: datetime | None = None
    ) -> Decided: ...
    def memories(
        self,
        about: str | None = None,
        *,
        kind: str | None = None,
        state: str = "current",
        as_of: datetime | None = None,
        now: datetime | None = None,
    ) -> list[Remembered]: ...
    def look_at(self, identifier: str, *, now: datetime | None = None) -> Remembered: ...
    def history(self, identifier: str) -> list[Happened]: ...
    def curve(self, identifier: str, *, now: datetime | None = None) -> Curve: ...
    def links(self, identifier: str, *, now: datetime | None = None) -> list[Linked]: ...
    def conflicts(self, *, now: datetime | None = None) -> list[tuple[Remembered, Remembered]]: ...
    def fading(self, days: float = 30.0, *, now: datetime | None = None) -> list[Remembered]: ...
    def cards(self, most: int = 5, *, now: datetime | None = None) -> list[Card]: ...
    def streak(self, *, now: datetime | None = None) -> int: ...
    def digest(self, days: float = 7.0, *, now: datetime | None = None) -> Digest: ...
    def portrait(self, *, now: datetime | None = None) -> list[Section]: ...
    def portray(
        self, verb: Brush, section: str, text: str = "", *, now: datetime | None = None
    ) -> list[Section]: ...
    def timeline(
        self, about: str | None = None, *, first: date | None = None, last: date | None = None
    ) -> list[Entry]: ...
    def passages_by_day(self, first: date, last: date, *, about: str | None = None) -> dict[str, int]: ...
    def today(self, day: date | None = None, *, now: datetime | None = None) -> Today: ...
    def graph(self, about: str | None = None, *, now: datetime | None = None) -> list[Subject]: ...
    def correct(
        self, verb: Correction, which: Sequence[str] = (), text: str = "", *, now: datetime | None = None
    ) -> Corrected: ...
    def consolidate(
        self,
        *,
        seconds: float = 600.0,
        model: bool = True,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
    ) -> Consolidated: ...
    def gather_events(self, *, seconds: float = 600.0, on_progress: OnProgress = ...) -> GatheredEvents: ...
    def events(
        self,
        about: str | None = None,
        *,
        text: str | None = None,
        first: date | None = None,
        last: date | None = None,
        limit: int | None = None,
    ) -> list[Event]: ...
    def event(self, identifier: str) -> Event: ...
    def summary(self, what: str, *, most: int = 8, now: datetime | None = None) -> Summary: ...
    def clients(self) -> list[Client]: ...
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
    ) -> Client: ...
    def deny_client(self, name: str, *, now: datetime | None = None) -> Client: ...
    def give_token(self, name: str) -> str: ...
    def take_token(self, name: str) -> Client: ...
    def client_of_token(self, token: str) -> str | None: ...
    def client_log(self, name: str | None = None, *, most: int | None = None) -> list[ClientUse]: ...
    def serve_client(
        self, client: str, tool: str, arguments: Mapping[str, Any], *, now: datetime | None = None
    ) -> Given: ...
    def answer_client(
        self,
        client: str,
        question: str,
        *,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Given: ...
    def prefill(
        self,
        form: Form | str | Path,
        *,
        as_of: datetime | None = None,
        model: bool = True,
        seconds: float = 300.0,
        now: datetime | None = None,
        on_progress: OnProgress = ...,
        cancelled: threading.Event | None = None,
    ) -> Filled: ...
    def settle_form(
        self,
        filled: Filled,
        *,
        accepted: Collection[str] = (),
        typed: Mapping[str, str] | None = None,
        now: datetime | None = None,
    ) -> Settled: ...
    def unlearn_form(self, layout: str) -> int: ...
    def keep_form(self, unfinished: Unfinished) -> None: ...
    def unfinished_forms(self) -> list[Unfinished]: ...
    def drop_form(self, path: str | Path) -> None: ...
    def instructions(self, *, now: datetime | None = None) -> list[Instruction]: ...
    def instruct(
        self,
        text: str,
        *,
        acts: Sequence[str] = (),
        about: Sequence[str] = (),
        people: Sequence[str] = (),
        priority: int | None = None,
        now: datetime | None = None,
    ) -> Instruction: ...
    def drop_instruction(self, identifier: str, *, now: datetime | None = None) -> Instruction: ...
    def plan_draft(
        self,
        what: str,
        *,
        to: str = "",
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> list[str]: ...
    def draft(
        self,
        what: str,
        *,
        to: str = "",
        plan: Sequence[str] = (),
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Draft: ...
    def complete(
        self,
        text: str,
        *,
        budget: float = 1.5,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Completion: ...
    def other_languages(self) -> float: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb is carried out. events: the callbacks that become events. changes: the set of sources."""

    lane: Lane
    events: tuple[str, ...] = ()
    changes: bool = False


VERBS: Mapping[str, Verb] = {
    "add": Verb("index", ("progress",), changes=True),
    "import_chat": Verb("index", ("progress",), changes=True),
    "index": Verb("index", ("progress",)),
    "remember": Verb("quick"),
    "recall": Verb("quick"),
    "ask": Verb("ask", ("sources", "text")),
    "converse": Verb("ask", ("sources", "text")),
    "conversations": Verb("quick"),
    "turns": Verb("quick"),
    "mark_turn": Verb("quick"),
    "refine": Verb("ask"),
    "surroundings": Verb("quick"),
    "show": Verb("quick"),
    "mark": Verb("quick"),
    "judge": Verb("quick"),
    "tune": Verb("index", ("progress",)),
    "tuning": Verb("quick"),
    "undo_tuning": Verb("quick"),
    "forget": Verb("quick", ("progress",), changes=True),
    "forget_selected": Verb("quick", ("progress",), changes=True),
    "foresee": Verb("quick"),
    "retention": Verb("quick"),
    "foretell": Verb("quick"),
    "agree": Verb("quick"),
    "disagree": Verb("quick"),
    "retain": Verb("index", ("progress",), changes=True),
    "suspects": Verb("quick"),
    "suspect": Verb("quick"),
    "pass_verdict": Verb("quick"),
    "sources": Verb("quick"),
    "status": Verb("quick"),
    "waiting": Verb("quick"),
    "skipped": Verb("quick"),
    "people": Verb("quick"),
    "speakers": Verb("quick"),
    "entrust": Verb("quick"),
    "decide": Verb("quick"),
    "memories": Verb("quick"),
    "look_at": Verb("quick"),
    "history": Verb("quick"),
    "curve": Verb("quick"),
    "links": Verb("quick"),
    "conflicts": Verb("quick"),
    "fading": Verb("quick"),
    "cards": Verb("quick"),
    "streak": Verb("quick"),
    "digest": Verb("quick"),
    "portrait": Verb("quick"),
    "portray": Verb("quick"),
    "timeline": Verb("quick"),
    "passages_by_day": Verb("quick"),
    "today": Verb("quick"),
    "graph": Verb("quick"),
    "correct": Verb("quick"),
    "consolidate": Verb("index", ("progress",)),
    "gather_events": Verb("index", ("progress",)),
    "events": Verb("quick"),
    "event": Verb("quick"),
    "summary": Verb("quick"),
    "clients": Verb("quick"),
    "allow_client": Verb("quick"),
    "deny_client": Verb("quick"),
    "give_token": Verb("quick"),
    "take_token": Verb("quick"),
    "client_of_token": Verb("quick"),
    "client_log": Verb("quick"),
    "serve_client": Verb("quick"),
    "answer_client": Verb("ask"),
    "prefill": Verb("ask", ("progress",)),
    "settle_form": Verb("quick"),
    "unlearn_form": Verb("quick"),
    "keep_form": Verb("quick"),
    "unfinished_forms": Verb("quick"),
    "drop_form": Verb("quick"),
    "instructions": Verb("quick"),
    "instruct": Verb("quick"),
    "drop_instruction": Verb("quick"),
    "plan_draft": Verb("ask"),
    "draft": Verb("ask", ("sources", "text")),
    "complete": Verb("quick"),
    "other_languages": Verb("quick"),
}
"""The verbs of a memory. `progress` becomes the argument `on_progress`, and so on."""
