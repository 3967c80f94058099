"""The newest sound backup: opened for a moment to fill in from, or put in the place of what is gone."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from secondme.backup.manifest import Manifest
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore_store
from secondme.backup.sealing import Identity
from secondme.errors import BackupDamagedError, NotFoundError
from secondme.home import Home
from secondme.indexing.progress import OnProgress
from secondme.key import KEY_BYTES
from secondme.store.database import ENDINGS, connect

FOLDER = ".repair-"


@dataclass(frozen=True)
class Opened:
    """A snapshot, opened."""

    name: str
    made_at: datetime
    db: apsw.Connection


@dataclass(frozen=True)
class Backup:
    """Where a home is backed up, and what opens that."""

    home: Home
    repository: Repository
    identity: Identity

    @contextmanager
    def opened(self, *, on_progress: OnProgress) -> Iterator[Opened]:
        """The newest sound snapshot, under a key that is in memory alone; deleted again with the block.

        Raises BackupError, NotFoundError, NoSpaceError.
        """
        drop_earlier(self.home)
        with tempfile.TemporaryDirectory(prefix=FOLDER, dir=self.home.root) as folder:
            path, secret = Path(folder, "memory.db"), secrets.token_bytes(KEY_BYTES)
            manifest, name = self._restore(path, secret, on_progress)
            db = connect(path, secret)
            try:
                yield Opened(name, manifest.made_at, db)
            finally:
                db.close()

    def put_in_place(
        self, path: Path, secret: bytes, *, on_progress: OnProgress
    ) -> tuple[str, datetime, dict[str, int]]:
        """The newest sound snapshot at `path`, under this key; its name, when it was made, and its rows."""
        manifest, name = self._restore(path, secret, on_progress)
        return name, manifest.made_at, manifest.rows

    def _restore(self, path: Path, secret: bytes, on_progress: OnProgress) -> tuple[Manifest, str]:
        with self.repository.held(alone=False):
            for name in reversed(self.repository.snapshot_names()):
                try:
                    return restore_store(
                        self.repository,
                        self.identity,
                        name,
                        path,
                        secret,
                        thorough=True,
                        on_progress=on_progress,
                    )
                except BackupDamagedError:
                    _delete(path)
        raise NotFoundError(
            f"There is no sound snapshot at {self.repository.root}. Nothing was changed. "
            "Look at it: secondme backup verify"
        )


def drop_earlier(home: Home) -> None:
    """What a repair left that was killed."""
    for folder in home.root.glob(f"{FOLDER}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _delete(path: Path) -> None:
    for ending in ENDINGS:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
