"""The registers as this home knows them, and how far its store follows them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from secondme.store.query import rows
from secondme.sync.registers import Operation, Register, Stamp, Version, merged

CONTENT = "content"
"""Under this name a value tells which content it stands for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A register, what the store follows of it (seen) and shows (a fingerprint; None: nothing)."""

    register: Register
    seen: dict[str, int]
    shown: str | None
    settled: bool


NOTHING = Entry(Register(), {}, None, True)


def entry(db: apsw.Connection, kind: str, key: str) -> Entry:
    """What is known of one register."""
    sql = "SELECT context, seen, shown, settled FROM sync_registers WHERE kind = ? AND key = ?"
    found = rows(db, sql, kind, key)
    if not found:
        return NOTHING
    context, seen, shown, settled = found[0]
    heads = _heads(db, kind, key)
    return Entry(Register(heads, json.loads(context)), json.loads(seen), shown, bool(settled))


def shown_of(db: apsw.Connection, kind: str) -> dict[str, str]:
    """By key, the fingerprints of what the store has of a kind, as was told or followed last."""
    sql = "SELECT key, shown FROM sync_registers WHERE kind = ? AND shown IS NOT NULL"
    return dict(rows(db, sql, kind))


def unsettled(db: apsw.Connection, kind: str) -> list[str]:
    """The keys of a kind that the store does not follow yet."""
    sql = "SELECT key FROM sync_registers WHERE kind = ? AND NOT settled ORDER BY key"
    return [key for (key,) in rows(db, sql, kind)]


def unsettled_kinds(db: apsw.Connection) -> dict[str, int]:
    """By kind, how many the store does not follow yet."""
    return dict(rows(db, "SELECT kind, count(*) FROM sync_registers WHERE NOT settled GROUP BY kind"))


def contested(db: apsw.Connection, kind: str) -> list[str]:
    """The keys of a kind of which machines said several things without knowing."""
    sql = "SELECT key FROM sync_heads WHERE kind = ? GROUP BY key HAVING count(*) > 1 ORDER BY key"
    return [key for (key,) in rows(db, sql, kind)]


def heard(db: apsw.Connection, operations: Iterable[Operation], *, gone_wins: Callable[[str], bool]) -> None:
    """Joins what another machine said. gone_wins: of which kinds what is gone stays gone."""
    for one in operations:
        before = entry(db, one.kind, one.key)
        after = before.register.joined(one)
        if after is before.register:
            _drop_contents(db, [one.version.value], after, gone_wins(one.kind))
        else:
            _put(db, one, Entry(after, before.seen, before.shown, False))
            said = [head.value for head in before.register.heads]
            _drop_contents(db, [*said, one.version.value], after, gone_wins(one.kind))


def told(
    db: apsw.Connection,
    operations: Sequence[tuple[Operation, str | None]],
    *,
    gone_wins: Callable[[str], bool],
) -> None:
    """Joins what this home says, each with the fingerprint of what its store shows."""
    for one, shown in operations:
        before = entry(db, one.kind, one.key)
        after = before.register.joined(one)
        seen = merged(before.seen, {one.version.device: one.version.number})
        _put(db, one, Entry(after, seen, shown, before.settled))
        said = [head.value for head in before.register.heads]
        _drop_contents(db, [*said, one.version.value], after, gone_wins(one.kind))


def settled(db: apsw.Connection, kind: str, key: str, shown: str | None) -> None:
    """Has it known that the store follows the register, and what it shows then."""
    sql = "UPDATE sync_registers SET settled = 1, seen = context, shown = ? WHERE kind = ? AND key = ?"
    db.execute(sql, (shown, kind, key))


def _put(db: apsw.Connection, one: Operation, now: Entry) -> None:
    context, seen = (json.dumps(known, sort_keys=True) for known in (now.register.context, now.seen))
    db.execute(
        "INSERT INTO sync_registers VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET "
        "context = excluded.context, seen = excluded.seen, shown = excluded.shown, "
        "settled = excluded.settled",
        (one.kind, one.key, context, seen, now.shown, int(now.settled)),
    )
    db.execute("DELETE FROM sync_heads WHERE kind = ? AND key = ?", (one.kind, one.key))
    db.executemany(
        "INSERT INTO sync_heads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(one.kind, one.key, head.device, head.number, head.stamp.time, head.stamp.counter),
                *(json.dumps(head.value, sort_keys=True), content_of(head.value)),
            )
            for head in now.register.heads
        ),
    )


def _heads(db: apsw.Connection, kind: str, key: str) -> tuple[Version, ...]:
    found = rows(
        db,
        "SELECT device, number, time, counter, value FROM sync_heads WHERE kind = ? AND key = ? "
        "ORDER BY time, counter, device",
        kind,
        key,
    )
    return tuple(
        Version(number, Stamp(time, counter, device), json.loads(value))
        for device, number, time, counter, value in found
    )


def _drop_contents(db: apsw.Connection, said: Sequence[Any], after: Register, gone_wins: bool) -> None:
    """Notes which contents nobody needs any more, and which somebody does again."""
    is_gone = gone_wins and any(head.value is None for head in after.heads)
    kept = set() if is_gone else {content_of(head.value) for head in after.heads}
    for name in {content_of(one) for one in said} - kept - {None}:
        db.execute(
            "INSERT OR IGNORE INTO sync_dropped SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM sync_heads h WHERE "
            "h.content = ?1 AND NOT (?2 AND EXISTS (SELECT 1 FROM sync_heads g WHERE g.kind = h.kind "
            "AND g.key = h.key AND g.value = 'null')))",
            (name, int(gone_wins)),
        )
    db.executemany("DELETE FROM sync_dropped WHERE name = ?", ((name,) for name in kept if name))


def content_of(value: Any) -> str | None:
    """The name of the content that a value stands for; None where it stands for itself."""
    name = value.get(CONTENT) if isinstance(value, dict) else None
    return name if isinstance(name, str) else None
