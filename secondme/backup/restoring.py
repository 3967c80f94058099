"""Restores a snapshot into a new home: with a new key, the settings, and the hashes of models."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from models.shelf import write_atomically
from secondme.backup.files import sync_folder
from secondme.backup.image import count_rows
from secondme.backup.manifest import KeptModel, Manifest
from secondme.backup.reading import Snapshot, open_snapshot, read_image
from secondme.backup.repository import Repository
from secondme.backup.sealing import Identity
from secondme.backup.writing import explained, new_store, require_sound
from secondme.errors import BackupDamagedError, NewerStoreError, UsageError
from secondme.home import Home, alone, find_home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.key import KEY_BYTES, Note, create_key
from secondme.store import Store
from secondme.store.database import FINGERPRINT_KEY, require_nameable
from secondme.store.migrations import shipped
from secondme.store.settings import put_setting
from secondme.store.sources import Source, list_sources


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. rows: by table, as they were. models: to be had again. lost: sources whose place is
    not on this machine.
    """

    home: Path
    snapshot: str
    rows: Mapping[str, int]
    models: tuple[KeptModel, ...]
    lost: tuple[Source, ...]


def restore(
    repository: Repository,
    identity: Identity,
    wanted: str,
    home: Path,
    *,
    thorough: bool = False,
    note: Note = lambda text: None,
    on_progress: OnProgress = ignore_progress,
) -> Restored:
    """Makes a home of a snapshot: the whole of it, or nothing. Only where nothing is yet.

    thorough: as in `restore_store`. Raises UsageError where something is, BackupError and its children,
    NotFoundError, NoSpaceError, StoreError, OSError.
    """
    target = home.expanduser().absolute()
    if target.is_symlink():  # It may lead to a larger disk.
        target = target.resolve()
    _require_free(target)
    require_nameable(target)
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.restoring")
    with repository.held(alone=False), alone(target.parent):
        shutil.rmtree(unfinished, ignore_errors=True)
        with explained(target):
            unfinished.mkdir(mode=0o700)
        try:
            place = Home(unfinished, find_home(unfinished).models)
            secret = secrets.token_bytes(KEY_BYTES)
            manifest, name = restore_store(
                repository,
                identity,
                wanted,
                place.store,
                secret,
                thorough=thorough,
                on_progress=on_progress,
            )
            lost = _lost_sources(place.store, secret)
            _put_settings(place, manifest)
            create_key(
                place, note=lambda text: note(text.replace(str(unfinished), str(target))), secret=secret
            )
            sync_folder(unfinished)
            _require_free(target)
            with explained(target):
                os.replace(unfinished, target)
            sync_folder(target.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Restored(target, name, manifest.rows, manifest.models, lost)


def restore_store(
    repository: Repository,
    identity: Identity,
    wanted: str,
    path: Path,
    secret: bytes,
    *,
    thorough: bool = False,
    on_progress: OnProgress = ignore_progress,
) -> tuple[Manifest, str]:
    """The store of a snapshot at `path`, with this key, every page and row of it proven to be as it was; the
    manifest and the name of the snapshot.

    thorough: SQLite looks through all of it too, and one that was not sound when it was backed up is refused.
    Raises as `restore` does.
    """
    snapshot = open_snapshot(repository, identity, wanted)
    manifest = snapshot.manifest
    _require_known(manifest, snapshot.name)
    size, each = manifest.image_bytes, manifest.chunk_bytes
    with new_store(path, secret, size, each) as written, ThreadPoolExecutor(1) as beside:
        read_image(repository, identity, snapshot, written.put, on_progress, thorough=thorough)
        synced = beside.submit(written.sync)
        written.prove()
        _complete(path, secret, snapshot, thorough)
        synced.result()
    return manifest, snapshot.name


def _complete(path: Path, secret: bytes, snapshot: Snapshot, thorough: bool) -> None:
    """Proves the store whole, and gives it the key for hashes of forgotten things."""
    store = Store(path, secret)
    try:
        if thorough:
            require_sound(store.connection())
        if count_rows(store.connection()) != snapshot.manifest.rows:
            raise BackupDamagedError(
                f"The snapshot {snapshot.name} came back with other rows. Nothing was restored."
            )
        with store.write() as db:
            put_setting(db, FINGERPRINT_KEY, snapshot.manifest.fingerprints)
    finally:
        store.close()


def _require_free(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(
            f"There is something at {target} already. It was left as it is. Name a new or empty folder: "
            "secondme backup restore SNAPSHOT --to FOLDER"
        )


def _require_known(manifest: Manifest, name: str) -> None:
    if newer := set(manifest.migrations) - {one.name for one in shipped()}:
        raise NewerStoreError(
            f"The snapshot {name} was made by a newer secondme (it has {', '.join(sorted(newer))}). Nothing "
            "was restored. Install that release or a later one."
        )


def _lost_sources(path: Path, secret: bytes) -> tuple[Source, ...]:
    store = Store(path, secret)
    try:
        sources = list_sources(store.connection())
    finally:
        store.close()
    return tuple(one for one in sources if one.kind != "told" and not Path(one.place).exists())


def _put_settings(place: Home, manifest: Manifest) -> None:
    """The settings, and the hashes by which the same models are had again."""
    if manifest.config:
        write_atomically(place.config, manifest.config)
    if manifest.models and not place.models.exists():
        place.models.mkdir(mode=0o700)
        record = {
            "version": 1,
            "installed": {},
            "hashes": {one.name: one.sha256 for one in manifest.models},
            "chosen": {one.role: one.name for one in manifest.models if one.chosen},
        }
        write_atomically(place.models / "shelf.json", json.dumps(record, indent=1) + "\n")
