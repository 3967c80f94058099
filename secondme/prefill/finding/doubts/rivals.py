"""Rivals: what else of a value's kind stands in the person's notes, and could as well be theirs. Pure.

A reader knows some frames; an address or a number that stands in none of them is seen here by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from secondme.people.names import plain_name
from secondme.prefill.addresses import POSTCODES, is_same_home, split_address
from secondme.prefill.candidate import Proof
from secondme.prefill.finding.addresses import address_in
from secondme.prefill.finding.cards import KIND
from secondme.prefill.finding.days import full_day
from secondme.prefill.finding.doubts.lasting import is_over
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_of
from secondme.prefill.finding.doubts.whose import is_headed_by_another
from secondme.prefill.finding.labels import is_filling, is_neutral, read_label, words_in
from secondme.prefill.finding.letterheads import is_own_name
from secondme.prefill.finding.passages import Said
from secondme.prefill.finding.weighing import same_key

_PHONE = re.compile(r"(?<![\w+.,/-])\+?\(?\d[\d ()/.-]{6,20}\d(?![\w-])")
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"'`|=]{1,64}@[\w.-]{1,190}\.\w{2,60}")
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("phone", "mobile"), "phone"),
    "email": "email",
    **dict.fromkeys(("address", "street address", "postcode", "city", "region", "country"), "address"),
}
SAME_TIME = timedelta(days=400)


def kind_of(attribute: str) -> str:
    """The shape by which rivals of an attribute are seen; empty where none tells."""
    return _KINDS.get(attribute, "")


def rivals_of(kind: str, value: str, notes: Sequence[Said], people: People, own: Sequence[str], said: date | None, taken: Sequence[str] = ()) -> list[str]:
    """The other values of a kind that may be the person's and were not said clearly before.

    value: what is to be filled in; of a part of an address, the whole of it. own: the person's plain names.
    said: when the value was last said; None: nobody knows. taken: values that are known to be of somebody or
    something else.
    """
    found = []
    for note in notes:
        if note.trust != "self" or (note.kind == KIND and plain_name(note.heading.split(" > ")[-1]) not in own):
            continue
        day = note.said_at.date() if note.said_at else None
        if said is not None and day is not None and day < said - SAME_TIME:
            continue
        for other in _values(kind, note):
            if _is_same(kind, value, other) or any(_is_same(kind, other, one) for one in taken):
                continue
            place = place_of(Proof(note.passage, "", other, "", None, "self"), other, note)
            if not is_over(place) and _may_be_mine(kind, other, place, people):
                found.append(other)
    return found


def _values(kind: str, note: Said) -> Iterator[str]:
    if kind == "phone":
        for match in _PHONE.finditer(note.text):
            digits = re.sub(r"\D", "", match[0])
            if 9 <= len(digits) <= 14 and full_day(match[0]) is None and (match[0][0] in "+0(" ):
                yield match[0]
    elif kind == "email":
        yield from (match[0].rstrip(".") for match in _EMAIL.finditer(note.text))
    else:
        at = 0
        while (span := address_in(note.text, at)) is not None:
            first, at = span
            yield " ".join(note.text[first:at].split())


def _is_same(kind: str, one: str, other: str) -> bool:
    if kind == "address":
        return is_same_home(one, other) or (bool(postcode(one)) and postcode(one) == postcode(other))
    first, second = same_key(one), same_key(other)
    if kind == "phone":
        return first[-8:] == second[-8:]
    return first == second


def postcode(address: str) -> str:
    return re.sub(r"\W", "", split_address(address).postcode).upper()


def _may_be_mine(kind: str, value: str, place: Place, people: People) -> bool:
    """Whether nothing beside it says that it is somebody else's or a firm's."""
    if people.others(place.line) or is_headed_by_another(place, people):
        return False
    before = place.line[: max(place.line.find(value.split()[0]), 0)]
    last = re.split(r"[;|]|\s{2,}|(?<=\w)[.,]\s", before.rstrip(" :=-\u2013"))[-1]
    words = [word for word in words_in(last) if not is_filling(word)]
    if not words:
        return not place.above or _is_of_me(place.above, people) or kind == "address"
    said = people.last(place.before)
    return (said is not None and said.kind == "me") or bool(read_label(last).attributes) or is_neutral(last)


def _is_of_me(above: Sequence[str], people: People) -> bool:
    return any(not people.firsts.isdisjoint(words_in(line)) for line in above)
