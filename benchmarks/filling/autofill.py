"""The peer: fills in what a browser would, from the person's own address card and English key words.

As browsers do it: the autofill token where a page gives one, else the label or name by patterns. It knows
names, address, telephone, mail and birthday, and never what the rest of a life says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import vobject

from ingest.forms import Field

TOKENS = {
    "given-name": "given",
    "family-name": "family",
    "name": "full",
    "email": "email",
    "tel": "phone",
    "street-address": "street",
    "address-line1": "street",
    "address-level2": "city",
    "postal-code": "postcode",
    "country-name": "country",
    "bday": "birthday",
}
PATTERNS = (
    (r"e-?mail", "email"),
    (r"phone|mobile|\btel\b", "phone"),
    (r"post ?code|\bzip", "postcode"),
    (r"birth ?day|date of birth|\bdob\b", "birthday"),
    (r"first name|given name|forename", "given"),
    (r"last name|surname|family name", "family"),
    (r"\bcity\b|\btown\b", "city"),
    (r"\bcountry\b", "country"),
    (r"street|address", "street"),
    (r"\bname\b", "full"),
)


@dataclass(frozen=True)
class Guess:
    """A field as the peer fills it in."""

    field: Field
    value: str
    state: str


def profile(cards: Sequence[Path], name: str) -> dict[str, str]:
    """What the person's own card says, as a browser's settings would hold it; nothing where there is none."""
    for path in cards:
        for card in vobject.readComponents(path.read_text("utf-8")):
            if card.fn.value == name:
                return {what: _joined(value) for what, value in _profile(card) if value}
    return {}


def _joined(value: str | Sequence[str]) -> str:
    """A part of a name may be several words, which come as a list."""
    return value if isinstance(value, str) else " ".join(value)


def fill(fields: Iterable[Field], known: dict[str, str]) -> list[Guess]:
    """Every field, with a value where a token or a word of its label says which."""
    return [_guess(field, known.get(_meant(field), "")) for field in fields]


def _guess(field: Field, value: str) -> Guess:
    if field.type in ("checkbox", "signature", "choices"):
        value = ""
    if field.options:
        value = next((one.value for one in field.options if value and value in (one.value, one.label)), "")
    return Guess(field, value, "filled" if value else "unknown")


def _meant(field: Field) -> str:
    token = field.autocomplete.split()[-1] if field.autocomplete.split() else ""
    if token in TOKENS:
        return TOKENS[token]
    text = f"{field.label} {field.name}".casefold()
    return next((meant for pattern, meant in PATTERNS if re.search(pattern, text)), "")


def _profile(card: vobject.base.Component) -> Iterable[tuple[str, str]]:
    yield "full", card.fn.value
    yield "given", card.n.value.given
    yield "family", card.n.value.family
    for name, line in (("email", "email"), ("phone", "tel"), ("birthday", "bday")):
        yield name, getattr(card, line).value if hasattr(card, line) else ""
    if hasattr(card, "adr"):
        address = card.adr.value
        yield "street", address.street
        yield "city", address.city
        yield "postcode", address.code
        yield "country", address.country
