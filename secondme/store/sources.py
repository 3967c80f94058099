"""Sources: the folders, chats and told things that the person asked to remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.store.query import rows, value
from secondme.store.times import to_milliseconds, to_moment

SourceKind = Literal["folder", "chat", "told"]
Trust = Literal["self", "known", "foreign", "assistant"]
TRUST_LEVELS: tuple[Trust, ...] = get_args(Trust)

_COLUMNS = "id, kind, place, reader, trust, me, added_at, checked_at"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, a chat export or what the person told, with how far it is trusted.

    me: the names under which the person speaks there, a line each.
    """

    id: int
    kind: SourceKind
    place: str
    reader: str
    trust: Trust
    me: str | None
    added_at: datetime
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """A source and what is remembered of it."""

    source: Source
    documents: int
    passages: int


def put_source(
    db: apsw.Connection,
    kind: SourceKind,
    place: str,
    *,
    now: datetime,
    reader: str = "",
    trust: Trust | None = None,
    me: str | None = None,
) -> Source:
    """The source at `place`, made or brought up to date; UsageError when it is known as another kind of chat.

    Its trust (`known` for a new chat, else `self`) and who `me` is stay as they are when not said again.
    me: the names under which the person speaks there, a line each.
    """
    before = rows(db, f"SELECT {_COLUMNS} FROM sources WHERE kind = ? AND place = ?", kind, place)
    if before and _source(before[0]).reader != reader:
        raise UsageError(
            f"{place} is remembered as {_source(before[0]).reader} already. Nothing was changed. "
            f"To read it as {reader}, forget it first: secondme forget s{_source(before[0]).id}"
        )
    db.execute(
        "INSERT INTO sources (kind, place, reader, trust, me, added_at) "
        "VALUES (:kind, :place, :reader, "
        "coalesce(:trust, CASE :kind WHEN 'chat' THEN 'known' ELSE 'self' END), :me, :now) "
        "ON CONFLICT (kind, place) DO UPDATE SET "
        "trust = coalesce(:trust, trust), me = coalesce(:me, me)",
        {
            "kind": kind,
            "place": place,
            "reader": reader,
            "trust": trust,
            "me": me,
            "now": to_milliseconds(now),
        },
    )
    return _one(db, "kind = ? AND place = ?", kind, place)


def find_source(db: apsw.Connection, kind: SourceKind, place: str) -> Source | None:
    """The source at `place`; None when there is none."""
    found = rows(db, f"SELECT {_COLUMNS} FROM sources WHERE kind = ? AND place = ?", kind, place)
    return _source(found[0]) if found else None


def get_source(db: apsw.Connection, number: int) -> Source:
    """The source with this number; NotFoundError when there is none."""
    return _one(db, "id = ?", number)


def list_sources(db: apsw.Connection) -> list[Source]:
    """All sources, in the order in which they were added."""
    return [_source(row) for row in rows(db, f"SELECT {_COLUMNS} FROM sources ORDER BY id")]


def count_sources(db: apsw.Connection) -> list[SourceCounts]:
    """All sources with the documents and passages remembered of each."""
    counts = {
        source: (documents, passages)
        for source, documents, passages in rows(
            db,
            "SELECT d.source_id, count(DISTINCT d.id), count(p.id) FROM documents d "
            "LEFT JOIN passages p ON p.document_id = d.id GROUP BY d.source_id",
        )
    }
    return [SourceCounts(source, *counts.get(source.id, (0, 0))) for source in list_sources(db)]


def set_place(db: apsw.Connection, number: int, place: str) -> None:
    """Has the source lie at `place`; UsageError when another one of its kind does already."""
    try:
        db.execute("UPDATE sources SET place = ? WHERE id = ?", (place, number))
    except apsw.ConstraintError as error:
        raise UsageError(
            f"{place} is remembered already. Nothing was changed. See: secondme sources"
        ) from error


def mark_checked(db: apsw.Connection, source: Source, now: datetime, *, readers: str | None = None) -> None:
    """Records that the source was compared with the disk at `now`, and by which readers all of it is read."""
    sql = "UPDATE sources SET checked_at = ?, readers = coalesce(?, readers) WHERE id = ?"
    db.execute(sql, (to_milliseconds(now), readers, source.id))


def readers_of_source(db: apsw.Connection, source: Source) -> str:
    """By which readers all of the source was read; empty when it never was."""
    return str(value(db, "SELECT readers FROM sources WHERE id = ?", source.id))


def delete_source(db: apsw.Connection, source: Source) -> None:
    """Deletes a source that has no documents, with its jobs."""
    db.execute("DELETE FROM sources WHERE id = ?", (source.id,))


def _one(db: apsw.Connection, where: str, *values: Any) -> Source:
    found = rows(db, f"SELECT {_COLUMNS} FROM sources WHERE {where}", *values)
    if not found:
        raise NotFoundError(
            "There is no such source. Nothing was changed. See what there is: secondme sources"
        )
    return _source(found[0])


def _source(row: tuple[Any, ...]) -> Source:
    added_at, checked_at = row[-2:]
    checked = None if checked_at is None else to_moment(checked_at)
    return Source(*(*row[:-2], to_moment(added_at), checked))
