"""Claiming: what the marks of a sentence are: whose, of which attribute, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from secondme.memories.hearing.head import NONE, OPEN_VALUE, WHOM, Floats, Head
from secondme.memories.hearing.marks import Mark, Marked
from secondme.memories.hearing.traits import Around, traits_of, traits_of_sentence
from secondme.memories.hearing.words import CALLING

SURE = 0.6
"""How probable it must be that a mark is something at all."""
SURE_OF_NAMES = 0.2
"""The same of the name of somebody who is spoken of."""
_ONLY = {"email": "email", "phone": "phone", "street": "address", "shoe": "number"}
"""Attributes whose values have a shape of their own, and it is theirs alone."""
SO = ("so", "turned")
SEVERAL = frozenset({WHOM, "allergy", "language", "instrument", "class", "reading", "pet"})
"""Of these more than one may be so."""
_PEOPLE = frozenset({WHOM, "partner", "pet"})
_PROPER = frozenset({"lives", "partner", "pet", "car", "bank", "doctor", "book", "reading", "language", WHOM})
"""Attributes whose values are written with capitals."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mark and what it is. act: "so", "turned", "was", "never". sure: how probable it is that it is
    anything; so, was, never: how probable each act, if so.
    """

    mark: Mark
    role: str
    act: str
    sure: float
    so: float
    was: float
    never: float


def claims_in(head: Head, around: Around, sure: float = SURE) -> list[Claimed]:
    """What the marks of a sentence are, the surest first; of those that overlap only the surest.

    Of two values for the same only one is so; which is decided between them.
    """
    marks = around.here.marks
    if not marks:
        return []
    shared = head.summed(traits_of_sentence(around))
    sums = np.stack([shared + head.summed(traits_of(around, mark)) for mark in marks])
    roles, acts = head.shares(sums)
    found: list[Claimed] = []
    for claimed in sorted(_each(head, around, roles, acts), key=lambda one: -one.sure):
        if claimed.sure >= (SURE_OF_NAMES if claimed.role == WHOM else sure) and not any(
            _overlap(claimed.mark, one.mark) for one in found
        ):
            found.append(claimed)
    return [_beside(one, found) for one in found]


def _beside(one: Claimed, found: Sequence[Claimed]) -> Claimed:
    """The claim as it stands beside another value for the same that is likelier to be so."""
    if one.act not in SO or one.role in SEVERAL:
        return one
    rivals = [other for other in found if other is not one and other.role == one.role and other.act in SO]
    if any(other.so > one.so for other in rivals):
        return replace(one, act="never" if one.never > one.was else "was")
    return one


def _each(head: Head, around: Around, roles: Floats, acts: Floats) -> Iterator[Claimed]:
    none = head.roles.index(NONE)
    known = (*around.here.known, "")
    for mark, role_shares, act_shares in zip(around.here.marks, roles, acts, strict=True):
        something = 1.0 - float(role_shares[none])
        ranked = (head.roles[place] for place in np.argsort(-role_shares))
        role = next((one for one in ranked if one == NONE or _fits(one, mark)), NONE)
        if role == NONE and something > 0.5:
            role = next((one for one in ranked if _fits(one, mark)), NONE)
        if role in _PEOPLE and (_is_called(around.here, mark) or (role != WHOM and known[mark.end] == "'s")):
            continue  # "Thanks, Ben!", "My dog is Ben's best friend".
        if role != NONE:
            share = dict(zip(head.acts, map(float, act_shares), strict=True))
            act = max(share, key=share.__getitem__)
            yield Claimed(
                mark, role, act, something, share["so"] + share["turned"], share["was"], share["never"]
            )


def _is_called(here: Marked, mark: Mark) -> bool:
    """Whether a name says to whom a sentence is said, as in "Thanks, Ben!"; not in "Ben, he's ...\"."""
    known = here.known
    before = known[mark.begin - 1] if mark.begin else ","
    after = known[mark.end] if mark.end < len(known) else "."
    lone = before in CALLING or before in ",.!-"
    return mark.kind == "name" and lone and after in ",.!-\u2013\u2014" and not {"he", "she"} & {*known}


def _fits(role: str, mark: Mark) -> bool:
    """Whether a mark has the shape of what it should be."""
    if role == OPEN_VALUE:
        return True
    if role == "street":
        return mark.kind in ("address", "mixed")
    wanted = _ONLY.get(role)
    if wanted is not None or mark.kind in _ONLY.values():
        return mark.kind == wanted or (mark.kind == "address" and "make" in mark.also and role == "car")
    return role not in _PROPER or mark.kind not in ("words", "number")


def _overlap(one: Mark, other: Mark) -> bool:
    return one.begin < other.end and other.begin < one.end
