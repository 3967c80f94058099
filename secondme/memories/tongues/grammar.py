"""Grammar: what a language has for saying who does what, and the wordings of facts, as tables of patterns.

A wording is a verb in three forms, of "I", of "we" and of one other, and what comes after it, with shapes
in braces: "{place}". `matching` makes regular expressions of it in the orders that the language has. Letters
with an accent may be written without it, and "ü" as "ue".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondme.memories.statement import Polarity


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a fact. verbs: of "I", of "we", of one other; empty where that is not said.

    turns: it tells that something turned so, on the day that stands with it.
    """

    predicate: str
    verbs: tuple[str, str, str]
    rest: str
    polarity: Polarity = "holds"
    turns: bool = False


def said(
    predicate: str, verbs: str, rest: str, polarity: Polarity = "holds", *, turns: bool = False
) -> Wording:
    """A wording. verbs: "wohne|lebe / wohnen|leben / wohnt|lebt"."""
    i, we, they = (one.strip().strip("-") for one in verbs.split(" / "))
    return Wording(predicate, (i, we, they), rest, polarity, turns)


@dataclass(frozen=True, slots=True)
class Owned:
    """What is said of something that somebody has: "my number is 0123". noun: of it; value: its shape."""

    predicate: str
    noun: str
    value: str


@dataclass(frozen=True, slots=True)
class Free:
    """What the speaker says of themselves in an order of its own: "Mira und ich haben geheiratet"."""

    predicate: str
    source: str
    polarity: Polarity = "holds"
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What takes from a sentence, or from a part of it, that it is so; sources of patterns.

    over: of what is no more. denied: of what is not. supposed: stands before what is not told as so. doubted:
    anywhere. reserved: comes right behind. asks: begins a question. leads: right before a clause it makes it
    depend. later: what is so only from then on.
    """

    over: str
    denied: str
    supposed: str
    doubted: str
    reserved: str
    asks: str
    leads: str
    later: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables of a language; the strings are sources of patterns, with shapes in braces.

    i, we, they: pronouns, the first two with what parts them from the verb; one: that of "we" with the verb
    of another ("on habite"). mine: "my" and "our". kin: what a word for somebody is called in memories;
    at_home: which of them are said without "my" ("Oma"). before_kin, after_kin: words beside it ("ma petite
    sœur"). verb_first: "I" may stand behind its verb. drops: "I" may be left out anywhere; else only where a
    sentence begins. between: what may stand between a subject and its verb. shapes: by their names. is_:
    links "my number" to its value. called: "is called". of_whom: whose a noun is. and_: between the items of
    a list. no_value: what a value is not. trimmed: words at either end of a value that are none of it.
    capitals: nouns have them, so a name behind "my sister" must be told from them.
    """

    code: str
    i: str
    we: str
    they: str
    one: str
    mine: str
    kin: Mapping[str, str]
    at_home: Sequence[str]
    before_kin: str
    after_kin: str
    verb_first: bool
    drops: bool
    between: str
    shapes: Mapping[str, str]
    signs: Signs
    is_: str
    called: str
    of_whom: str
    and_: str
    no_value: str
    trimmed: str
    capitals: bool
    wordings: Sequence[Wording]
    owned: Sequence[Owned]
    free: Sequence[Free]


_SHAPE = re.compile(r"\{([a-z_]+)\}")
_CLASS = re.compile(r"(\[[^\]]*\])")
_LOOSE = {
    **{
        accented: f"(?:{accented}|{plain})"
        for accented, plain in zip("éèêëàâáîïíôóûùúçñ", "eeeeaaaiiioouuucn", strict=True)
    },
    **{"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)", "œ": "(?:œ|oe)"},
}


def filled(source: str, shapes: Mapping[str, str]) -> str:
    """A source with its shapes filled in, and theirs."""
    while _SHAPE.search(source):
        source = _SHAPE.sub(lambda match: shapes[match[1]], source)
    return source


def loosely(source: str) -> str:
    """The source of a pattern that also finds its words without accents."""
    parts = _CLASS.split(source)
    return "".join(
        part if place % 2 else "".join(_LOOSE.get(letter, letter) for letter in part)
        for place, part in enumerate(parts)
    )
