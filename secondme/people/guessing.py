"""Which mail address is probably the person's, so that they can be asked. Nothing is decided by it."""

from __future__ import annotations

from collections.abc import Collection

import apsw

from secondme.store.query import rows, value

FEWEST = 2
"""Letters; one alone says nothing."""
SHARE = 0.6
"""Of the letters in the person's own folders: so many at least are from or to them."""
_IS_KNOWN = """
    SELECT EXISTS (SELECT 1 FROM aliases WHERE kind = 'handle' AND value LIKE 'email:%' AND trust = 'self')
"""
_LETTERS = """
    SELECT count(*) FROM documents d JOIN sources o ON o.id = d.source_id
    WHERE o.trust = 'self' AND d.kind IN ({})
"""
_NAMED = """
    SELECT s.handles, count(DISTINCT d.id) FROM sightings s JOIN documents d ON d.id = s.document_id
    JOIN sources o ON o.id = d.source_id WHERE o.trust = 'self' AND d.kind IN ({})
    AND s.role IN ('author', 'recipient') AND s.handles LIKE 'email:_%'
    GROUP BY s.handles ORDER BY 2 DESC, 1 LIMIT 2
"""


def likely_own_address(db: apsw.Connection, kinds: Collection[str]) -> str:
    """The address that most letters are from or to, where no address is known to be the person's; else "".

    kinds: those of documents that are letters.
    """
    if value(db, _IS_KNOWN):
        return ""
    marks = ",".join("?" * len(kinds))
    letters = int(value(db, _LETTERS.format(marks), *kinds))
    found = rows(db, _NAMED.format(marks), *kinds)
    if not found or letters < FEWEST:
        return ""
    (handle, count), *others = found
    is_alone = not others or others[0][1] < count
    return str(handle).partition(":")[2] if is_alone and count >= SHARE * letters else ""
