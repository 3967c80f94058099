"""Loads what scoring needs to know of the candidates: whose they are, and what stands next to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import apsw

from secondme.people import names_beside
from secondme.people.names import is_whole, name_key
from secondme.recall.signals import NEIGHBOUR_WEIGHTS, Candidate
from secondme.store.query import rows_among
from secondme.store.suspicion import reasons_of
from secondme.store.times import to_day

_REACH = max(NEIGHBOUR_WEIGHTS)
_CANDIDATES = """
    SELECT p.id, p.document_id, p.speaker, p.trust, p.handle, coalesce(p.time, d.time), p.time_offset,
           p.text, p.suspicion, p.likeness
    FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN {}
"""
_NEIGHBOURS = f"""
    SELECT c.id, n.position - c.position, n.id FROM passages c JOIN passages n
    ON n.document_id = c.document_id AND n.position BETWEEN c.position - {_REACH} AND c.position + {_REACH}
    WHERE c.id IN {{}}
"""


def load_candidates(db: apsw.Connection, passages: Sequence[int]) -> list[Candidate]:
    """The candidates among these passages, each once, in their order."""
    asked = list(dict.fromkeys(passages))
    known = {number: row for number, *row in rows_among(db, _CANDIDATES, asked)}
    named = _names(db, {number: (row[1], row[3]) for number, row in known.items()})
    neighbours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, away, neighbour in rows_among(db, _NEIGHBOURS, list(known)):
        neighbours[number].append((away, neighbour))
    return [
        Candidate(
            number,
            document,
            named[number],
            trust,
            neighbours[number],
            _day(time, offset),
            text,
            suspicious=bool(reasons_of(suspicion, likeness)),
        )
        for number in asked
        if number in known
        for document, _, trust, _, time, offset, text, suspicion, likeness in [known[number]]
    ]


def _day(time: int | None, offset: int | None) -> date | None:
    return None if time is None else to_day(time, offset)


def _names(
    db: apsw.Connection, speakers: Mapping[int, tuple[str | None, str | None]]
) -> dict[int, str | None]:
    """By passage, all names of whoever speaks in it: the one written there, and the person's others."""
    known_as = {number: _known_as(*speaker) for number, speaker in speakers.items()}
    beside = names_beside(db, filter(None, known_as.values()))
    return {
        number: " ".join(filter(None, (speaker, beside.get(known_as[number])))) or None
        for number, (speaker, _) in speakers.items()
    }


def _known_as(speaker: str | None, handle: str | None) -> str:
    """By what other names of a speaker are found: the account, or a whole name; empty where neither is."""
    name = name_key(speaker or "")
    return handle or (name if is_whole(name) else "")
