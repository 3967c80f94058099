"""What must hold of a passage, as SQL: a condition for each filter, and for the day it is asked as of.

A condition speaks of a passage `p`, its document `d` and its source `s`. Its driver, where it has one, is a
query that gives the numbers of all passages that may fulfil it, from an index and not from the passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from secondme.people.directory import find_exactly, speakers
from secondme.people.names import name_key, plain_name
from secondme.recall.calendar_days import Span
from secondme.recall.filters import TIME_FILTERS, Filter, bounds
from secondme.store.query import rows
from secondme.store.times import DAY_MS, FARTHEST_CLOCK_MS, day_begins, to_milliseconds

SELF = frozenset("me myself i ich mich moi je yo mi io eu mim ik mij self".split())  # noqa: SIM905

_TIME = "coalesce(p.time, d.time)"
_ON_WRITERS_CLOCK = f"{_TIME} + 60000 * ifnull(p.time_offset, 0)"
_HELD = """
    EXISTS (SELECT 1 FROM evidence e JOIN memories m ON m.id = e.memory_id WHERE e.passage_id = p.id
    AND coalesce(m.valid_from, d.time, 0) <= ? AND ifnull(m.valid_to > ?, 1))
"""
SYNONYMS = {
    "word": "docx", "excel": "xlsx", "powerpoint": "pptx", "md": "markdown", "mails": "mail", "email": "mail",
    "emails": "mail", "e-mail": "mail", "chats": "chat", "photo": "image", "photos": "image",
    "picture": "image", "jpeg": "jpg",
}  # fmt: skip
_ENDINGS = {"jpg": ("jpg", "jpeg"), "markdown": ("md", "markdown"), "html": ("html", "htm")}


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL that is true of the passages that are meant, with its values; and its driver, with its own."""

    sql: str
    values: tuple[Any, ...] = ()
    driver: str = ""
    driver_values: tuple[Any, ...] = ()


def conditions_of(db: apsw.Connection, filters: Sequence[Filter]) -> list[Condition]:
    """What the filters ask for: of several with one name any, and of different ones all. Times all."""
    wanted: dict[str, list[Condition]] = defaultdict(list)
    made: list[Condition] = []
    for one in filters:
        condition = (
            written_within(list(bounds(one))) if one.name in TIME_FILTERS else _MADE[one.name](db, one.value)
        )
        if one.excludes:
            made.append(Condition(f"NOT ifnull({condition.sql}, 0)", condition.values))
        elif one.name in TIME_FILTERS:
            made.append(condition)
        else:
            wanted[one.name].append(condition)
    return made + [_any(conditions) for conditions in wanted.values()]


def written_within(spans: Sequence[Span]) -> Condition:
    """Written in any of these stretches of days, on the writer's own clock; what has no time is not."""
    if not spans:
        return Condition("0", driver="SELECT 0 WHERE 0")
    edges = [(day_begins(first), day_begins(last) + DAY_MS) for first, last in spans]
    sql = " OR ".join([f"({_ON_WRITERS_CLOCK} >= ? AND {_ON_WRITERS_CLOCK} < ?)"] * len(edges))
    low = min(first for first, _ in edges) - FARTHEST_CLOCK_MS
    high = max(last for _, last in edges) + FARTHEST_CLOCK_MS
    driver = (
        "SELECT id FROM passages WHERE time BETWEEN ? AND ? UNION ALL "
        "SELECT p.id FROM documents d CROSS JOIN passages p ON p.document_id = d.id "
        "WHERE d.time BETWEEN ? AND ? AND +p.time IS NULL"
    )
    return Condition(f"({sql})", tuple(edge for pair in edges for edge in pair), driver, (low, high) * 2)


def stands_as_of(moment: datetime) -> Condition:
    """Written up to then, or undated; of what was told, that which held then."""
    at = to_milliseconds(moment)
    driver = (
        "SELECT id FROM passages WHERE time <= ? UNION ALL "
        "SELECT p.id FROM documents d CROSS JOIN passages p ON p.document_id = d.id "
        "WHERE ifnull(d.time <= ?, 1) AND +p.time IS NULL UNION ALL "
        "SELECT e.passage_id FROM memories m JOIN evidence e ON e.memory_id = m.id WHERE m.valid_from <= ?"
    )
    sql = f"CASE d.kind WHEN 'told' THEN {_HELD} ELSE ifnull({_TIME} <= ?, 1) END"
    return Condition(sql, (at, at, at), driver, (at, at, at))


def known_before(moment: datetime) -> Condition:
    """Known before then: taken in, or told."""
    at = to_milliseconds(moment)
    driver = (
        "SELECT p.id FROM documents d CROSS JOIN passages p ON p.document_id = d.id WHERE d.recorded_at < ?"
    )
    return Condition("d.recorded_at < ?", (at,), driver, (at,))


def _from(db: apsw.Connection, name: str) -> Condition:
    """Said or written by somebody: under any account or name of theirs."""
    if name.casefold() in SELF:
        return Condition("p.trust = 'self'")
    people = _people(db, name)
    sql = (
        f"SELECT kind, value, source_id FROM aliases WHERE kind <> 'name' AND entity_id IN ({_marks(people)})"
    )
    keys = rows(db, sql, *people)
    handles = [value for kind, value, _ in keys if kind == "handle"]
    alone = {(value, source) for kind, value, source in keys if kind == "person"}
    typed = set(plain_name(name).split())
    whole: list[str] = []
    here: list[tuple[str, int]] = []
    for speaker in speakers(db):
        key = name_key(speaker)
        if (key, 0) in alone or (typed and typed <= set(plain_name(speaker).split())):
            whole.append(speaker)
        else:
            here += [(speaker, source) for value, source in alone if value == key]
    said = [_said_by("p.handle IN", handles, "handle IN")] if handles else []
    if whole:
        said.append(_said_by("p.handle IS NULL AND p.speaker IN", whole, "handle IS NULL AND speaker IN"))
    return _any([*said, *(_said_there(*one) for one in here)])


def _said_by(sql: str, names: Sequence[str], driver: str) -> Condition:
    """By one of these accounts or speakers."""
    marks = f"({_marks(names)})"
    among = f"SELECT id FROM passages WHERE {driver} {marks}"
    return Condition(f"({sql} {marks})", tuple(names), among, tuple(names))


def _said_there(speaker: str, source: int) -> Condition:
    """By somebody who is known by that name in that source alone."""
    sql = "p.handle IS NULL AND p.speaker = ? AND d.source_id = ?"
    driver = f"SELECT p.id FROM passages p JOIN documents d ON d.id = p.document_id WHERE {sql}"
    return Condition(f"({sql})", (speaker, source), driver, (speaker, source))


def _people(db: apsw.Connection, name: str) -> list[int]:
    """The numbers of those whose id, account or name this is, or who have its words in a name."""
    found = find_exactly(db, name)
    words = set(plain_name(name).split())
    if found or not words:
        return found
    sql = "SELECT a.entity_id, a.value FROM aliases a WHERE a.kind <> 'handle'"
    return sorted({number for number, value in rows(db, sql) if words <= set(value.split())})


def _in(db: apsw.Connection, place: str) -> Condition:
    """Of a kind of source or document, or where a folder, a file or a title is called so."""
    kind = SYNONYMS.get(place.lower(), place.lower())
    exact = "s.kind = ? OR s.reader = ? OR d.kind = ?"
    called = "d.title LIKE ? ESCAPE '\\' OR d.key LIKE ? ESCAPE '\\' OR s.place LIKE ? ESCAPE '\\'"
    known = rows(
        db,
        "SELECT 1 FROM sources WHERE kind = ? OR reader = ? "
        "UNION ALL SELECT 1 FROM documents WHERE kind = ? LIMIT 1",
        *[kind] * 3,
    )
    if known:
        folder = f"%/{_escaped(place)}/%"
        sql = f"{exact} OR '/' || d.key LIKE ? ESCAPE '\\' OR s.place || '/' LIKE ? ESCAPE '\\'"
        return _of_documents(sql, (kind, kind, kind, folder, folder))
    # LIKE knows upper and lower case of plain letters alone.
    spellings = list(dict.fromkeys([place, place.lower(), place.upper(), place.title()]))
    sql = " OR ".join([called] * len(spellings))
    return _of_documents(sql, tuple(f"%{_escaped(one)}%" for one in spellings for _ in range(3)))


def _type(db: apsw.Connection, named: str) -> Condition:
    """Of a format, or in a file with such an ending."""
    name = named.lower().lstrip(".")
    kind = SYNONYMS.get(name, name)
    endings = _ENDINGS.get(kind, (kind,))
    likes = [f"%.{_escaped(ending)}" for ending in endings]
    # A document inside a file is of its own kind: a PDF in a mail is "…!/ticket.pdf", the mail "….mbox!/id".
    sql = " OR ".join(["d.kind = ?", *["d.key LIKE ? ESCAPE '\\'"] * len(likes)])
    return _of_documents(sql, (kind, *likes))


def _kind(db: apsw.Connection, kind: str) -> Condition:
    """What memories of a kind rest on."""
    passages = "SELECT e.passage_id FROM memories m JOIN evidence e ON e.memory_id = m.id WHERE m.kind = ?"
    return Condition(f"p.id IN ({passages})", (kind.lower(),), passages, (kind.lower(),))


def _trust(db: apsw.Connection, trust: str) -> Condition:
    return Condition("p.trust = ?", (trust.lower(),))


_MADE: dict[str, Callable[[apsw.Connection, str], Condition]] = {
    "from": _from,
    "in": _in,
    "type": _type,
    "kind": _kind,
    "trust": _trust,
}


def _of_documents(sql: str, values: tuple[Any, ...]) -> Condition:
    driver = (
        "SELECT p.id FROM sources s CROSS JOIN documents d ON d.source_id = s.id "
        f"CROSS JOIN passages p ON p.document_id = d.id WHERE {sql}"
    )
    return Condition(f"({sql})", values, driver, values)


def _any(conditions: Sequence[Condition]) -> Condition:
    """One of them holds; with a driver where all have one. Of none, nothing does."""
    if not conditions:
        return Condition("0", driver="SELECT 0 WHERE 0")
    if len(conditions) == 1:
        return conditions[0]
    driver = (
        " UNION ALL ".join(one.driver for one in conditions) if all(one.driver for one in conditions) else ""
    )
    return Condition(
        f"({' OR '.join(one.sql for one in conditions)})",
        tuple(value for one in conditions for value in one.values),
        driver,
        tuple(value for one in conditions for value in one.driver_values) if driver else (),
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
