"""A byte search of everything there is on the disk: no word of what is remembered, before and after.

The home with its store, write-ahead log, the daemon's log, the states of prompts that a model read; the
folder of backups; and where the daemon listens.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.daemon.control import start, stop
from secondme.home import find_home

MARKER = "quillfeather"
TOLD = "The spare key is with Mrs Quillfeather of Leith."
FORMS = ("utf-8", "utf-16-le", "utf-16-be")


def stands_in(data: bytes) -> bool:
    """Whether the word is there, in any case and any usual form."""
    lower = data.lower()
    return any(MARKER.encode(form) in lower for form in FORMS) or MARKER.encode().hex().encode() in lower


@pytest.fixture
def everywhere(
    stocked_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[str]]:
    """The files in which the word stands, of all that were made, but for the note itself and the models."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "run").mkdir(mode=0o700)
    roots = (stocked_home, tmp_path / "backups", tmp_path / "run")

    def look() -> list[str]:
        files = [path for root in roots for path in root.rglob("*") if path.is_file()]
        searched = [path for path in files if (stocked_home / "models") not in path.parents]
        assert searched
        return [str(path) for path in searched if stands_in(path.read_bytes())]

    return look


@pytest.fixture
def daemon(stocked_home: Path, everywhere: Callable[[], list[str]]) -> Iterator[None]:
    """One that runs while the test does, and logs all that it may."""
    (stocked_home / "config.toml").write_text('[daemon]\nlog_level = "info"\nwork = "full"\n')
    start(find_home(stocked_home))
    yield
    stop(find_home(stocked_home))


def live(home: Path, notes: Path, run: Callable[..., object]) -> str:
    """Tells, adds, asks and talks; returns what was told."""
    for words in (["add", notes], ["recall", MARKER], ["ask", "Who has the spare key of Quillfeather?"]):
        run(*words)
    with secondme.open(home) as memory:
        told = memory.remember(TOLD)
        memory.converse("Where does Quillfeather keep the spare key?")
        identity = make_identity()
        backups = Repository(notes.parent / "backups")
        backups.found(identity, Lock(recipients=(make_identity().seal.recipient,)))
        to = join(memory.home, backups.root, identity.seal)
        create_backup(memory.home, memory.store, to, now=datetime.now(UTC))
        assert (home / "memory.db-wal").stat().st_size, "the log is looked into while it is full"
    return told


@pytest.mark.model
def test_no_word_stands_anywhere_on_the_disk_when_it_is_stored_nor_when_it_is_forgotten(
    stocked_home: Path,
    tree: Callable[..., Path],
    everywhere: Callable[[], list[str]],
    daemon: None,
    run: Callable[..., object],
) -> None:
    notes = tree({"lease.md": f"# Lease\n\n{TOLD} It ends in May.\n"})
    live(stocked_home, notes, run)
    names = {path.name for path in stocked_home.rglob("*")}
    assert {"memory.db", "memory.db-wal", "daemon.log", "heads"} <= names
    assert everywhere() == []
    (notes / "lease.md").unlink()
    with secondme.open(stocked_home) as memory:
        before = memory.recall(MARKER, log=False)
        assert before
        for hit in before:
            if memory.show(hit.id):
                memory.forget(hit.id)
        assert memory.recall(MARKER, log=False) == []
    assert everywhere() == []


def test_the_search_would_find_it(tmp_path: Path) -> None:
    for form in FORMS:
        assert stands_in(os.urandom(50) + TOLD.encode(form) + os.urandom(50))
