"""What the tests of forgetting share: an own look into the store and the home, apart from the program's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secondme.memory import Memory
from secondme.store.query import rows

MARKER = "quillfeather"
"""A word whose stem is itself, and that no other text has."""


@pytest.fixture
def remains() -> Callable[..., list[str]]:
    """Where a word still stands for whoever has the key: tables and columns, and words of the full text."""

    def look(memory: Memory, word: str = MARKER) -> list[str]:
        db = memory.store.connection()
        found = set()
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        for (name,) in rows(db, tables):
            cursor = db.execute(f'SELECT * FROM "{name}"')
            for row in cursor:
                for (column, *_), value in zip(cursor.description, row, strict=True):
                    data = value.encode() if isinstance(value, str) else value
                    if isinstance(data, bytes) and word.encode() in data.lower():
                        found.add(f"{name}.{column}")
        for table in ("passages_text", "documents_text", "turns_text"):
            db.execute(f"CREATE VIRTUAL TABLE temp.look USING fts5vocab(main, {table}, row)")
            if rows(db, "SELECT 1 FROM temp.look WHERE term = ?", word):
                found.add(table)
            db.execute("DROP TABLE temp.look")
        return sorted(found)

    return look


@pytest.fixture
def raw() -> Callable[..., list[str]]:
    """The files of a home in which a word stands as plain bytes, but for model files."""

    def look(root: Path, word: str = MARKER) -> list[str]:
        files = (path for path in root.rglob("*") if path.is_file() and "models" not in path.parts)
        return sorted(path.name for path in files if word.encode() in path.read_bytes().lower())

    return look
