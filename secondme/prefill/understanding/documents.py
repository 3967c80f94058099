"""Documents of which a form takes any: "DNI o pasaporte", "pièce d'identité n°", and how long it is valid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.understanding.neighbours import Line

_ANY = re.compile(
    r"(?i)\b(?:pi[eè]ce|titre|document) d['\u2019 ]\s?identit|documento (?:d['\u2019]\s?|di |de )identi|"
    r"identity document|proof of identity|ausweisdokument|ausweis(?:nummer|[- ]?nr)?\b|"
    r"identit[ae]itsbewijs|legitimatiebewijs"
)
_PASSPORT = re.compile(r"(?i)\b(?:passport|reisepass|passeport|pasaporte|passaporto|passaporte|paspoort)\b")
_ID_CARD = re.compile(
    r"(?i)\bd\.?n\.?i\b|\bid\b|identit|identidad|identidade|ausweis|\bcni\b|\bcni?e\b|\bnid\b|cittadino"
)
_ID_CARDS = ("id card", "national id")
_NEAR = 6
"""So many fields behind the number of a document its days and who issued it may stand."""


def others_that_do(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The attributes that answer the field as well as its own; none where it asks for one document alone."""
    attribute = lines[at].reading.attribute
    document, _, what = attribute.rpartition(" ")
    if what == "number":
        named = [f"{one} number" for one in _documents_of(lines[at])]
    elif what in ("expiry", "issued", "authority"):
        number = next((one for one in reversed(lines[max(0, at - _NEAR) : at]) if _is_number(one)), None)
        near = _documents_of(number) if number and number.reading.attribute.startswith(document) else ()
        named = [f"{one} {what}" for one in near]
    else:
        return ()
    return tuple(one for one in named if one in ATTRIBUTES and one != attribute)


def _is_number(line: Line) -> bool:
    return line.reading.attribute.endswith(" number")


def _documents_of(line: Line) -> tuple[str, ...]:
    """The documents of which a field takes any, as far as it is read as one of them."""
    document = line.reading.attribute.removesuffix(" number")
    if document not in ("passport", *_ID_CARDS):
        return ()
    said = f"{line.field.label} {line.field.section.rpartition(' > ')[2]} {line.field.group}"
    if _ANY.search(said):
        return ("id card", "passport")
    cards = ("id card",) if _ID_CARD.search(line.field.label) else ()
    return (*cards, "passport") if _PASSPORT.search(line.field.label) else cards
