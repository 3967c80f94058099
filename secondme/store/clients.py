"""Programs outside that ask this memory: what each may do, and the log of all that it did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import apsw

from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment

Way = Literal["read", "write"]
Outcome = Literal["given", "denied", "failed"]
Masked = Literal["secrets", "names", "numbers"]
"""What stands as placeholders in what a client is given."""

WRITTEN = "written"
"""The kind of a document that a client wrote."""

_COLUMNS = (
    "id, name, may_read, may_write, all_sources, kinds, masks, token_hash IS NOT NULL, "
    "first_seen, last_seen, decided_at"
)
_COUNTS = """
    SELECT client_id, sum(way = 'read' AND outcome = 'given'), sum(way = 'write' AND outcome = 'given'),
           sum(outcome = 'denied') FROM client_uses GROUP BY client_id
"""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a client may do. sources: the numbers of those it may read; kinds: of documents; None: all.

    masks: what it is not told of what it reads.
    """

    read: bool = False
    write: bool = False
    sources: tuple[int, ...] | None = None
    kinds: tuple[str, ...] | None = None
    masks: tuple[Masked, ...] = ("secrets",)

    @property
    def sees_everything(self) -> bool:
        return self.read and self.sources is None and self.kinds is None


NOTHING = Permission()


@dataclass(frozen=True, slots=True)
class Client:
    """A program outside, by the name that it is started with.

    sources: as `s2`, and kinds: those that it may read; None: all. masks: what it is not told. token: whether
    it has one, and so can come over HTTP. first_seen: None where it never came.
    decided_at: when the person last allowed or denied it; None: never. reads, writes: what was given and
    kept; denied: what was not.
    """

    name: str
    read: bool
    write: bool
    sources: tuple[str, ...] | None
    kinds: tuple[str, ...] | None
    masks: tuple[Masked, ...]
    token: bool
    first_seen: datetime | None
    last_seen: datetime | None
    decided_at: datetime | None
    reads: int
    writes: int
    denied: int

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "name": self.name,
            "read": self.read,
            "write": self.write,
            "sources": None if self.sources is None else list(self.sources),
            "kinds": None if self.kinds is None else list(self.kinds),
            "masks": list(self.masks),
            "token": self.token,
            "first_seen": self.first_seen and self.first_seen.isoformat(),
            "last_seen": self.last_seen and self.last_seen.isoformat(),
            "decided_at": self.decided_at and self.decided_at.isoformat(),
            "reads": self.reads,
            "writes": self.writes,
            "denied": self.denied,
        }


@dataclass(frozen=True, slots=True)
class ClientUse:
    """One entry of the log. asked: the client's words; given: the identifiers of what it got or wrote."""

    at: datetime
    client: str
    tool: str
    way: Way
    asked: str
    outcome: Outcome
    given: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "at": self.at.isoformat(),
            "client": self.client,
            "tool": self.tool,
            "way": self.way,
            "asked": self.asked,
            "outcome": self.outcome,
            "given": list(self.given),
        }


def permission_of(db: apsw.Connection, name: str) -> Permission:
    """What the client of that name may do; nothing where there is none."""
    sql = "SELECT id, may_read, may_write, all_sources, kinds, masks FROM clients WHERE name = ?"
    for number, read, write, everywhere, kinds, masks in rows(db, sql, name):
        sources = None if everywhere else _sources(db, number)
        among = None if kinds is None else tuple(json.loads(kinds))
        return Permission(bool(read), bool(write), sources, among, tuple(json.loads(masks)))
    return NOTHING


def put_permission(db: apsw.Connection, name: str, permission: Permission, *, now: datetime) -> None:
    """Has the client do just this from now on."""
    number, decided = _number(db, name), to_milliseconds(now)
    kinds = None if permission.kinds is None else json.dumps(permission.kinds)
    db.execute(
        "UPDATE clients SET may_read = ?, may_write = ?, all_sources = ?, kinds = ?, masks = ?, "
        "decided_at = ? WHERE id = ?",
        (
            *(permission.read, permission.write, permission.sources is None, kinds),
            *(json.dumps(permission.masks), decided, number),
        ),
    )
    db.execute("DELETE FROM client_sources WHERE client_id = ?", (number,))
    db.executemany(
        "INSERT INTO client_sources VALUES (?, ?)", ((number, one) for one in permission.sources or ())
    )


def note_use(
    db: apsw.Connection,
    name: str,
    tool: str,
    way: Way,
    asked: str,
    outcome: Outcome,
    given: Sequence[str] = (),
    *,
    now: datetime,
) -> None:
    """Logs what a client did, or wanted to do; one that was never seen is known from now on."""
    number, moment = _number(db, name), to_milliseconds(now)
    sql = "UPDATE clients SET first_seen = coalesce(first_seen, ?), last_seen = ? WHERE id = ?"
    db.execute(sql, (moment, moment, number))
    db.execute(
        "INSERT INTO client_uses (client_id, used_at, tool, way, asked, outcome, given) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, moment, tool, way, asked, outcome, json.dumps(list(given))),
    )


def list_clients(db: apsw.Connection) -> list[Client]:
    """All clients, in the order in which they came or were allowed."""
    counts = {number: (reads, writes, denied) for number, reads, writes, denied in rows(db, _COUNTS)}
    return [
        Client(
            name,
            bool(read),
            bool(write),
            None if everywhere else tuple(f"s{one}" for one in _sources(db, number)),
            None if kinds is None else tuple(json.loads(kinds)),
            tuple(json.loads(masks)),
            bool(token),
            *(_moment(first), _moment(last), _moment(decided)),
            *counts.get(number, (0, 0, 0)),
        )
        for number, name, read, write, everywhere, kinds, masks, token, first, last, decided in rows(
            db, f"SELECT {_COLUMNS} FROM clients ORDER BY id"
        )
    ]


def put_token_hash(db: apsw.Connection, name: str, digest: bytes | None) -> None:
    """Has the client be known by the token of this digest alone; None: by none."""
    db.execute("UPDATE clients SET token_hash = ? WHERE id = ?", (digest, _number(db, name)))


def token_hashes(db: apsw.Connection) -> list[tuple[str, bytes]]:
    """The name of each client that has a token, with the token's digest."""
    return [
        (name, digest)
        for name, digest in rows(db, "SELECT name, token_hash FROM clients WHERE token_hash IS NOT NULL")
    ]


def list_uses(db: apsw.Connection, name: str | None, most: int | None) -> list[ClientUse]:
    """The log of one client or of all, oldest first; of a long one its last entries."""
    found = rows(
        db,
        "SELECT u.used_at, c.name, u.tool, u.way, u.asked, u.outcome, u.given FROM client_uses u "
        "JOIN clients c ON c.id = u.client_id WHERE ifnull(c.name = ?1, 1) ORDER BY u.id DESC LIMIT ?2",
        name,
        -1 if most is None else most,
    )
    return [
        ClientUse(to_moment(at), client, tool, way, asked, outcome, tuple(json.loads(given)))
        for at, client, tool, way, asked, outcome, given in reversed(found)
    ]


def _number(db: apsw.Connection, name: str) -> int:
    db.execute("INSERT OR IGNORE INTO clients (name) VALUES (?)", (name,))
    [(number,)] = rows(db, "SELECT id FROM clients WHERE name = ?", name)
    return int(number)


def _sources(db: apsw.Connection, number: int) -> tuple[int, ...]:
    sql = "SELECT source_id FROM client_sources WHERE client_id = ? ORDER BY source_id"
    return tuple(source for (source,) in rows(db, sql, number))


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else to_moment(milliseconds)
