"""What is quarantined: whether there is anything, and whether it is kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from secondme.counting import counted
from secondme.doctor.finding import Finding
from secondme.store import Store
from secondme.store.identifiers import Identifier
from secondme.store.query import rows
from secondme.store.suspicion import QUARANTINED, count_quarantined

_TRUSTED = f"SELECT count(*), min(p.id) FROM passages p WHERE {QUARANTINED} AND p.trust IN ('self', 'known')"
_RESTING = f"""
    SELECT count(DISTINCT e.memory_id), min(p.id) FROM evidence e JOIN passages p ON p.id = e.passage_id
    JOIN memories m ON m.id = e.memory_id WHERE {QUARANTINED} AND m.made_by <> 'person'
"""


def examine_quarantine(store: Store) -> Iterator[Finding]:
    """Whether no memory rests on what is quarantined, and none of it counts as the words of anybody known."""
    db = store.connection()
    [(trusted, passage), (resting, ground)] = [*rows(db, _TRUSTED), *rows(db, _RESTING)]
    if trusted or resting:
        told = f"{trusted + resting} passages or memories are not kept apart though they are quarantined."
        which = Identifier("passage", passage if trusted else ground)
        yield Finding("quarantine", "wrong", told, f"secondme suspects {which} --mark")
        return
    count = count_quarantined(db)
    told = (
        f"{counted(count, 'passage')} in quarantine: secondme suspects"
        if count
        else "Nothing is quarantined."
    )
    yield Finding("quarantine", "well", told)
