"""The whole of forgetting: choose, note the words, empty the logs, delete, overwrite, and look again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

import apsw

from secondme.backup.holding import Backups
from secondme.errors import NotFoundError
from secondme.forgetting.choosing import Going, chosen, held
from secondme.forgetting.emptying import Emptied, delete_echoes, empty_logs
from secondme.forgetting.ground import going_texts, wording_of
from secondme.forgetting.searching import Searched, Trail, search
from secondme.forgetting.selection import Selection
from secondme.forgetting.wording import Wording
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.database import HOLD
from secondme.store.faults import explained
from secondme.store.forgetting import (
    Deleted,
    delete_copies,
    delete_units,
    note_scrubbed,
    scrub,
    unscrubbed,
)
from secondme.store.identifiers import Identifier
from secondme.store.query import rows
from secondme.store.vectors import list_embedders, read_vectors

A_RUN = 100
"""So many units are deleted together; each look at what answers lost takes a moment."""
MOST_VECTORS = 8
CUT_SHORT = "What was deleted so far is gone for good; to delete the rest, forget it once more."
VECTOR_BYTES = 64
"""So many first bytes tell a vector from any other."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was forgotten, and what was found of it afterwards. The person's own files are never touched."""

    id: str
    what: str
    documents: int
    passages: int
    memories: int
    questions: int
    """Of the person and of other programs, that lost their words in the log; the entries stay."""
    turns: int
    """Of conversations, that lost their words."""
    changes: int
    """Of memories that stay, that can be told and taken back no more, since they quoted it."""
    log_emptied: bool
    """False while another program keeps the (encrypted) write-ahead log in use; it is emptied later."""
    written_anew: bool
    """Whether the file was; else its free pages are overwritten."""
    copies: int
    """Copies from before an update of the store, deleted because they would have kept it."""
    searched: Searched
    backups: Backups | None = None
    """What is known of those that were made before; None where none are set up, or nobody looked."""


def forget(
    store: Store,
    selection: Selection,
    *,
    models: Path | None = None,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
) -> Receipt:
    """Deletes what is selected with all that hangs on it, and looks whether anything of it is left.

    It is deleted in writes that do not last. Ended at any moment, what was deleted is gone for good, and the
    same again deletes the rest; what an earlier one left undone is done first. models: the folder of model
    files, which are not searched. Raises NotFoundError, UsageError.
    """
    with explained(store.path, CUT_SHORT):
        finish(store)
        return _forget(store, selection, models or store.path.with_name("models"), now, on_progress)


def _forget(
    store: Store, selection: Selection, models: Path, now: datetime, on_progress: OnProgress
) -> Receipt:
    db = store.connection()
    with chosen(db, selection) as going:
        if not going.units:
            raise NotFoundError(f"Nothing is remembered that is {selection}. Nothing was changed.")
        texts = going_texts(db)
        wording, elsewhere = wording_of(db, texts)
        trail = Trail(wording, wording.needles(texts), _vectors(db, wording), elsewhere)
        deleted, emptied = _delete(store, going, trail, now, on_progress)
    deletion = unscrubbed(db)
    settle(store)
    anew = scrub(store)
    store.checkpoint()
    copies, log_emptied = delete_copies(store.path), note_scrubbed(store, deletion)
    return Receipt(
        selection.identifier or "",
        going.what,
        *(deleted.documents, deleted.passages, deleted.memories),
        *(emptied.questions, emptied.turns, emptied.changes),
        *(log_emptied, anew, copies),
        search(store, models, trail),
    )


def forget_units(store: Store, going: Going, *, now: datetime) -> Deleted:
    """Deletes what was forgotten elsewhere, with the logs' words; nobody waits for a receipt."""
    if not going.units:
        return Deleted()
    db = store.connection()
    with held(db, going):
        wording, _ = wording_of(db, going_texts(db))
        deleted, _ = _delete(store, going, Trail(wording), now, ignore_progress)
    finish(store)
    return deleted


def finish(store: Store) -> None:
    """Does away with the traces of a forgetting, also of an earlier one whose process ended."""
    if deletion := unscrubbed(store.connection()):
        settle(store)
        scrub(store)
        store.checkpoint()
        delete_copies(store.path)
        note_scrubbed(store, deletion)


def settle(store: Store) -> None:
    """Brings people and events in step with the passages that are left."""
    from secondme.events.gathering import mend
    from secondme.people.settling import forget_people

    forget_people(store)
    mend(store)


def _delete(
    store: Store, going: Going, trail: Trail, now: datetime, on_progress: OnProgress
) -> tuple[Deleted, Emptied]:
    """Empties the logs first: what tells which words to look for goes with the rest."""
    deleted, emptied, done = Deleted(), Emptied(), 0
    waiting = _runs(going.units)
    while done < len(going.units):
        with store.write() as db:
            if not done:
                emptied = empty_logs(db, trail.wording)
            until = monotonic() + HOLD
            for some in waiting:
                deleted += delete_units(store, db, some, bury=going.bury, now=now)
                done += len(some)
                if monotonic() >= until:
                    break
            if done == len(going.units):
                deleted += Deleted(memories=delete_echoes(db, trail.wording))
        on_progress(Progress("forgetting", done, len(going.units)))
    return deleted, emptied


def _runs(units: Sequence[Identifier]) -> Iterator[Sequence[Identifier]]:
    return (units[start : start + A_RUN] for start in range(0, len(units), A_RUN))


def _vectors(db: apsw.Connection, wording: Wording) -> list[bytes]:
    """The first bytes of the vectors of some passages that go, and whose like does not stay."""
    going = "SELECT number FROM temp.going WHERE kind = 'passage'"
    passages = rows(db, f"SELECT id, text FROM passages WHERE id IN ({going})")
    alone = [number for number, text in passages if wording.stands_in(text)][:MOST_VECTORS]
    found = [read_vectors(db, embedder, [number])[1] for embedder in list_embedders(db) for number in alone]
    return [vector[:VECTOR_BYTES] for vector in found if vector]
