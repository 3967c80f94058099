"""Loads what scoring needs to know of the candidates: whose they are, and what stands next to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import apsw

from secondme.recall.signals import NEIGHBOUR_WEIGHTS, Candidate
from secondme.store.query import rows_among
from secondme.store.times import to_milliseconds

_REACH = max(NEIGHBOUR_WEIGHTS)
_CANDIDATES = """
    SELECT p.id, p.document_id, p.speaker, p.trust, coalesce(p.time, d.time)
    FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id IN {}
"""
_NEIGHBOURS = f"""
    SELECT c.id, n.position - c.position, n.id FROM passages c JOIN passages n
    ON n.document_id = c.document_id AND n.position BETWEEN c.position - {_REACH} AND c.position + {_REACH}
    WHERE c.id IN {{}}
"""


def load_candidates(
    db: apsw.Connection, passages: Sequence[int], *, as_of: datetime | None = None
) -> list[Candidate]:
    """The candidates among these passages, each once, in their order; not those written after `as_of`."""
    asked = list(dict.fromkeys(passages))
    latest = None if as_of is None else to_milliseconds(as_of)
    known = {
        number: (document, speaker, trust)
        for number, document, speaker, trust, time in rows_among(db, _CANDIDATES, asked)
        if latest is None or time is None or time <= latest
    }
    neighbours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, away, neighbour in rows_among(db, _NEIGHBOURS, list(known)):
        neighbours[number].append((away, neighbour))
    return [Candidate(number, *known[number], neighbours[number]) for number in asked if number in known]
