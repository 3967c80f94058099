"""What forms say, language by language, ready for looking up."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from secondme.prefill.understanding.tokens import tokens_of

_FOLDER = Path(__file__).with_name("words")
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv")
Sort = Literal[
    "attribute",
    "alone",
    "part",
    "document",
    "relation",
    "me",
    "tense",
    "history",
    "nothing",
    "signature",
    "official",
    "consent",
    "otherwise",
    "minors",
    "theirs",
    "there",
]
_TABLES: Mapping[str, Sort] = {
    "attributes": "attribute",
    "alone": "alone",
    "parts": "part",
    "documents": "document",
    "relations": "relation",
    "me": "me",
    "tenses": "tense",
    "history": "history",
    "nothing": "nothing",
    "signature": "signature",
    "official": "official",
    "consent": "consent",
    "otherwise": "otherwise",
    "minors": "minors",
    "theirs": "theirs",
    "there": "there",
}
_SHORT = 4
"""Words of no meaning that are no longer than this are dropped from phrases and labels alike."""
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says. value: an attribute, a relation, ...; part: of an attribute's value."""

    sort: Sort
    value: str
    part: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What one language's forms say.

    phrases: by their words, without the short ones. particles, fillers: words of no meaning, short and all.
    raw: phrases with all their words ("issued by", "issued on"), which a text must match as a whole. fused:
    phrases written as one word ("firstname"). options: by the words of an option, the attribute and its
    value. before: what stands right before a blank. names: of each attribute and relation, as this language
    calls it. at, year: what stands before a day and a year ("as at", "in the year"). mine, others: how a
    question is asked. longest: words in a phrase.
    """

    language: str
    phrases: Mapping[Phrase, tuple[Meaning, ...]]
    raw: Mapping[Phrase, tuple[Meaning, ...]]
    fused: Mapping[str, tuple[Meaning, ...]]
    particles: frozenset[str]
    fillers: frozenset[str]
    options: Mapping[Phrase, tuple[tuple[str, str], ...]]
    before: Mapping[Phrase, str]
    names: Mapping[str, str]
    ordinals: Mapping[str, int]
    at: tuple[str, ...]
    year: tuple[str, ...]
    mine: str
    others: str
    longest: int

    def content(self, tokens: Iterable[str]) -> Phrase:
        """Without the short words of no meaning."""
        return tuple(token for token in tokens if token not in self.particles)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, one of LANGUAGES."""
    tables = _tables(language)
    fillers = frozenset(token for word in tables["filler"]["words"].split() for token in tokens_of(word))
    particles = frozenset(word for word in fillers if len(word) <= _SHORT)
    phrases: defaultdict[Phrase, list[Meaning]] = defaultdict(list)
    raw: defaultdict[Phrase, list[Meaning]] = defaultdict(list)
    names: dict[str, str] = {}
    for text, meaning in _meanings(tables):
        tokens = tokens_of(text)
        content = tuple(token for token in tokens if token not in particles)
        _add(raw[tokens], meaning)
        if content == tokens or len(content) > 1:
            _add(phrases[content], meaning)
        if meaning.sort in {"attribute", "relation"} and not meaning.part:
            names.setdefault(meaning.value, text)
    return Vocabulary(
        language=language,
        phrases={phrase: tuple(found) for phrase, found in phrases.items()},
        raw={phrase: tuple(found) for phrase, found in raw.items()},
        fused={"".join(phrase): tuple(found) for phrase, found in phrases.items() if len(phrase) > 1},
        particles=particles,
        fillers=fillers,
        options=_options(tables.get("options", {})),
        before={
            tokens_of(text): value
            for value, listed in tables.get("before", {}).items()
            for text in _split(listed)
        },
        names=names,
        ordinals={
            token: nth
            for nth, words in enumerate(_split(tables.get("ordinals", {}).get("words", "")))
            for token in tokens_of(words)
        },
        at=_split(tables["dates"]["at"]),
        year=_split(tables["dates"]["year"]),
        mine=tables["questions"]["mine"],
        others=tables["questions"]["others"],
        longest=max(map(len, raw)),
    )


@cache
def phrases_of(attribute: str) -> tuple[str, ...]:
    """What forms call an attribute, in all languages."""
    tables = map(_tables, LANGUAGES)
    return tuple(
        dict.fromkeys(text for table in tables for text in _split(table["attributes"].get(attribute, "")))
    )


@cache
def _tables(language: str) -> dict[str, Any]:
    """The file of a language, read once."""
    tables: dict[str, Any] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return tables


def _add(meanings: list[Meaning], new: Meaning) -> None:
    """One attribute a phrase: "street and number" without its short word is not a "street number" too."""
    about = {"attribute", "alone"}
    if new not in meanings and not (new.sort in about and any(one.sort in about for one in meanings)):
        meanings.append(new)


def _meanings(tables: Mapping[str, Any]) -> Iterable[tuple[str, Meaning]]:
    for table, sort in _TABLES.items():
        for value, listed in tables.get(table, {}).items():
            attribute, _, part = value.partition(".")
            named = "" if value == "words" else attribute
            for text in _split(listed):
                yield text, Meaning(sort, named, part)


def _options(tables: Mapping[str, Mapping[str, str]]) -> dict[Phrase, tuple[tuple[str, str], ...]]:
    found: defaultdict[Phrase, list[tuple[str, str]]] = defaultdict(list)
    for attribute, values in tables.items():
        for value, listed in values.items():
            for text in _split(listed):
                found[tokens_of(text)].append((attribute, value))
    return {phrase: tuple(meant) for phrase, meant in found.items()}


def _split(listed: str) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in listed.split(",") if text.strip())
