"""Serving a client: is it allowed, what may it see, what is it given; and all of it stands in the log.

The permission is read from the store for every single call, and once more when the call is logged: what was
denied meanwhile is not given out. What is not logged is not given out either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import apsw

from secondme.clients.arguments import WRITING, read_arguments, read_name, words_of
from secondme.clients.sight import limits_of, seen_memories, seen_passages
from secondme.clients.telling import (
    Given,
    tell_answer,
    tell_filled,
    tell_hits,
    tell_memories,
    tell_passage,
    tell_portrait,
    tell_timeline,
    tell_written,
)
from secondme.errors import NotAllowedError, NotFoundError, UsageError
from secondme.finding import Standpoint, find
from secondme.store.clients import Outcome, Permission, Way, note_use, permission_of

if TYPE_CHECKING:
    from secondme.clients.veil import Veil
    from secondme.memory import Memory


def serve(
    memory: Memory,
    client: str,
    tool: str,
    arguments: Mapping[str, Any],
    *,
    now: datetime,
    cancelled: threading.Event | None = None,
) -> Given:
    """What the client gets for a tool with these arguments. Raises SecondmeError, ModelError."""
    call = _Call(memory, read_name(client), tool, words_of(arguments), now, cancelled)
    permission = permission_of(memory.store.connection(), client)
    if not is_allowed(permission, tool):
        call.note("denied")
        raise NotAllowedError(how_to_allow(client, tool))
    veil = _veil(call, permission)
    try:
        read = read_arguments(tool, arguments)
        asked = {name: _lifted(veil, one) for name, one in read.items()}
        if tool == "remember":
            require_sound(veil, read["text"])
            return _remember(call, asked["text"])
        given = _GIVEN[tool](call, permission, veil, asked)
    except NotAllowedError:
        raise
    except Exception as error:
        call.note("failed")
        error.args = tuple(veil.hide(one) if isinstance(one, str) else one for one in error.args)
        raise
    call.note("given", given.ids, still=permission)
    return given


def _veil(call: _Call, permission: Permission) -> Veil:
    memory = call.memory
    try:
        return memory.veils.of(call.client, permission.masks, memory.home, memory.store, now=call.now)
    except Exception:
        call.note("failed")
        raise


def require_sound(veil: Veil, text: str) -> None:
    """Raises UsageError where a text to keep has a placeholder that stands for nothing any more, or for what
    the client could then read.
    """
    if veil.would_tell(text):
        raise UsageError(
            "What a placeholder in this text stands for could be read in it, so nothing was kept. Leave it "
            "out, or say beside it what it is, such as a password."
        )
    if stale := veil.stale(text):
        raise UsageError(
            f"It is not known any more what {stale[0]} stands for, so nothing was kept. Look it up again, "
            "and say what is then told."
        )


def _lifted(veil: Veil, argument: Any) -> Any:
    return veil.lift(argument) if isinstance(argument, str) else argument


def is_allowed(permission: Permission, tool: str) -> bool:
    """Whether a client may use the tool at all."""
    return permission.write if tool in WRITING else permission.read


def how_to_allow(client: str, tool: str) -> str:
    """What the person must type before a client gets what it wants."""
    if tool in WRITING:
        wants, came, options = "write to", "kept", "--write [--read [--source SOURCE] [--kind KIND]]"
    else:
        wants, came, options = "read", "given", "--read [--source SOURCE] [--kind KIND] [--write]"
    return (
        f"The client {client} is not allowed to {wants} this memory, so nothing was {came}. Only the person "
        f"can change that, by typing in a terminal: secondme clients allow {client} {options}"
    )


class _Call:
    """One call of a client, and how it is logged."""

    def __init__(
        self,
        memory: Memory,
        client: str,
        tool: str,
        asked: str,
        now: datetime,
        cancelled: threading.Event | None,
    ) -> None:
        self.memory, self.client, self.now, self.cancelled = memory, client, now, cancelled
        self.tool = tool if tool in _GIVEN or tool in WRITING else "unknown"
        self.way: Way = "write" if tool in WRITING else "read"
        self.asked = asked if self.way == "read" else ""  # What is written stands in its passage alone.

    def note(self, outcome: Outcome, given: tuple[str, ...] = (), *, still: Permission | None = None) -> None:
        """Logs how it ended. still: what must be allowed yet; else it is logged as denied, and raises."""
        with self.memory.store.write() as db:
            withdrawn = still is not None and permission_of(db, self.client) != still
            outcome, given = ("denied", ()) if withdrawn else (outcome, given)
            self.put(db, outcome, given)
        if withdrawn:
            raise NotAllowedError(how_to_allow(self.client, self.tool))

    def put(self, db: apsw.Connection, outcome: Outcome, given: tuple[str, ...]) -> None:
        note_use(db, self.client, self.tool, self.way, self.asked, outcome, given, now=self.now)


def _recall(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    standpoint = Standpoint(call.now, only=limits_of(permission))
    return tell_hits(veil.over(find(call.memory, asked["query"], asked["limit"], standpoint)))


def _ask(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    """An answer from what the client may see; one that may see all gets what memories say by themselves too.

    It stands in the clients' log and not in the person's own: what others ask makes nothing firmer.
    """
    from secondme.answer.answering import HITS_TO_READ
    from secondme.asking import Listening, answer_at_once, read

    standpoint = Standpoint(call.now, only=limits_of(permission))
    listening = Listening(cancelled=call.cancelled)
    question = asked["question"]
    if permission.sees_everything and (
        answer := answer_at_once(call.memory, question, standpoint, listening)
    ):
        return tell_answer(veil.over(answer))
    hits = find(call.memory, question, HITS_TO_READ, standpoint)
    return tell_answer(veil.over(read(call.memory, question, hits, standpoint, listening)))


def _about(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    from secondme.memories.book import read_memories

    db = call.memory.store.connection()
    found = read_memories(db, about=asked["person"], now=call.now)
    seen = seen_memories(db, permission, [one.id for one in found])
    shown = [one for one in found if one.id in seen]
    return tell_memories(veil.hide(asked["person"]), veil.over(shown))


def _timeline(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    from secondme.memories.timeline import read_timeline

    db = call.memory.store.connection()
    found = read_timeline(db, about=asked["about"], first=asked["from"], last=asked["to"])
    seen = seen_memories(db, permission, [one.memory for one in found])
    shown = [one for one in found if one.memory in seen]
    if not permission.sees_everything:  # What held before may have been said elsewhere.
        shown = [replace(one, before="") for one in shown]
    return tell_timeline(veil.over(shown))


def _portrait(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    """The portrait; of what the client may see alone, it is drawn anew from that."""
    from secondme.memories.book import read_memories
    from secondme.memories.portrait import SECTIONS, draw, read_portrait
    from secondme.memories.whose import ME

    if permission.sees_everything:
        return tell_portrait(veil.over(read_portrait(call.memory.store, now=call.now)))
    db = call.memory.store.connection()
    found = read_memories(db, about=ME, now=call.now)
    seen = seen_memories(db, permission, [one.id for one in found])
    drawn = draw([one for one in found if one.id in seen])
    return tell_portrait(veil.over([drawn[name] for name in SECTIONS if name in drawn]))


def _prefill(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    """What is known for a list of questions, without a model; what needs the person's yes is not given."""
    from ingest.forms import read_form
    from secondme.prefill.filling import Manner, fill

    form = read_form(asked["questions"].encode(), "-")
    limits = limits_of(permission)
    manner = Manner(call.now, model=False, act="share", to=(call.client,), sight=limits)
    return tell_filled(fill(call.memory, form, manner).fields, veil.hide)


def _passage(call: _Call, permission: Permission, veil: Veil, asked: Mapping[str, Any]) -> Given:
    hit = call.memory.show(asked["id"])
    seen = hit and seen_passages(call.memory.store.connection(), permission, [hit.passage])
    if hit is None or not seen:
        raise NotFoundError(f"There is no passage {asked['id']} that this client may see.")
    return tell_passage(veil.over(hit))


def _remember(call: _Call, words: str) -> Given:
    """Keeps what a client wrote, and logs it, in one transaction."""
    from secondme.clients.writing import put_written

    memory = call.memory
    with memory.store.write() as db:
        allowed = permission_of(db, call.client).write
        identifier = ""
        if allowed:
            embedder = memory.engines.shelf.chosen("embedder")
            identifier = put_written(db, words, call.client, embedder=embedder, now=call.now)
        call.put(db, "given" if allowed else "denied", (identifier,) if allowed else ())
    if not allowed:
        raise NotAllowedError(how_to_allow(call.client, call.tool))
    memory.catch_up(call.now)
    return tell_written(identifier)


_GIVEN: Mapping[str, Callable[[_Call, Permission, Veil, Mapping[str, Any]], Given]] = {
    "recall": _recall,
    "ask": _ask,
    "about": _about,
    "timeline": _timeline,
    "portrait": _portrait,
    "prefill": _prefill,
    "passage": _passage,
}
