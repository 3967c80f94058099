"""Family: birthdays, places and names of those around the person, and of the person as they tell it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.days import full_day
from secondme.prefill.finding.labels import words_in
from secondme.prefill.finding.telegrams.clauses import rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.kin import NAME, PLACE, Told, birthplace_in, told_in
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.telegram import Telegram


def family(telegram: Telegram) -> Iterator[Fact]:
    """What lines say of those around the person, beside what `finding.relatives` reads."""
    yield from _in_brackets(telegram)
    yield from _born(telegram)
    yield from _count(telegram)


def _in_brackets(telegram: Telegram) -> Iterator[Fact]:
    """ "Miriam (geborene Vogel, Logopädin)": what is said beside the name of somebody who is known."""
    for row in rows_of(telegram.said.text):
        for match in re.finditer(rf"(?P<name>{NAME}) \((?P<said>[^()]+)\)", row.text):
            key = telegram.circle.key(words_in(match["name"]))
            if key not in (None, ME) and telegram.circle.is_named(words_in(match["name"])[0]):
                for attribute, value in _attributes(told_in(f" {match['said']}")):
                    sure = WORDED if attribute == "sex" else KEYED
                    yield Fact(attribute, key or "", value, sure, row.first, row.last)


def _attributes(told: Told) -> Iterator[tuple[str, str]]:
    said = {
        "birthday": told.birthday,
        "birthplace": told.birthplace,
        "birth name": told.birth_name,
        "sex": told.sex,
    }
    return ((attribute, value) for attribute, value in said.items() if value)


def _born(telegram: Telegram) -> Iterator[Fact]:
    """ "geboren am 17. April 1984 in Ulm", "He was born in Wakefield": of whom the clause is about."""
    for at, clause in enumerate(telegram.clauses):
        born = pattern("born").search(clause.text)
        if born is None or len(clause.whose) != 1:
            continue
        following = telegram.clauses[at + 1] if at + 1 < len(telegram.clauses) else None
        text = clause.text[born.start() :]
        if following is not None and following.sentence == clause.sentence:
            text = f"{text}, {following.text}"
        day = full_day(text)
        if day is not None and day.start <= 30:
            yield from telegram.facts(clause, "birthday", day.first.isoformat(), KEYED)
        if place := birthplace_in(text, "", day is not None) or _behind(text):
            yield from telegram.facts(clause, "birthplace", place, KEYED)


def _behind(text: str) -> str:
    """ "geb. 17.04.1984 Ulm", "Born 04 MAR 1987, Enugu": the place right behind the day."""
    day = full_day(text)
    if day is None:
        return ""
    place = re.match(rf",?\s+(?P<place>{PLACE})(?=\s*(?:[,;.()]|$|\s\s))", text[day.end :])
    return place["place"] if place else ""


def _count(telegram: Telegram) -> Iterator[Fact]:
    """ "zwei Kinder", "our two": how many children the person has."""
    children = any_of(words("children"))
    for clause in telegram.clauses:
        if ME not in clause.whose or pattern("not so").search(clause.sentence):
            continue
        for number in map(str, range(1, 7)):
            many = any_of(words("small numbers", number))
            if re.search(rf"(?i)(?<!\w)(?:{many})(?: \w+)? (?:{children})(?!\w)", clause.text):
                yield Fact("number of children", ME, number, WORDED, clause.first, clause.last)
