"""Asking SQLite: rows as plain tuples, so that no caller fights with cursors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw

from secondme.store.faults import explained

MAX_VARIABLES = 900
"""How many question marks one statement is given; SQLite itself takes far more, but reads them one by one."""


def rows(db: apsw.Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement. Raises StoreError and its children."""
    with explained(Path(db.filename)):
        return db.execute(sql, values).fetchall()


def value(db: apsw.Connection, sql: str, *values: Any) -> Any:
    """The single value of a statement that gives exactly one."""
    [(found,)] = rows(db, sql, *values)
    return found


def rows_among(db: apsw.Connection, sql: str, numbers: Iterable[int | str]) -> list[tuple[Any, ...]]:
    """All rows of a statement that ends in `IN {}`, for any count of numbers or names."""
    found: list[tuple[Any, ...]] = []
    for some in batches(list(numbers)):
        found += rows(db, sql.format(f"({','.join('?' * len(some))})"), *some)
    return found


def batches(numbers: Sequence[int | str]) -> Iterator[Sequence[int | str]]:
    """The numbers in runs that fit one statement."""
    return (numbers[start : start + MAX_VARIABLES] for start in range(0, len(numbers), MAX_VARIABLES))
