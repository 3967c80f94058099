"""How long something has been so: "seven years now", said in August 2023, means since 2016.

A length of time grows with every day after it was said; the beginning stays. So the beginning is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from secondme.answer.attribution import asked_stems, cast_of, is_about_subjects, nearest_first
from secondme.answer.relative_dates import plainly, say
from secondme.answer.when import LOOKED_AT, Dated
from secondme.recall.calendar_days import month_of
from secondme.recall.hit import Hit
from secondme.recall.question import Question
from secondme.recall.time_tokens import fold
from secondme.recall.time_words import NUMBERS, UNITS

_ASKS = re.compile(
    r"\b(?:how long (?:have|has|'ve)|since when|seit (?:wann|wie lange)|wie lange\b.*\bschon|"
    r"depuis (?:quand|combien)|"
    r"desde cu[aá]ndo|cu[aá]nto tiempo (?:hace|llev\w+)|da quando|da quanto|desde quando|h[aá] quanto tempo|"
    r"sinds wanneer|hoe lang\b.*\b(?:al|reeds))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_NOT_PASSED = frozenset(
    "in dans fra em within binnen next every each nachste alle chaque cada ogni elke old alt oud".split()  # noqa: SIM905
)
"""A length beside one of these is no time that something has been so."""
_A_FEW_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}


def asks_how_long(question: Question) -> bool:
    """Whether it is asked how long something has been so."""
    return bool(_ASKS.search(question.plain))


def read_since(hits: Sequence[Hit], question: Question) -> Dated | None:
    """When it began, from the first of the best hits that tells a length of time; None where none does."""
    cast = cast_of(hits, question)
    asked = asked_stems(question, cast)
    for hit in hits[:LOOKED_AT]:
        if hit.time is None or not is_about_subjects(hit, cast):
            continue
        for sentence in nearest_first(hit, asked):
            for words, began in lengths_in(sentence, hit.time.date()):
                return Dated(f"since {began}", words, hit)
    return None


def lengths_in(sentence: str, written: date) -> Iterator[tuple[str, str]]:
    """The lengths of time that a sentence names: the words, and when it began, counted from that day."""
    words = list(_WORD.finditer(sentence))
    for place, (number, unit) in enumerate(pairwise(words)):
        name = UNITS.get(fold(unit.group()))
        count = _count(number.group())
        around = {
            fold(word.group()) for word in (*words[max(place - 1, 0) : place], *words[place + 2 : place + 3])
        }
        if name is None or count is None or around & _NOT_PASSED:
            continue
        if began := _before(written, count, name):
            yield sentence[number.start() : unit.end()], began


def _count(word: str) -> int | None:
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= 3 else None
    return NUMBERS.get(fold(word))


def _before(written: date, count: int, unit: str) -> str | None:
    """The day, month or year so long ago; None for other units, and before the calendar begins."""
    try:
        if unit in _A_FEW_DAYS:
            return plainly(say(written - timedelta(days=count * _A_FEW_DAYS[unit])))
        if unit not in _MONTHS_IN:
            return None
        there = month_of(written, -count * _MONTHS_IN[unit])[0]
    except (OverflowError, ValueError):
        return None
    return str(there.year) if unit == "year" else f"{there:%B %Y}"
