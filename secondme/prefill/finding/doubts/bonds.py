"""Bonds: whether it is told plainly who somebody is to the person. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from secondme.people.names import plain_name
from secondme.prefill.finding.doubts.case import Case
from secondme.prefill.finding.doubts.changing import may_have_changed
from secondme.prefill.finding.doubts.lasting import is_taken_back
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place, place_in
from secondme.prefill.finding.doubts.whole import is_torn
from secondme.prefill.finding.doubts.whose import is_headed_by_another, is_quoted
from secondme.prefill.finding.notes.labels import MINE, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.emergencies import URGENT
from secondme.prefill.finding.people.relations import RELATIONS, covered_by, relation_named

_FORMER = frozenset(
    """
    first second former ex late erste erster ehemalige ehemaliger exmann exfrau premier premiere primera
    primer exmarido exmujer prima primo primeiro primeira eerste
    """.split()  # noqa: SIM905
)
_STEP = frozenset(
    """
    stepson stepdaughter stepchild stepchildren stepkids stiefsohn stieftochter stiefkind stiefkinder beaufils
    bellefille hijastro hijastra hijastros figliastro figliastra figliastri enteado enteada enteados stiefzoon
    stiefdochter stiefkinderen
    """.split()  # noqa: SIM905
)
_REACHED = frozenset({"phone", "mobile", "email", "relationship"})
"""What is known of whoever stands on a card as "Mum" alone."""
OF_CHILDREN = frozenset({"child", "son", "daughter", "family member"})
RECENTLY = timedelta(days=912)
"""Whom to call is asked again and again, and seldom put down."""


def is_doubtful(case: Case) -> bool:
    """Whether no place says plainly that whom a value is of is that to the person."""
    if relation_named(case.relation) in OF_CHILDREN and not case.children_told:
        return True
    if relation_named(case.relation) == URGENT and _is_doubtful_call(case):
        return True
    bonds = [bond for bond in case.bonds if plain_name(bond.name) == case.whose]
    if not bonds:
        return False
    is_torn_name = all(is_torn("full name", bond.name, None) for bond in bonds)
    is_as_kin = all(plain_name(bond.name) in RELATIONS for bond in bonds) and case.attribute in _REACHED
    if is_torn_name and not is_as_kin:
        return True
    if relation_named(case.relation) == URGENT and any(_is_told_by_me(bond, case) for bond in bonds):
        return False
    places = _places(bonds, case)
    return bool(places) and all(_is_doubtful(one, case) for one in places)


def _is_told_by_me(bond: Bond, case: Case) -> bool:
    """Whether the person says it in a chat or a letter: "I have put you down"."""
    said = case.passages.get(bond.passage or 0)
    return said is not None and said.trust == "self" and (said.is_chat or said.key in case.circle.letters)


def _places(bonds: Sequence[Bond], case: Case) -> list[Place]:
    """Where bonds stand, as far as the passages were read."""
    return [
        place_in(said, bond.name)
        for bond in bonds
        if bond.passage is not None and (said := case.passages.get(bond.passage)) is not None
    ]


def _is_doubtful_call(case: Case) -> bool:
    """Whether whom to call is told in two ways, long ago, of somebody else, or with a condition."""
    called = {plain_name(bond.name).split()[0] for bond in case.bonds}
    places = _places(case.bonds, case)
    days = [one.said.said_at.date() for one in places if one.said.said_at]
    is_old = bool(days) and case.as_of - max(days) > RECENTLY
    if len(called) > 1 or (is_old and may_have_changed(URGENT, "", max(days), case.as_of, case.notes)):
        return True
    return bool(places) and all(
        (not _names_by_nature(one, case) and is_headed_by_another(one, case.people))
        or is_taken_back(one)
        or is_quoted(one)
        for one in places
    )


def _names_by_nature(place: Place, case: Case) -> bool:
    """Whether a heading names whom a card is of, or to whom a letter is."""
    return place.said.kind == "contacts" or place.said.key in case.circle.letters


def _is_doubtful(place: Place, case: Case) -> bool:
    said: Said = place.said
    if said.memory is not None or said.kind == "contacts":
        return False
    near = words_in(place.before)[-6:]
    is_mine = not MINE.isdisjoint(near)
    if not _FORMER.isdisjoint(near) or is_quoted(place):
        return True
    if is_mine:
        return False
    marks = [one for one in case.people.marks(place.before) if one.kind in ("they", "me")]
    if marks and marks[-1].kind == "they":
        return True
    if said.is_chat:
        return not re.match(r"\s*[^\W\d_]+:", place.line)
    return _is_about_another(place, case.people, case.whose)


def _is_about_another(place: Place, people: People, whose: str) -> bool:
    """Whether the note is headed by somebody who is not the one that a bond is with."""
    heads = [head for head in (place.said.heading.split(" > ")[-1], place.said.title) if head]
    own = set(whose.split())
    return any(
        people.heads(head)
        and own.isdisjoint(words_in(head))
        and not any(RELATIONS.get(word) for word in words_in(head))
        for head in heads
    )


def is_of_a_step_child(bond: Bond, said: Said) -> bool:
    """Whether a child is told to be the partner's alone where the bond stands."""
    place = place_in(said, bond.name)
    words = words_in(place.sentence.replace("-", "").replace("beau fils", "beaufils"))
    return not _STEP.isdisjoint(words)


def asked_bonds(relation: str, bonds: dict[str, list[Bond]]) -> list[Bond]:
    """The bonds of the relation that a field asks for."""
    named = relation_named(relation)
    return [bond for one in (covered_by(named) if named else ()) for bond in bonds.get(one, ())]
