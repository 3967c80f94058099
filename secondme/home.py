"""The home: the one folder in which everything secondme keeps has its place."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "SECONDME_HOME"
MODELS_VARIABLE = "SECONDME_MODELS"
KEY_FILE_VARIABLE = "SECONDME_KEY_FILE"


@dataclass(frozen=True, slots=True)
class Home:
    """Where things are; making a `Home` touches nothing on the disk."""

    root: Path
    models: Path
    """Model files; shared between homes when `SECONDME_MODELS` names a folder."""
    key_elsewhere: Path | None = None
    """The key file, when `SECONDME_KEY_FILE` names one: on a stick, or where a service has its secrets."""

    @property
    def store(self) -> Path:
        """The encrypted SQLite file with everything remembered."""
        return self.root / "memory.db"

    @property
    def key_file(self) -> Path:
        """The key to the store, on machines without a keyring."""
        return self.key_elsewhere or self.root / "key"

    @property
    def keyring_entry(self) -> Path:
        """The name under which the keyring holds the key (a random name, not the key)."""
        return self.root / "keyring-entry"

    @property
    def passphrase(self) -> Path:
        """The key, sealed with a passphrase."""
        return self.root / "key.passphrase"

    @property
    def recovery(self) -> Path:
        """The key, sealed with the recovery key that the person has on paper."""
        return self.root / "key.recovery"

    @property
    def config(self) -> Path:
        """What the person has set; see `secondme.config`."""
        return self.root / "config.toml"

    @property
    def heads(self) -> Path:
        """Encrypted states of what a model reads before each question; safe to delete at any time."""
        return self.root / "cache" / "heads"

    @property
    def endpoint(self) -> Path:
        """Which model on another machine the person agreed to; see `secondme.endpoint.choice`."""
        return self.root / "endpoint.json"

    @property
    def endpoint_key(self) -> Path:
        """The API key for it, or the name under which the keyring holds that."""
        return self.root / "endpoint-key"

    @property
    def backup(self) -> Path:
        """Where this memory is backed up; see `secondme.backup.joined`."""
        return self.root / "backup.json"

    @property
    def backup_runs(self) -> Path:
        """How its backups went."""
        return self.root / "backup-runs.json"

    @property
    def backup_marks(self) -> Path:
        """What its last backup was made of, so that the next one reads what changed alone; safe to delete."""
        return self.root / "backup-marks"

    @property
    def checks(self) -> Path:
        """When the store was last looked at for damage, and what was found."""
        return self.root / "checks.json"

    @property
    def syncing(self) -> Path:
        """An empty folder where this home is in a sync; who syncs it holds it, and one does at a time."""
        return self.root / "syncing"

    @property
    def has_lost_its_store(self) -> bool:
        """Whether there was a store, for it was backed up or looked at, and there is none."""
        return not self.store.exists() and (self.checks.exists() or self.backup_runs.exists())

    def create(self) -> None:
        """Makes the folder, readable by its owner alone; one that is there already is left as it is.

        Others may have a share in that one, and the files in it are private by themselves.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_home(root: str | os.PathLike[str] | None = None) -> Home:
    """The home at `root`, else at `$SECONDME_HOME`, else in the platform's data folder."""
    chosen = root or os.environ.get(HOME_VARIABLE) or platform_folder()
    folder = Path(chosen).expanduser().absolute()
    return Home(folder, _named(MODELS_VARIABLE) or folder / "models", _named(KEY_FILE_VARIABLE))


def _named(variable: str) -> Path | None:
    """The path that a variable of the environment names."""
    named = os.environ.get(variable)
    return Path(named).expanduser().absolute() if named else None


_HELD = threading.local()
"""By thread, the folders of which it has the right to be alone."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Lets one thread of one process at a time do what is inside; the right ends with the process, however it
    ends. Whoever has it may take it again.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    held: set[tuple[int, int]] = _HELD.__dict__.setdefault("folders", set())
    status = os.fstat(handle)
    here = (status.st_dev, status.st_ino)
    is_first = here not in held
    try:
        if is_first:
            fcntl.flock(handle, fcntl.LOCK_EX)
            held.add(here)
        yield
    finally:
        if is_first:
            held.discard(here)
        os.close(handle)


def platform_folder() -> str:
    """Where the home is when nobody says otherwise."""
    import platformdirs

    return platformdirs.user_data_dir("secondme", appauthor=False)
