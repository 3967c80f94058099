"""Families: words that stand for much the same, by number: "wages" and "salary", "violin" and "cello".

`families.txt` has a line for each clan, a coarse group of words, with its families, finer ones, between bars.
They were grouped by their vectors in all-MiniLM-L6-v2 (Apache-2.0), see benchmarks/train_hearing.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

_NAMES = ("ben", "anna", "maria", "john", "sarah", "felix", "mira", "thomas", "kim", "raj")
"""One of each clan that first names are in."""


def family(word: str) -> str | None:
    """The family of a word in small letters; None where it has none."""
    found = _families().get(word)
    return found[0] if found else None


def clan(word: str) -> str | None:
    """The coarser group of a word."""
    found = _families().get(word)
    return found[1] if found else None


def words() -> Collection[str]:
    """All words that have a family, in small letters."""
    return _families().keys()


def is_ordinary(word: str) -> bool:
    """Whether a word in small letters belongs to a clan in which there are no first names."""
    found = clan(word)
    return found is not None and found not in _clans_of_names()


@cache
def _clans_of_names() -> frozenset[str | None]:
    return frozenset(map(clan, _NAMES))


@cache
def _families() -> Mapping[str, tuple[str, str]]:
    text = resources.files("secondme.memories.hearing").joinpath("families.txt").read_text("utf-8")
    found: dict[str, tuple[str, str]] = {}
    number = 0
    for place, line in enumerate(text.splitlines()):
        for words in line.split("|"):
            number += 1
            found |= {word: (str(number), str(place)) for word in words.split()}
    return found
