"""Brings people, and the trust in what they say, in step with what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import apsw

from secondme.indexing.trust import Words, handles_of, set_trust, trust_of
from secondme.people.directory import spoken_names
from secondme.people.entities import relink, trusted_keys
from secondme.people.evidence import Key
from secondme.people.names import name_key
from secondme.people.sightings import forget_decisions, is_stale, mark_stale
from secondme.store import Store
from secondme.store.query import rows_among
from secondme.store.sources import list_sources
from secondme.store.suspicion import NOT_QUARANTINED

_SAID = f"""
    SELECT p.id, p.trust, p.speaker, p.role, p.handle, d.kind, d.source_id FROM passages p
    JOIN documents d ON d.id = p.document_id WHERE {NOT_QUARANTINED} AND
"""


def settle_people(store: Store) -> None:
    """Works out anew who is who, where anything changed, and judges the words of those who are now others."""
    if is_stale(store.connection()):
        with store.write() as db:
            settle(db)


def settle(db: apsw.Connection) -> None:
    """The same, within a write."""
    if is_stale(db):
        with judged_anew(db):
            relink(db)


def forget_people(store: Store) -> None:
    """After something was forgotten: nobody stays known, or in a decision, whom nothing names any more."""
    with store.write() as db:
        forget_decisions(db)
        mark_stale(db)
        settle(db)
    store.checkpoint()


@contextmanager
def judged_anew(db: apsw.Connection) -> Iterator[None]:
    """Gives all that was said by those who are trusted otherwise after the block the trust they have then."""
    before = trusted_keys(db)
    yield
    changed = {key for key, _ in before ^ trusted_keys(db)}
    if changed:
        _judge(db, changed)


def _judge(db: apsw.Connection, keys: set[Key]) -> None:
    accounts = [key.value for key in keys if key.kind == "handle"]
    found = rows_among(db, f"{_SAID} p.handle IN {{}}", accounts)
    found += _said_by_names(db, {(key.value, key.source): key for key in keys if key.kind == "person"})
    sources = {source.id: source for source in list_sources(db)}
    of_handle = handles_of(db)
    changed = []
    for number, trust, *said, kind, source in found:
        now = trust_of(sources[source], Words(*said), kind, of_handle)
        if now != trust:
            changed.append((now, number))
    set_trust(db, changed)


def _said_by_names(
    db: apsw.Connection, names: Mapping[tuple[str, int], Key]
) -> list[tuple[int, str, str, str | None, None, str, int]]:
    """What those said who are only a name."""
    if not names:
        return []
    wanted = {
        (speaker, source)
        for speaker, source, _ in spoken_names(db)
        if (plain := name_key(speaker), 0) in names or (plain, source) in names
    }
    sql = f"{_SAID} p.handle IS NULL AND p.speaker IN {{}}"
    found = rows_among(db, sql, sorted({speaker for speaker, _ in wanted}))
    return [row for row in found if (row[2], row[6]) in wanted]
