"""What the tests of repairs share: a memory with something of everything in it, and ways to damage it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.home import Home, find_home
from secondme.indexing.progress import ignore_progress
from secondme.key import Key, find_key
from secondme.repair.backups import Backup
from secondme.repair.diagnosis import Diagnosis, examined
from secondme.repair.repairing import Repaired, repair
from secondme.repair.schema import Part, read_schema
from secondme.repair.trees import Walk
from secondme.store import open_store
from secondme.store.pages import Pages
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
NOTES = 60
TABLES = (
    "sources",
    "files",
    "documents",
    "passages",
    "memories",
    "evidence",
    "recalls",
    "sightings",
    "settings",
)


@dataclass
class Patient:
    """A home, its key, and what was remembered in it before anything was damaged."""

    home: Home
    key: Key
    backup: Backup
    now: datetime
    rows: dict[str, list[tuple[object, ...]]]

    @property
    def store(self) -> Path:
        return self.home.store

    def part(self, name: str) -> Part:
        """A table or index, and where it begins."""
        with Pages(self.store, self.key.secret) as pages:
            found = read_schema(pages).find(name)
        assert found is not None
        return found

    def pages_of(self, name: str) -> list[int]:
        """Every page of a table or index, the first one leading to the others."""
        root = self.part(name).root
        with Pages(self.store, self.key.secret) as pages:
            walk = Walk(pages, root)
            list(walk.rows())
        return [root, *sorted(walk.reached - {root})]

    def flip(self, page: int, at: int = 5_000) -> None:
        """Changes one bit of a page."""
        with self.store.open("r+b") as file:
            file.seek((page - 1) * 16_384 + at)
            byte = file.read(1)[0]
            file.seek(-1, 1)
            file.write(bytes([byte ^ 4]))

    def blank(self, page: int) -> None:
        """Overwrites a page with zeros."""
        with self.store.open("r+b") as file:
            file.seek((page - 1) * 16_384)
            file.write(bytes(16_384))

    def diagnose(self) -> Diagnosis:
        with examined(self.home, self.key, now=self.now) as case:
            return case.diagnosis

    def mend(self, *, with_backup: bool = False) -> Repaired:
        with examined(self.home, self.key, now=self.now) as case:
            return repair(case, self.backup if with_backup else None, now=self.now)

    def back_up(self) -> None:
        joined = join(self.home, self.backup.repository.root, self.backup.identity.seal)
        store = open_store(self.store, self.key.secret, now=self.now)
        try:
            create_backup(self.home, store, joined, now=self.now, on_progress=ignore_progress)
        finally:
            store.close()

    def kept(self) -> dict[str, list[tuple[object, ...]]]:
        """The rows of the tables that hold what was remembered."""
        store = open_store(self.store, self.key.secret, now=self.now)
        try:
            db = store.connection()
            assert value(db, "PRAGMA integrity_check") == "ok"
            assert rows(db, "PRAGMA foreign_key_check") == []
            return {name: sorted(rows(db, f"SELECT * FROM {name}"), key=repr) for name in TABLES}
        finally:
            store.close()

    def finds(self, words: str) -> list[str]:
        """What is found by words, in full."""
        with secondme.open(self.home.root) as memory:
            return [hit.text for hit in memory.recall(words)]


@pytest.fixture
def patient(home: Path, tree: WriteTree, tmp_path: Path, now: datetime) -> Patient:
    """A memory of files and of what the person told, with an empty place for backups."""
    long = " ".join(f"word{number}" for number in range(400))
    notes = {f"{n}.md": f"# Note {n}\n\nHeron{n} stood by the weir of Ardlui. {long}\n" for n in range(NOTES)}
    folder = tree(notes)
    with secondme.open(home) as memory:
        memory.add(folder, now=now)
        for number in range(NOTES):
            memory.remember(f"Puffin{number} lives on the cliff of Staffa.", now=now)
        for number in range(5):
            memory.recall(f"puffin{number}", now=now + timedelta(minutes=number))
    place = find_home(home)
    key = find_key(place)
    assert key is not None
    identity = make_identity()
    repository = Repository(tmp_path / "disk" / "backups")
    repository.found(identity, Lock(recipients=(make_identity().seal.recipient,)))
    found = Patient(place, key, Backup(place, repository, identity), now, {})
    found.rows = found.kept()
    return found
