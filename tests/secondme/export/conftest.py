"""What the tests of exports share: a memory with something in every table, and its content to compare."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.export.form import NUMBERS, load_form
from secondme.memory import Memory
from secondme.store import Store
from secondme.store.conversations import NewAnswer, begin_conversation, put_answer, put_words_of_person
from secondme.store.forms import LearnedField, learn_fields
from secondme.store.query import rows
from secondme.store.tunings import Tuning, put_tuning

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
MAIL = """From: Piran Pascoe <piran@example.org>
To: merrin@example.org
Date: Sun, 22 Jun 2025 19:40:00 +0100
Subject: Boats
Message-ID: <1@example.org>

The puffin boat leaves at nine. I live in Penzance.
"""
NOTES: dict[str, str | bytes | None] = {
    "mull.md": "# Mull\n\nI live in Oban.\n\nMy sister is Beathag. I like ferries.\n",
    "CON.md": "# <script>alert(1)</script> ../../up\n\n![seen](http://evil.example/x.png) \u202e \u009b31m\n",
    "boats.eml": MAIL,
    "gone.md": "Forget me, zanzibar.\n",
    "broken.pdf": b"%PDF-1.4\nno",
}
Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def full(home: Path, tree: Callable[[Mapping[str, Any]], Path]) -> Iterator[Memory]:
    """A memory without models that has something in every table that is exported."""
    with secondme.open(home) as memory:
        memory.add(tree(NOTES), now=NOW)
        for told in ("Never share my salary.", "I live in Leith.", "Ben lives in Graz."):
            memory.remember(told, now=NOW)
        [gone] = [hit for hit in memory.recall("zanzibar", log=False) if "zanzibar" in hit.text]
        memory.forget(gone.id, now=NOW)
        assert not [hit for hit in memory.recall("zanzibar", log=False) if "zanzibar" in hit.text]
        memory.consolidate(model=False, now=NOW)
        memory.agree("kind:mail older than 50 years", now=NOW)
        memory.allow_client("editor", read=True, sources=["s1"], now=NOW)
        memory.give_token("editor")
        memory.recall("puffin boat", now=NOW)
        memory.home.config.write_text("[recall]\nreranker_seconds = 1.5\n")
        _talk(memory)
        _fill(memory.store)
        yield memory


def _talk(memory: Memory) -> None:
    with memory.store.write() as db:
        number = begin_conversation(db, now=NOW)
        put_words_of_person(db, number, "I like tea.", "I like tea.", now=NOW)
        [(passage,)] = rows(db, "SELECT id FROM passages WHERE text LIKE '%puffin%'")
        answer = NewAnswer("At nine [1].", "When?", "answered", 0.9, "", 1, [(1, passage, "at nine", True)])
        put_answer(db, number, answer, {"über": [1, None]}, now=NOW)
        learn_fields(db, "f1", [LearnedField("name", "Your name", {"whose": "me"}, 1)], now=NOW)
        put_tuning(db, Tuning(weights={"lexical": 0.1}), now=NOW)


_ROWS: dict[str, str] = {
    "decisions": "(1, 'name', '[[[\"handle\", \"email:é@example.org\"]], []]', 'Zoë', '[]', 5)",
    "memory_uses": "(1, 1, 'confirmed', -5)",
    "links": "(1, 2, 'similar', 0.1, 77)",
    "portrait": "('likes', 'Tea', 0, 1)",
    "portrait_memories": "('likes', 1)",
    "client_uses": "(1, 1, 9, 'recall', 'read', 'boats?', 'given', '[\"p2\"]')",
    "to_read": "((SELECT min(id) FROM passages), 0.25)",
    "loosened": "(2)",
    "verdicts": "(x'01ff', 1, 5)",
    "attacks": "(x'01ff', 'é', x'0000803f')",
}
"""What would take a model, or an accident, to come about."""
_SUSPECT = """
    UPDATE passages SET hidden = '[["size", "é"]]', suspicion = '["é"]', likeness = 0.1,
        weighed = '["é"]' WHERE id = 2
"""


def _fill(store: Store) -> None:
    with store.write() as db:
        for name, row in _ROWS.items():
            if not rows(db, f"SELECT 1 FROM {name}"):
                db.execute(f"INSERT INTO {name} VALUES {row}")
        db.execute("UPDATE memories SET valid_from = ?, superseded_by = 2 WHERE id = 1", (-(10**13),))
        db.execute(_SUSPECT)
        db.execute("UPDATE recalls SET answer = ? WHERE id = 1", ("\x00\x1b[31m\u2028 \U0001f9f3 'quoted'",))


@pytest.fixture
def tables() -> Callable[[Store], Tables]:
    """Every table of the store that is no index, row by row, with the key of forgotten things as it holds."""
    return read_tables


def read_tables(store: Store) -> Tables:
    db = store.connection()
    skipped = load_form().left_out | {NUMBERS}
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    found = {
        name: sorted(rows(db, f'SELECT * FROM "{name}"'), key=repr)
        for (name,) in rows(db, names)
        if name not in skipped and not any(name.startswith(f"{one}_") for one in _SHADOWED)
    }
    found["settings"] = [row for row in found["settings"] if row[0] != "fingerprint key"]
    found["settings"].append(("fingerprint key", store.fingerprint_key.hex()))
    numbers = dict(rows(db, f"SELECT name, seq FROM {NUMBERS}"))
    found[NUMBERS] = sorted((name, numbers[name]) for name in numbers.keys() & load_form().tables.keys())
    return found


_SHADOWED = ("documents_text", "passages_text", "turns_text", "vectors")


@pytest.fixture
def lines() -> Callable[[Path], list[dict[str, Any]]]:
    """The lines of an export, read by nothing but JSON."""
    return lambda folder: [json.loads(line) for line in (folder / "memory.jsonl").read_bytes().splitlines()]
