"""Languages with how well they are spoken: "Deutsch (Muttersprache), Englisch (C1)". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from secondme.memories.kin import ME
from secondme.prefill.finding.labels import read_label
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
    rf"(?:(?P<some>{_SLIGHTLY})\s+)?(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)\s*"
    r"(?:\((?P<within>[^()]+)\)|:?\s+(?P<level>[ABC][12]\+?))?(?P<more>.*)"
)
_SPLIT = re.compile(r",\s*|;\s*|\n|\s+(?:and|und|et|y|e|en)\s+(?![^(]*\))")


def tongues(telegram: Telegram) -> Iterator[Fact]:
    """The languages that a list of them names, and which of them is the first."""
    for row in rows_of(telegram.said.text):
        listed = _listed(row, telegram)
        if listed is None or telegram.owner(row) != ME:
            continue
        for name, aside, is_slight in listed:
            native = bool(pattern("first language").search(aside))
            if native:
                yield Fact("native language", ME, name, KEYED, row.first, row.last)
            if not is_slight:
                yield Fact("languages", ME, name, KEYED, row.first, row.last)


def _listed(row: Row, telegram: Telegram) -> list[tuple[str, str, bool]] | None:
    """The languages of a line of them: name, what stands beside it, whether only some is spoken; or None."""
    text, has_label = row.text, False
    label, colon, value = row.text.partition(":")
    if colon and "languages" in read_label(label).attributes:
        text, has_label = value, True
    said = re.match(r"(?i)(?:I speak|ich spreche|je parle|hablo|parlo|falo|ik spreek)\s+", text)
    text = text[said.end() :] if said else text
    found: list[tuple[str, str, bool]] = []
    for piece in _SPLIT.split(text.strip(" .")):
        match = _PIECE.fullmatch(piece.strip())
        name = match["name"] if match else ""
        if match is None or not (language := _language(name)):
            return found or None
        aside = match["within"] or match["level"] or match["more"] or ""
        found.append((language, aside, bool(match["some"])))
    head = telegram.said.heading.split(" > ")[-1]
    under = "languages" in read_label(head).attributes or any(
        "languages" in read_label(one).attributes for one in row.heads
    )
    told = has_label or under or said is not None or sum(1 for _, aside, _ in found if aside) >= 2
    return found if told else None


def _language(name: str) -> str:
    """The name, as far as it is one of a language: "Französisch fließend" is "Französisch"."""
    words = name.split()
    return next(
        (" ".join(words[:count]) for count in (2, 1) if fold(" ".join(words[:count])) in _names()), ""
    )


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    from secondme.prefill.demonyms import LANGUAGES

    return {
        fold(name): code
        for language in LANGUAGES
        for code, name in Locale(language).languages.items()
        if len(code) in (2, 3)
    }
