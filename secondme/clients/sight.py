"""What a client may see: the one place in which its limits are drawn.

Limits are those of documents: a passage is seen or not by the source and the kind of the document it is in. A
memory is seen where everything that it rests on is.
"""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from secondme.recall.conditions import Condition
from secondme.store.clients import Permission
from secondme.store.query import rows_among

_PASSAGES = """
    SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id
    WHERE ({}) AND p.id IN {{}}
"""
_MEMORIES = """
    SELECT e.memory_id FROM evidence e JOIN passages p ON p.id = e.passage_id
    JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id
    WHERE e.memory_id IN {{}} GROUP BY e.memory_id HAVING min({})
"""


def limits_of(permission: Permission) -> Condition | None:
    """What must hold of a passage that is seen; None where all of them are."""
    if permission.sees_everything:
        return None
    if not permission.read:
        return Condition("0", driver="SELECT 0 WHERE 0")
    parts: list[str] = []
    if permission.sources is not None:
        parts.append(f"s.id IN ({_listed(permission.sources)})")
    if permission.kinds is not None:
        kinds = _listed(map(_quoted, permission.kinds))
        parts.append(f"(s.kind IN ({kinds}) OR s.reader IN ({kinds}) OR d.kind IN ({kinds}))")
    sql = " AND ".join(parts)
    driver = (
        "SELECT p.id FROM sources s CROSS JOIN documents d ON d.source_id = s.id "
        f"CROSS JOIN passages p ON p.document_id = d.id WHERE {sql}"
    )
    return Condition(f"({sql})", driver=driver)


def seen_passages(db: apsw.Connection, permission: Permission, numbers: Iterable[int]) -> set[int]:
    """Those of the passages that are seen."""
    limits = limits_of(permission)
    asked = list(numbers)
    if limits is None:
        return set(asked)
    return {number for (number,) in rows_among(db, _PASSAGES.format(limits.sql), asked)}


def seen_memories(db: apsw.Connection, permission: Permission, identifiers: Iterable[str]) -> set[str]:
    """Those of the memories, as `m7`, that are seen."""
    limits = limits_of(permission)
    asked = list(identifiers)
    if limits is None:
        return set(asked)
    numbers = [int(one[1:]) for one in asked]
    return {f"m{number}" for (number,) in rows_among(db, _MEMORIES.format(limits.sql), numbers)}


def _listed(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
