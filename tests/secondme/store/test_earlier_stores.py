"""Stores that earlier programs made (tests/stores) open with all that was in them."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest

import secondme
from secondme.backup.writing import new_store
from secondme.store.database import connect
from secondme.store.migrations import shipped
from secondme.store.query import rows
from secondme.store.vectors import list_embedders

STORES = Path(__file__).parents[2] / "stores"
MADE: dict[str, dict[str, Any]] = json.loads((STORES / "manifest.json").read_text("utf-8"))
CHUNK_BYTES = 4 * 16_384


@dataclass(frozen=True)
class Earlier:
    """A home whose store an earlier program left. about: what was in it by its own account."""

    home: Path
    about: dict[str, Any]

    @property
    def waiting(self) -> list[str]:
        """The migrations that it does not have."""
        return [one.name for one in shipped() if one.name not in self.about["migrations"]]


@pytest.fixture(params=sorted(MADE))
def earlier(request: pytest.FixtureRequest, home: Path, secret: bytes) -> Earlier:
    image = lzma.decompress((STORES / f"{request.param}.xz").read_bytes())
    home.mkdir(mode=0o700)
    (home / "key").write_text(secret.hex())
    (home / "key").chmod(0o600)
    with new_store(home / "memory.db", secret, len(image), CHUNK_BYTES) as store:
        for number, at in enumerate(range(0, len(image), CHUNK_BYTES)):
            store.put(number, image[at : at + CHUNK_BYTES])
    return Earlier(home, MADE[request.param])


def content(db: apsw.Connection, about: dict[str, Any]) -> dict[str, Any]:
    """The same as the manifest tells, but the vectors."""
    texts = {
        name: [text for (text,) in rows(db, f"SELECT text FROM {name} ORDER BY id")]
        for name in ("passages", "memories")
    }
    counts = {name: rows(db, f"SELECT count(*) FROM {name}")[0][0] for name in about["rows"]}
    return {"rows": counts, **texts}


def test_every_store_of_an_earlier_program_opens_with_all_that_was_in_it(earlier: Earlier, secret: bytes):
    about, expected = earlier.about, {key: earlier.about[key] for key in ("rows", "passages", "memories")}
    with secondme.open(earlier.home) as memory:
        db = memory.store.connection()
        assert rows(db, "PRAGMA integrity_check") == [("ok",)]
        assert rows(db, "PRAGMA foreign_key_check") == []
        assert content(db, about) == expected
        tables = [one.table for one in list_embedders(db)]
        assert sum(rows(db, f"SELECT count(*) FROM {name}")[0][0] for name in tables) == about["vectors"]
        names = {one.name for one in shipped()}
        assert {name for (name,) in rows(db, "SELECT name FROM migrations")} == names
        found = memory.recall("When does the puffin boat leave?", log=False)
        assert "The puffin boat to Staffa leaves at nine from Fionnphort." in found[0].text
        assert not [hit for hit in memory.recall("locker station", log=False) if "locker" in hit.text]
        assert memory.remember("The ferry has a new captain.")
    if earlier.waiting:
        copy = connect(earlier.home / f"memory.db.before-{earlier.waiting[0]}", secret)
        assert [name for (name,) in rows(copy, "SELECT name FROM migrations ORDER BY name")] == about[
            "migrations"
        ]
        assert content(copy, about) == expected
        copy.close()


def test_the_schema_before_the_newest_migration_has_a_store():
    """Whoever adds a migration adds a store of the schema before it, with tests/stores/make.py."""
    names = [one.name for one in shipped()]
    assert [one for one in MADE.values() if one["migrations"] in (names, names[:-1])]
