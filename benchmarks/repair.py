"""How long it takes to mend a large memory, and what is saved of it.

    python benchmarks/repair.py [--notes 4000] [--flips 12] [--seed 3] [--json]

Notes are indexed without a model, the store is backed up, and bits are flipped on pages anywhere in it, the
first one included. Then it is surveyed and mended with the backup. Everything must be there afterwards: what
is missing is counted. `ratio` is the time of the whole repair against that of SQLite's own VACUUM INTO of the
undamaged store, which reads and writes every page once, and repairs nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.home import Home, find_home
from secondme.key import Key, find_key
from secondme.repair.backups import Backup
from secondme.repair.diagnosis import examined
from secondme.repair.repairing import repair
from secondme.store import open_store
from secondme.store.database import PAGE_BYTES
from secondme.store.query import rows, value

WORDS = ("puffin", "ferry", "lighthouse", "dentist", "heron", "gull", "quince", "garden", "violin", "tide")
TABLES = ("documents", "passages", "files", "memories", "evidence")


def write_notes(folder: Path, count: int, chance: random.Random) -> None:
    """Notes of some 1.7 KB."""
    for number in range(count):
        place = folder / str(number % 20)
        place.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(" ".join(chance.choices(WORDS, k=60)) + f" {number}." for _ in range(4))
        (place / f"{number}.md").write_text(f"# Note {number}\n\n{text}\n")


def content_of(home: Home, key: Key, now: datetime) -> dict[str, set[Any]]:
    """The rows of the tables that hold what was remembered."""
    store = open_store(home.store, key.secret, now=now)
    try:
        db = store.connection()
        assert value(db, "PRAGMA integrity_check") == "ok"
        return {name: set(rows(db, f"SELECT * FROM {name}")) for name in TABLES}
    finally:
        store.close()


def flip(path: Path, pages: list[int], chance: random.Random) -> None:
    """Changes one bit on each page."""
    with path.open("r+b") as file:
        for page in pages:
            at = (page - 1) * PAGE_BYTES + chance.randrange(PAGE_BYTES)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def copy_by_sqlite(home: Home, key: Key, target: Path, now: datetime) -> float:
    """Seconds in which SQLite writes the store once more."""
    store = open_store(home.store, key.secret, now=now)
    begun = time.perf_counter()
    store.connection().execute("VACUUM INTO ?", (str(target),))
    taken = time.perf_counter() - begun
    store.close()
    return taken


def measure(folder: Path, notes: int, flips: int, seed: int) -> dict[str, Any]:
    """One memory, damaged and mended."""
    chance, now = random.Random(seed), datetime.now(UTC)
    write_notes(folder / "notes", notes, chance)
    home = find_home(folder / "home")
    with secondme.open(home.root) as memory:
        memory.add(folder / "notes", now=now)
    key = find_key(home)
    assert key is not None
    identity = make_identity()
    repository = Repository(folder / "backups")
    repository.found(identity, Lock(recipients=(make_identity().seal.recipient,)))
    store = open_store(home.store, key.secret, now=now)
    create_backup(home, store, join(home, repository.root, identity.seal), now=now)
    store.close()
    before = content_of(home, key, now)
    copying = copy_by_sqlite(home, key, folder / "copy.db", now)
    size = home.store.stat().st_size
    flip(home.store, [1, *chance.sample(range(2, size // PAGE_BYTES + 1), flips - 1)], chance)
    begun = time.perf_counter()
    with examined(home, key, now=now) as case:
        surveyed = time.perf_counter() - begun
        done = repair(case, Backup(home, repository, identity), now=now)
    taken = time.perf_counter() - begun
    after = content_of(home, key, now)
    return {
        "megabytes": round(size / 1e6, 1),
        "passages": len(before["passages"]),
        "damaged_pages": flips,
        "survey_s": round(surveyed, 2),
        "repair_s": round(taken, 2),
        "vacuum_into_s": round(copying, 2),
        "ratio": round(taken / copying, 2),
        "filled": sum(done.filled.values()),
        "missing_rows": sum(len(before[name] - after[name]) for name in TABLES),
        "strange_rows": sum(len(after[name] - before[name]) for name in TABLES),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=int, default=4_000)
    parser.add_argument("--flips", type=int, default=12)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--json", action="store_true", dest="as_json")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), wanted.notes, wanted.flips, wanted.seed)
    if not wanted.as_json:
        for name, figure in figures.items():
            print(f"{name:15} {figure}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
