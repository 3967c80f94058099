"""What the tests of backups share: a memory, a place to back it up to, and what opens that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import Created, create_backup
from secondme.backup.joined import Joined, join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity, Lock, make_identity
from secondme.memory import Memory

PASSPHRASE = "correct horse battery"
SECRET_WORD = "zanzibar-narwhal"

FilesIn = Callable[[Path], dict[str, bytes]]


@dataclass
class Vault:
    """A memory that is backed up. shut: what opens the repository."""

    memory: Memory
    to: Joined
    identity: Identity
    now: datetime

    @property
    def repository(self) -> Repository:
        return self.to.repository

    def back_up(self, **more: object) -> Created:
        """A snapshot, a day after the one before."""
        self.now += timedelta(days=1)
        return create_backup(self.memory.home, self.memory.store, self.to, now=self.now, **more)


@pytest.fixture
def vault(home: Path, tmp_path: Path, now: datetime) -> Iterator[Vault]:
    """A memory of forty lines without models, and an empty repository closed with a key of age."""
    with secondme.open(home) as memory:
        for number in range(40):
            memory.remember(f"Puffin {number} lives on the cliff of {SECRET_WORD}.", now=now)
        identity = make_identity()
        root = tmp_path / "disk" / "backups"
        Repository(root).found(identity, Lock(recipients=(make_identity().seal.recipient,)))
        yield Vault(memory, join(memory.home, root, identity.seal), identity, now)


@pytest.fixture
def incompressible(vault: Vault) -> Callable[[int], None]:
    """Adds so many kilobytes that nothing makes smaller."""

    def add(kilobytes: int) -> None:
        with vault.memory.store.write() as db:
            db.execute("CREATE TABLE IF NOT EXISTS noise (id INTEGER PRIMARY KEY, bytes BLOB)")
            db.executemany(
                "INSERT INTO noise (bytes) VALUES (?)", ((os.urandom(8192),) for _ in range(kilobytes // 8))
            )

    return add


@pytest.fixture
def files_in() -> FilesIn:
    """Every file below a folder, with its content."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }

    return read
