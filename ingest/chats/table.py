"""The generic table: CSV with a line of column names, as many programs and scripts write chats.

Needed are a column of speakers and one of texts; one of times, conversations and ids may be there. Columns
are known by the names below, in any case; "," ";" tab or "|" stands between them. Times are ISO 8601, an
epoch number or a date as people write it, all in one order; without a zone they are of this machine's clock.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ingest.chats.clock import NUMERIC_DATE, Order, find_order, parse_written
from ingest.chats.exports import Export
from ingest.chats.fields import on_this_clock, text
from ingest.chats.sessions import Conversation, OnProblem, Turn, by_conversation
from ingest.dates import parse_time
from ingest.document import Document
from ingest.errors import UnreadableError, printable

_NAMES = {
    "speaker": "speaker, sender, from, author, sender name, username, user, name, nick",
    "text": "text, message, content, contents, body, msg, message text",
    "time": "time, timestamp, datetime, date time, sent at, created at, message date, date",
    "conversation": "conversation, chat, chat session, channel, thread, room, group",
    "id": "id, message id, guid, uuid",
}
COLUMNS = {field: tuple(names.split(", ")) for field, names in _NAMES.items()}
"""The names that a column may have, the likeliest first."""
DATE_ALONE, TIME_ALONE = "date", "time"
"""Where both of these are columns, they are one time in two halves."""
DELIMITERS = ",;\t|"
MOST_LETTERS = 10_000_000


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each conversation. Lines without a speaker or text are told and left out."""
    names = export.need(r"[^/]+\.(?:csv|tsv)", ".csv file")
    turns = (turn for name in names for turn in _turns(export, name, on_problem))
    yield from by_conversation(turns, lambda key: Conversation(key, key), export.path)


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Which column is which, by the names in the first line."""
    written = [re.sub(r"[\s_\-]+", " ", name).strip(' \ufeff"').casefold() for name in header]
    found = {
        field: next((written.index(name) for name in names if name in written), -1)
        for field, names in COLUMNS.items()
    }
    if DATE_ALONE in written and TIME_ALONE in written:
        found |= {"time": written.index(TIME_ALONE), "date": written.index(DATE_ALONE)}
    return {field: at for field, at in found.items() if at >= 0}


def _turns(export: Export, name: str, on_problem: OnProblem) -> Iterator[tuple[str, Turn]]:
    rows = _rows(export, name)
    columns = columns_of(rows[0]) if rows else {}
    if not {"speaker", "text"} <= columns.keys():
        raise UnreadableError(export.path, f"{name} has no column for the speaker or none for the text")
    fallback = printable(Path(name).stem) if not export.is_file else export.name
    order = find_order(_dates(rows, columns))
    for number, row in enumerate(rows[1:], start=2):
        cells = {field: text(row[at]) if at < len(row) else "" for field, at in columns.items()}
        if not any(cells.values()):
            continue
        if not cells["speaker"] or not cells["text"]:
            on_problem(str(number), "it has no speaker or no text")
            continue
        when = " ".join(filter(None, [cells.get("date", ""), cells.get("time", "")]))
        turn = Turn(cells.get("id", ""), cells["speaker"], cells["text"], _time(when, order), stamp=when)
        yield cells.get("conversation") or fallback, turn


def _rows(export: Export, name: str) -> list[list[str]]:
    content = export.text(name)
    before = csv.field_size_limit(MOST_LETTERS)
    try:
        return list(csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content)))
    except csv.Error as error:
        raise UnreadableError(export.path, f"{name} is damaged: {error}") from error
    finally:
        csv.field_size_limit(before)


def _delimiter(content: str) -> str:
    header = content.split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


def _dates(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    at = columns.get("date", columns.get("time", -1))
    for row in rows[1:] if at >= 0 else ():
        found = re.match(NUMERIC_DATE, row[at].strip()) if at < len(row) else None
        if found:
            yield found[1], found[2], found[3]


def _time(when: str, order: Order) -> datetime | None:
    try:
        return on_this_clock(datetime.fromisoformat(when))
    except ValueError:
        pass  # Another form; an epoch number or a date in some order.
    try:
        return on_this_clock(parse_time(when))
    except ValueError:
        return parse_written(when, order)
