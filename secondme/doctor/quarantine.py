"""What is quarantined: whether there is anything, and whether it is kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from secondme.counting import counted
from secondme.doctor.finding import Finding
from secondme.store import Store
from secondme.store.query import value
from secondme.store.suspicion import count_quarantined

_APART = "(p.suspicion IS NOT NULL OR p.likeness IS NOT NULL)"
_TRUSTED = f"SELECT count(*) FROM passages p WHERE {_APART} AND p.trust IN ('self', 'known')"
_RESTING = f"""
    SELECT count(DISTINCT e.memory_id) FROM evidence e JOIN passages p ON p.id = e.passage_id
    JOIN memories m ON m.id = e.memory_id WHERE {_APART} AND m.made_by <> 'person'
"""


def examine_quarantine(store: Store) -> Iterator[Finding]:
    """Whether no memory rests on what is quarantined, and none of it counts as the words of anybody known."""
    db = store.connection()
    loose = int(value(db, _TRUSTED)) + int(value(db, _RESTING))
    if loose:
        told = f"{loose} passages or memories are not kept apart though they are quarantined."
        yield Finding("quarantine", "wrong", told, "secondme suspects p12 --mark")
        return
    count = count_quarantined(db)
    told = (
        f"{counted(count, 'passage')} in quarantine: secondme suspects"
        if count
        else "Nothing is quarantined."
    )
    yield Finding("quarantine", "well", told)
