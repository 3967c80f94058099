"""Makes the stores and the backup of earlier programs that lie beside this file, by running those programs.

    python tests/stores/make.py [--models FOLDER] [NAME ...]

Each comes from a commit of the main line: the last one before the schema got its next migration. Its own code
runs from a worktree of it, with the packages that are installed now: it reads notes and a chat, is told
things, is asked, and forgets something. A store is kept as its pages inside the encryption (an encrypted one
does not get smaller), which a test encrypts again; `manifest.json` says what is in each. What is written here
is invented, and all keys are known.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage

from secondme.backup.image import Image
from secondme.store.database import Store
from secondme.store.query import rows

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECRET = bytes(range(32))
STORES = {
    "0001_memory": "84425793a61d615c36dea436f8fff5355b9836e3",
    "0003_people": "d9ac719d896a309bc2da28722afab853af9a37e7",
    "0004_tuning": "2097ad0729a4bdccc6b4e65bdfb1d818efa2128c",
    "0005_conversations": "61517c10530e1cdb2d29f7e452e18e023d8e13e5",
    "0006_vector_codes": "b6c9effcf06ea24d8514270ede9b3490e36ced59",
    "0007_living": "701c89e59155c81cc00bfa57a47881f67f992c59",
    "0010_deeds": "a59e39a6e8a43e2691e8e0b6601ec64ad5468bd1",
    "0013_same_event": "497b0d5ac0d41e7e767e17f75581db97b27d27be",
    "0014_clients": "d2b36dba01af7429b9b3bd5f441cffb4486abeb7",
    "0017_forms": "6c813f6de19408c0f45323d9b505f2b62c645749",
    "0018_retention": "f9c595e4fb7cb7e6c3e06d08f7332d4462ed0819",
    "0019_sync": "e13884b1d0ab6c959cfa6978939e6e32b482d17c",
    "0020_suspicion": "57cc31d4a67c8f7c4b069a7c86856b6debfa8108",
    "0021_weighed": "930d2cbc0862eae7c25eae0c2b57db17877eaf64",
}
"""The last migration of each schema that the main line had as it is known today, and where it had it last."""
BACKUP = "57cc31d4a67c8f7c4b069a7c86856b6debfa8108"
"""The last one that read the whole store at once to back it up."""
NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat to Staffa leaves at nine from Fionnphort.\n\nTickets: pier.\n",
    "garden.md": "# Garden\n\nThe quince by the wall wants pruning in February.\n",
    "secret.md": "# Locker\n\nThe locker at the station is number forty-one.\n",
}
CHAT = (
    {"conversation": "Tea", "session": "1", "id": "1", "time": "2025-11-01T10:00:00+00:00", "speaker": "Ana"},
    {
        "conversation": "Tea",
        "session": "1",
        "id": "2",
        "time": "2025-11-01T10:01:00+00:00",
        "speaker": "Noor",
    },
)
SAID = ("Shall we meet at the lighthouse cafe on Sunday?", "Yes, at eleven, and I bring the map of Ulva.")
TOLD = ("My sister Merrin lives in Tobermory.", "I am vegetarian.")
ASKED = "When does the puffin boat leave?"
FORGOTTEN = "locker station"
PLACES = {"folder": "/home/noor/notes", "chat": "/home/noor/chat.jsonl"}
LIVE = """
import json, sys
from datetime import UTC, datetime
import secondme
home, notes, chat = sys.argv[1:4]
told, asked, forgotten = json.loads(sys.argv[4])
now = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
with secondme.open(home, now=now) as memory:
    memory.add(notes, now=now)
    memory.import_chat("jsonl", chat, me="Noor", now=now)
    for one in told:
        memory.remember(one, now=now)
    memory.recall(asked, now=now)
    [hit, *_] = [hit for hit in memory.recall(forgotten, now=now) if "locker" in hit.text]
    memory.forget(hit.id, now=now)
"""
CONTENT = ("sources", "documents", "passages", "memories", "evidence", "recalls", "tombstones")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--models", type=Path, help="a folder of models, for stores with vectors")
    parser.add_argument("names", nargs="*", help="which; all when none is named")
    arguments = parser.parse_args()
    manifest = HERE / "manifest.json"
    known = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    for name in arguments.names or (*STORES, "backup"):
        with tempfile.TemporaryDirectory() as folder:
            if name == "backup":
                _make_backup(Path(folder), HERE / "backup.zip")
            else:
                known[name] = _make_store(name, Path(folder), arguments.models)
                manifest.write_text(json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
        print(name, flush=True)


def _make_store(name: str, folder: Path, models: Path | None) -> dict[str, Any]:
    home = _new_home(folder)
    with _code_of(STORES[name], folder) as code:
        _live(code, home, folder, models)
    store = Store(home / "memory.db", SECRET)
    with store.write() as db:
        for kind, place in PLACES.items():
            db.execute("UPDATE sources SET place = ? WHERE kind = ?", (place, kind))
    about = _describe(store) | {"commit": STORES[name]}
    with store.moment() as moment:
        image = Image(moment)
        whole = b"".join(image.chunk(number)[1] for number in range(image.chunks))
    store.close()
    (HERE / f"{name}.xz").write_bytes(lzma.compress(whole, preset=9 | lzma.PRESET_EXTREME))
    return about


def _describe(store: Store) -> dict[str, Any]:
    """What is in it, told by itself."""
    db = store.connection()
    tables = {name for (name,) in rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    vectors = rows(db, "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%vec0%'")
    return {
        "migrations": [name for (name,) in rows(db, "SELECT name FROM migrations ORDER BY name")],
        "rows": {name: rows(db, f"SELECT count(*) FROM {name}")[0][0] for name in CONTENT if name in tables},
        "vectors": sum(rows(db, f"SELECT count(*) FROM {name}")[0][0] for (name,) in vectors),
        "passages": [text for (text,) in rows(db, "SELECT text FROM passages ORDER BY id")],
        "memories": [text for (text,) in rows(db, "SELECT text FROM memories ORDER BY id")],
    }


def _make_backup(folder: Path, to: Path) -> None:
    """Two snapshots, with the key of age that opens them."""
    home, place = _new_home(folder), folder / "backups"
    mine = pyrage.x25519.Identity.generate()
    with _code_of(BACKUP, folder) as code:
        _live(code, home, folder, None)
        create = ("backup", "create")
        _run(
            code,
            "-m",
            "secondme",
            "--home",
            home,
            *create,
            "--init",
            "--to",
            place,
            "--recipient",
            str(mine.to_public()),
        )
        _run(code, "-m", "secondme", "--home", home, "remember", "The ferry has a new captain.")
        _run(code, "-m", "secondme", "--home", home, *create)
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("identity.txt", f"{mine}\n")
        for path in sorted(place.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))


def _new_home(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir(mode=0o700)
    (home / "key").write_text(SECRET.hex() + "\n")
    (home / "key").chmod(0o600)
    return home


def _live(code: Path, home: Path, folder: Path, models: Path | None) -> None:
    """Notes, a chat, and what one does with a memory."""
    notes, chat = folder / "notes", folder / "chat.jsonl"
    notes.mkdir()
    for name, text in NOTES.items():
        (notes / name).write_text(text)
    lines = (json.dumps(about | {"text": text}) for about, text in zip(CHAT, SAID, strict=True))
    chat.write_text("\n".join(lines) + "\n")
    said = json.dumps([TOLD, ASKED, FORGOTTEN])
    _run(code, "-P", "-c", LIVE, home, notes, chat, said, models=models)


def _run(code: Path, *arguments: object, models: Path | None = None) -> None:
    surroundings = os.environ | {"PYTHONPATH": str(code), "SECONDME_KEYRING": "off", "SECONDME_DAEMON": "off"}
    surroundings.pop("SECONDME_MODELS", None)
    if models is not None:
        surroundings["SECONDME_MODELS"] = str(models)
    subprocess.run([sys.executable, *map(str, arguments)], cwd=code, env=surroundings, check=True)


@contextmanager
def _code_of(commit: str, folder: Path) -> Iterator[Path]:
    """A worktree of that commit, for as long as the block lasts."""
    code = folder / "code"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(code), commit], check=True)
    try:
        yield code
    finally:
        subprocess.run([*git, "remove", "--force", str(code)], check=True)


if __name__ == "__main__":
    main()
