"""Mends a damaged store: all that can be read goes into a new one, which takes its place when it is sound.

1. Every row that can be read is copied.
2. What is known to be lost is filled in from the newest backup that is sound.
3. What lost its ground is given it back, or goes; files whose text was lost are marked to be read again.
4. Full text, vectors and the rest of what is derived are made again.
5. The new store is read through, and takes the place of the damaged one, which is kept aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from secondme.durable import sync_folder
from secondme.errors import StoreDamagedError
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.repair.backups import Backup, Opened
from secondme.repair.diagnosis import Case, Diagnosis
from secondme.repair.filling import Missing, fill, find_missing
from secondme.repair.reading import Ground
from secondme.repair.remaking import remake
from secondme.repair.salvage import ground_for, new_store, salvage
from secondme.repair.settling import (
    documents_of,
    give_documents_back,
    give_evidence_back,
    give_sources_back,
    part_from_sync,
    prune,
    read_again,
    still_on_disk,
)
from secondme.repair.tables import KEPT_FOR_PEOPLE
from secondme.store.database import ENDINGS
from secondme.store.faults import explained
from secondme.store.pages import Pages
from secondme.store.query import rows, value
from secondme.store.swapping import held, repaired_name, swap_in


@dataclass(frozen=True)
class Repaired:
    """What came of it. saved: rows that were read from the damaged store, by table; filled: that came from
    the backup `snapshot`; lost: that are gone, None where their number cannot be told; pruned: that rested on
    what is lost, and went. again: files to be read again. remade: documents whose full text was made;
    vectors: taken over; queued: documents whose vectors are to be made. parted_from_sync: other machines
    would have been told that what is lost here was deleted. aside: where the damaged files are.
    """

    way: str
    saved: dict[str, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int | None] = field(default_factory=dict)
    pruned: dict[str, int] = field(default_factory=dict)
    snapshot: str = ""
    made_at: datetime | None = None
    again: tuple[str, ...] = ()
    remade: int = 0
    vectors: int = 0
    queued: int = 0
    parted_from_sync: bool = False
    aside: tuple[Path, ...] = ()
    cured: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing that was remembered is lost."""
        return not self.lost and self.way != "backup"

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        made_at = self.made_at.isoformat() if self.made_at else None
        return asdict(self) | {
            "made_at": made_at,
            "aside": [str(path) for path in self.aside],
            "whole": self.is_whole,
        }


def repair(
    case: Case,
    backup: Backup | None,
    *,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
) -> Repaired:
    """Does what the diagnosis says; killed at any moment, there is the damaged store or the repaired one.

    Raises StoreDamagedError where nothing can be read and there is no backup, NoSpaceError, BackupError.
    """
    way = case.diagnosis.way
    if way == "nothing":
        return Repaired(way)
    if way == "in place":
        cured = tuple(one.cure() for one in case.diagnosis.cures if one.cure is not None)
        return Repaired(way, cured=cured)
    path = case.home.store
    _drop(repaired_name(path))
    done = (
        _from_backup(case, backup, on_progress) if way == "backup" else _anew(case, backup, now, on_progress)
    )
    aside = path.with_name(f"{path.name}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    _take_place(case, aside)
    kept = (aside, aside.with_name(f"{aside.name}-wal"))
    return replace(done, aside=tuple(one for one in kept if one.exists()))


def _anew(case: Case, backup: Backup | None, now: datetime, on_progress: OnProgress) -> Repaired:
    """Steps 1 to 4, in one transaction."""
    path = repaired_name(case.home.store)
    with _pages(case) as pages, explained(path):
        survey = case.diagnosis.survey
        assert survey is not None
        with new_store(path, case.key.secret, pages, survey, now) as db:
            db.execute("BEGIN IMMEDIATE")
            ground = ground_for(pages, survey, db)
            done = _rebuild(case.diagnosis, ground, db, backup, now, on_progress)
            db.execute("COMMIT")
            _prove(db, path)
    return done


def _rebuild(
    diagnosis: Diagnosis,
    ground: Ground,
    db: apsw.Connection,
    backup: Backup | None,
    now: datetime,
    on_progress: OnProgress,
) -> Repaired:
    saved = salvage(ground, db)
    give_sources_back(ground, db, now=now)
    missing = find_missing(ground, db, all_after=diagnosis.log in ("missing", "foreign"))
    filled: dict[str, int] = {}
    with _opened(backup if missing else None, on_progress) as source:
        if source is not None:
            filled = fill(ground, db, source.db, missing.values())
    give_evidence_back(db)
    back = give_documents_back(ground, db, now=now)
    lost = find_missing(ground, db) if missing else {}
    again, lost = _have_read_again(ground, db, lost, back)
    pruned = {name: count for name, count in prune(db).items() if count and name in KEPT_FOR_PEOPLE}
    parted = bool(missing or pruned) and part_from_sync(db)
    made = remake(ground, db, now=now, on_progress=on_progress)
    return Repaired(
        "new store",
        saved={name: count for name, count in saved.items() if name in KEPT_FOR_PEOPLE and count},
        filled=filled,
        lost={name: one.count for name, one in lost.items()},
        pruned=pruned,
        snapshot=source.name if source else "",
        made_at=source.made_at if source else None,
        again=again,
        remade=made.documents,
        vectors=made.vectors,
        queued=made.queued,
        parted_from_sync=parted,
    )


def _have_read_again(
    ground: Ground, db: apsw.Connection, lost: dict[str, Missing], documents: Collection[int]
) -> tuple[tuple[str, ...], dict[str, Missing]]:
    """The files that are to be read again, and what is lost though they are."""
    passages = lost.get("passages")
    if passages is None:
        return read_again(db, documents), lost
    owners = documents_of(ground, {key for (key,) in passages.keys}) if passages.keys is not None else None
    if owners is None:
        return read_again(db, None), lost
    there = still_on_disk(db, set(owners.values()))
    gone = frozenset(key for key in passages.keys or () if owners.get(key[0]) not in there)
    left = {"passages": replace(passages, keys=gone)} if gone else {}
    again = read_again(db, {*documents, *owners.values()})
    return again, {name: one for name, one in lost.items() if name != "passages"} | left


def _from_backup(case: Case, backup: Backup | None, on_progress: OnProgress) -> Repaired:
    if backup is None:
        raise StoreDamagedError(
            f"Nothing can be read of {case.home.store}, and there is no backup at hand. Nothing was changed. "
            "Name one with --from FOLDER; or move the file away, and begin anew with your sources."
        )
    name, made_at, counts = backup.put_in_place(
        repaired_name(case.home.store), case.key.secret, on_progress=on_progress
    )
    filled = {table: count for table, count in counts.items() if table in KEPT_FOR_PEOPLE and count}
    return Repaired("backup", filled=filled, snapshot=name, made_at=made_at)


def _prove(db: apsw.Connection, path: Path) -> None:
    """Reads the new store through, and empties its log. Raises StoreDamagedError, and nothing was changed."""
    said = value(db, "PRAGMA integrity_check(1)")
    if said != "ok" or rows(db, "PRAGMA foreign_key_check"):
        raise StoreDamagedError(
            f"The new store did not come out sound ({said}). The damaged one is as it was. Please report it; "
            "a backup may still take its place: secondme backup restore latest --to FOLDER"
        )


def _take_place(case: Case, aside: Path) -> None:
    sync_folder(case.home.root)
    if case.pages is None:
        with held(case.home.store):
            swap_in(case.home.store, aside)
    else:
        swap_in(case.home.store, aside)


def _drop(path: Path) -> None:
    """What a repair left that was broken off."""
    for ending in ENDINGS:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


@contextmanager
def _pages(case: Case) -> Iterator[Pages]:
    if case.pages is not None:
        yield case.pages
        return
    with Pages(case.home.store, case.key.secret) as pages:
        yield pages


@contextmanager
def _opened(backup: Backup | None, on_progress: OnProgress) -> Iterator[Opened | None]:
    if backup is None:
        yield None
        return
    with backup.opened(on_progress=on_progress) as source:
        yield source
