"""The words of telegrams in seven languages, out of `words.toml`, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from secondme.recall.time_tokens import fold

_DOUBLED = re.compile(r"([^\W\d_])\1")
FEWEST_LETTERS = 7
END = r"(?![\w])"
START = r"(?<![\w])"


@cache
def words(*path: str) -> tuple[str, ...]:
    """All words of a table, of every language, the longest first. Raises KeyError where there is none."""
    table: Any = _tables()
    for name in path:
        table = table[name]
    found = {word for line in table.values() for word in line.split("|")}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def values(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words for each value of an attribute ("married": "verheiratet", "casada", ...)."""
    return {value: words("values", name, value) for value in _tables()["values"][name]}


@cache
def pattern(*path: str) -> re.Pattern[str]:
    """Any of the words of a table, whole, with accents or without."""
    return re.compile(rf"{START}(?:{any_of(words(*path))}){END}", re.IGNORECASE)


@cache
def any_of(phrases: tuple[str, ...]) -> str:
    """The inside of a group that matches any of these, with accents or without, and written with one letter
    where two belong ("maried")."""
    forms = {form for phrase in phrases for form in (phrase, _plain(phrase))}
    forms |= {_DOUBLED.sub(r"\1", form) for form in forms if len(form) >= FEWEST_LETTERS}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def cues() -> list[str]:
    """Words by which the notes that may hold such facts are found."""
    return list(words("cues"))


def _plain(phrase: str) -> str:
    return fold(phrase).replace("\u0131", "i")


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))
