"""Family: birthdays, places and names of those around the person, and of the person as they tell it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.finding.days import full_day
from secondme.prefill.finding.labels import words_in
from secondme.prefill.finding.telegrams.clauses import rows_of
from secondme.prefill.finding.telegrams.fact import IMPLIED, KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.kin import (
    NAME,
    PLACE,
    Relative,
    birthplace_in,
    detailed,
    relatives_in,
)
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_TOGETHER = re.compile(
    r"(?i:\b(?:both|all|beide|alle|tous|toutes|(?:les|los|las|as|os) (?:deux|dos|dois|duas)|ambos|ambas|"
    r"entramb[ie]|tutt[ie]|allebei)\b)(?P<rest>[^.;:]{0,60})"
)
_IN = re.compile(rf"\b(?:in|à|a|ad|en|em|no|na|te) (?P<place>{PLACE})")
_CALLED = r"are|heißen|s'appellent|se llaman|si chiamano|chamam-se|heten"
_OF_CHILDREN = re.compile(rf"\b(?:{_CALLED})(?: both| beide)? (?P<name>{NAME})\b")


def family(telegram: Telegram) -> Iterator[Fact]:
    """What lines about the family say of each."""
    relatives = list(relatives_in(telegram.said.text, telegram.said.heading.split(" > ")[-1]))
    for one in relatives:
        key = telegram.circle.key(words_in(one.name)) or plain_name(one.name)
        yield from _of_relative(one, key)
    children = [one for one in relatives if one.relation in ("child", "daughter", "son")]
    yield from _of_children(telegram, children)
    yield from _in_brackets(telegram)
    yield from _born(telegram)
    yield from _count(telegram)


def _of_relative(one: Relative, key: str) -> Iterator[Fact]:
    said = {
        "birthday": one.birthday,
        "birthplace": one.birthplace,
        "birth name": one.birth_name,
        "sex": one.sex,
    }
    for attribute, value in said.items():
        if value:
            yield Fact(attribute, key, value, KEYED if attribute != "sex" else WORDED, one.first, one.last)


def _in_brackets(telegram: Telegram) -> Iterator[Fact]:
    """ "Miriam (geborene Vogel, Logopädin)": what is said beside the name of somebody who is known."""
    for row in rows_of(telegram.said.text):
        for match in re.finditer(rf"(?P<name>{NAME}) \((?P<said>[^()]+)\)", row.text):
            key = telegram.circle.key(words_in(match["name"]))
            if key not in (None, ME) and telegram.circle.is_named(words_in(match["name"])[0]):
                relative = Relative("", match["name"], row.first, row.last)
                yield from _of_relative(detailed(relative, f" {match['said']}"), key or "")


def _of_children(telegram: Telegram, children: list[Relative]) -> Iterator[Fact]:
    """What is said of all children at once: "both born in Sheffield"."""
    for row in rows_of(telegram.said.text) if children else ():
        together = _TOGETHER.search(row.text)
        place = (
            _IN.search(together["rest"]) if together and pattern("born").search(together["rest"]) else None
        )
        named = _OF_CHILDREN.search(row.text) if pattern("children").search(row.text) else None
        for one in children:
            key = telegram.circle.key(words_in(one.name)) or plain_name(one.name)
            if place is not None:
                yield Fact("birthplace", key, place["place"], WORDED, row.first, row.last)
            if named is not None:
                yield Fact("family name", key, named["name"], WORDED, row.first, row.last)
    if shared := _shared_name(telegram):
        for one in children:
            key = telegram.circle.key(words_in(one.name)) or plain_name(one.name)
            yield Fact("family name", key, shared, IMPLIED, one.first, one.last)


def _shared_name(telegram: Telegram) -> str:
    """The family name that the person and their partner share, and so their children have."""
    own = {name.split()[-1] for name in telegram.circle.own if len(name.split()) > 1}
    whole = [bond.name.split() for bond in telegram.circle.people("partner")]
    return next((name[-1] for name in whole if len(name) > 1 and plain_name(name[-1]) in own), "")


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
