"""The shared folder: a marker, the log, and the contents; and what a sync service leaves beside them.

    secondme-sync.json                  which log this is, and a proof of the key
    log/<machine>-<number>.segment      a machine's log, piece by piece; never written again
    contents/<hash>.pack                the words; a pack goes when something in it is forgotten

Others write here too: a sync service, its copies of conflicts, files that came in part. Only what has the
very form of a name is read, links are not followed, and nothing is taken that does not open with the key.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from secondme.backup.files import drop_unfinished, read_file, write_file
from secondme.errors import BackupDamagedError, SyncDamagedError, SyncError
from secondme.sync.sealing import SyncKey

MARKER = "secondme-sync.json"
MOST_MARKER = 4_096
MOST_FILE = 256 << 20
_MARKER = re.compile(re.escape(MARKER))
_SEGMENT = re.compile(r"([0-9a-f]{16})-([0-9]{8})\.segment")
_PACK = re.compile(r"([0-9a-f]{32})\.pack")
_OURS_UNFINISHED = re.compile(r".*\.unfinished|\..*|~.*")
"""What is being written, by us or by a sync service, and hidden files."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies there. segments: by machine, the numbers in order. strays: names that are not of a log."""

    segments: dict[str, list[int]]
    packs: tuple[str, ...]
    strays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """The folder at `root`; making this touches nothing."""

    root: Path

    @property
    def marker(self) -> Path:
        """What tells a folder of a sync from any other."""
        return self.root / MARKER

    @property
    def log(self) -> Path:
        """Where the segments lie."""
        return self.root / "log"

    @property
    def contents(self) -> Path:
        """Where the packs lie."""
        return self.root / "contents"

    @property
    def is_founded(self) -> bool:
        """Whether a log lies there already."""
        return self.marker.exists()

    def found(self, key: SyncKey) -> str:
        """Begins a log there; its name. Raises SyncError for a folder that cannot be written, or in which
        there is one of which the marker has not come yet.
        """
        listed = self.listed()
        if listed.segments or listed.packs:
            raise SyncError(
                f"A sync lies at {self.root}, but not all of it has come yet: {MARKER} is missing. Nothing "
                "was changed. Wait until the sync service has finished, then run the command again; if that "
                "file is lost for good, empty the folder first."
            )
        log = secrets.token_hex(16)
        text = json.dumps({"secondme sync": 1, "log": log, "proof": _proof(key, log)}, indent=1)
        with _usable(self.root):
            self._make_folders()
            write_file(self.marker, text.encode() + b"\n")
        return log

    def check(self, key: SyncKey) -> str:
        """The name of the log there. Raises SyncError where there is none, or it is of another key."""
        try:
            said = json.loads(read_file(self.marker, MOST_MARKER))
            version, log, proof = said["secondme sync"], str(said["log"]), said["proof"]
        except (BackupDamagedError, ValueError, KeyError, TypeError) as error:
            raise SyncError(
                f"There is no sync at {self.root}, or not all of it has come yet. Nothing was changed. Is "
                "the disk mounted, and has the sync service finished?"
            ) from error
        if version != 1:
            raise SyncError(
                f"The sync at {self.root} was made by a newer secondme. Nothing was changed. Install that "
                "release here too."
            )
        if proof != _proof(key, log):
            raise SyncError(
                f"That is not the key of the sync at {self.root}. Nothing was changed. On the other machine "
                "it is shown by: secondme sync --show-key"
            )
        return log

    def prepare(self) -> None:
        """Puts the folders back that may have got lost, and clears what an interrupted run left."""
        with _usable(self.root):
            self._make_folders()
            written = ((self.root, _MARKER), (self.log, _SEGMENT), (self.contents, _PACK))
            for folder, ours in written:
                drop_unfinished(folder, ours)

    def listed(self) -> Listed:
        """What lies there now."""
        segments: dict[str, list[int]] = defaultdict(list)
        packs, strays = [], []
        for name in _names(self.log):
            if match := _SEGMENT.fullmatch(name):
                segments[match[1]].append(int(match[2]))
            elif not _OURS_UNFINISHED.fullmatch(name):
                strays.append(f"log/{name}")
        for name in _names(self.contents):
            if match := _PACK.fullmatch(name):
                packs.append(match[1])
            elif not _OURS_UNFINISHED.fullmatch(name):
                strays.append(f"contents/{name}")
        return Listed(dict(segments), tuple(packs), tuple(strays))

    def segment(self, device: str, number: int) -> Path:
        """Where a segment lies."""
        return self.log / f"{device}-{number:08d}.segment"

    def pack(self, name: str) -> Path:
        """Where a pack lies."""
        return self.contents / f"{name}.pack"

    def read(self, path: Path) -> bytes:
        """A file of it. Raises SyncDamagedError for a link, an odd file, or one that is not there."""
        try:
            return read_file(path, MOST_FILE)
        except BackupDamagedError as error:
            raise SyncDamagedError(
                f"{path} is missing, a link or no plain file. Nothing was taken from it."
            ) from error

    def write(self, path: Path, sealed: bytes) -> None:
        """A file under its name, whole and durable, or nothing under it. Raises SyncError."""
        with _usable(self.root):
            write_file(path, sealed)

    def _make_folders(self) -> None:
        for folder in (self.root, self.log, self.contents):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def _usable(root: Path) -> Iterator[None]:
    """Says of what the system refuses in which folder it was, and that nothing is lost."""
    try:
        yield
    except OSError as error:
        raise SyncError(
            f"The folder {root} cannot be written: {error.strerror}. What is to be told is kept here, and "
            "follows when it can be: secondme sync"
        ) from error


def _proof(key: SyncKey, log: str) -> str:
    return key.hash(f"log {log}".encode())


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
