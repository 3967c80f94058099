"""Memories: what was told or distilled about somebody, by the predicates of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import apsw

from secondme.memories.kin import ME
from secondme.prefill.addresses import split_address
from secondme.prefill.attributes import Attribute
from secondme.prefill.candidate import Proof
from secondme.prefill.countries import country_of
from secondme.prefill.finding.guessed import is_guessed
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.nobody import is_about_nobody
from secondme.prefill.finding.notes.passages import Said, passages_numbered
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.circle import Circle
from secondme.recall.conditions import Condition
from secondme.store.memories import Memory, list_memories
from secondme.store.query import rows_among

TOLD = 0.97
OF_THEMSELVES, OF_OTHERS = 0.85, 0.55
"""How sure what the person told is; what people whom the person knows said of themselves, and of others, is
worth beside it.
"""
_WHERE = "predicate IN ({}) AND value <> '' AND trust IN ('self', 'known')"
_NAME_GOES_ON = re.compile(r"['\u2019]s(?: [A-Z][\w'\u2019-]*)+")
_GOES_ON = {
    "address": re.compile(r"[^.;!?\n]{1,80}"),
    "works at": _NAME_GOES_ON,
    "studies at": _NAME_GOES_ON,
}
_CITIZEN = frozenset({"is from"})
"""Predicates that say a country, or else something that does not answer."""


def told(
    db: apsw.Connection, attribute: Attribute, whose: str, circle: Circle, sight: Condition | None = None
) -> list[Noted]:
    """What memories say of an attribute of whoever has this key, whenever it held."""
    if not attribute.predicates:
        return []
    found = list_memories(db, _WHERE.format(",".join("?" * len(attribute.predicates))), *attribute.predicates)
    about = [one for one in found if circle.key_of_subject(one.subject) == whose and not is_guessed(one)]
    rests_on = _evidence(db, about, sight)
    return [
        noted
        for memory in sorted(about, key=lambda one: attribute.predicates.index(one.predicate))
        if rests_on.get(memory.id)
        for noted in _noted(attribute, memory, rests_on[memory.id], _worth(memory, whose, circle))
    ]


def _noted(
    attribute: Attribute, memory: Memory, evidence: Sequence[tuple[Said, int, int]], worth: float
) -> Iterator[Noted]:
    said, first, last = evidence[0]
    found = shaped(attribute.name, _answer(attribute.name, memory, said))
    if found is None or (memory.predicate in _CITIZEN and country_of(memory.value) is None):
        return
    proof = said.proof(first, last)
    sure = TOLD if memory.made_by == "person" else 0.5 + 0.47 * memory.confidence
    yield Noted(
        value=found.value,
        proof=Proof(said.passage, f"m{memory.id}", proof.quote, proof.place, proof.said_at, memory.trust),
        sure=sure * found.sure * worth,
        past=memory.superseded_by is not None,
        valid_from=memory.valid_from.date() if memory.valid_from else None,
        valid_to=memory.valid_to.date() if memory.valid_to else None,
        order=(said.passage, first),
        found="memory",
    )


def _worth(memory: Memory, whose: str, circle: Circle) -> float:
    if memory.view is None and memory.trust == "self":
        return 1.0
    of_themselves = memory.view is not None and circle.key_of_subject(memory.view) == whose
    return OF_THEMSELVES if of_themselves else OF_OTHERS


def _answer(attribute: str, memory: Memory, said: Said) -> str:
    """The words of a memory that answer; of an address the part that is asked, empty where it has none."""
    value = _whole(memory, said)
    if memory.predicate == "address" and attribute != "address":
        return split_address(value).part(attribute)
    return value


def _whole(memory: Memory, said: Said) -> str:
    """The value as it stands in the passage, where that goes on: an address, or the name of a firm."""
    at = said.text.find(memory.value)
    goes_on = _GOES_ON.get(memory.predicate)
    more = goes_on.match(said.text, at + len(memory.value)) if goes_on and at >= 0 else None
    longer = memory.value + more[0].rstrip() if more else memory.value
    if memory.predicate == "address" and not split_address(longer).postcode:
        return memory.value
    return longer


def _evidence(
    db: apsw.Connection, memories: Sequence[Memory], sight: Condition | None
) -> dict[int, list[tuple[Said, int, int]]]:
    """What each rests on; left out are those of which any is hidden, a stranger's or of a story."""
    sql = "SELECT memory_id, passage_id, first, last FROM evidence WHERE memory_id IN {}"
    spans = sorted(rows_among(db, sql, [one.id for one in memories]))
    seen = passages_numbered(db, {passage for _, passage, _, _ in spans}, sight)
    found: dict[int, list[tuple[Said, int, int]]] = {one.id: [] for one in memories}
    hidden = {
        number for number, passage, _, _ in spans if passage not in seen or is_about_nobody(seen[passage])
    }
    for number, passage, first, last in spans:
        if number not in hidden and seen[passage].trust in ("self", "known"):
            found[number].append((seen[passage], first, last))
    return found


def married(db: apsw.Connection, sight: Condition | None = None) -> list[Noted]:
    """What memories of the person's partner say of their marital status: a state, or a husband or a wife."""
    about = list_memories(db, "predicate = 'partner' AND subject = ? AND trust = 'self' AND view IS NULL", ME)
    found = [one for one in about if not is_guessed(one)]
    rests_on = _evidence(db, found, sight)
    return [one for memory in found if rests_on[memory.id] for one in _status(memory, rests_on[memory.id])]


def _status(memory: Memory, evidence: Sequence[tuple[Said, int, int]]) -> Iterator[Noted]:
    said, first, last = evidence[0]
    proof = said.proof(first, last)
    around = said.text[max(0, first - AROUND) : last + AROUND]
    is_wed = not _WED.isdisjoint(words_in(around))
    status = memory.value if memory.value in _STATES else "married" if is_wed else None
    if status is not None:
        yield Noted(
            value=status,
            proof=Proof(said.passage, f"m{memory.id}", proof.quote, proof.place, proof.said_at, memory.trust),
            sure=0.85,
            past=memory.superseded_by is not None,
            valid_from=memory.valid_from.date() if memory.valid_from else None,
            valid_to=memory.valid_to.date() if memory.valid_to else None,
            order=(said.passage, first),
            found="memory" if memory.value in _STATES else "worked out",
        )


AROUND = 40
"""Characters beside what says who the partner is that may say that they are married."""
_STATES = frozenset({"single", "divorced", "widowed", "married", "separated", "engaged"})
_WED = frozenset({"husband", "wife", "married", "spouse"})
