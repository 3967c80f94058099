"""The folder that holds the model files, what is on it, and which of them is in use.

shelf.json                 what was installed, the hashes seen, what was chosen
NAME-OF-MODEL.gguf         one file a model
catalogue.toml             the person's own additions to the catalogue, where there are any
partial/NAME/              what a pull has so far; safe to delete while nothing is being pulled
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.catalogue import ROLES, Catalogue, Model, Role, load_catalogue
from models.errors import HashMismatchError, ModelMissingError, PullBusyError, ShelfError

CHUNK = 1 << 20


@dataclass(frozen=True)
class Installed:
    """One model that is on the shelf. `size` in bytes; `sha256` as recorded when it was installed."""

    name: str
    path: Path
    role: Role
    size: int
    sha256: str


@dataclass(frozen=True)
class Record:
    """What shelf.json says: installed names, every hash ever seen, the choice for each role."""

    installed: dict[str, str] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)


class Shelf:
    """The model files in one folder. Nothing is written before the first change."""

    def __init__(self, folder: Path, catalogue: Catalogue | None = None) -> None:
        self.folder = folder
        self._catalogue = catalogue

    @property
    def catalogue(self) -> Catalogue:
        """The shipped models and the person's own."""
        if self._catalogue is None:
            self._catalogue = load_catalogue(self.folder / "catalogue.toml")
        return self._catalogue

    def installed(self) -> list[Installed]:
        """What is on the shelf now, in the order of the catalogue."""
        record = self._read()
        found = (self._installed(model, record) for model in self.catalogue.models)
        return [one for one in found if one is not None]

    def find(self, name: str) -> Installed | None:
        """The model if it is on the shelf. Raises UnknownModelError."""
        return self._installed(self.catalogue.model(name), self._read())

    def path(self, name: str) -> Path:
        """The file of that model. Raises UnknownModelError, ModelMissingError."""
        found = self.find(name)
        if found is None:
            raise ModelMissingError(
                f"The model {name} is not on this machine. Nothing was changed. "
                f"Get it with: secondme models pull {name}"
            )
        return found.path

    def use(self, name: str) -> None:
        """Choose that model for the work it does. Raises UnknownModelError, ModelMissingError."""
        self.path(name)
        role = self.catalogue.model(name).role
        self._change(lambda record: _with(record, chosen=record.chosen | {role: name}))

    def chosen(self, role: Role) -> str | None:
        """The model in use for that work, or None when none is on the shelf.

        The person's choice; else the default; else whichever there is, in the order of the catalogue.
        """
        there = [one.name for one in self.installed() if one.role == role]
        wished = (self._read().chosen.get(role), self.catalogue.default(role).name)
        return next((name for name in wished if name in there), there[0] if there else None)

    def remove(self, name: str) -> int:
        """Take that model off the shelf; returns the bytes that became free.

        Its hash stays on record, so that the same file is expected when it is pulled again.
        """
        self.path(name)  # Before anything is written: a name that is no model may not even be a file name.
        with self.claim(name):
            path = self.path(name)
            size = path.stat().st_size
            self._change(lambda record: _without(record, name))
            path.unlink()
            shutil.rmtree(self.partial(name), ignore_errors=True)
        return size

    def verify(self, name: str) -> str:
        """The SHA-256 of the file as it is now. Raises HashMismatchError when it is not the recorded one."""
        path = self.path(name)
        expected = self.known_hash(name)
        actual = sha256_of(path)
        if actual != expected:
            raise HashMismatchError(
                f"{path.name} is not the file that was installed (SHA-256 {actual[:12]}…, expected "
                f"{expected[:12]}…). It was left where it is. Get it anew with: "
                f"secondme models remove {name} && secondme models pull {name}"
            )
        return actual

    def known_hash(self, name: str) -> str:
        """The hash this model is held to: as installed, else as published, else as first seen, else ""."""
        record = self._read()
        return record.installed.get(name) or self.catalogue.model(name).sha256 or record.hashes.get(name, "")

    def partial(self, name: str) -> Path:
        """Where a pull of that model keeps what it has so far."""
        return self.folder / "partial" / name

    def install(self, model: Model, built: Path, sha256: str) -> Path:
        """Give a finished, checked and synced file its place; the rename is the last step."""
        target = self.folder / model.filename
        built.chmod(0o600)
        os.replace(built, target)
        sync_folder(self.folder)
        self._change(
            lambda record: _with(
                record,
                installed=record.installed | {model.name: sha256},
                hashes=record.hashes | {model.name: sha256},
            )
        )
        return target

    @contextmanager
    def claim(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Hold the right to change that model; a second process waits, or gets PullBusyError if not `wait`.

        The right ends with the process, however that ends.
        """
        with self._locked(
            f"{name}.lock", wait=wait, busy=f"Another secondme is working on the model {name}."
        ):
            yield

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only this person can read."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _installed(self, model: Model, record: Record) -> Installed | None:
        path = self.folder / model.filename
        sha256 = record.installed.get(model.name)
        if sha256 is None or not path.is_file():
            return None
        return Installed(model.name, path, model.role, path.stat().st_size, sha256)

    def _read(self) -> Record:
        path = self.folder / "shelf.json"
        try:
            return _record(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Record()
        except (ValueError, TypeError) as fault:
            raise ShelfError(
                f"{path.name} in the models folder cannot be read ({fault}). The model files were kept. "
                "Move that file away and pull the models again: what is there already is not fetched twice."
            ) from fault

    def _change(self, change: Callable[[Record], Record]) -> None:
        with self._locked("shelf.lock", wait=True, busy=""):
            record = change(self._read())
            write_atomically(self.folder / "shelf.json", _as_json(record))

    @contextmanager
    def _locked(self, filename: str, *, wait: bool, busy: str) -> Iterator[None]:
        self.make_folder(self.folder)
        self.make_folder(self.folder / "partial")
        handle = os.open(self.folder / "partial" / filename, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as fault:
                raise PullBusyError(f"{busy} Nothing was changed. Wait for it, or stop it first.") from fault
            yield
        finally:
            os.close(handle)


def sha256_of(path: Path, report: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file in hexadecimal; `report` hears the bytes read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
            done += len(block)
            if report is not None:
                report(done)
    return digest.hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old text or the new, never a part."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in this folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(raw: Any) -> Record:
    if not isinstance(raw, dict) or raw.get("version") != 1:
        raise ValueError("it is not of version 1")
    tables = {key: raw.get(key, {}) for key in ("installed", "hashes", "chosen")}
    for key, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
            raise ValueError(f"{key} is not a table of texts")
    return Record(**tables)


def _as_json(record: Record) -> str:
    tables = {"installed": record.installed, "hashes": record.hashes, "chosen": record.chosen}
    return json.dumps({"version": 1, **tables}, indent=1, sort_keys=True) + "\n"


def _with(record: Record, **tables: dict[str, str]) -> Record:
    return Record(**{**vars(record), **tables})


def _without(record: Record, name: str) -> Record:
    return Record(
        installed={key: value for key, value in record.installed.items() if key != name},
        hashes=record.hashes,
        chosen={role: value for role, value in record.chosen.items() if value != name and role in ROLES},
    )
