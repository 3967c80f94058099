"""Narrowing: what the words beside a field leave of what it asks: the plate of a trailer is not the car's.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from secondme.prefill.understanding.neighbours import Line
from secondme.prefill.understanding.reading import NOTHING, Reading

_TRAILER = re.compile(
    r"(?i)\b(?:trailer|caravan|anhänger|wohnwagen|remorque|remolque|rimorchio|reboque|"
    r"aanhang\w+)\b"
)
_OF_A_CAR = frozenset({"number plate", "vin", "car", "first registration"})
_INSURER = re.compile(
    r"(?i)\b(?:insurer|insurance company|versicherungsgesellschaft|versicherer|(?:société|"
    r"compagnie) d['\u2019]assurance|"
    r"assureur|aseguradora|compañía de seguros|compagnia di assicurazione|assicuratore|seguradora|"
    r"verzekeraar|"
    r"verzekeringsmaatschappij)\b"
)
_NAMES = frozenset({"full name", "family name", "given name"})
_POLICY = re.compile(
    r"(?i)\b(?:policy|contract) (?:no|num)|versicherungsschein|(?:vertrags|policen)nummer|"
    r"n[°º.o]* de (?:contrat|police)|"
    r"(?:n[.º°]*|número) (?:de )?(?:la )?póliza|(?:n[.°º]*|numero) (?:di )?polizza|apólice|polisnummer"
)
_BARE_NAME = re.compile(r"(?i)\W*(?:name|nom|nombre|nome|naam|firma|company|compagnie)\W*")
_NAME_OF = re.compile(r"(?i)^\W*(?:name|nombre|nome|naam) (?:of|del?|della?|dell['\u2019]|do|da|van)\b")
_STREET_HELP = re.compile(r"(?i)\b(?:street|straße|strasse|rue|calle|via|rua|straat)\b")
_TOWN = re.compile(
    r"(?i)\b(?:comune|municipality|gemeinde|wohnort|commune|municipio|localidad|município|localidade|gemeente|woonplaats)\b"
    r".{0,30}\b(?:resid|domicil|wohn|vivi|woon)"
)


def narrowed(lines: Sequence[Line]) -> list[Line]:
    """The lines, each with what its own and its neighbours' words leave of it."""
    return [replace(line, reading=_narrowed(at, lines)) for at, line in enumerate(lines)]


def _narrowed(at: int, lines: Sequence[Line]) -> Reading:
    line = lines[at]
    reading, field = line.reading, line.field
    heading = field.section.split(" > ")[-1]
    if reading.attribute in _OF_A_CAR and _TRAILER.search(field.label):
        return NOTHING
    if reading.attribute in _NAMES and (_INSURER.search(heading) or _is_before_a_policy(at, lines)):
        return NOTHING
    if _is_whole_name(line, lines):
        return replace(reading, attribute="full name")
    if reading.attribute == "address" and not reading.part:
        if _STREET_HELP.search(field.help):
            return replace(reading, attribute="street address")
        if _TOWN.search(field.label):
            return replace(reading, attribute="city")
    return reading


def _is_before_a_policy(at: int, lines: Sequence[Line]) -> bool:
    """Whether a bare "Name" stands before the number of a policy: it is the insurer's."""
    following = lines[at + 1].field.label if at + 1 < len(lines) else ""
    return bool(_BARE_NAME.fullmatch(lines[at].field.label) and _POLICY.search(following))


def _is_whole_name(line: Line, lines: Sequence[Line]) -> bool:
    """ "Nombre del padre" asks for all of it where no field asks for his family name."""
    reading = line.reading
    if len(lines) == 1 or (
        reading.attribute != "given name"
        or reading.whose in ("", "me")
        or not _NAME_OF.match(line.field.label)
    ):
        return False
    return not any(
        other.reading.attribute == "family name" and other.reading.whose == reading.whose for other in lines
    )
