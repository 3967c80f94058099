"""The manner of a field: what it says of how its value is to be written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.forms import Field

LONGEST_SAID = 500
"""Characters that are read of what a form says at a field; forms come from strangers."""
_CAPITALS = re.compile(
    r"\b(?:block (?:capitals|letters)|capital letters|in capitals|upper ?case|all caps|gro(?:ß|ss)buchstaben"
    r"|(?:en|lettres) (?:majuscules|capitales)|may[uú]sculas?|mai[uú]sculas?|maiuscol[oei]|stampatello"
    r"|hoofdletters|blokletters)\b",
    re.IGNORECASE,
)


_BARE = re.compile(
    r"\b(?:(?:no|without|omit) spaces|digits only|only digits|numbers only|ohne leerzeichen|nur ziffern"
    r"|sans espaces?|sin espacios|senza spazi|sem espa[cç]os|zonder spaties)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a value is wanted.

    field: where it will stand. attribute: what is asked, a name in `attributes.ATTRIBUTES`; empty where
    nothing says. part: of the value, as in `Asked`. language: of the form, ISO 639-1; empty where it is not
    known. country: where the form is from, ISO 3166-1 alpha-2.
    """

    field: Field
    attribute: str = ""
    part: str = ""
    language: str = ""
    country: str | None = None

    @property
    def said(self) -> str:
        """All that people read at the field, its format first."""
        field = self.field
        shown = (field.format, field.label, field.help, field.before, field.after)
        return "\n".join(text[:LONGEST_SAID] for text in shown if text)

    @property
    def label(self) -> str:
        return self.field.label[:LONGEST_SAID]

    @property
    def capitals(self) -> bool:
        """Whether the field wants capital letters alone."""
        return _CAPITALS.search(self.said) is not None

    @property
    def bare(self) -> bool:
        """Whether the field wants nothing between the characters of a code or number."""
        return self.field.cells or _BARE.search(self.said) is not None

    @property
    def one_line(self) -> bool:
        return self.field.type != "long text"
