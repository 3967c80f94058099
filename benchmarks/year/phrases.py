"""What the scripted year is made of: attributes with values, and wordings by several hands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("a", "b")
"""What the year is told in where nothing else is said."""
HANDS = (*HALVES, "c", "d", "e", "f", "g", "h", "i", "j", "k")
"""All there are: c to k are other writers' wordings, many more of them, and further from plain speech."""
WORDINGS = (
    *("mine", "mine_new", "theirs", "theirs_new"),
    *("mended_mine", "mended_theirs", "ended_mine", "ended_theirs", "denied"),
)
"""What can be said of an attribute; the head of half_a.toml says what each is."""


@dataclass(frozen=True)
class Attribute:
    """Something that is so of a person. most: values in a year; plural: one may well have two at a time.

    decoys: values that nobody ever has; ask: the question for it, of oneself and of {name}.
    """

    name: str
    values: tuple[str, ...]
    decoys: tuple[str, ...]
    most: int
    ask: tuple[str, str]
    plural: bool


@dataclass(frozen=True)
class Half:
    """One half of the wordings.

    said: by attribute and sort. mended: corrections in the same breath. before, after: sentences around what
    is said. traps, echoes: pairs of an attribute and a sentence with a {decoy}, or with an {old} value.
    """

    name: str
    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    mended: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    small: tuple[str, ...]
    traps: tuple[tuple[str, str], ...]
    echoes: tuple[tuple[str, str], ...]

    def ends(self, attribute: str) -> bool:
        """Whether it can be over without anything following; a phone number cannot."""
        return bool(self.said[attribute]["ended_mine"])


@cache
def attributes() -> Mapping[str, Attribute]:
    """All attributes by name."""
    return {
        name: Attribute(
            name=name,
            values=tuple(fields["values"]),
            decoys=tuple(fields["decoys"]),
            most=fields["most"],
            ask=(fields["ask"][0], fields["ask"][1]),
            plural=fields.get("plural", False),
        )
        for name, fields in _load("attributes.toml").items()
    }


@cache
def half(name: str) -> Half:
    """The wordings of one of the `HANDS`."""
    fields = _load(f"half_{name}.toml")
    generic, talk = fields.pop("generic"), fields.pop("talk")
    return Half(
        name=name,
        said={
            attribute: {sort: tuple(said[sort]) for sort in WORDINGS} for attribute, said in fields.items()
        },
        mended=tuple(generic["mended"]),
        before=tuple(generic["before"]),
        after=tuple(generic["after"]),
        small=tuple(talk["small"]),
        traps=tuple((attribute, text) for attribute, text in talk["traps"]),
        echoes=tuple((attribute, text) for attribute, text in talk["echoes"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))
