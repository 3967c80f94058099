"""Looks at every page of a store: which are damaged, and of what they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from secondme.repair.records import KINDS, MalformedError, cells_of
from secondme.repair.schema import Part, Schema, read_schema
from secondme.repair.tables import is_made, is_primary
from secondme.repair.trees import Gap, Walk
from secondme.store.pages import DamagedPageError, Pages

_TRUNKS = slice(32, 36)


@dataclass(frozen=True)
class Survey:
    """pages: how many there are or were; damaged: their numbers. hurt: pages that cannot be read, by table or
    index; gaps: where rows of a table are missing; broken: rows of which a piece is missing.

    orphans: sound pages with rows that nothing leads to any more.
    """

    pages: int
    damaged: tuple[int, ...]
    schema: Schema
    hurt: dict[str, int]
    gaps: dict[str, tuple[Gap, ...]]
    broken: dict[str, tuple[int, ...]]
    orphans: tuple[int, ...]

    @property
    def is_clean(self) -> bool:
        """Whether every page is as it was written, and is where it belongs."""
        return not self.damaged and not self.hurt and not self.orphans and self.schema.is_whole

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables with what was remembered in them that lost pages."""
        return tuple(sorted(name for name in self.gaps if is_primary(name)))

    @property
    def made(self) -> tuple[str, ...]:
        """What is damaged and can be made again: indexes, full text, vectors, events, links, people."""
        return tuple(sorted(name for name in self.hurt if name not in self.tables))

    @property
    def faults(self) -> int:
        """By which two ways to see a store are compared."""
        return len(self.damaged) + sum(self.hurt.values()) + (not self.schema.is_whole)


@dataclass
class _Sums:
    reached: set[int] = field(default_factory=set)
    hurt: Counter[str] = field(default_factory=Counter)
    gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict)
    broken: dict[str, tuple[int, ...]] = field(default_factory=dict)


def survey(pages: Pages) -> Survey:
    """Reads every page once, and follows every tree. Changes nothing."""
    schema = read_schema(pages)
    sums = _Sums(set(schema.reached))
    for part in schema.parts:
        _follow(pages, part, sums)
    free = _free(pages)
    count = pages.count
    damaged = tuple(number for number in range(1, count + 1) if not pages.is_sound(number))
    unreached = set(range(1, count + 1)) - sums.reached - free - set(damaged)
    orphans = tuple(sorted(number for number in unreached if _has_rows(pages, number)))
    return Survey(count, damaged, schema, dict(sums.hurt), sums.gaps, sums.broken, orphans)


def _follow(pages: Pages, part: Part, sums: _Sums) -> None:
    walk = Walk(pages, part.root)
    walk.visit()
    sums.reached |= walk.reached
    if not walk.gaps and not walk.broken:
        return
    sums.hurt[part.name] += max(1, len({gap.page for gap in walk.gaps}))
    if part.kind == "table" and not is_made(part.name):
        sums.gaps[part.name] = tuple(walk.gaps)
        sums.broken[part.name] = tuple(walk.broken)


def _free(pages: Pages) -> set[int]:
    """The pages in the list of free ones, as far as it can be followed; they are all zeros."""
    free: set[int] = set()
    try:
        trunk = int.from_bytes(pages.read(1)[_TRUNKS])
        while trunk and trunk not in free:
            free.add(trunk)
            page = pages.read(trunk)
            count = int.from_bytes(page[4:8])
            free |= {int.from_bytes(page[at : at + 4]) for at in range(8, 8 + 4 * count, 4)}
            trunk = int.from_bytes(page[:4])
    except DamagedPageError:
        return free
    return free


def _has_rows(pages: Pages, number: int) -> bool:
    page = pages.read(number)
    if page[0] not in KINDS:
        return False
    try:
        return next(cells_of(page, number), None) is not None
    except MalformedError:
        return False
