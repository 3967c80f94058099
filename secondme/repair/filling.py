"""Fills in from a backup what a damaged store has lost, and nothing that the person has forgotten since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import apsw

from secondme.repair.reading import Ground, Key, Row, known_keys
from secondme.repair.salvage import put_rows
from secondme.repair.tables import Shape, is_primary
from secondme.store.query import rows

_BY_EVIDENCE = "SELECT DISTINCT memory_id FROM evidence"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a table lacks. keys: of the rows that are known to have been there; None: an index that would say
    so is damaged too. ranges: the numbers between which rows are missing, above the first up to the second.
    """

    table: str
    keys: frozenset[Key] | None
    ranges: tuple[tuple[int | None, int | None], ...]

    @property
    def count(self) -> int | None:
        """How many rows; None: that cannot be told."""
        return None if self.keys is None else len(self.keys)


def find_missing(ground: Ground, db: apsw.Connection, *, all_after: bool = False) -> dict[str, Missing]:
    """What each damaged table lacks after the salvage, as far as that can be told.

    all_after: what was written last is gone, so each table may lack whatever came after all that it knows of.
    """
    found = dict(_missing_after(ground, db)) if all_after else {}
    for name in _damaged(ground):
        shape = ground.shapes[name]
        known = known_keys(ground, db, shape)
        if known is None and name == "memories" and "evidence" not in ground.survey.hurt:
            known = {(number,) for (number,) in rows(db, _BY_EVIDENCE)}
        keys = None if known is None else frozenset(known - set(_keys(db, shape)))
        gaps = ground.survey.gaps.get(name, ())
        if keys is None or keys:
            found[name] = Missing(name, keys, tuple((gap.low, gap.high) for gap in gaps) or ((None, None),))
    return found


def _missing_after(ground: Ground, db: apsw.Connection) -> Iterator[tuple[str, Missing]]:
    """Numbers of rows are never used twice, so greater ones than the store has ever given came after it."""
    last = dict(rows(db, "SELECT name, seq FROM sqlite_sequence"))
    for name, shape in ground.shapes.items():
        if is_primary(name):
            low = last.get(name, 0) if shape.number else None
            yield name, Missing(name, None, ((low, None),))


def nothing_forgotten_since(db: apsw.Connection, backup: apsw.Connection, ground: Ground) -> bool:
    """Whether the person forgot nothing after the backup was made, as far as is known."""
    if "tombstones" in ground.survey.hurt:
        return False
    sql = "SELECT hash FROM tombstones"
    return {hash for (hash,) in rows(db, sql)} <= {hash for (hash,) in rows(backup, sql)}


def fill(
    ground: Ground, db: apsw.Connection, backup: apsw.Connection, missing: Iterable[Missing]
) -> dict[str, int]:
    """Takes over the rows that are known to be lost; where that is not known, those of the damaged places,
    unless something was forgotten since. Returns how many came, by table. In the caller's transaction.
    """
    may_guess = nothing_forgotten_since(db, backup, ground)
    filled: dict[str, int] = {}
    for one in missing:
        shape = ground.shapes[one.table]
        columns = _shared(backup, shape)
        if one.keys is None and not may_guess and one.table != "tombstones":
            continue
        found = (row for row in _rows(backup, shape, columns) if _is_lost(one, shape, row))
        if came := put_rows(db, shape, found):
            filled[one.table] = came
    return filled


def _damaged(ground: Ground) -> list[str]:
    gone = [name for name in ground.shapes if ground.root(name) is None]
    return sorted(name for name in {*ground.survey.gaps, *gone} if is_primary(name))


def _keys(db: apsw.Connection, shape: Shape) -> Iterator[Key]:
    yield from rows(db, f'SELECT {_named(shape.key)} FROM "{shape.name}"')


def _shared(backup: apsw.Connection, shape: Shape) -> int:
    """How many columns the backup's table has of this one's; later ones were added since."""
    there = {name for _, name, *_ in rows(backup, f'PRAGMA table_info("{shape.name}")')}
    return next((at for at, name in enumerate(shape.stored) if name not in there), len(shape.stored))


def _rows(backup: apsw.Connection, shape: Shape, columns: int) -> Iterator[Row]:
    if columns:
        yield from backup.execute(f'SELECT {_named(shape.stored[:columns])} FROM "{shape.name}"')


def _is_lost(missing: Missing, shape: Shape, row: Row) -> bool:
    key = tuple(row[shape.stored.index(column)] for column in shape.key)
    if missing.keys is not None:
        return key in missing.keys
    if not shape.number:
        return True
    number = key[0]
    assert isinstance(number, int)
    return any(
        (low is None or number > low) and (high is None or number <= high) for low, high in missing.ranges
    )


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
