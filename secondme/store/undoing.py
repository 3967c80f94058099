"""Taking changes back: each memory is put in its place again as it was, and what was new is removed.

The person takes back what they did, the last deed first. What was understood of it in passing goes with it:
they never asked for that. It may have come at once or long after, so it is told by what it rests on.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.store.changes import StoredChange, changes_where
from secondme.store.documents import delete_documents, delete_unfounded_memories
from secondme.store.links import link_between, put_links
from secondme.store.memories import told_document
from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds

_RESTS_ON = """
    NOT c.asked AND c.id > ?1 AND EXISTS (
        SELECT 1 FROM change_rows r WHERE r.change_id = c.id AND (
            r.memory_id IN (SELECT value FROM json_each(?2)) OR EXISTS (
                SELECT 1 FROM json_each(r.after, '$.evidence') e
                WHERE e.value ->> 0 IN (SELECT value FROM json_each(?3)))))
"""
"""It touched one of these memories, or what rests on one of these passages."""
_TOLD = """
    SELECT p.id FROM change_rows r JOIN evidence e ON e.memory_id = r.memory_id
    JOIN passages p ON p.id = e.passage_id JOIN documents d ON d.id = p.document_id
    WHERE r.change_id = ? AND r.before IS NULL AND d.kind = 'told'
"""


def undo_change(db: apsw.Connection, number: int | None, *, now: datetime) -> list[StoredChange]:
    """Takes back a change, or the person's last deed; returns what was taken back, the latest first.

    A deed is one change, or all that one run made that they asked for; what was made of it in passing goes
    with it. Raises NotFoundError where there is nothing to take back, UsageError where later deeds rest on
    it.
    """
    wanted = undone_by(db, number)
    for change in wanted:
        _require_last(db, change)
        _take_back(db, change.id)
        delete_unfounded_memories(db)
        db.execute("UPDATE changes SET undone_at = ? WHERE id = ?", (to_milliseconds(now), change.id))
    return wanted


def undone_by(db: apsw.Connection, number: int | None) -> list[StoredChange]:
    """What `undo_change` would take back, the latest first. Raises as it does where there is nothing."""
    return _with_what_rests(db, _last_deed(db) if number is None else _one(db, number))


def _last_deed(db: apsw.Connection) -> list[StoredChange]:
    """What the person did or asked for last; where there is nothing, what was last done in passing."""
    sql = "SELECT run FROM changes WHERE undone_at IS NULL ORDER BY asked DESC, id DESC LIMIT 1"
    if not (last := rows(db, sql)):
        raise NotFoundError("There is nothing to take back. Nothing was changed.")
    return changes_where(db, "c.run = ?", *last[0])


def _one(db: apsw.Connection, number: int) -> list[StoredChange]:
    found = changes_where(db, "c.id = ?", number)
    if found:
        return found
    if rows(db, "SELECT 1 FROM changes WHERE id = ?", number):
        raise UsageError(f"Change {number} was taken back already. Nothing was changed.")
    raise NotFoundError(f"There is no change {number}. Nothing was changed. See: secondme history m1")


def _with_what_rests(db: apsw.Connection, wanted: list[StoredChange]) -> list[StoredChange]:
    """The deed and what was made of it in passing, the latest first."""
    found = {change.id: change for change in wanted}
    if not _was_asked_for(db, wanted[0]):
        return wanted
    memories, passages = set[int](), set[int]()
    more = wanted
    while more:
        memories |= {number for change in more for number in change.memories}
        passages |= {passage for change in more for (passage,) in rows(db, _TOLD, change.id)}
        among = (json.dumps(sorted(memories)), json.dumps(sorted(passages)))
        more = [one for one in changes_where(db, _RESTS_ON, min(found), *among) if one.id not in found]
        found |= {change.id: change for change in more}
    return [found[number] for number in sorted(found, reverse=True)]


def _was_asked_for(db: apsw.Connection, change: StoredChange) -> bool:
    return bool(value(db, "SELECT asked FROM changes WHERE id = ?", change.id))


def _require_last(db: apsw.Connection, change: StoredChange) -> None:
    """What was changed again since cannot be put back without losing that."""
    found = rows(
        db,
        "SELECT c.id FROM changes c JOIN change_rows r ON r.change_id = c.id WHERE c.id > ? "
        "AND c.undone_at IS NULL AND r.memory_id IN (SELECT memory_id FROM change_rows WHERE change_id = ?) "
        "ORDER BY c.id DESC LIMIT 1",
        change.id,
        change.id,
    )
    if found:
        raise UsageError(
            f"Change {change.id} was built on since. Nothing was changed. First take back what was built on "
            f"it: secondme undo {found[0][0]}"
        )


def _take_back(db: apsw.Connection, change: int) -> None:
    sql = "SELECT memory_id, before FROM change_rows WHERE change_id = ? ORDER BY before IS NULL"
    for memory, before in rows(db, sql, change):
        if before is None:
            _remove(db, memory)
        else:
            _restore(db, memory, json.loads(before))


def _remove(db: apsw.Connection, memory: int) -> None:
    """Deletes a memory that was new, with the telling that made it."""
    told = told_document(db, memory)
    db.execute("DELETE FROM memories WHERE id = ?", (memory,))
    if told is not None:
        delete_documents(db, [told])


def _restore(db: apsw.Connection, memory: int, image: dict[str, Any]) -> None:
    """Puts a memory as it was; evidence that was forgotten meanwhile does not come back."""
    content = image["memory"]
    if not rows(db, "SELECT 1 FROM memories WHERE id = ?", content["superseded_by"]):
        content["superseded_by"] = None
    sets = ", ".join(f"{name} = ?" for name in content)
    db.execute(f"UPDATE memories SET {sets} WHERE id = ?", (*content.values(), memory))
    db.execute("DELETE FROM evidence WHERE memory_id = ?", (memory,))
    db.executemany(
        "INSERT INTO evidence SELECT ?, id, ?, ? FROM passages WHERE id = ?",
        ((memory, first, last, passage) for passage, first, last in image["evidence"]),
    )
    db.execute("DELETE FROM links WHERE kind = 'contradicts' AND (first = ? OR second = ?)", (memory, memory))
    put_links(db, (link_between(memory, other, "contradicts", 1.0) for other in image["contradicts"]))
    db.execute("DELETE FROM memory_uses WHERE memory_id = ?", (memory,))
    db.executemany(
        "INSERT INTO memory_uses (memory_id, used, used_at) VALUES (?, ?, ?)",
        ((memory, used, at) for used, at in image["uses"]),
    )
