"""Subjects: of whom the words before a value speak, within its sentence: "Lena has a 38, I a 41". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from secondme.memories.kin import ME
from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import RELATIONS, covered_by, relation_named
from secondme.recall.time_tokens import fold

_FIRST_PERSON = MINE | frozenset(
    """
    i me we us ours ich mich mir wir uns unsere unserem unseren unserer meinem meinen je j moi nous notre nos
    yo nosotros nuestro nuestra nuestros nuestras io noi nostro nostra nostri nostre eu nos nosso nossa ik mij
    wij we ons onze
    """.split()  # noqa: SIM905
)
_KIN = frozenset(
    """
    partner daughter son child mum dad sister brother grandmother grandfather aunt uncle cousin friend
    colleague flatmate neighbour
    """.split()  # noqa: SIM905
)
"""Who has values of their own; a landlord, a doctor or a school is rather told as a value of the person's."""
_PERSONS = frozenset({"she", "he", "her", "his", "elle", "ella", "ela", "lui", "lei", "ele", "zij", "hij"})
ANYBODY = frozenset({"emergency contact", "guardian", "reference", "landlord", "doctor", "dentist", "boss"})
"""Any of the people around the person may be that."""


def speaks_of_others(sentence: str, value: str, whose: str, keys: Iterable[str], circle: Circle) -> bool:
    """Whether the last person named before a value in its sentence is another than whom a field asks about.

    keys: of whom it asks, as the circle has them. False where nobody is named before it.
    """
    if relation_named(whose) in ANYBODY:
        return False
    relation = relation_named(whose)
    own = {word for key in keys for word in key.split()}
    for word in reversed(re.findall(r"[^\W\d_]+", fold(sentence[: sentence.find(value)]))):
        if word in own or (relation and RELATIONS.get(word) in covered_by(relation)):
            return False
        if word in _FIRST_PERSON:
            return False
        if word in _PERSONS or RELATIONS.get(word) in _KIN or _is_named(word, circle):
            return whose == ME or word not in _PERSONS
    return False


def _is_named(word: str, circle: Circle) -> bool:
    """Whether it is in the name of somebody the person knows, and is not one of their own."""
    if len(word) < 3 or word in circle.own_words:
        return False
    return circle.is_named(word) or any(word == name.split()[0] for name in circle.known)
