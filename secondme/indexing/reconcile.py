"""Compares a source with the disk: queues what is new or changed, retires what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from ingest import FoundFile, walk
from secondme.indexing.progress import OnProgress, Progress, ignore_progress
from secondme.store import Store
from secondme.store.documents import Version, delete_documents, list_versions
from secondme.store.jobs import enqueue, forget_jobs, list_problems
from secondme.store.sources import Source, mark_checked


@dataclass(frozen=True, slots=True)
class Changes:
    """What a look at a source found. skipped: what could not even be looked at, with the reason."""

    found: int = 0
    queued: int = 0
    removed: int = 0
    missing: bool = False
    skipped: tuple[tuple[str, str], ...] = ()


def reconcile(
    store: Store, source: Source, *, now: datetime, on_progress: OnProgress = ignore_progress
) -> Changes:
    """Looks at a source and queues the work it makes; nothing is read yet.

    A file with the size and modification time it had is taken as unchanged. A source whose root is not there,
    or is an empty folder (an unplugged disk), is left as it is: absence of the whole is not deletion. Nor is
    a folder that cannot be looked into.
    """
    if source.kind == "told":
        return Changes()
    root = Path(source.place)
    if not _is_there(root):
        return Changes(missing=True)
    if source.kind == "chat":
        return _reconcile_chat(store, source, now)
    return _reconcile_folder(store, source, root, now, on_progress)


def _reconcile_chat(store: Store, source: Source, now: datetime) -> Changes:
    with store.write() as db:
        enqueue(db, "read", "", now=now, source=source.id)
        mark_checked(db, source, now)
    return Changes(found=1, queued=1)


def _reconcile_folder(
    store: Store, source: Source, root: Path, now: datetime, on_progress: OnProgress
) -> Changes:
    skipped: list[tuple[str, str]] = []
    closed: list[Path] = []
    found: dict[str, FoundFile] = {}

    def skip(path: Path, reason: str) -> None:
        skipped.append((str(path), reason))
        if not path.is_symlink():
            closed.append(path)

    for file in walk(root, skip):
        if _has_plain_name(file.path):
            found[file.key] = file
        else:
            skipped.append((file.key, "its name is not valid UTF-8; rename it to have it read"))
        on_progress(Progress("looking", len(found), 0, file.key))
    with store.write() as db:
        known = list_versions(db, source)
        changed = [file for file in found.values() if not _is_same(file, known.get(file.key))]
        gone = [
            version.id
            for key, version in known.items()
            if key not in found and not _is_in(root / key, closed)
        ]
        for file in changed:
            enqueue(db, "read", file.key, now=now, source=source.id)
        delete_documents(db, gone)
        _drop_problems_of_gone(db, source, found)
        mark_checked(db, source, now)
    return Changes(len(found), len(changed), len(gone), skipped=tuple(skipped))


def _is_there(root: Path) -> bool:
    """Whether there is something to look at; a mount point whose disk is unplugged is an empty folder."""
    if not root.is_dir():
        return root.exists()
    try:
        return any(root.iterdir())
    except OSError:
        return True  # It is there, but closed; looking at it says why.


def _is_same(file: FoundFile, known: Version | None) -> bool:
    return known is not None and (known.size, known.mtime_ns) == (file.size, file.mtime_ns)


def _is_in(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _drop_problems_of_gone(db: apsw.Connection, source: Source, found: dict[str, FoundFile]) -> None:
    for problem in list_problems(db):
        if problem.source_id == source.id and problem.subject not in found:
            forget_jobs(db, source.id, problem.subject)


def _has_plain_name(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
