"""Judges what is stored by the rules of this release, where an earlier one stored it."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from secondme.indexing.trust import judge_trust
from secondme.store import Store
from secondme.store.query import rows_among
from secondme.store.settings import get_setting, put_setting
from secondme.store.suspicion import Said, reasons_of, said_after, set_suspicion, unset_weighed, withdraw
from secondme.suspicion.rules import VERSION
from secondme.suspicion.suspecting import suspect_again

AT_A_TIME = 500
"""Passages that are judged in one write, which takes some hundredths of a second."""
_NAME = "suspected"
DONE = 2**63 - 1


def review(store: Store) -> int:
    """Judges what an earlier release stored; returns how many passages are quarantined or released by it.

    What meaning had lifted is held again until it is weighed anew (lifting.weigh_held).

    How far it has come stands in the store, so that ending it at any moment loses nothing.
    """
    db = store.connection()
    changed, at = 0, _reached(db)
    while at != DONE:
        with store.write() as writing:
            said = said_after(writing, at, AT_A_TIME)
            changed += _judge(store, writing, said)
            at = said[-1].passage if len(said) == AT_A_TIME else DONE
            put_setting(writing, _NAME, f"{VERSION}:{at}")
    return changed


def _reached(db: apsw.Connection) -> int:
    found = get_setting(db, _NAME)
    version, at = (int(number) for number in found.split(":")) if found else (0, 0)
    return at if version == VERSION else 0


def _judge(store: Store, db: apsw.Connection, said: Sequence[Said]) -> int:
    stored = {
        number: reasons_of(suspicion, None)
        for number, suspicion in rows_among(
            db, "SELECT id, suspicion FROM passages WHERE id IN {}", [one.passage for one in said]
        )
    }
    caught: list[int] = []
    released: list[int] = []
    for one in said:
        reasons = tuple(suspect_again(store, db, one))
        if reasons == stored[one.passage]:
            continue
        set_suspicion(db, one.passage, reasons)
        if bool(reasons) != bool(stored[one.passage]):
            (caught if reasons else released).append(one.passage)
    if said:
        unset_weighed(db, said[0].passage, said[-1].passage)
    withdraw(db, caught)
    if released:
        judge_trust(db, released)
    return len(caught) + len(released)
