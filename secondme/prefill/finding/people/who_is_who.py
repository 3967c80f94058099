"""Who is who: the person's name, and the people around them, as memories, notes and cards tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import apsw

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.doubts.lasting import says_it_is_over
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.own_letters import letters_among
from secondme.prefill.finding.notes.own_notes import named_in, noted
from secondme.prefill.finding.notes.owners import (
    OWN_NOTES,
    is_about_me,
    is_the_persons,
    name_it_opens_with,
    owner_around,
)
from secondme.prefill.finding.notes.passages import Said, naming_passages, own_passages, passages_numbered
from secondme.prefill.finding.notes.readers import bonds_to_reader, is_of_the_reader
from secondme.prefill.finding.notes.sayings import SAID_WITH
from secondme.prefill.finding.notes.topics import common_words
from secondme.prefill.finding.people.bonds import bonds_in
from secondme.prefill.finding.people.called import families_of, given_first, whole_name
from secondme.prefill.finding.people.calls import CUES, call_on_card, calls_in, whom_to_call
from secondme.prefill.finding.people.cards import KIND, bond_on_card, facts_on_card
from secondme.prefill.finding.people.circle import (
    Bond,
    Circle,
    memories_of_bonds,
    others_known,
    own_names,
    words_of,
)
from secondme.prefill.finding.people.emergencies import URGENT
from secondme.prefill.finding.people.family import family_in
from secondme.prefill.finding.people.kin_words import WEDDINGS
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.relatives import Fact
from secondme.prefill.finding.people.whole_names import further_names
from secondme.prefill.finding.weighing import same_key
from secondme.recall.conditions import Condition

CLOSEST = frozenset({"partner", URGENT, "daughter", "son"})
"""Whoever is so by a first name is the one who has it on a card, whatever their family name."""
MOST_OF_BONDS = 200
"""Passages that are looked at for who is who."""


def read_circle(
    db: apsw.Connection,
    notes: Sequence[Said],
    about_me: Sequence[Said],
    *,
    now: datetime,
    sight: Condition | None = None,
) -> tuple[Circle, list[tuple[Fact, Said]]]:
    """The circle, and what sentences about the family say, with where they stand.

    First who the person is, then who is around them, each read in the light of the last. notes: the person's
    own, which are read for names; about_me: those whose headings say that they are about the person. now,
    sight: as `known.Known` has them.
    """
    own = words_of(map(plain_name, own_names(db)))
    learned = list(memories_of_bonds(db, now))
    stands = passages_numbered(db, [bond.passage for bond in learned if bond.passage], sight)
    stories = {number for number, one in stands.items() if is_about_nobody(one, own)}
    circle = Circle(own_names(db), [one for one in learned if one.passage not in stories], [])
    circle.common, circle.letters = common_words(notes), letters_among(notes, circle.own)
    said = own_passages(db, [*sorted(RELATIONS), *WEDDINGS], sight, MOST_OF_BONDS)
    said = [one for one in said if not is_about_nobody(one, own)]
    told = [(one, *family_in(one)) for one in said if one.kind != KIND]
    for one in said:
        on_card = bond_on_card(one)
        more = next((bonds for other, bonds, _ in told if other is one), [])
        if any(bond.relation in ("mum", "dad") and plain_name(bond.name) in circle.own for bond in more):
            more = [bond for bond in more if bond.relation not in ("mum", "dad")]  # Of their child.
        for bond in (*more, *bonds_in(one), *([on_card] if on_card else [])):
            if not is_of_the_reader(bond, one):
                circle.add(bond)
        for bond in bonds_to_reader(one, circle.letters.get(one.key, "")):
            circle.add(bond)
    _keep_own_bonds(circle, said)
    names = circle.own or _named_as_me(db, circle, notes, about_me, sight)
    names = [*names, *further_names(notes, {plain_name(name) for name in names})]
    families = families_of(map(plain_name, names))
    bonds = [
        replace(bond, name=given_first(bond.name, families))
        for bonds in circle.bonds.values()
        for bond in bonds
    ]
    known = others_known(db)
    bonds = [
        replace(bond, name=whole_name(bond.name, known, None if bond.relation in CLOSEST else families))
        for bond in bonds
    ]
    circle, common = Circle(names, bonds, known), circle.common
    circle.common, circle.letters = common, letters_among(notes, circle.own)
    circle.is_settled = True
    _settle_calls(circle, db, own, sight)
    return circle, [
        (fact, one)
        for one, _, facts in told
        for fact in facts
        if not (fact.relation and is_of_the_reader(Bond(fact.relation, fact.name or "?"), one))
    ] + [(fact, one) for one in said if one.kind == KIND for fact in facts_on_card(one)]


def _settle_calls(circle: Circle, db: apsw.Connection, own: frozenset[str], sight: Condition | None) -> None:
    """Has the latest notes tell whom to call, in whatever words they do."""
    notes = own_passages(db, CUES, sight, MOST_OF_BONDS)
    mine = [
        one
        for one in notes
        if one.kind != KIND and not is_about_nobody(one, own) and owner_around(one, circle) in OWN_NOTES
    ]
    calls = [call for one in mine for call in calls_in(one, circle) if not says_it_is_over(one)]
    calls += [call for one in notes if one.kind == KIND and (call := call_on_card(one))]
    standing = circle.bonds.get(URGENT, [])
    stands = passages_numbered(db, [bond.passage for bond in standing if bond.passage], sight)
    kept = [
        bond for bond in standing if bond.passage not in stands or not says_it_is_over(stands[bond.passage])
    ]
    days = {number: one.said_at.date() for number, one in stands.items() if one.said_at}
    circle.bonds[URGENT] = []
    for bond in whom_to_call(calls, kept, days):
        circle.add(bond)


def _named_as_me(
    db: apsw.Connection,
    circle: Circle,
    notes: Sequence[Said],
    about_me: Sequence[Said],
    sight: Condition | None,
) -> list[str]:
    """The person's name by their notes: whole, or out of its parts."""
    words = [*ATTRIBUTES["full name"].words, *ATTRIBUTES["family name"].words]
    said = [
        *about_me,
        *naming_passages(db, words, sight),
        *own_passages(db, SAID_WITH["full name"], sight),
    ]
    full = _only_one("full name", said, circle)
    given, family = (_only_one(part, said, circle) for part in ("given name", "family name"))
    if not full and not (given and family):
        opens = {one for said in notes if (one := name_it_opens_with(said))}
        return list(opens) if len(opens) == 1 else []
    return [full] if full else [f"{given} {family}"]


def _keep_own_bonds(circle: Circle, passages: Sequence[Said]) -> None:
    """Without the sons and doctors of somebody else, whom a note about them names."""
    others = {one.passage: one for one in passages if owner_around(one, circle) not in OWN_NOTES}
    for relation, bonds in circle.bonds.items():
        circle.bonds[relation] = [
            bond
            for bond in bonds
            if bond.passage not in others or is_the_persons(relation, bond.name, others[bond.passage])
        ]


def _only_one(attribute: str, passages: Iterable[Said], circle: Circle) -> str | None:
    """The person's one value of an attribute in notes about themselves, else in all; None of several."""
    found = [
        (one, is_about_me(said))
        for said in passages
        for one in noted(attribute, ME, said, named_in(said, circle))
    ]
    surest = [one for one, about_me in found if about_me] or [one for one, _ in found]
    values = {same_key(one.value): one.value for one in surest}
    return next(iter(values.values())) if len(values) == 1 else None
