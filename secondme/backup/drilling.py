"""Tries whether a snapshot comes back: restores it for a moment, asks it questions, and throws it away."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from models.shelf import Shelf
from secondme.backup.aside import folder_aside
from secondme.backup.joined import note_drill, note_failed_drill
from secondme.backup.manifest import Manifest
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore_store
from secondme.backup.sealing import Identity
from secondme.endpoint import Outside
from secondme.engines import Engines
from secondme.errors import BackupDamagedError
from secondme.heads import KeptHeads
from secondme.home import Home
from secondme.indexing.progress import OnProgress, ignore_progress
from secondme.key import KEY_BYTES, Key
from secondme.memory import Memory
from secondme.recall.hit import Hit
from secondme.store import open_store
from secondme.store.query import rows

QUESTIONS = 10
HITS = 5
WORDS = 8

Recall = Callable[..., Sequence[Hit]]
"""`Memory.recall` of the memory as it is now."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """What came of it. rows: that came back, in all tables. asked: questions; same: of which memory, as it
    was known then, finds the same now. faults: what is wrong, a sentence each.
    """

    snapshot: str
    made_at: datetime | None
    rows: int
    asked: int
    same: int
    faults: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether it came back whole."""
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        made_at = self.made_at.isoformat() if self.made_at else None
        return asdict(self) | {"made_at": made_at, "well": self.is_well}


def drill(
    home: Home,
    repository: Repository,
    identity: Identity,
    wanted: str,
    recall: Recall,
    *,
    now: datetime,
    on_progress: OnProgress = ignore_progress,
) -> Drilled:
    """Restores into a folder of the home, under a key that is in memory alone, and deletes all of it again.

    recall: of the memory as it is, to be compared with. Raises BackupError other than damage, NotFoundError,
    NoSpaceError, OSError.
    """
    name = repository.find_snapshot(wanted)
    with folder_aside(home, "drill") as folder:
        place = Home(folder, home.models)
        secret = secrets.token_bytes(KEY_BYTES)
        try:
            with repository.held(alone=False):
                manifest, _ = restore_store(
                    repository,
                    identity,
                    name,
                    place.store,
                    secret,
                    thorough=True,
                    on_progress=on_progress,
                )
        except BackupDamagedError as error:
            found = Drilled(name, None, 0, 0, 0, (str(error),))
        else:
            with _opened(place, secret, now) as restored:
                found = _compare(restored, recall, name, manifest)
    if found.is_well:
        note_drill(home, now=now)
    else:
        note_failed_drill(home, found.faults[0], now=now)
    return found


def _opened(place: Home, secret: bytes, now: datetime) -> Memory:
    store = open_store(place.store, secret, now=now)
    engines = Engines(Shelf(place.models), KeptHeads(place.heads, secret), Outside(place, store))
    return Memory(place, Key(secret, "file"), store, engines)


def _compare(restored: Memory, recall: Recall, name: str, manifest: Manifest) -> Drilled:
    """Asks both what was asked last, each as if it were the moment of the snapshot."""
    then = manifest.made_at

    def found(by: Recall, question: str) -> list[str]:
        return [hit.text for hit in by(question, HITS, recorded_before=then, now=then, log=False)]

    questions = _questions(restored)
    same = sum(found(restored.recall, one) == found(recall, one) for one in questions)
    faults: tuple[str, ...] = ()
    if questions and not same:
        faults = (f"No question finds the same in the snapshot {name} as in the memory it was made of.",)
    return Drilled(name, manifest.made_at, sum(manifest.rows.values()), len(questions), same, faults)


def _questions(restored: Memory) -> list[str]:
    """What was asked last; where nothing was, the beginnings of some passages."""
    db = restored.store.connection()
    asked = rows(db, f"SELECT query FROM recalls GROUP BY query ORDER BY max(id) DESC LIMIT {QUESTIONS}")
    if asked:
        return [str(query) for (query,) in asked]
    texts = rows(db, f"SELECT text FROM passages ORDER BY id DESC LIMIT {QUESTIONS}")
    return [" ".join(str(text).split()[:WORDS]) for (text,) in texts]
