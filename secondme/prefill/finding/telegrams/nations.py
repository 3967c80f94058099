"""Nationalities as they are said: "British citizen", "alle vier Deutsche", "a Nigerian passport". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.labels import read_beginning
from secondme.prefill.finding.telegrams.bare import is_all
from secondme.prefill.finding.telegrams.clauses import Clause
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)?")
_AM_I = re.compile(r"(?i) (?:bin ich|suis-je|ben ik)\b")
""" "Belgierin bin ich seit 2010"."""
_ENDINGS = ("", "e", "er", "en", "es", "em", "n", "s", "r", "rs", "ns", "in", "innen")


def nations(telegram: Telegram) -> Iterator[Fact]:
    """What clauses say of whose nationality."""
    for clause in telegram.clauses:
        if pattern("not so").search(clause.sentence):
            continue
        for match in _WORD.finditer(clause.text):
            nation = people_of(match[0])
            if nation and (sure := _said_so(clause, match, telegram)):
                yield from telegram.facts(clause, "nationality", nation, sure)


def people_of(word: str) -> str:
    """The word for a people in its plain form; empty where it is none."""
    if country_of(word) or not country_of(word, people=True):
        stems = [word[: len(word) - len(ending)] for ending in _ENDINGS if ending and word.endswith(ending)]
        return next(
            (
                stem
                for stem in stems
                if len(stem) > 3 and not country_of(stem) and country_of(stem, people=True)
            ),
            "",
        )
    return word


def _said_so(clause: Clause, match: re.Match[str], telegram: Telegram) -> float:
    """How sure a word is a nationality, and not a language, by what stands beside it; 0 where it is not."""
    citizen = any_of(words("citizen"))
    before, after = clause.text[: match.start()], clause.text[match.end() :]
    if re.match(rf"(?:-born)?\s(?:{citizen})(?!\w)", after, re.I) or re.search(
        rf"(?<!\w)(?:{citizen})\s$", before, re.I
    ):
        return WORDED
    label, end = read_beginning(clause.text)
    if "nationality" in label.attributes and match.start() <= end + 4:
        return KEYED
    if re.search(rf"(?<!\w)(?:{citizen})[^()]*\((?:also |auch |aussi |também |también )?$", before, re.I):
        return WORDED
    is_whole = re.match(r"\s*(?:[.,;:!)]|$)|\s(?:since|seit|depuis|desde|dal|sinds)\b", after) is not None
    said = re.search(
        r"(?i)\b(?:am|'m|\u2019m|are|is|bin|ist|sind|suis|est|sommes|sont|soy|es|somos|sou|é|sono|è|siamo|ben|zijn|alle|all|both|beide|vier|drei)\s$",
        before,
    )
    if _AM_I.match(after):
        return WORDED
    if said and is_whole and (clause.whose != (ME,) or is_all(before, telegram) or len(before.split()) <= 4):
        return WORDED
    return 0.0
