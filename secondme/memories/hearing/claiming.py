"""Claiming: what the marks of a sentence are: whose, of which attribute, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from secondme.memories.hearing.cues import is_spoken_of
from secondme.memories.hearing.families import is_ordinary
from secondme.memories.hearing.head import NONE, OPEN_VALUE, WHOM, Floats
from secondme.memories.hearing.marks import Mark, Marked
from secondme.memories.hearing.reader import Bars, Reader, Shares
from secondme.memories.hearing.traits import Around
from secondme.memories.hearing.words import CALLING

SURE_OF_ENDS = 0.4
"""How probable it must be that a mark is anything, of what is over or never was: it comes to nothing unless
that value is known. For what holds, see `reader.Bars`."""
SURE_OF_NAMES = 0.1
"""The same of the name of somebody who is spoken of."""
TOLD_BY_NAME = 2.0
"""How much, in logits, it speaks against somebody else that nobody is named."""
SHAPED = {"email": "email", "phone": "phone", "street": "address", "shoe": "number"}
"""Attributes whose values have a shape of their own, and it is theirs alone."""
AT_ALL = 0.03
"""How probable it must be that the likeliest of several values is so."""
SO = ("so", "turned")
SEVERAL = frozenset({WHOM, "allergy", "language", "instrument", "class", "reading", "pet"})
"""Of these more than one may be so."""
_PEOPLE = frozenset({WHOM, "partner", "pet"})
_BEFORE_THINGS = frozenset({"a", "an", "the", "his", "her", "their", "its"})
"""Behind these a name is a thing's: "her NI number"."""
_PROPER = frozenset({"lives", "partner", "pet", "car", "bank", "doctor", "book", "reading", "language", WHOM})
"""Attributes whose values are written with capitals."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a sentence says. values: the surest first; whom: who is spoken of in it, if anybody is; theirs:
    that the values are somebody else's than the speaker's, above 0 if likelier so.
    """

    values: Sequence[Claimed]
    whom: Mark | None
    theirs: float


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mark and what it is. act: "so", "turned", "was", "never". sure: how probable it is that it is
    anything; so, was, never: how probable each act, if so; theirs: that it is not the speaker's own.
    """

    mark: Mark
    role: str
    act: str
    sure: float
    so: float
    was: float
    never: float
    theirs: float


def is_sure(one: Claimed, bars: Bars, *, unsaid: bool = False) -> bool:
    """Whether a value that is so is surely enough something. unsaid: nothing says whose it is."""
    wanted = bars.shapes if one.role in SHAPED else bars.sure
    return one.sure >= (max(wanted, bars.unsaid) if unsaid else wanted)


def claims_in(reader: Reader, around: Around, sure: float = SURE_OF_ENDS) -> Claims:
    """What the marks of a sentence are; of those that overlap only the surest.

    Of two values for the same only one is so; which is decided between them.
    """
    marks = around.here.marks
    if not marks:
        return Claims((), None, 0.0)
    shares = reader.shares(around)
    whom, share = _whom(around.here, shares.roles[:, reader.roles.index(WHOM)])
    every = _each(reader, around, replace(shares, roles=_beside_whom(reader, around, whom, shares.roles)))
    found: list[Claimed] = []
    for claimed in sorted(every, key=lambda one: -one.sure):
        if claimed.sure >= sure and not any(_overlap(claimed.mark, one.mark) for one in found):
            found.append(claimed)
    values = [_beside(one, found) for one in found if one.role != WHOM]
    return Claims(values, whom, _owned(values, share))


def _beside_whom(reader: Reader, around: Around, whom: Mark | None, roles: Floats) -> Floats:
    """The shares of roles where it is decided who is spoken of: nobody else is."""
    if whom is None:
        return roles
    others = [place for place, mark in enumerate(around.here.marks) if mark != whom]
    alone = roles.copy()
    alone[others, reader.roles.index(WHOM)] = 0.0
    shares: Floats = alone / alone.sum(axis=1, keepdims=True)
    return shares


def _whom(here: Marked, shares: Floats) -> tuple[Mark | None, float]:
    """The name of whoever is likeliest to be spoken of and is not called; and how likely."""
    ranked = sorted(zip(here.marks, map(float, shares), strict=True), key=lambda one: -one[1])
    for mark, share in ranked:
        is_person = mark.kind == "name" and mark.end - mark.begin < 3 and not is_called(here, mark)
        if share >= SURE_OF_NAMES and is_person and not (_merely_opens(here, mark) or _is_thing(here, mark)):
            return mark, share
    return None, 0.0


def _is_thing(here: Marked, mark: Mark) -> bool:
    """Whether a name is hardly a person's: "her NI number", "passport YY"."""
    words = [token.text for token in here.tokens[mark.begin : mark.end]]
    shouts = not any(token.text.islower() for token in here.tokens)
    is_short_form = not shouts and all(map(str.isupper, words))
    return is_short_form or (mark.begin > 0 and here.known[mark.begin - 1] in _BEFORE_THINGS)


def _owned(values: Sequence[Claimed], whom: float) -> float:
    """How likely the values of a sentence are somebody else's, in logits: they all are or none is."""
    if not values:
        return 0.0
    of_values = sum(_logit(one.theirs) for one in values) / len(values)
    return of_values + (max(_logit(whom), -TOLD_BY_NAME) if whom else 0.0)


def _logit(share: float) -> float:
    return float(np.log(max(share, 1e-4) / max(1.0 - share, 1e-4)))


def _beside(one: Claimed, found: Sequence[Claimed]) -> Claimed:
    """The claim as it stands beside other values for the same: of these the likeliest to be so is so."""
    rivals = [other for other in found if other is not one and other.role == one.role]
    if not rivals or one.role == WHOM:
        return one
    first = all(one.so > other.so for other in rivals)
    if one.act in SO and not first and one.role not in SEVERAL:
        return replace(one, act="never" if one.never > one.was else "was")
    if one.act not in SO and first and one.so > AT_ALL and not any(other.act in SO for other in rivals):
        return replace(one, act="so")
    return one


def _each(reader: Reader, around: Around, shares: Shares) -> Iterator[Claimed]:
    none = reader.roles.index(NONE)
    known = (*around.here.known, "")
    every = zip(around.here.marks, shares.roles, shares.acts, shares.theirs, strict=True)
    for mark, role_shares, act_shares, of_others in every:
        something = 1.0 - float(role_shares[none])
        ranked = (reader.roles[place] for place in np.argsort(-role_shares))
        role = next((one for one in ranked if one == NONE or _fits(one, mark)), NONE)
        if role == NONE and something > 0.5:
            role = next((one for one in ranked if _fits(one, mark)), NONE)
        if role in _PEOPLE and (is_called(around.here, mark) or (role != WHOM and known[mark.end] == "'s")):
            continue  # "Thanks, Ben!", "My dog is Ben's best friend".
        if role in (WHOM, "partner", "lives", "pet") and _merely_opens(around.here, mark):
            continue  # "Marrying my partner", "Pets bring joy", "Dancing is my life".
        if role != NONE:
            share = dict(zip(reader.acts, map(float, act_shares), strict=True))
            act = max(share, key=share.__getitem__)
            if act in SO and not is_spoken_of(role, around):
                continue
            yield Claimed(
                mark,
                role,
                act,
                something,
                share["so"] + share["turned"],
                share["was"],
                share["never"],
                float(of_others),
            )


def is_called(here: Marked, mark: Mark) -> bool:
    """Whether a name says to whom a sentence is said, as in "Thanks, Ben!"; not in "Ben, he's ...\"."""
    known = here.known
    before = known[mark.begin - 1] if mark.begin else ","
    after = known[mark.end] if mark.end < len(known) else "."
    lone = before in CALLING or before in ",.!-"
    return mark.kind == "name" and lone and after in ",.!-\u2013\u2014" and not {"he", "she"} & {*known}


def _merely_opens(here: Marked, mark: Mark) -> bool:
    """Whether a name may be an ordinary word that has its capital from opening the sentence."""
    return here.tokens[mark.begin].opens and is_ordinary(here.known[mark.begin])


def _fits(role: str, mark: Mark) -> bool:
    """Whether a mark has the shape of what it should be."""
    if role == OPEN_VALUE:
        return True
    if role == "street":
        return mark.kind in ("address", "mixed")
    wanted = SHAPED.get(role)
    if wanted is not None or mark.kind in SHAPED.values():
        return mark.kind == wanted or (mark.kind == "address" and "make" in mark.also and role == "car")
    return role not in _PROPER or mark.kind not in ("words", "number")


def _overlap(one: Mark, other: Mark) -> bool:
    return one.begin < other.end and other.begin < one.end
