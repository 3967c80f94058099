"""Kin: "my sister Ana lives in Graz" also says who my sister is."""

from __future__ import annotations

from secondme.memories.english.clauses import Clause
from secondme.memories.english.reading import Reading
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Statement

SURE = 0.7
_ONE_NAME = {
    **dict.fromkeys(("husband", "wife", "girlfriend", "boyfriend", "fiance", "fiancé", "fiancée"), "partner"),
    **{"gp": "doctor", "manager": "boss", "landlady": "landlord"},
    **dict.fromkeys(("mom", "mam", "mama"), "mum"),
}
"""Nouns under another's name; as the nouns of attributes have it."""


def kin_statements(reading: Reading, clause: Clause) -> list[Statement]:
    """Who somebody's sister or dentist is, where the subject of a clause tells it in passing."""
    subject = clause.subject
    if subject is None or not subject["relation"] or not subject["named"]:
        return []
    relation = subject["relation"].split()[-1].lower()
    whose = subject["whose"]
    owner = reading.passage.voice.named(whose) if whose else reading.passage.voice.name
    if owner is None or relation.startswith("ex-"):
        return []
    predicate = _ONE_NAME.get(relation, relation)
    value = subject.span("named")
    text = sentence_of(owner, predicate, reading.verbatim(*value))
    sure = SURE * reading.sentence.sureness(clause.first, told=False)
    return [reading.statement(owner, predicate, value, text, first=subject.start("owner"), confidence=sure)]
