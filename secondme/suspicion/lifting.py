"""What a passage means has the last word about it: it quarantines, and lifts what words alone had suspected.

Until then a suspected passage is held: nothing is made of it. What the person said of a passage is never
changed by it, nor what is plain without any meaning (judging.is_plain).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw

from secondme.indexing.trust import judge_trust
from secondme.store import Store
from secondme.store.query import rows_among
from secondme.store.suspicion import MEANT as LIKE_AN_ORDER
from secondme.store.suspicion import (
    held,
    reasons_of,
    set_likeness,
    set_suspicion,
    set_weighed,
    verdict_on,
    withdraw,
)
from secondme.suspicion.heads import head_of
from secondme.suspicion.judging import above
from secondme.suspicion.weighing import Meant, Seen, weigh

if TYPE_CHECKING:
    from secondme.indexing.embedding import PassageEmbedder

AT_A_TIME = 32
"""Held passages that are weighed in one write."""
_STANDING = (
    "SELECT p.id, p.text, p.suspicion, p.likeness FROM passages p JOIN documents d ON d.id = p.document_id "
    "WHERE p.id IN {} AND d.kind <> 'told'"
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A passage before it is ruled on. suspicion: by words or by the person; likeness: see the store."""

    passage: int
    suspicion: tuple[str, ...]
    likeness: float | None


def seen(text: str, heading: str, speaker: str | None) -> Seen:
    """What people see of a passage, as it is judged by its words (remarking.py)."""
    return Seen(text, above(heading, speaker))


def weigh_held(store: Store, embedder: PassageEmbedder) -> int:
    """Weighs what is in quarantine and was not weighed, as after a release that judges otherwise; returns
    how many that quarantines or releases.
    """
    changed, at = 0, 0
    while head_of(embedder.name) is not None and (some := held(store.connection(), at, AT_A_TIME)):
        meant = weigh(embedder, {one.passage: seen(one.text, one.heading, one.speaker) for one in some})
        with store.write() as db:
            set_weighed(db, [one.passage for one in some])
            changed += rule(store, db, meant)
        at = some[-1].passage
    return changed


def rule(store: Store, db: apsw.Connection, meant: Mapping[int, Meant]) -> int:
    """Quarantines and releases passages by what they mean; returns how many of them that changes."""
    standing = _standing(store, db, list(meant))
    caught = [one for one in standing if meant[one.passage].is_order and not _is_held(one)]
    freed = [one for one in standing if not meant[one.passage].is_order and _is_held(one)]
    set_weighed(db, [one.passage for one in standing if _is_held(one) or one in caught])
    set_likeness(db, [(one.passage, LIKE_AN_ORDER) for one in caught])
    withdraw(db, [one.passage for one in caught])
    return len(caught) + len(_lift(db, freed, meant))


def _standing(store: Store, db: apsw.Connection, passages: Sequence[int]) -> list[_Standing]:
    """Those of which the person said nothing."""
    return [
        _Standing(number, reasons_of(suspicion, None), likeness)
        for number, text, suspicion, likeness in rows_among(db, _STANDING, passages)
        if verdict_on(store, db, text) is None
    ]


def _is_held(one: _Standing) -> bool:
    return bool(one.suspicion) or one.likeness is not None


def _lift(db: apsw.Connection, freed: Sequence[_Standing], meant: Mapping[int, Meant]) -> list[int]:
    """Lifts what stands against these where meaning outweighs it; returns those that are free of all."""
    worded = [one for one in freed if one.suspicion and meant[one.passage].lifts(one.suspicion)]
    for one in worded:
        set_suspicion(db, one.passage, ())
    set_likeness(db, [(one.passage, None) for one in freed if one.likeness == LIKE_AN_ORDER])
    free = [
        one.passage
        for one in freed
        if (not one.suspicion or one in worded) and one.likeness in (None, LIKE_AN_ORDER)
    ]
    if free:
        judge_trust(db, free)
    return free
