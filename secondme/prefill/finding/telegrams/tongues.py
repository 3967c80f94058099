"""Languages with how well they are spoken: "Deutsch (Muttersprache), Englisch (C1)". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from secondme.memories.kin import ME
from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.telegrams.clauses import Row, rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, Fact
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.telegrams.telegram import Telegram
from secondme.recall.time_tokens import fold

_SLIGHTLY = (
    r"some|basic|a bit of|a little|etwas|wenig|un peu d(?:e|['\u2019])|algo de|un po' di|um pouco de|"
    r"een beetje"
)
_PIECE = re.compile(
    rf"(?i:(?:ainsi qu['\u2019]|sowie )?(?P<some>{_SLIGHTLY})\s*)?(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)\s*"
    r"(?:\((?P<within>[^()]+)\)|:?\s+(?P<level>[ABC][12]\+?))?(?P<more>.*)"
)
_MINE = r"(?:my|meine|ma|mi|la mia|a minha|mijn)"
_TONGUE = (
    r"(?:mother tongue|native language|first language|Muttersprache|langue maternelle|lengua materna|"
    r"madrelingua|lingua madre|"
    r"língua materna|moedertaal)"
)
_NATIVE = re.compile(
    rf"(?i)\b(?P<before>[^\W\d_]{{4,}})(?:,| (?:is|ist|est|es|è|é)) {_MINE} {_TONGUE}\b|"
    rf"\bmadrelingua (?P<behind>[^\W\d_]{{4,}})"
)
_SPLIT = re.compile(r",\s*|;\s*|\n|\s+(?:and|und|et|y|e|en)\s+(?![^(]*\))")


def tongues(telegram: Telegram) -> Iterator[Fact]:
    """The languages that a list of them names, and which of them is the first."""
    for row in rows_of(telegram.said.text):
        if telegram.owner(row) != ME:
            continue
        yield from _first_of_all(row)
        listed = _listed(row, telegram)
        if listed is None:
            continue
        for name, aside, is_slight in listed:
            native = bool(pattern("first language").search(aside))
            if native:
                yield Fact("native language", ME, name, KEYED, row.first, row.last)
            if not is_slight:
                yield Fact("languages", ME, name, KEYED, row.first, row.last)


def _first_of_all(row: Row) -> Iterator[Fact]:
    """ "Dutch is my mother tongue", "Madrelingua italiana", "French, my mother tongue"."""
    for named in _NATIVE.finditer(row.text):
        name = named["before"] or named["behind"]
        if language_in(name) or country_of(name, people=True):
            yield Fact("native language", ME, name, KEYED, row.first, row.last)
            if named["before"]:
                yield Fact("languages", ME, name, KEYED, row.first, row.last)


def _listed(row: Row, telegram: Telegram) -> list[tuple[str, str, bool]] | None:
    """The languages of a line of them: name, what stands beside it, whether only some is spoken; or None."""
    text, has_label = row.text, False
    label, colon, value = row.text.partition(":")
    if colon and "languages" in read_label(label).attributes:
        text, has_label = value, True
    said = re.search(
        r"(?i)(?:^|[.,;] )(?:verder |außerdem |ausserdem )?(?:I speak|ich spreche|je parle|hablo|parlo|"
        r"falo|ik spreek|"
        r"spreek ik|spreche ich)\s+",
        text,
    )
    text = re.split(r"(?<=[.!?])\s", text[said.end() :])[0] if said else text
    found: list[tuple[str, str, bool]] = []
    for piece in _SPLIT.split(text.strip(" .")):
        match = _PIECE.fullmatch(piece.strip())
        name = match["name"] if match else ""
        if match is None or not (language := language_in(name)):
            if said is not None and found and pattern("first language").search(piece):
                found[-1] = (found[-1][0], piece, found[-1][2])
                continue
            return found or None
        aside = match["within"] or match["level"] or match["more"] or ""
        found.append((language, aside, bool(match["some"])))
    head = telegram.said.heading.split(" > ")[-1]
    under = "languages" in read_label(head).attributes or any(
        "languages" in read_label(one).attributes for one in row.heads
    )
    told = has_label or under or said is not None or sum(1 for _, aside, _ in found if aside) >= 2
    return found if told else None


def language_in(name: str) -> str:
    """The name, as far as it is one of a language: "Französisch fließend" is "Französisch"."""
    words = name.split()
    if name.isupper():
        return ""  # An IBAN is no Iban.
    return next(
        (" ".join(words[:count]) for count in (2, 1) if fold(" ".join(words[:count])) in _names()), ""
    )


_EVERYDAY = {"castellano": "es", "castilian": "es", "valenciano": "ca", "flemish": "nl"}
"""What people call a language beside its name."""


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    from secondme.prefill.demonyms import LANGUAGES

    return _EVERYDAY | {
        fold(name): code
        for language in LANGUAGES
        for code, name in Locale(language).languages.items()
        if len(code) in (2, 3)
    }
