"""Clauses: a note as its shortest pieces, each with whose it is.

"Ich: Blutgruppe A. Miriam: A negativ, Migräne." is of the person up to where Miriam is named, and of her
from there on. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondme.prefill.finding.notes.owners import NOBODY
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.telegrams.subjects import (
    OTHERS,
    Subject,
    may_be_a_name,
    subject_of,
    third_person,
)

_BULLET = re.compile(r"\s*(?:(?:[-*+\u2022\u2013]|\d{1,2}[.)]|>|\[[ xX]\]|#{1,6})\s+)*")
_MARKS = re.compile(r"[*_`]")
_END = re.compile(r"(?<=[.!?])\)?\s+(?=[^\W\d_]|[\d(+])|;\s+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-KMN-RT-WYZ]|[Dd]r|Mr|Mrs|Ms|St|[Pp]rof|Sra?|[Dd]ra?|[Dd]ott|[Ss]ig|geb|gesch|verh|Nr|No|n|Tel|tel|c|approx|ca|"
    r"av|Av|Avda|str|Str|Mme|inkl|bzw|Hr|Fr|op|(?<!\d )\d{1,2})|n\.?º)\.$"
)
_SIZED_M = re.compile(r"(?:taille|size|talla|taglia|shirt|:|\b\w|an|in) M\.$")
"""There M is no Monsieur."""
_BREAK = re.compile(
    r",\s+|\s{2,}|\t+|\s[\u2013\u2014\u00b7|-]\s|\s/\s|\s+(?:plus(?! (?:depuis|que|de|du)\b)|sowie)\s+"
)
_WRAPPED = 68
"""A line of so many characters without a full stop goes on in the next."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence. whose: keys of `circle.Circle`; several where it speaks of several.

    sentence: all of it that stands around. heads: the lines without values above it. first, last: characters
    of the passage, of its row.
    """

    text: str
    whose: tuple[str, ...]
    sentence: str
    heads: tuple[str, ...]
    first: int
    last: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a note, with those into which it was wrapped. heads: the short lines above it."""

    text: str
    first: int
    last: int
    heads: tuple[str, ...]


def rows_of(text: str) -> Iterator[Row]:
    """The lines of a note without bullets, each as long as its writer meant it."""
    heads: list[tuple[int, bool, str]] = []
    pieces: list[str] = []
    first = start = 0
    lines = text.split("\n")
    for at, raw in enumerate(lines):
        bullet = _BULLET.match(raw)
        body = _MARKS.sub(" ", raw[bullet.end() if bullet else 0 :]).rstrip()
        indent = len(raw) - len(raw.lstrip())
        if not pieces:
            first = start
        start += len(raw) + 1
        if not body.strip():
            heads = []
            continue
        pieces.append(body.strip())
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if len(raw) >= _WRAPPED and _goes_on(following):
            continue
        row = " ".join(pieces)
        is_item = bool(raw[: bullet.end()].strip()) if bullet else False
        heads = [one for one in heads if one[0] < indent or (is_item and not one[1])]
        yield Row(row, first, start - 1, tuple(head for *_, head in heads))
        if len(row) <= 60:
            heads.append((indent, is_item, row.rstrip(" :")))
        pieces = []
    if pieces:
        yield Row(" ".join(pieces), first, len(text), tuple(head for *_, head in heads))


_NEW_ROW = re.compile(
    r"\s*(?:[A-Z]{2,6} \d|"
    r"[A-ZÀ-Þ][\w'\u2019-]+(?: [A-ZÀ-Þ][\w'\u2019-]+)?,? \d{1,2}[./-]\d{1,2}[./-]\d{4})"
)
"""A number behind its name in capitals, or somebody with their birthday: no line goes on so."""


def _goes_on(following: str) -> bool:
    named = _NEW_ROW.match(following) or any(
        pattern("documents", kind).match(following.lstrip())
        for kind in ("passport", "id card", "driving licence")
    )
    if named:
        return False
    begins = re.match(r"\s*(?:[-*+\u2022#>|]\s|\d{1,2}[.)]\s|[^\W\d_][^:.]{0,40}:\s)", following)
    return bool(following.strip()) and begins is None


def sentences_of(row: str) -> Iterator[str]:
    """The sentences of a line; what stands before an abbreviation's dot goes on."""
    start = 0
    for end in _END.finditer(row):
        before = row[start : end.start()]
        if not _ABBREVIATED.search(before) or _SIZED_M.search(before):
            yield before.strip()
            start = end.end()
    yield row[start:].strip()


def clauses_of(text: str, circle: Circle, around: str) -> Iterator[Clause]:
    """The clauses of a note that is as a whole about `around`."""
    named: tuple[str, ...] = ()
    for row in rows_of(text):
        owner = owner_of_heads(row, circle, around)
        for sentence in sentences_of(row.text):
            for clause, subject, stays in _pieces(sentence, owner, named, circle, around):
                named = tuple(key for key in subject if key != "me") or named
                yield Clause(clause, subject, sentence, row.heads, row.first, row.last, stays)
            owner = _kept(sentence, owner, circle)


def owner_of_heads(row: Row, circle: Circle, around: str) -> tuple[str, ...]:
    """Of whom a line is by what stands above it, else of whom the note is."""
    for head in reversed(row.heads):
        found = subject_of(head, circle)
        if found is not None and found.keys:
            return found.keys
        if may_be_a_name(head):
            return (NOBODY,)
    return (around,)


def _kept(sentence: str, owner: tuple[str, ...], circle: Circle) -> tuple[str, ...]:
    """Who is spoken of after "Ich: ..." up to the end of the line."""
    found = subject_of(sentence, circle)
    return found.keys if found is not None and found.is_label and found.keys else owner


def _pieces(
    sentence: str, owner: tuple[str, ...], named: tuple[str, ...], circle: Circle, around: str
) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    whole = subject_of(sentence, circle)
    if whole is not None and whole.is_label:
        yield from _split(sentence[whole.end :], _who(whole, named, around), named, circle, around)
        return
    yield from _split(sentence, owner, named, circle, around)


def _split(
    text: str, owner: tuple[str, ...], named: tuple[str, ...], circle: Circle, around: str
) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    for at, piece in enumerate(_breaks(text)):
        found = subject_of(piece, circle)
        if found is not None and found.keys:
            owner = _who(found, named, around)
            named = tuple(key for key in owner if key != "me") or named
        yield piece, owner, at == 0


def _who(found: Subject, named: tuple[str, ...], around: str) -> tuple[str, ...]:
    """Of "he" and "she" who was named last, or whom the note is about."""
    return third_person(named, around) if found.keys == OTHERS else found.keys


def _breaks(text: str) -> Iterator[str]:
    """The pieces between commas, and what stands in brackets with the piece before it."""
    start = 0
    for match in _BREAK.finditer(text):
        inside = text.count("(", start, match.start()) > text.count(")", start, match.start())
        if inside:
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    yield text[start:].strip()
