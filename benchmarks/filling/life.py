"""The invented lives: what is so in each, and the files that say it."""

from __future__ import annotations

import functools
import os
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.filling.printing import print_all
from benchmarks.filling.wording import FORMATS, Fact, compact, plain, words

FOLDER = Path(__file__).with_name("lives")
FURTHER = ("maelys", "ignacio", "luiza", "chiara", "sander", "moira", "leopold")
"""Written later, as by other hands, for development too."""
LATEST = ("nahuel", "deolinda", "benoit", "roisin")
"""Written after those, by somebody who knew nothing of how forms are filled in: held out."""
FRESH = ("lorna", "malte", "odette", "yadiel")
"""Written after those, by another hand, and opened: what is wrong on them was new."""
UNREAD = ("covadonga", "fergus", "nurten", "nicola")
"""Written beside those by a further hand, measured by counts alone, and then opened."""
SEALED = ("tamsin", "wolfram", "ottavia", "baptiste")
"""Written last, by hands that had read nothing of how forms are filled in: measured unread. The last two are
held out still; the first two were opened."""
NAMES = ("grace", "jonas", "aminata", "carmen", "rafael", *FURTHER, *LATEST, *FRESH, *UNREAD, *SEALED)
"""In their order: the first two, the further and the fresh ones are for development."""
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
"""The day on which all forms are filled in."""


@dataclass(frozen=True)
class Life:
    """One life. folder: with `notes`, `chats` and perhaps `foreign`, beside its life.toml.

    me: the names under which the person speaks in chats, a line each. facts: by "sort.detail". old: what was
    so once, plainly (`wording.compact`). others: what is so of somebody else. contested: facts that the life
    tells in two ways, of which either is right, and so is asking which. said: for facts whose value
    stands nowhere as such, the words that say them. dates: by file, the day on which it was last changed.
    """

    name: str
    folder: Path
    me: str
    language: str
    facts: Mapping[str, Fact]
    old: frozenset[str]
    others: frozenset[str]
    contested: frozenset[str]
    said: Mapping[str, str]
    dates: Mapping[str, date]

    @functools.cached_property
    def values(self) -> frozenset[str]:
        """All that is so, plainly, in every way to write it."""
        return frozenset(
            compact(value)
            for fact in self.facts.values()
            for way in _ways(fact)
            for value in FORMATS[way](fact)
        )

    def files(self, part: str) -> list[Path]:
        """The files of `notes`, `chats` or `foreign`, in the order of their names."""
        return sorted(path for path in (self.folder / part).rglob("*") if path.is_file())

    def text(self, *parts: str) -> str:
        """All that stands in these parts."""
        return "\n".join(path.read_text("utf-8") for part in parts for path in self.files(part))

    def copy_to(self, folder: Path) -> Path:
        """The same files elsewhere, each as old as it says: notes are as fresh as their last change."""
        home = folder / self.name
        shutil.copytree(self.folder, home, ignore=shutil.ignore_patterns("life.toml"))
        print_all(home, lambda path: self._changed(path.relative_to(home)))
        for path in (path for path in home.rglob("*") if path.is_file()):
            changed = self._changed(path.relative_to(home))
            moment = datetime.combine(changed, datetime.min.time(), UTC).timestamp()
            os.utime(path, (moment, moment))
        return home

    def _changed(self, path: Path) -> date:
        """The day on which a file was last changed."""
        return self.dates.get(path.as_posix(), self.dates["else"])


def read_life(name: str) -> Life:
    """The life of that name."""
    folder = FOLDER / name
    told = tomllib.loads((folder / "life.toml").read_text("utf-8"))
    facts = dict(_facts(told["facts"]))
    return Life(
        name,
        folder,
        "\n".join(told["me"]),
        told["language"],
        facts,
        frozenset(map(compact, told["old"])),
        frozenset(map(compact, told["others"])),
        frozenset(told.get("contested", ())),
        told["said"],
        told["dates"],
    )


def lives() -> list[Life]:
    """All of them, in the order of NAMES."""
    return [read_life(name) for name in NAMES]


def sort_of(fact: str) -> str:
    """What a fact is about: "contact" of "contact.phone", "family" of all people but the person."""
    first = re.sub(r"\d+$", "", fact.partition(".")[0])
    return "family" if first in ("partner", "child", "mother", "father", "sibling") else first


def states(text: str, fact: Fact) -> bool:
    """Whether a text says a fact in so many words; a day or telephone number in any way to write one."""
    if isinstance(fact, date):
        return any(plain(written) in plain(text) for written in _ways_to_write(fact))
    values = (
        FORMATS["phone"](fact) if str(fact).startswith("+") else [fact] if isinstance(fact, str) else fact
    )
    return any(plain(value) in plain(text) or compact(value) in compact(text) for value in values)


def _ways(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, date):
        return ("date", "mdy", "joined", "my")
    return ("phone",) if str(fact).startswith("+") else ("text",)


def _facts(told: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Fact]]:
    for sort, details in told.items():
        for detail, value in details.items():
            yield f"{sort}.{detail}", tuple(value) if isinstance(value, list) else value


def _ways_to_write(day: date) -> list[str]:
    named = [
        form.format(day=day.day, month=month, year=day.year)
        for month in words()["month"][str(day.month)]
        for form in ("{day} {month} {year}", "{day}er {month} {year}", "{day} de {month} de {year}")
    ]
    numbers = [f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day.day}/{day.month}/{day:%y}"]
    return [*named, *numbers, day.isoformat()]
