"""What documents say of people, as it is stored: who is named where, and what was decided by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import apsw

from ingest import Document
from secondme.people.evidence import Key, Sighting
from secondme.people.linking import Decision, Verb
from secondme.people.names import name_key
from secondme.store.query import rows, rows_among, value
from secondme.store.times import to_milliseconds

_SIGHTINGS = """
    SELECT s.name, s.handles, CASE
        WHEN s.role IN ('contact', 'participant', 'self') AND (o.trust = 'foreign'
            OR o.kind = 'folder' AND instr(d.key, '!/') > 0 AND d.kind <> 'mail') THEN 'hearsay'
        ELSE s.role END AS told, d.source_id, count(*)
    FROM sightings s JOIN documents d ON d.id = s.document_id JOIN sources o ON o.id = d.source_id
    GROUP BY s.name, s.handles, told, d.source_id
"""
"""What a stranger's file says, or one that came with a letter, is hearsay: it must not make anybody known."""
_WRITTEN_TO = """
    SELECT DISTINCT r.handles FROM sightings w
    JOIN sightings r ON r.document_id = w.document_id AND r.role = 'recipient'
    WHERE w.role = 'author' AND w.handles IN {}
"""


def note_people(db: apsw.Connection, number: int, document: Document) -> None:
    """Stores whom a document names, in place of what an earlier version of it said.

    A chat session is added to by each export, so whoever spoke in it stays. Cheap: who is who is worked out
    later, by `secondme.people.settling.settle_people`.
    """
    if document.kind != "chat":
        db.execute("DELETE FROM sightings WHERE document_id = ?", (number,))
    found = [
        (number, (person.name or "").strip(), _lines(person.handles), person.role)
        for person in document.people
    ]
    named = [row for row in found if row[1] or row[2]]
    if named:
        db.executemany(
            "INSERT OR IGNORE INTO sightings (document_id, name, handles, role) VALUES (?, ?, ?, ?)", named
        )
        mark_stale(db)


def mark_stale(db: apsw.Connection) -> None:
    """Has it worked out anew who is who."""
    db.execute("UPDATE settings SET value = '1' WHERE name = 'people_stale'")


def is_stale(db: apsw.Connection) -> bool:
    """Whether anything came or went since it was worked out who is who."""
    return bool(int(value(db, "SELECT value FROM settings WHERE name = 'people_stale'")))


def load_sightings(db: apsw.Connection) -> list[Sighting]:
    """All sightings, the same ones of a source together; what is `me` in a chat is the person's own."""
    mine = _own_names(db)
    found = [
        Sighting(name, tuple(handles.split("\n")) if handles else (), role, source, times)
        for name, handles, role, source, times in rows(db, _SIGHTINGS)
    ]
    return [replace(one, role="self") if (one.source, name_key(one.name)) in mine else one for one in found]


def written_to(db: apsw.Connection, own: Iterable[Key]) -> set[Key]:
    """The accounts that the person wrote letters to, from any of their own ones."""
    found = rows_among(db, _WRITTEN_TO, [key.value for key in own if key.kind == "handle"])
    return {Key("handle", one) for (handles,) in found for one in handles.split("\n") if one}


def load_decisions(db: apsw.Connection) -> list[Decision]:
    """What the person decided, in order."""
    return [_decision(*row) for row in rows(db, "SELECT verb, keys, name, before FROM decisions ORDER BY id")]


def put_decision(
    db: apsw.Connection,
    verb: Verb,
    keys: Iterable[Key],
    *,
    others: Iterable[Key] = (),
    name: str | None = None,
    before: Mapping[Key, int],
    now: datetime,
) -> None:
    """Stores a decision made by hand."""
    db.execute(
        "INSERT INTO decisions (verb, keys, name, before, decided_at) VALUES (?, ?, ?, ?, ?)",
        (verb, _keys_json(keys, others), name, _owners_json(before.items()), to_milliseconds(now)),
    )
    mark_stale(db)


def drop_last_decision(db: apsw.Connection) -> Decision | None:
    """Takes back the last decision and returns it; None when there was none."""
    last = rows(db, "SELECT verb, keys, name, before, id FROM decisions ORDER BY id DESC LIMIT 1")
    if not last:
        return None
    db.execute("DELETE FROM decisions WHERE id = ?", (last[0][-1],))
    mark_stale(db)
    return _decision(*last[0][:-1])


def forget_decisions(db: apsw.Connection) -> None:
    """Takes out of the decisions all accounts and names that nothing remembered names any more.

    What the person said of their own accounts stays.
    """
    seen = {key for sighting in load_sightings(db) for key in sighting.keys}
    for number, *row in rows(db, "SELECT id, verb, keys, name, before FROM decisions ORDER BY id"):
        decision = _decision(*row)
        if decision.verb == "self":
            continue
        keys, others = ([key for key in side if key in seen] for side in (decision.keys, decision.others))
        before = [(key, owner) for key, owner in decision.before if key in seen]
        if not keys or (decision.verb == "split" and not others):
            db.execute("DELETE FROM decisions WHERE id = ?", (number,))
        elif len(keys) + len(others) + len(before) < sum(
            map(len, (decision.keys, decision.others, decision.before))
        ):
            db.execute(
                "UPDATE decisions SET keys = ?, before = ? WHERE id = ?",
                (_keys_json(keys, others), _owners_json(before), number),
            )


def _own_names(db: apsw.Connection) -> set[tuple[int, str]]:
    found = rows(db, "SELECT id, me FROM sources WHERE me IS NOT NULL AND trust <> 'foreign'")
    return {(source, name_key(name)) for source, names in found for name in names.split("\n") if name}


def _lines(handles: Iterable[str]) -> str:
    """One account a line; an odd one with a line break in it could pass for two, and is left out."""
    return "\n".join(sorted({one for one in handles if one and one.splitlines() == [one]}))


def _keys_json(keys: Iterable[Key], others: Iterable[Key]) -> str:
    return json.dumps([[_plain(key) for key in sorted(side)] for side in (keys, others)], ensure_ascii=False)


def _owners_json(owners: Iterable[tuple[Key, int]]) -> str:
    return json.dumps([[*_plain(key), number] for key, number in sorted(owners)], ensure_ascii=False)


def _plain(key: Key) -> list[str | int]:
    return [key.kind, key.value, key.source]


def _decision(verb: Verb, text: str, name: str | None, before: str) -> Decision:
    keys, others = (tuple(Key(*key) for key in side) for side in json.loads(text))
    return Decision(verb, keys, others, name, tuple((Key(*key), number) for *key, number in _loaded(before)))


def _loaded(text: str) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(text)
    return found
