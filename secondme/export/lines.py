"""`memory.jsonl`: a first line that says what it is, a line for each row, and a last one for proof."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from secondme.export.form import Table, load_form
from secondme.export.snapshot import Row, Snapshot
from secondme.export.values import to_line

FIRST, LAST = "export", "end"
_ACTING = re.compile(r"[\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal or an editor might obey; JSON can say it in letters."""


def write_lines(taken: Snapshot) -> Iterator[bytes]:
    """All lines, with their ends."""
    hashed, count = hashlib.sha256(), 0
    for line in _lines(taken):
        hashed.update(line)
        count += 1
        yield line
    yield _line(LAST, {"lines": count, "sha256": hashed.hexdigest()})


def _lines(taken: Snapshot) -> Iterator[bytes]:
    yield _line(FIRST, taken.head)
    for table in load_form().tables.values():
        for row in taken.rows_of(table):
            yield _line(table.name, in_words(table, row))


def in_words(table: Table, row: Row) -> dict[str, Any]:
    """A row by the names of its columns, as it is written into a line."""
    columns = zip(table.columns, row, strict=True)
    return {column.name: to_line(column, value) for column, value in columns}


def _line(name: str, content: dict[str, Any]) -> bytes:
    text = json.dumps({"table": name, **content}, ensure_ascii=False, allow_nan=False)
    return _ACTING.sub(lambda found: f"\\u{ord(found.group()):04x}", text).encode() + b"\n"
