"""What the person says of memories: it reads otherwise, is to be kept awake, is true, or is not any more.

Nothing is lost by it: each is a change that can be taken back. Only forgetting deletes, and that is another
verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, Literal

import apsw

from ingest.encoding import clean
from secondme.errors import UsageError
from secondme.indexing.telling import put_told
from secondme.instructions.book import note_edited
from secondme.memories.book import Remembered, memory_number, remembered
from secondme.store import Store
from secondme.store.changes import Changing, last_change, recorded
from secondme.store.links import delete_links, link_between
from secondme.store.memories import (
    Memory,
    NewMemory,
    add_evidence,
    evidence_of,
    get_memories,
    get_memory,
    note_card_answer,
    put_memory,
    set_asking,
    set_pinned,
    set_validity,
)
from secondme.store.undoing import undo_change, undone_by

Correction = Literal["edit", "pin", "unpin", "merge", "retire", "revive", "both", "confirm", "later", "undo"]
LATER = timedelta(days=7)
_DONE: dict[str, tuple[str, str]] = {
    "edit": ("edited", "you said that it reads otherwise"),
    "pin": ("pinned", "you pinned it"),
    "unpin": ("unpinned", "you unpinned it"),
    "merge": ("merged", "you said that they are the same"),
    "retire": ("retired", "you said that it does not hold any more"),
    "revive": ("confirmed", "you said that it holds again"),
    "both": ("confirmed", "you said that both are true"),
    "confirm": ("confirmed", "you said that it is still true"),
    "later": ("put off", "you wanted to be asked later"),
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was done, in a few words, and the memories concerned as they are now.

    undo: the number by which it can be taken back; None for what was taken back itself.
    """

    done: str
    memories: tuple[Remembered, ...]
    undo: int | None

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {"done": self.done, "undo": self.undo, "memories": [one.as_json() for one in self.memories]}


def correct(
    store: Store,
    verb: Correction,
    which: Sequence[str],
    text: str = "",
    *,
    embedder: str | None,
    now: datetime,
) -> Corrected:
    """Carries out what the person says.

    edit: the one in `which` reads `text` from now on; the old reading is kept as past. merge: the others of
    `which` are the same as the first. retire: they do not hold any more. revive: they do again. both: they do
    not contradict each other. confirm: they are still true. later: ask again in a week. undo: the change
    numbered `text` is taken back, or the person's last deed. embedder: the name of the model whose vector
    shall follow for a new reading. Raises NotFoundError, UsageError.
    """
    if verb == "undo":
        return _undo(store, text, now)
    numbers = list(dict.fromkeys(memory_number(identifier) for identifier in which))
    _require(verb, numbers, text)
    done, reason = _DONE[verb]
    with store.write() as db:
        memories = [get_memory(db, number) for number in numbers]
        with recorded(db, done, reason, by="person", now=now) as change:
            change.touch(*numbers)
            shown = _carry_out(db, verb, memories, clean(text).strip(), change, embedder, now)
        number = last_change(db)
        concerned = remembered(db, get_memories(db, shown), now=now)
    return Corrected(done, tuple(concerned), number)


def _carry_out(
    db: apsw.Connection,
    verb: Correction,
    memories: Sequence[Memory],
    text: str,
    change: Changing,
    embedder: str | None,
    now: datetime,
) -> list[int]:
    """Does it; returns the numbers of those to be shown."""
    first, *others = memories
    if verb == "edit":
        return [_edit(db, first, text, change, embedder, now)]
    if verb == "merge":
        for other in others:
            add_evidence(db, first.id, evidence_of(db, other.id))
            set_validity(db, other.id, other.valid_from, now, first.id)
        return [first.id]
    if verb == "both":
        delete_links(db, (link_between(*pair, "contradicts", 1.0) for pair in _pairs(memories)))
        return [memory.id for memory in memories]
    for memory in memories:
        if verb in ("pin", "unpin"):
            set_pinned(db, memory.id, verb == "pin")
        elif verb == "retire":
            set_validity(db, memory.id, memory.valid_from, now, memory.superseded_by)
            note_card_answer(db, memory.id, "corrected", now=now)
        elif verb == "revive":
            set_validity(db, memory.id, memory.valid_from, None, None)
            note_card_answer(db, memory.id, "confirmed", now=now)
        elif verb == "confirm":
            note_card_answer(db, memory.id, "confirmed", now=now)
        else:
            set_asking(db, memory.id, now + LATER)
    return [memory.id for memory in memories]


def _pairs(memories: Sequence[Memory]) -> Iterator[tuple[int, int]]:
    return combinations([memory.id for memory in memories], 2)


def _edit(
    db: apsw.Connection, memory: Memory, text: str, change: Changing, embedder: str | None, now: datetime
) -> int:
    """The new reading is what the person tells now, and rests on that."""
    passage = put_told(db, text, embedder=embedder, now=now)
    new = put_memory(
        db,
        NewMemory(
            memory.kind,
            text,
            "self",
            now,
            [(passage, 0, len(text))],
            subject=memory.subject,
            importance=memory.importance,
        ),
        now=now,
    )
    change.add(new)
    note_edited(db, memory.id, new, text)
    set_validity(db, memory.id, memory.valid_from, now, new)
    note_card_answer(db, memory.id, "corrected", now=now)
    return new


def _undo(store: Store, text: str, now: datetime) -> Corrected:
    if text and not (text.isascii() and text.isdigit()):
        raise UsageError(
            f"{text!r} is not the number of a change. Nothing was changed. See: secondme history m1"
        )
    from secondme.events.titling import shortened

    number = int(text) if text else None
    with store.write() as db:
        latest = undone_by(db, number)[0]
        meant = max(get_memories(db, latest.memories), key=lambda one: one.id, default=None)
        taken = undo_change(db, number, now=now)
        touched = {number for change in taken for number in change.memories}
        shown = remembered(db, get_memories(db, touched), now=now)
    done = f"took back {taken[0].verb!r}" if len(taken) == 1 else f"took back {len(taken)} changes"
    quoted = f' ("{shortened(meant.text)}")' if meant else ""
    return Corrected(f"{done}{quoted}", tuple(shown), None)


def _require(verb: Correction, numbers: Sequence[int], text: str) -> None:
    """Raises UsageError for too few or too many memories, and for an empty text."""
    if verb == "edit" and (len(numbers) != 1 or not clean(text).strip()):
        raise UsageError("Say which memory, and how it should read. Nothing was changed.")
    if verb in ("merge", "both") and len(numbers) < 2:
        raise UsageError("Name two memories or more. Nothing was changed.")
    if not numbers:
        raise UsageError("Say which memory. Nothing was changed. See: secondme memories")
