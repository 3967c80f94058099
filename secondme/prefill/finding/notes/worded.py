"""What a note names with the very words of a field that nobody understood: "Deposit: 2,820 euros.".

A general fallback for whatever forms ask besides the attributes that are known. The label must be the field's
own words, no more and no less; the value stands behind a colon and ends with its sentence. It is never
sure: whoever fills in the form is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import apsw

from ingest.forms import Field
from secondme.prefill.candidate import Candidate
from secondme.prefill.finding.notes.labels import MINE, is_filling, words_in
from secondme.prefill.finding.notes.passages import Said, own_passages
from secondme.recall.conditions import Condition

AS_SURE_AS = 0.55
"""Below what is written in unasked."""
MOST = 200
"""Passages with the label that are looked at."""
MOST_WORDS = 5
LONGEST_VALUE = 100
OLD = timedelta(days=3 * 365)
_FEWEST_LETTERS = 4
_NAMED = re.compile(
    r"(?:^|\n|(?<=[.;|\u2022])\s)[\s>*+#|\u2022-]*(?P<label>[^\W\d_][^:\n.;|]{1,59}?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s+"
    r"(?P<value>[^\n]+)"
)
_ENDS = re.compile(r"[.;](?=\s+[A-Z\u00c0-\u00de])|\s[|\u2022]\s|\.?\s*$")
_BLANK = re.compile(r"[\W_]*(?:tbd|tbc|n/?a|none|unknown|todo|xxx+)?[\W_]*", re.IGNORECASE)
_SECRET = frozenset({"password", "passcode", "pin", "puk", "cvv", "cvc", "secret", "token", "tan"})
_WRITTEN = frozenset({"text", "long text", "number", "date", "url", "phone", "email"})
"""Types of fields that take words; a choice is never made by this."""


def by_its_words(
    db: apsw.Connection, field: Field, *, now: datetime, sight: Condition | None = None
) -> list[Candidate]:
    """What the person's own notes name with the words of a field's label, the latest first, each once."""
    wanted = _telling(field.label)
    if field.type not in _WRITTEN or not _is_worth(wanted) or field.row is not None:
        return []
    found: dict[str, Candidate] = {}
    named = [said for said in own_passages(db, [field.label], sight, MOST) if not said.is_chat]
    for said in sorted(named, key=lambda one: (one.said_at is None, one.said_at), reverse=True):
        for first, last, value in _named_in(said.text, wanted):
            found.setdefault(" ".join(words_in(value)), _candidate(said, first, last, value, now))
    return list(found.values())


def _candidate(said: Said, first: int, last: int, value: str, now: datetime) -> Candidate:
    is_old = said.said_at is not None and now - said.said_at > OLD
    stale = "it was written long ago" if is_old else ""
    return Candidate(value, "note", (said.proof(first, last),), AS_SURE_AS, stale=stale)


def _named_in(text: str, wanted: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where a passage says it, and the value: characters from the label to the value's end."""
    place = 0
    while (found := _NAMED.search(text, place)) is not None:
        ends = _ENDS.search(text, found.start("value"), found.end("value"))
        last = ends.start() if ends is not None else found.end("value")
        place = max(found.start("value"), last)
        value = text[found.start("value") : last].strip(" *_|")
        is_said = _telling(found["label"]) == wanted and not _BLANK.fullmatch(value)
        if is_said and len(value) <= LONGEST_VALUE:
            yield found.start("label"), last, value


def _telling(label: str) -> frozenset[str]:
    """The words of a label that say something."""
    return frozenset(word for word in words_in(label) if word not in MINE and not is_filling(word))


def _is_worth(words: frozenset[str]) -> bool:
    enough = any(len(word) >= _FEWEST_LETTERS and not word.isdigit() for word in words)
    return enough and len(words) <= MOST_WORDS and not words & _SECRET
