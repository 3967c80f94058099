"""Marriages: when and where, and to whom: "wir haben am 7. Juni 2014 in Jena geheiratet". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.kin import PLACE
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.telegram import Telegram

_US = re.compile(
    r"\b(?:I|we|our|ich|wir|uns|unsere?|je|nous|on|notre|nos|io|ci|eu|ik|wij|we|noi|nós|casamos|casámos)\b",
    re.I,
)
_IN = re.compile(rf"\b(?:in|à|a|ad|en|em|no|na|te) (?P<place>{PLACE})")


def marriages(telegram: Telegram) -> Iterator[Fact]:
    """The day and the place of the person's marriage, and that they are married since."""
    for row in rows_of(telegram.said.text) if telegram.around == ME else ():
        for sentence in sentences_of(row.text):
            if not _is_of_me(sentence):
                continue
            day = full_day(sentence)
            if day is None:
                continue
            yield Fact("marital status", ME, "married", WORDED, row.first, row.last)
            yield Fact("marriage date", ME, day.first.isoformat(), KEYED, row.first, row.last)
            if (place := _place(sentence, day.end)) is not None:
                yield Fact("marriage place", ME, place, WORDED, row.first, row.last)


def _is_of_me(sentence: str) -> bool:
    married = pattern("married").search(sentence)
    return married is not None and bool(_US.search(sentence)) and not pattern("not so").search(sentence)


def _place(sentence: str, after: int) -> str | None:
    """Where: behind the day, else anywhere behind the word for it."""
    near = _IN.search(sentence, after)
    if near is not None:
        return near["place"]
    married = re.search(rf"(?:{any_of(words('married'))})", sentence, re.I)
    found = _IN.search(sentence, married.end() if married else 0)
    return found["place"] if found else None
