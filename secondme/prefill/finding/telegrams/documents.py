"""Documents as they are typed off their cards: number, issued, by whom, valid until; the old ones left out.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from secondme.prefill.countries import country_of
from secondme.prefill.finding.notes.days import full_day, written
from secondme.prefill.finding.notes.labels import is_filling, words_in
from secondme.prefill.finding.telegrams.clauses import Row, rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import people_in
from secondme.prefill.finding.telegrams.telegram import Telegram

KINDS = ("passport", "id card", "driving licence", "residence permit")
_NUMBER = re.compile(
    r"(?<![\w-])(?=(?:[A-Z -]*\d){3})[A-Z\d](?:[A-Z\d]|[ -](?=[A-Z\d]{1,9}(?![\w])))*(?![\w-])"
)
_PLAIN = re.compile(r"(?<![\w-])(?=(?:[A-Z]*\d){3})[A-Z\d]{6,20}(?![\w-])")
_NO = re.compile(
    r"(?<!\w)(?:N[or]\.?|Nummer|Number|Num\.?|n\.?º|n°|Seriennummer|número|numero|numéro|nummer)\s*:?\s+",
    re.I,
)
_ISSUER = re.compile(
    r"(?P<name>(?:Stadt|Landeshauptstadt|Gemeinde|City|Ayuntamiento|Comune|Câmara|Préfecture|Mairie|Commune|Questura|"
    r"HM|HMPO|DVLA|SEF|AIMA|IMT|IRN|Conservatória|Comisaría|DGT|Jefatura|Burgemeester|Landratsamt|Kreis|Bürgeramt|"
    r"Ministero|Ministry|Motorizzazione|Ambasciata|Embassy|Consulate|Consulat|Consulado|Consolato)\b[^,;()\d]{0,40})"
)
_OFFICE_ALONE = re.compile(r"[A-Z]{2}[\w/.-]*(?: [A-ZÀ-Þ][\w-]+){0,3}")
"""Who issued it, behind the day: "BH Graz", "SSP/PR"."""
_SLASH = re.compile(r"\s/\s|\s\|\s")
"""Between documents on one line."""
_BREAK = re.compile(
    r",\s+|\s{2,}|\t+|\s[\u2013\u2014\u00b7|-]\s|;\s*|(?<!\bMag)(?<!\bDr)\.\s+(?=[A-ZÀ-Þ])|\s(?=\()"
)


@dataclass(frozen=True, slots=True)
class _Card:
    kind: str
    whose: tuple[str, ...]


def documents(telegram: Telegram) -> Iterator[Fact]:
    """What lines below or behind the name of a document say of it."""
    card: _Card | None = None
    seen: set[tuple[_Card | None, str]] = set()
    last_line = -1
    for row in rows_of(telegram.said.text):
        if row.first > last_line + 1 and "\n\n" in telegram.said.text[max(last_line, 0) : row.first + 1]:
            card = None
        last_line = row.last
        for text in _SLASH.split(row.text) if not row.text.startswith("|") else (row.text,):
            card = _named(text, row, telegram) or card
            for fact in _details(text, row, card) if card is not None else ():
                if (card, fact.attribute) not in seen:
                    seen.add((card, fact.attribute))
                    yield fact


def _named(text: str, row: Row, telegram: Telegram) -> _Card | None:
    """The document that a part of a line begins with the name of, and whose it is."""
    named = re.match(
        rf"(?P<before>(?:[^\W\d_]+(?:['\u2019]s)? ){{0,2}})(?P<kind>{_any_kind()})(?!\w)",
        text,
        re.IGNORECASE,
    )
    if named is None:
        return None
    kind = next(kind for kind in KINDS if pattern("documents", kind).fullmatch(named["kind"]))
    owner = people_in(named["before"].strip(), telegram.circle) if named["before"].strip() else ()
    behind = _between(text[named.end() :])
    owner = owner or people_in(behind, telegram.circle)
    if not owner and (_is_anothers(named["before"]) or _is_anothers(behind)):
        return _Card("", ())
    return _Card(kind, owner or (telegram.owner(row),))


def _between(text: str) -> str:
    """The words between the name of a document and what is said of it: "(Tom)", "von Mama", "no"."""
    words_there = re.match(r"[^\d:,]*?(?=\s*:|,|\s\s|\s\S*\d|$)", text)
    bare = words_there[0] if words_there else ""
    for said in ("issued", "expires"):
        if (found := pattern(said).search(bare)) is not None:
            bare = bare[: found.start()]
    return re.sub(r"^(?:von|of|de|di|do|da|del|della|van)\s+", "", bare.strip(" ()."))


def _is_anothers(before: str) -> bool:
    """Whether what stands before a document names somebody unknown, or says that it is an old one."""
    letters = _SERIES.sub("", before)
    others = [
        word
        for word in words_in(letters)
        if not (is_filling(word) or _is_number_word(word) or country_of(word, people=True))
    ]
    return bool(others) and not pattern("subjects", "me").fullmatch(before.strip())


def _is_number_word(word: str) -> bool:
    """ "number" in any language, or with a letter wrong: "nuber"."""
    return bool(get_close_matches(word, ("number", "nummer", "numero"), 1, 0.8)) or word in (
        "no",
        "nr",
        "num",
    )


_SERIES = re.compile(r"\b[A-Z]{1,3}$")
"""Capitals with which a number begins: "GB 482 117"."""
_OFFICE = (
    r"(?:sous-)?pr[ée]fecture (?:de |du |d['\u2019])?|mairie (?:de |du |d['\u2019])?|comune di |gemeente |"
    r"ayuntamiento de |comisar[ií]a de |c[âa]mara (?:municipal )?de |conservat[óo]ria de |questura di "
)
"""What may stand in small letters before the town of an office."""


def _any_kind() -> str:
    return any_of(tuple(word for kind in KINDS for word in words("documents", kind)))


def _details(text: str, row: Row, card: _Card) -> Iterator[Fact]:
    if not card.kind or (_is_gone(text) and not _PLAIN.match(text)):
        return
    issued_before = False
    for piece in _pieces(text):
        if _is_gone(piece):
            continue
        said = list(_said(piece, card, issued_before, row))
        if issued_before and not said and _OFFICE_ALONE.fullmatch(piece.strip()):
            said = [("authority", piece.strip(), WORDED)]
        for attribute, value, sure in said:
            issued_before = issued_before or attribute == "issued"
            for whose in card.whose:
                yield Fact(f"{card.kind} {attribute}", whose, value, sure, row.first, row.last)


def _is_gone(text: str) -> bool:
    """Whether what is said begins with a document being lost or over; "expire le" is none that has "
    "expired."""
    gone = pattern("gone").search(text[:24])
    return gone is not None and pattern("expires").match(text, gone.start()) is None


def _pieces(text: str) -> Iterator[str]:
    """The parts of what is said of a document, also where nothing but a word for its days stands between."""
    days = any_of((*words("issued"), *words("expires")))
    for piece in _BREAK.split(text):
        begins = [
            match.start()
            for match in re.finditer(
                rf"(?<=[\d)A-Z] )(?i:(?:its )?(?:{days}))(?!\w)|"
                rf"(?<=\w )(?i:{days})(?: (?:le|el|il|am|on|em|op))?:? (?=\d)",
                piece,
            )
        ]
        for first, last in pairwise([0, *begins, len(piece)]):
            yield piece[first:last]


def _said(piece: str, card: _Card, issued_before: bool, row: Row) -> Iterator[tuple[str, str, float]]:
    day = full_day(piece)
    expires, issued = pattern("expires").search(piece), pattern("issued").search(piece)
    if day is not None and expires is not None and expires.start() < day.start:
        yield "expiry", written(piece[day.start : day.end]), KEYED
    elif day is not None and (
        issued or not (issued_before or pattern("born").search(piece) or re.search(r"\d{4}.*geb", row.text))
    ):
        yield "issued", written(piece[day.start : day.end]), KEYED if issued else WORDED
    if authority := _authority(piece):
        yield "authority", authority, WORDED
    if day is None or not piece[: day.start].strip():
        yield from _number(piece, row)


def _authority(piece: str) -> str:
    known = _ISSUER.search(piece)
    if known is not None:
        return re.sub(r"\s(?:il|le|el|on|am|em|op|in data)$", "", known["name"].strip())
    if (office := re.search(rf"(?i)(?<!\w)(?:{_OFFICE})[^\W\d_][^,;()\d]{{1,40}}", piece)) is not None:
        return office[0].strip()
    named = re.search(
        rf"(?<!\w)(?:{any_of(words('by authority'))}):? (?P<name>(?:{_OFFICE})?[A-ZÀ-Þ][^,;()\d]{{1,40}})",
        piece,
    )
    return named["name"].strip() if named and pattern("issued").search(piece) else ""


def _number(piece: str, row: Row) -> Iterator[tuple[str, str, float]]:
    """The number: behind "No", or behind the name of the document."""
    said = _NO.search(piece)
    if said is not None:
        found = _NUMBER.match(piece, said.end())
    else:
        named = re.search(rf"(?<!\w)(?:{_any_kind()})(?!\w)", piece, re.IGNORECASE)
        start = named.end() if named else 0
        if named is None and not re.fullmatch(rf"\W*{_PLAIN.pattern}\W*", piece):
            return
        found = _PLAIN.search(piece, start)
    if found is not None and 5 <= sum(map(str.isalnum, found[0])) <= 20 and not full_day(found[0]):
        yield "number", found[0].strip(), KEYED
