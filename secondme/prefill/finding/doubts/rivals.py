"""Rivals: what else of a value's kind stands in the person's notes, and could as well be theirs. Pure.

A reader knows some frames; an address or a number that stands in none of them is seen here by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from secondme.people.names import plain_name
from secondme.prefill.addresses import is_same_home, split_address
from secondme.prefill.finding.doubts.lasting import is_of_an_old_card, is_over, is_taken_back
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_in
from secondme.prefill.finding.doubts.whose import is_headed_by_another
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.notes.days import full_day, time_in
from secondme.prefill.finding.notes.labels import is_filling, is_neutral, read_label, words_in
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.readers import YOURS
from secondme.prefill.finding.people.cards import KIND
from secondme.prefill.finding.weighing import same_key

PHONE = re.compile(r"(?<![\w+.,/-])\+?\(?\d[\d ()/.-]{6,20}\d(?![\w-])")
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"'`|=]{1,64}@[\w.-]{1,190}\.\w{2,60}")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_BEFORE_THAT = re.compile(
    r"(?i)\b(?:before that|before then|until then|previously|davor|vorher|zuvor|avant|auparavant|antes|"
    r"prima|daarvoor|eerder)\b[^\w\n]{0,3}(?:\w+[^\w\n]{1,2}){0,3}$"
)
""""before that 2 Mill Lane": a former one."""
MOST_DIGITS, LONGEST_ADDRESS = 11, 90
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("phone", "mobile"), "phone"),
    "email": "email",
    **dict.fromkeys(("address", "street address", "postcode", "city", "region"), "address"),
}


_KINDS_OF = {
    kind: frozenset(attribute for attribute, of in _KINDS.items() if of == kind)
    for kind in ("phone", "email", "address")
}


def kind_of(attribute: str) -> str:
    """The shape by which rivals of an attribute are seen; empty where none tells."""
    return _KINDS.get(attribute, "")


def rivals_of(
    kind: str,
    value: str,
    notes: Sequence[Said],
    people: People,
    since: date,
    until: date,
    taken: Sequence[str] = (),
    *,
    is_plain: bool = False,
) -> list[str]:
    """The other values of a kind that may be the person's and were written between two days.

    value: what is to be filled in, an address or a part of one. taken: values that are known to be of
    something else, or over. is_plain: the value is told in so many words, and so only what the person
    claims is a rival.
    """
    found = []
    for note in notes:
        written = note.said_at.date() if note.said_at is not None else since
        if not since <= written <= until or not _is_ones_own(note, people):
            continue
        for other in _values(kind, note):
            if any(_is_same(kind, other, one) for one in (value, *taken)):
                continue
            if kind == "email" and people.is_in_my_name(value) and not people.is_in_my_name(other):
                continue
            place = place_in(note, other)
            is_past = is_over(place) or is_taken_back(place) or is_of_an_old_card(place, kind)
            is_past = is_past or _BEFORE_THAT.search(place.before) is not None
            is_claimed = not is_plain or any(one.kind == "me" for one in people.marks(place.line))
            if not is_past and is_claimed and _may_be_mine(kind, other, place, people):
                found.append(other)
    return found


def _is_ones_own(note: Said, people: People) -> bool:
    """Whether a note is neither somebody else's card nor a sample."""
    if note.kind == KIND and plain_name(note.heading.split(" > ")[-1]) not in people.own:
        return False
    return note.trust == "self" and not is_about_nobody(note, people.own_words)


def _values(kind: str, note: Said) -> Iterator[str]:
    if kind == "phone":
        for match in PHONE.finditer(note.text):
            digits = re.sub(r"\D", "", match[0])
            most = MOST_DIGITS + 3 if match[0].startswith("+") else MOST_DIGITS
            if 9 <= len(digits) <= most and full_day(match[0]) is None and match[0][0] in "+0(":
                yield match[0]
    elif kind == "email":
        yield from (match[0].rstrip(".") for match in _EMAIL.finditer(note.text))
    else:
        at = 0
        while (span := address_in(note.text, at)) is not None:
            first, at = span
            address = " ".join(note.text[first:at].split())
            is_dated = time_in(split_address(address).both) or _DAY.search(address)
            if not is_dated and len(address) <= LONGEST_ADDRESS:
                yield address


def _is_same(kind: str, one: str, other: str) -> bool:
    if kind == "address":
        part, whole = sorted((same_key(one), same_key(other)), key=len)
        return part in whole or is_same_home(one, other) or (bool(_code(one)) and _code(one) == _code(other))
    first, second = same_key(one), same_key(other)
    if kind == "phone":
        return first[-8:] == second[-8:]
    return first == second


def _code(address: str) -> str:
    return re.sub(r"\W", "", split_address(address).postcode).upper()


_FROM = re.compile(r"(?i)(?:^|\n)\W*(?:from|von|de|da|dal|desde|van|out of|weg aus): ?$")
"""A line that says whence somebody moved, above or below one that says whither."""


def _may_be_mine(kind: str, value: str, place: Place, people: People) -> bool:
    """Whether nothing beside it says that it is somebody else's, a firm's, or another kind of number."""
    if (place.said.kind == "csv" or place.line.count("|") > 1) and not people.names_me(place.line):
        return False  # A row of a list of customers, of neighbours.
    if people.others(place.line) or is_headed_by_another(place, people):
        return False
    if YOURS.search(place.before) or _FROM.search(place.before):
        return False
    before = place.line[: max(place.line.find(value.split()[0]), 0)]
    last = re.split(r"[;|]|\s{2,}|(?<=\w)[.,]\s", before.rstrip(" :=-\u2013"))[-1]
    words = [word for word in words_in(last) if not is_filling(word)]
    if not words:
        return not place.above or _is_of_me(place.above, people)
    if named := read_label(last).attributes:
        return not _KINDS_OF[kind].isdisjoint(named)
    said = people.last(place.before)
    return is_neutral(last) or (said is not None and said.kind == "me")


def _is_of_me(above: Sequence[str], people: People) -> bool:
    return any(not people.firsts.isdisjoint(words_in(line)) for line in above)
