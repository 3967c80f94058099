"""A backup that an earlier program made is read, restored, and gone on with."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import join
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore
from secondme.backup.sealing import Identity, Lock
from secondme.backup.verifying import verify
from secondme.store.query import rows

MADE = Path(__file__).parents[2] / "stores" / "backup.zip"
LATER = "The ferry has a new captain."


@pytest.fixture
def made(tmp_path: Path) -> tuple[Repository, Identity]:
    with zipfile.ZipFile(MADE) as archive:
        archive.extractall(tmp_path)
    repository = Repository(tmp_path / "backups")
    return repository, repository.identity(Lock(identities=(tmp_path / "identity.txt").read_text()))


def texts(home: Path) -> list[str]:
    with secondme.open(home) as memory:
        return [text for (text,) in rows(memory.store.connection(), "SELECT text FROM passages ORDER BY id")]


def test_each_snapshot_of_an_earlier_program_comes_back(made: tuple[Repository, Identity], tmp_path: Path):
    repository, identity = made
    assert verify(repository, identity.seal, identity).is_well
    first, second = repository.snapshot_names()
    came = [restore(repository, identity, name, tmp_path / name) for name in (first, second)]
    then, later = texts(tmp_path / first), texts(tmp_path / second)
    assert "My sister Merrin lives in Tobermory." in then and LATER not in then
    assert later == [*then, LATER]
    assert [one.rows["passages"] for one in came] == [len(then), len(later)]


def test_a_backup_goes_on_where_an_earlier_program_left_off(
    made: tuple[Repository, Identity], tmp_path: Path, now
):
    """The pieces have the same names, so what did not change is there already."""
    repository, identity = made
    restore(repository, identity, "latest", tmp_path / "new")
    with secondme.open(tmp_path / "new") as memory:
        to = join(memory.home, repository.root, identity.seal)
        created = create_backup(memory.home, memory.store, to, now=now)
    assert created.new_chunks < created.chunks / 2
    assert restore(repository, identity, created.snapshot, tmp_path / "newer").rows["passages"] > 6
