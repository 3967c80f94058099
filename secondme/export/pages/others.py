"""The rest: people, instructions, the portrait, questions, rules, forms, programs, and days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import apsw

from secondme.export.pages.documents import passage_link
from secondme.export.pages.moments import day, moment
from secondme.export.pages.page import Link, Page, Part
from secondme.store.query import rows

SHORT = 300
"""Characters of a passage on the page of its day; the whole stands in its document."""
_DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()
_SAID = "(coalesce(p.time, d.time) + 60000 * coalesce(p.time_offset, 0))"
_DAYS = f"""
    SELECT ({_SAID} - (({_SAID} % {_DAY_MS}) + {_DAY_MS}) % {_DAY_MS}) / {_DAY_MS} AS day, p.id
    FROM passages p JOIN documents d ON d.id = p.document_id
    WHERE {_SAID} IS NOT NULL ORDER BY 1, {_SAID}, p.id
"""
_PASSAGE = """
    SELECT p.text, p.speaker, coalesce(p.time, d.time), p.time_offset, d.source_id, d.id, d.title
    FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.id = ?
"""
_INSTRUCTIONS = """
    SELECT i.memory_id, i.force, i.priority, m.text, m.recorded_at, m.valid_to
    FROM instructions i JOIN memories m ON m.id = i.memory_id ORDER BY i.memory_id
"""
_FORMS = """
    SELECT f.layout, f.label, f.asked, f.learned_at, m.text FROM form_fields f
    LEFT JOIN memories m ON m.id = f.memory_id ORDER BY f.layout, f.field
"""
_RECALLS = "SELECT id, kind, query, asked_at, answer, abstained FROM recalls ORDER BY asked_at, id"
_HITS = """
    SELECT p.id, d.id, d.source_id, d.title, h.used FROM recall_hits h JOIN passages p ON p.id = h.passage_id
    JOIN documents d ON d.id = p.document_id WHERE h.recall_id = ? ORDER BY h.rank
"""


def list_pages(db: apsw.Connection) -> Iterator[Page]:
    """One page each; none where there is nothing to say."""
    for path, title, parts in (
        ("portrait", "Portrait", _portrait(db)),
        ("people", "People", _people(db)),
        ("instructions", "Standing instructions", _instructions(db)),
        ("rules", "What is forgotten with time, and never kept", _rules(db)),
        ("forms", "What fields of forms ask for", _forms(db)),
        ("programs", "Other programs, and what they did", _programs(db)),
    ):
        found = list(parts)
        if found:
            yield Page(path, title, {}, found)


def question_pages(db: apsw.Connection) -> Iterator[Page]:
    """What was asked, a page for each year."""
    for year, some in groupby(db.execute(_RECALLS), key=lambda row: day(row[3])[:4] or "undated"):
        yield Page(f"questions/{year}", f"Questions of {year}", {}, (_question(db, row) for row in some))


def day_pages(db: apsw.Connection) -> Iterator[Page]:
    """What was said and written on each day."""
    for number, some in groupby(db.execute(_DAYS), key=lambda row: int(row[0])):
        if name := _name_of(number):
            yield Page(_day_path(name), name, {}, (_of_day(db, id) for _, id in some))


def year_pages(db: apsw.Connection) -> Iterator[Page]:
    """The days of each year on which something was said or written."""
    counted = db.execute(f"SELECT day, count(*) FROM ({_DAYS}) GROUP BY day ORDER BY day")
    named = ((name, count) for number, count in counted if (name := _name_of(int(number))))
    for year, some in groupby(named, key=lambda one: one[0][:4]):
        links = tuple(Link(f"{name} ({count:,})", _day_path(name)) for name, count in some)
        yield Page(f"days/{year}/index", f"Days of {year}", {}, (Part(links=links),))


def _name_of(day: int) -> str:
    """The date of a day by its number since 1970; empty beyond the calendar."""
    is_one = 1 <= day + _EPOCH <= date.max.toordinal()
    return date.fromordinal(day + _EPOCH).isoformat() if is_one else ""


def _day_path(name: str) -> str:
    return f"days/{name[:4]}/{name}"


def _of_day(db: apsw.Connection, passage: int) -> Part:
    [(text, speaker, time, offset, source, document, title)] = rows(db, _PASSAGE, passage)
    short = text if len(text) <= SHORT else text[:SHORT].rstrip() + "…"
    link = passage_link(source, document, title, passage)
    return Part(speaker or title, (moment(time, offset),), short, "", (link,))


def _question(db: apsw.Connection, row: tuple[Any, ...]) -> Part:
    number, kind, query, asked, answer, abstained = row
    about = (moment(asked), kind, "not known" if abstained else "")
    links = tuple(_shown(*hit) for hit in rows(db, _HITS, number))
    return Part(query or "(forgotten)", tuple(filter(None, about)), answer or "", "", links)


def _shown(passage: int, document: int, source: int, title: str, used: str) -> Link:
    link = passage_link(source, document, title, passage)
    return replace(link, text=f"{used}: {link.text}")


def _portrait(db: apsw.Connection) -> Iterator[Part]:
    for section, text, written, settled in rows(db, "SELECT * FROM portrait ORDER BY section"):
        whose = "in your own words" if written else "locked"
        yield Part(section, (whose, moment(settled)), text)


def _people(db: apsw.Connection) -> Iterator[Part]:
    for number, kind, name, trust in rows(db, "SELECT id, kind, name, trust FROM entities ORDER BY name, id"):
        known = rows(
            db, "SELECT DISTINCT kind, shown FROM aliases WHERE entity_id = ? ORDER BY kind, shown", number
        )
        text = "\n".join(shown for _, shown in known if shown != name)
        yield Part(name, (kind, trust or "a stranger"), text)


def _instructions(db: apsw.Connection) -> Iterator[Part]:
    for memory, force, priority, text, told, end in rows(db, _INSTRUCTIONS):
        until = f"until {day(end)}" if end is not None else ""
        about = (f"m{memory}", force, f"priority {priority}", f"told {day(told)}", until)
        yield Part("", tuple(filter(None, about)), text)


def _rules(db: apsw.Connection) -> Iterator[Part]:
    for rule, agreed in rows(db, "SELECT rule, agreed_at FROM retention ORDER BY id"):
        yield Part("", (f"agreed to {day(agreed)}",), rule)


def _forms(db: apsw.Connection) -> Iterator[Part]:
    for layout, label, asked, learned, answer in rows(db, _FORMS):
        said = json.loads(asked)
        about = (f"form {layout}", f"learned {day(learned)}", *(f"{k}: {v}" for k, v in said.items() if v))
        yield Part(label, about, answer or "")


def _programs(db: apsw.Connection) -> Iterator[Part]:
    sql = "SELECT id, name, may_read, may_write FROM clients ORDER BY id"
    uses = "SELECT used_at, tool, way, asked, outcome FROM client_uses WHERE client_id = ? ORDER BY id"
    for number, name, may_read, may_write in rows(db, sql):
        may = tuple(word for word, holds in (("may read", may_read), ("may write", may_write)) if holds)
        did = (
            f"{moment(at)} {way} {tool}, {outcome}: {asked}"
            for at, tool, way, asked, outcome in rows(db, uses, number)
        )
        yield Part(name, may or ("may do nothing",), "\n".join(did))


def _use(at: int, tool: str, way: str, asked: str, outcome: str) -> str:
    return f"{moment(at)} {way} {tool}, {outcome}: {asked}"
