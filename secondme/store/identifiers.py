"""Names for what is stored: a letter for the table and the number of the row, as people type them (`p12`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secondme.errors import UsageError

Kind = Literal["source", "document", "passage", "memory", "conversation", "event"]
LETTERS: dict[str, Kind] = {
    "s": "source",
    "d": "document",
    "p": "passage",
    "m": "memory",
    "c": "conversation",
    "v": "event",
}
_LETTER_OF = {kind: letter for letter, kind in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Identifier:
    """One row of one table."""

    kind: Kind
    number: int

    def __str__(self) -> str:
        return f"{_LETTER_OF[self.kind]}{self.number}"


def parse_identifier(text: str) -> Identifier:
    """The identifier that `text` names; UsageError when it names none."""
    letter, digits = text[:1].lower(), text[1:]
    if letter == "e" and digits.isascii() and digits.isdigit():
        raise UsageError(
            f"{text} is a person, and people follow from what was read. Nothing was changed. Forget what "
            "names them: passages (p12), documents (d3) or whole sources (s2). Whom nothing names is gone."
        )
    if letter not in LETTERS or not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise UsageError(
            f"{text!r} is not an identifier. Nothing was changed. Identifiers look like p12 (passage), "
            "d3 (document), m7 (memory), s2 (source), c4 (conversation) or v5 (event); recall, sources, "
            "chat --list and events show them."
        )
    return Identifier(LETTERS[letter], int(digits))
