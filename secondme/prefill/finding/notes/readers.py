"""Readers: relations that a note tells of whoever it is written to, and not of the person. Pure.

"Dein Vater war Emil Roth" in a letter to a daughter, "Papá es Luis Vega" in a note for one: the child's
father is no father of the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.recall.time_tokens import fold

PARENTS = frozenset({"mum", "dad", "parents"})
_YOURS = frozenset(
    """
    your dein deine deiner deinem deinen euer eure eurem ton ta tes votre vos tu tus
    vuestro vuestra tuo tua tuoi
    tue     vostro vostra teu teus vosso vossa jouw je jullie
    """.split()  # noqa: SIM905
)
YOURS = re.compile(r"(?i)\b(?:your|deine?n?|eure?|ton|ta|votre|tu|tuo|tua|teu|jouw) (?:\w+ ){1,2}")
"""Before a number or an address: "deine Nummer ist ..."."""
SECOND_PERSON = re.compile(
    r"(?i)\b(?:you|your|yours|dich|dir|dein\w{0,2}|du \w+st|\w+st du|toi|ton|tes|tú|tu|tus|tuyo|tuya|"
    r"eres|tuo|tua|tuoi|"
    r"teu|tua|você|jij|jou|jouw)\b"
)
"""German "du" stands beside its verb: alone it is French."""
_FOR = re.compile(r"(?i)\b(?:for|to|für|an|pour|à|para|a|per|voor|aan) (?P<name>[A-ZÀ-Þ]\w+)")
NEAR = 30


def is_of_the_reader(bond: Bond, said: Said) -> bool:
    """Whether a parent is named as that of whom the note is for."""
    if bond.relation not in PARENTS or said.is_chat:
        return False
    at = said.text.find(bond.name.split()[0])
    before = [fold(word) for word in re.findall(r"[^\W\d_]+", said.text[max(at - NEAR, 0) : max(at, 0)])]
    kin = next((place for place in range(len(before) - 1, -1, -1) if before[place] in RELATIONS), None)
    if kin is None:
        return False
    owner = before[kin - 1] if kin else ""
    if owner in _YOURS:
        return True
    is_for = _FOR.search(f"{said.heading} {said.title}") is not None
    return is_for and owner not in MINE and SECOND_PERSON.search(said.text) is not None


_YOU_ARE = re.compile(
    r"(?i)\b(?:you(?:['\u2019]re| are)|du bist|tu es|(?:tú )?eres|(?:tu )?sei|(?:tu )?és|je bent) "
    r"(?:still |noch |immer |encore |ancora )?(?:\w{2,5} )?(?P<kin>[^\W\d_]+)"
)


def bonds_to_reader(said: Said, greeting: str) -> Iterator[Bond]:
    """What whoever a letter of the person greets is to them: "you are my sister", "Du bist die Tochter"."""
    named = [word for word in re.findall(r"[A-ZÀ-Þ][\w'\u2019-]+", greeting) if fold(word) not in RELATIONS]
    for told in _YOU_ARE.finditer(said.text):
        relation = RELATIONS.get(fold(told["kin"]))
        if relation is not None and named:
            yield Bond(relation, named[-1], said.passage)
