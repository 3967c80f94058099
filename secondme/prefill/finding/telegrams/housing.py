"""Housing: for how much, how large, from whom, with how many. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.headings import HOME_HEADS
from secondme.prefill.finding.homes import SAYS_BEFORE, moved_in
from secondme.prefill.finding.labels import words_in
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_AMOUNT = (
    r"(?:\u20ac|\u00a3|EUR|CHF)?\s?(?P<value>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d\d)?|\d{2,5}(?:[.,]\d\d)?)"
    r"(?!\d)(?!\s?(?:m²|m2|qm|%))(?-i:(?!,? [A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ]|,)))"
)
"""Of money; what stands before the name of a street is the number of a house."""
_NAMED = r"[A-ZÀ-Þ][^,;:()\d\n]{1,50}?"


def housing(telegram: Telegram) -> Iterator[Fact]:
    """What a note about where the person lives says."""
    for row in rows_of(telegram.said.text):
        if telegram.owner(row) != ME:
            continue
        for sentence in sentences_of(row.text):
            past = SAYS_BEFORE.search(sentence) is not None
            for attribute, value in _terms(sentence):
                yield Fact(attribute, ME, value, KEYED, row.first, row.last, past)
            if not past and (landlord := _landlord(sentence)):
                key = telegram.circle.keys_of("landlord")[0]
                yield Fact("full name", key, landlord, KEYED, row.first, row.last)
        day = moved_in(row.text) if is_about_home(telegram) else None
        if day is not None and day.first == day.last and not SAYS_BEFORE.search(row.text[: day.start]):
            yield Fact("moved in", ME, day.first.isoformat(), WORDED, row.first, row.last)
        if (people := _people(row.text)) is not None:
            yield Fact("household size", ME, people, WORDED, row.first, row.last)


def is_about_home(telegram: Telegram) -> bool:
    """Whether the title or a heading of a note says that it is about a home."""
    return not HOME_HEADS.isdisjoint((*words_in(telegram.said.title), *words_in(telegram.said.heading)))


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """The rent, and how large it is."""
    rent = re.search(
        rf"(?<!\w)(?:{any_of(words('rent'))})(?!\w)(?:\s[^\W\d]+)?:?\s*{_AMOUNT}", text, re.IGNORECASE
    )
    if rent is not None:
        yield "rent", rent["value"]
    space = re.search(
        rf"(?P<value>\d{{2,3}}(?:[.,]\d\d?)?)\s?(?:{any_of(words('living space'))})(?!\w)", text
    )
    if space is not None:
        yield "living space", space["value"]


def _landlord(text: str) -> str:
    title, word = any_of(words("titles before names")), any_of(words("landlord"))
    named = re.search(
        rf"(?<!\w)(?i:{word})\s*:?\s+(?P<name>(?:(?:{title})\s)?{_NAMED})(?=[,;()\n]|\.(?:\s|$)|$|\s\d)", text
    )
    named = named or re.search(
        rf"(?i:\brent(?:ed|ing)?\b)[^.;]{{0,80}}? from (?P<name>(?:(?:{title})\s)?{_NAMED})"
        r"(?=[,;()\n]|\.(?:\s|$)|$|\s\d| since)",
        text,
    )
    return named["name"] if named else ""


def _people(text: str) -> str | None:
    """How many live there."""
    before, after = any_of(words("we are so many")), any_of(words("so many live here"))
    for number in map(str, range(1, 7)):
        many = any_of(words("small numbers", number))
        if re.search(rf"(?i)(?<!\w)(?:(?:{before}) (?:{many})(?!\w)|(?:{many})[ -](?:{after})(?!\w))", text):
            return number
    return None
