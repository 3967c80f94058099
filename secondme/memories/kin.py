"""Names that say who somebody is by a relation: "my sister", "Noor's older brother"."""

from __future__ import annotations

import re
from dataclasses import dataclass

ME = "me"
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_KIN = re.compile(rf"(?:[Mm]y|(?P<whose>.+)['\u2019]s?) (?:{_WORD} )?(?P<relation>{_WORD})")


@dataclass(frozen=True, slots=True)
class Kin:
    """whose: "me", or a name. relation: in small letters, without the word that describes it."""

    whose: str
    relation: str


def kin_of(name: str) -> Kin | None:
    """What a name says by a relation; None where it is a name of their own."""
    found = _KIN.fullmatch(name)
    return Kin(found["whose"] or ME, found["relation"].lower()) if found else None
