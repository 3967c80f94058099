"""Housing: for how much, how large, from whom, with how many. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.homes.in_turn import LIVES_SINCE, SAYS_BEFORE, moved_in
from secondme.prefill.finding.notes.days import Day, full_day
from secondme.prefill.finding.notes.headings import HOME_HEADS
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_AMOUNT = (
    r"(?:\u20ac|\u00a3|EUR|CHF)?\s?(?P<value>\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d\d)?|\d{2,5}(?:[.,]\d\d)?)"
    r"(?!\d)(?!\s?(?:m²|m2|qm|%))(?-i:(?!,? [A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ]|,)))"
)
"""Of money; what stands before the name of a street is the number of a house."""
_ALONE = re.compile(
    r"(?i)[\W_]*(?:since|from|seit|ab|depuis(?: le)?|desde(?: el)?|dal|dall['\u2019]|sinds|vanaf|"
    r"moved in|einzug|entrada)\b\W*"
)
_ALONE_THERE = re.compile(
    r"(?i)\b(?:i live|ich (?:wohne|lebe)|j['\u2019](?:y )?(?:habite|vis)|je vis|vivo|abito|moro|ik woon)"
    r"(?: (?:here|hier|ici|aquí|qui|aqui))? (?:alone|by myself|allein|seule?|sol[oa]|da sol[oa]|sozinh[oa]|"
    r"alleen)\b"
)
_RENTED = (
    r"(?i:rented|renting|gemietet|angemietet|arrendad[oa]|alugad[oa]|arrendamos|alugamos|alquilad[oa]|alquilamos|"
    r"affittat[oa]|in affitto|gehuurd|huren|huur)"
)
_FROM = r"(?i:from|von|beim|à|ao|a|al|alla|del|de|da|dal|dalla|van)"
_FOR = r"(?i:for|für|por|per|pour|voor|a)"
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
            landlord = _landlord(sentence)
            if landlord and not SAYS_BEFORE.search(sentence[: sentence.find(landlord)]):
                key = telegram.circle.keys_of("landlord")[0]
                yield Fact("full name", key, landlord, KEYED, row.first, row.last)
        day = (moved_in(row.text) or _since(row.text)) if is_about_home(telegram) else _lives_since(row.text)
        if day is not None and day.first == day.last and not SAYS_BEFORE.search(row.text[: day.start]):
            yield Fact("moved in", ME, day.first.isoformat(), WORDED, row.first, row.last)
        if (people := _people(row.text)) is not None:
            yield Fact("household size", ME, people, WORDED, row.first, row.last)


def _since(text: str) -> Day | None:
    """ "since | 1 October 2022", "Dal 1° settembre 2021.": a cell or a sentence of a day alone."""
    pieces = [text, *(f"{sentence} " for sentence in sentences_of(text))]
    for piece in pieces:
        since = _ALONE.match(piece)
        day = full_day(piece) if since else None
        if (
            since
            and day is not None
            and day.start - since.end() <= 1
            and not re.search(r"\w", piece[day.end :])
        ):
            return day
    return None


def _lives_since(text: str) -> Day | None:
    """The day from which on they live where they live, said with a verb for it."""
    for sentence in sentences_of(text):
        lives = None if SAYS_BEFORE.search(sentence) else LIVES_SINCE.search(sentence)
        day = full_day(sentence[lives.start() :]) if lives else None
        if day is not None:
            return day
    return None


def is_about_home(telegram: Telegram) -> bool:
    """Whether the title or a heading of a note says that it is about a home."""
    return not HOME_HEADS.isdisjoint((*words_in(telegram.said.title), *words_in(telegram.said.heading)))


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """The rent, and how large it is."""
    rent = re.search(
        rf"(?<!\w)(?:{any_of(words('rent'))})(?!\w)(?:\s[^\W\d]+)?:?\s*{_AMOUNT}", text, re.IGNORECASE
    )
    rent = rent or re.search(rf"\b{_RENTED}\b[^;:]{{0,60}}? {_FOR} {_AMOUNT}\s?(?:€|£|EUR|euros?)", text)
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
        rf"(?<!\w)(?i:{word})\s*:?\s+(?P<name>(?:(?i:{title})\s)?{_NAMED})(?=[,;()\n]|\.(?:\s|$)|$|\s\d)",
        text,
    )
    if named is not None and re.match(r"(?i)hausverwaltung", named[0]):
        return named[0].strip()
    named = named or re.search(
        rf"(?i:\brent(?:ed|ing)?\b)[^.;]{{0,80}}? from (?P<name>(?:(?:{title})\s)?{_NAMED})"
        r"(?=[,;()\n]|\.(?:\s|$)|$|\s\d| since)",
        text,
    )
    named = named or re.search(
        rf"\b{_RENTED} {_FROM} (?P<name>(?:(?:{title})\s)?{_NAMED})(?=[,;()\n]|\.(?:\s|$)|$| {_FOR} \d)",
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
    return "1" if _ALONE_THERE.search(text) else None
