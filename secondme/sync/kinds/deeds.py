"""What the person said of memories: that they read otherwise, are the same as another, or hold no more."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

import apsw

from secondme.store.changes import recorded
from secondme.store.memories import Memory, add_evidence, evidence_of, set_validity
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment
from secondme.sync.kinds.kind import Plain
from secondme.sync.ledger import shown_of
from secondme.sync.refs import is_over
from secondme.sync.sealing import canonical
from secondme.sync.work import Work

WHY = "you said so on another machine"
_ENDED = """
    SELECT r.memory_id, c.id, c.verb, r.after -> '$.memory' ->> 'valid_to',
        r.after -> '$.memory' ->> 'superseded_by'
    FROM changes c JOIN change_rows r ON r.change_id = c.id
    WHERE c.made_by = 'person' AND c.undone_at IS NULL AND c.verb IN ('edited', 'merged', 'retired', 'told')
        AND r.before IS NOT NULL
        AND (r.after -> '$.memory' ->> 'valid_to') IS NOT (r.before -> '$.memory' ->> 'valid_to')
    ORDER BY c.id
"""
"""What ended by the person's word; what ended by what was understood each machine understands by itself."""


class Endings(Plain):
    """By memory: how and when the person had it end, and what stands in its place."""

    name = "ending"

    def shown(self, work: Work) -> dict[str, str]:
        """The last word about each memory."""
        return {key: canonical(value).decode() for key, value in _endings(work).items()}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """verb, at in milliseconds, and the memory that holds instead."""
        endings = _endings(work)
        return {key: endings[key] for key in keys if key in endings}

    def may_go(self, work: Work, key: str) -> bool:
        """Only where the memory is there and holds again: with a memory its history goes as well."""
        found = work.refs.find(work.db, key)
        return found is not None and found.valid_to is None

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has it end here too, or hold again."""
        if value == _endings(work).get(key):
            return True
        at = None if value is None else to_moment(value["at"])
        memory = work.refs.find(work.db, key, at)
        if memory is None:
            return is_over(work.db, key, value)
        if value is None:
            return _reopen(work, memory)
        instead = work.refs.find(work.db, value["instead"]) if value["instead"] else None
        if value["instead"] and instead is None and not _is_gone(work.db, value["instead"]):
            return False
        _end(work, memory, value, instead)
        return True


def ended_by_hand(work: Work) -> set[str]:
    """The memories that the person had end."""
    return set(_endings(work))


def keep_to_the_word(work: Work) -> None:
    """Has every memory end as the person said, where something understood since would have it otherwise.

    Machines understand in different orders, and must come to the same.
    """
    for key, value in _endings(work).items():
        at = to_moment(value["at"])
        memory = work.refs.find(work.db, key, at)
        instead = work.refs.find(work.db, value["instead"]) if value["instead"] else None
        successor = None if instead is None else instead.id
        if memory is not None and (memory.valid_to, memory.superseded_by) != (at, successor):
            set_validity(work.db, memory.id, memory.valid_from, at, successor)


def _endings(work: Work) -> dict[str, dict[str, Any]]:
    refs = work.refs.by_number
    found = {
        refs[number]: {"verb": verb, "at": at, "instead": refs.get(instead)}
        for number, _, verb, at, instead in rows(work.db, _ENDED)
        if number in refs and at is not None
    }
    return _without_history(work, found) | found


def _without_history(work: Work, found: Collection[str]) -> dict[str, dict[str, Any]]:
    """What was told to have ended, and ended then, though its history went with something forgotten."""
    told = {
        key: json.loads(shown) for key, shown in shown_of(work.db, Endings.name).items() if key not in found
    }
    kept = {}
    for key, value in told.items():
        memory = work.refs.find(work.db, key, at := to_moment(value["at"]))
        if memory is not None and memory.valid_to == at:
            kept[key] = value
    return kept


def _end(work: Work, memory: Memory, value: dict[str, Any], instead: Memory | None) -> None:
    at = to_moment(value["at"])
    with recorded(work.db, value["verb"], WHY, by="person", now=at, asked=False) as change:
        # An ending that is told in place of another one is still an ending: it is open in between.
        work.db.execute("UPDATE memories SET valid_to = NULL WHERE id = ?", (memory.id,))
        change.touch(memory.id)
        set_validity(work.db, memory.id, memory.valid_from, at, None if instead is None else instead.id)
        if value["verb"] == "merged" and instead is not None:
            add_evidence(work.db, instead.id, evidence_of(work.db, memory.id))


def _reopen(work: Work, memory: Memory) -> bool:
    """Takes back that it ended, as was done on the other machine."""
    set_validity(work.db, memory.id, memory.valid_from, None, None)
    changes = {change for number, change, *_ in rows(work.db, _ENDED) if number == memory.id}
    sql = "UPDATE changes SET undone_at = ? WHERE id = ?"
    work.db.executemany(sql, ((to_milliseconds(work.now), change) for change in sorted(changes)))
    return True


def _is_gone(db: apsw.Connection, ref: str) -> bool:
    """Whether what was told there has come, and is gone again or kept out."""
    sql = "SELECT 1 FROM sync_registers WHERE kind = 'told' AND key = ? AND settled"
    return bool(rows(db, sql, ref.partition(":")[2]))
