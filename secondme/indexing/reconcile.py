"""Compares a source with the disk: queues what is new or changed, retires what is gone."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep, time_ns

import apsw

from ingest import FoundFile, Options, UnreadableError, current_tag, walk
from ingest.options import DEFAULTS
from secondme.indexing.absence import deleted, has_changed_since, is_shut, is_there
from secondme.indexing.exports import has_changed
from secondme.indexing.moving import Move, apply_moves, confirmed, found_by_content
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.indexing.ranks import CHAT
from secondme.indexing.readers import readers_of
from secondme.indexing.seen import (
    Lost,
    lost_files,
    mark_changed,
    note_new_numbers,
    queue_changed,
    seen_files,
    traced_files,
)
from secondme.store import HOLD, Store
from secondme.store.documents import delete_documents
from secondme.store.files import delete_files, documents_of, find_file
from secondme.store.forgetting import document_name, has_tombstones, is_forgotten
from secondme.store.jobs import enqueue, free_orphans, priority_of
from secondme.store.query import rows
from secondme.store.sources import Source, mark_checked, readers_of_source
from secondme.store.times import to_milliseconds

LOOKS = 3
"""So often a folder is looked at where files leave it meanwhile, before the next look is left to tell."""
TICK = 0.02
"""Seconds; the clock that stamps folders goes in steps that are shorter."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a look at a source found. skipped: what could not even be looked at, with the reason.

    removed: documents of files that are gone; moved: files.
    """

    found: int = 0
    queued: int = 0
    removed: int = 0
    missing: bool = False
    skipped: tuple[tuple[str, str], ...] = ()
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a source found, and the files that were not there any more."""

    source: Source
    changes: Changes
    lost: tuple[Lost, ...] = ()


def look(
    store: Store,
    source: Source,
    *,
    now: datetime,
    options: Options = DEFAULTS,
    below: Sequence[str] | None = None,
    on_progress: OnProgress = ignore_progress,
) -> Looked:
    """Compares a source with the disk: queues what is new or changed, follows what moved.

    below: keys of folders and files; only these are looked at, when given. A file with the size and time it
    had is taken as unchanged, unless it was read within two seconds of its last change. One that moved takes
    along what is remembered of it. A source whose root is not there, or is the empty mount point of an
    unplugged disk, is left as it is: absence of the whole is not deletion. Nor is a folder that cannot be
    looked into, or a file that left its folder meanwhile, maybe for one that was looked into before.
    """
    if source.kind == "told":
        return Looked(source, Changes())
    if not is_there(store.connection(), source):
        return Looked(source, Changes(missing=True))
    if source.kind == "chat":
        return Looked(source, _look_at_chat(store, source, now))
    try:
        return _look_at_folder(lambda: _Look(store, source, now, options, below, on_progress))
    except UnreadableError:  # It was there a moment ago.
        return Looked(source, Changes(missing=True))


def retire(store: Store, looked: Looked, *, on_progress: OnProgress = ignore_progress) -> Changes:
    """Deletes what is remembered of files that are gone, in writes that do not last.

    Apart from `look`, so that a file that went from one source to another is found there before it counts as
    gone.
    """
    waiting = deque(looked.lost if is_there(store.connection(), looked.source) else ())
    removed = 0
    while waiting:
        with store.write() as db:
            until = monotonic() + HOLD
            while waiting and monotonic() < until:
                removed += _delete(db, looked.source, waiting.popleft())
        on_progress(Progress("looking", 0, 0))
    return replace(looked.changes, removed=removed)


def _delete(db: apsw.Connection, source: Source, lost: Lost) -> int:
    """Deletes what is remembered of a file, unless it was found elsewhere; returns how many documents."""
    known = find_file(db, source.id, lost.key)
    if known is None or known.id != lost.id:
        return 0
    documents = documents_of(db, [lost.id])
    delete_documents(db, documents)
    delete_files(db, [lost.id])
    return len(documents)


def _look_at_chat(store: Store, source: Source, now: datetime) -> Changes:
    """An export is read again when it is another file than it was."""
    if not has_changed(store.connection(), source):
        return Changes(found=1)
    with store.write() as db:
        enqueue(db, "read", "", now=now, source=source.id, priority=priority_of(CHAT, now, now))
        mark_checked(db, source, now)
    return Changes(found=1, queued=1)


def _look_at_folder(begin: Callable[[], _Look]) -> Looked:
    moved = 0
    for _ in range(LOOKS):
        begun = time_ns() - round(TICK * 1e9)
        looked = begin().compare()
        moved += looked.changes.moved
        looked = replace(looked, changes=replace(looked.changes, moved=moved))
        root = Path(looked.source.place)
        if not any(has_changed_since(root, one.key, begun) for one in looked.lost):
            return looked
        sleep(TICK)
    return replace(looked, lost=())


@dataclass
class _Look:
    """One look at a folder, or at some folders below it."""

    store: Store
    source: Source
    now: datetime
    options: Options
    below: Sequence[str] | None
    on_progress: OnProgress
    skipped: list[tuple[str, str]] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)

    def compare(self) -> Looked:
        db = self.store.connection()
        with seen_files(db, self._walk(), self._tell) as found:
            self.on_progress(Progress("looking", found, 0))
            moved = self._move(confirmed(db, self.source, traced_files(db, self.source.id)))
            moved += self._move(found_by_content(db, self.source, self._lost(), self._tell))
            lost = tuple(self._lost())
            queued = self._queue()
        changes = Changes(found, queued, skipped=tuple(self.skipped), moved=moved)
        return Looked(self.source, changes, lost)

    def _walk(self) -> Iterator[FoundFile]:
        for file in walk(Path(self.source.place), self._skip, options=self.options, below=self.below):
            if _has_plain_name(file.path):
                yield file
            else:
                self.skipped.append((file.key, "its name is not valid UTF-8; rename it to have it read"))

    def _skip(self, path: Path, reason: str) -> None:
        self.skipped.append((str(path), reason))
        # Not path.is_symlink(), which raises where the folder around it is closed.
        if not os.path.islink(path) or is_shut(path):
            self.closed.append(path)

    def _tell(self, key: str) -> None:
        self.on_progress(Progress("looking", 0, 0, key))

    def _lost(self) -> list[Lost]:
        lost = lost_files(self.store.connection(), self.source.id, self.below)
        return deleted(Path(self.source.place), lost, self.closed)

    def _move(self, moves: list[Move]) -> int:
        return apply_moves(self.store, self.source, moves, self._tell)

    def _queue(self) -> int:
        readers = readers_of(self.options)
        whole = self.below is None
        with self.store.write() as db:
            retry = whole and readers_of_source(db, self.source) != readers
            forgotten = self._is_forgotten(db) if has_tombstones(db) else None
            mark_changed(db, self.source.id, _stale(db, self.source), retry=retry, is_forgotten=forgotten)
            note_new_numbers(db, self.source.id)
            free_orphans(db, "read")
            queued = queue_changed(db, self.source.id, self.below, to_milliseconds(self.now))
            if whole:
                mark_checked(db, self.source, self.now, readers=readers)
        return queued

    def _is_forgotten(self, db: apsw.Connection) -> Callable[[str], bool]:
        return lambda key: is_forgotten(self.store, db, document_name(self.source.id, key))


def _stale(db: apsw.Connection, source: Source) -> str:
    """The formats in which files of the source were read, and would not be read today."""
    tags = rows(db, "SELECT DISTINCT format FROM files WHERE source_id = ?", source.id)
    return json.dumps([tag for (tag,) in tags if tag and current_tag(tag) != tag])


def _has_plain_name(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
