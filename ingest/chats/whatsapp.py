"""WhatsApp's "Export chat": a text file, alone or in the .zip that it is shared as.

A message begins a line, in the way of the phone's language:

    14/03/2025, 21:41 - Ana: text             Android
    [14/03/2025, 21:41:09] Ana: text          iPhone

Dates come in any order, with "/", "." or "-" and with many clocks; what follows until the next such line
belongs to the message. What WhatsApp itself says ("Ana joined") is left out: on Android it has no speaker, on
an iPhone a mark of direction stands before it. Of attachments the file's name is kept.

There are no ids in it, and times are to the minute: a message is known again by its time and text. Times are
those of the phone at the export; they are taken as this machine's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import PurePosixPath

from ingest.chats.clock import (
    CLOCK,
    NUMERIC_DATE,
    Order,
    Parts,
    clock_time,
    day_of,
    find_order,
    looks_american,
)
from ingest.chats.exports import Export
from ingest.chats.fields import on_this_clock
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import Conversation, OnProblem, Turn, daily_documents
from ingest.chats.whatsapp_words import EDITED, GONE, MARKS, TITLE
from ingest.document import Document, Person
from ingest.errors import UnreadableError, printable
from ingest.handles import phone_handle

MEMBER = r"_chat(?: ?\(\d+\))?\.txt|[^/]*WhatsApp[^/]*\.txt"
_TIME = rf"[^\[\]\d:]{{0,14}}(?:{CLOCK})[^\[\]:\d]{{0,12}}?"
_WHEN = rf"(?P<date>{NUMERIC_DATE}\.?)[,\u060c]?\s?(?P<clock>{_TIME})"
_BRACKETS = re.compile(rf"\[{_WHEN}\]\s+(?P<body>.*)", re.DOTALL)
_DASH = re.compile(rf"{_WHEN}\s[-\u2013\u2014]\s(?P<body>.*)", re.DOTALL)
_SPEAKER = re.compile(r"(?P<name>[^\n:]{1,100}?):(?:\s(?P<text>.*)|$)", re.DOTALL)
_ATTACHED = re.compile(
    r"<[^<>\n:]{2,30}: (?P<ios>[^<>\n]+\.\w{1,5})>"
    r"|(?P<android>[^\n<>/]{1,120}\.\w{1,5}) \([^()\n]{3,40}\)(?=\n|$)"
)
_OMITTED = re.compile(r"<[^<>\n]{3,60}>|null")
_COPY = re.compile(r"\s*\(\d+\)$")
HEAD_LINES = 200
OWN_HANDLE = "whatsapp:me"
NO_MESSAGE = "no line of it begins as a message of WhatsApp does"
_UNMARKED = dict.fromkeys(map(ord, MARKS))


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as the file has it: the parts of its date, the text of its time, and all its lines.

    is_parted_by_comma: between the date and the time, as most phones write it and few people do.
    """

    date: Parts
    date_text: str
    clock: str
    body: str
    is_parted_by_comma: bool = False


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each chat."""
    names = export.main(MEMBER) or export.find(r"[^/]+\.txt")
    found = False
    for name in names:
        content = export.text(name)
        if next(entries_of(content), None) is None:
            on_problem(name, NO_MESSAGE)
            continue
        found = True
        chat = _chat_name(export, name)
        turns = list(_turns(entries_of(content), _order(content), on_problem))
        people = _people(chat, turns)
        yield from daily_documents(Conversation(chat, chat, people), _own(turns, people), export.path)
    if not found:
        raise UnreadableError(export.path, NO_MESSAGE)


def entries_of(text: str) -> Iterator[Entry]:
    """The messages of a file. The first decides whether brackets or a dash set them off."""
    form: re.Pattern[str] | None = None
    begun: re.Match[str] | None = None
    more: list[str] = []
    for line in text.split("\n"):
        bare = line.translate(_UNMARKED)
        found = form.match(bare) if form else _BRACKETS.match(bare) or _DASH.match(bare)
        if found is None:
            more.append(line)
            continue
        if begun is not None:
            yield _entry(begun, more)
        form, begun, more = found.re, found, [_ending(line, len(found["body"]))]
    if begun is not None:
        yield _entry(begun, more)


def begins_message(line: str) -> bool:
    """Whether a line begins as a message does."""
    bare = line.translate(_UNMARKED)
    return bool(_BRACKETS.match(bare) or _DASH.match(bare))


def begins_in_brackets(text: str) -> bool:
    """Whether the first message has its time in brackets, as an iPhone writes it."""
    return _BRACKETS.match(text.translate(_UNMARKED)) is not None


def speaker_of(entry: Entry) -> str | None:
    """Who sent a message; None where WhatsApp itself speaks."""
    spoken = _SPEAKER.fullmatch(entry.body)
    return _bare(spoken["name"]) if spoken else None


def _entry(found: re.Match[str], more: Sequence[str]) -> Entry:
    parted = found.string[found.end("date") :][:1] in (",", "\u060c")
    return Entry((found[2], found[3], found[4]), found["date"], found["clock"], "\n".join(more), parted)


def _ending(line: str, length: int) -> str:
    """The last so many letters of a line, with the marks among and before them."""
    if line.isascii():
        return line[len(line) - length :]
    at = len(line)
    while at and (length or line[at - 1] in MARKS):
        at -= 1
        length -= line[at] not in MARKS
    return line[at:]


def _turns(entries: Iterable[Entry], order: Order, on_problem: OnProblem) -> Iterator[Turn]:
    for number, entry in enumerate(entries, start=1):
        spoken = _SPEAKER.fullmatch(entry.body)
        words = _words(spoken["text"] or "") if spoken else ""
        if spoken is None or not words:
            continue
        moment = _moment(entry, order)
        if moment is None:
            on_problem(f"message {number}", f"its time cannot be read: {entry.date_text}, {entry.clock}")
            continue
        name = sys.intern(_bare(spoken["name"]).lstrip("~\u202f\u00a0 "))
        stamp, time = moment.isoformat(), on_this_clock(moment)
        yield Turn("", name, words, time, handle=_handle(name), stamp=stamp)


def _order(content: str) -> Order:
    first = islice(entries_of(content), HEAD_LINES)
    american = all(looks_american(entry.date_text, entry.clock) for entry in first)
    return find_order((entry.date for entry in entries_of(content)), american=american)


def _moment(entry: Entry, order: Order) -> datetime | None:
    day, clock = day_of(entry.date, order), clock_time(entry.clock)
    return datetime.combine(day, clock) if day is not None and clock is not None else None


def _words(said: str) -> str:
    """What was said, with attachments as "[photo: IMG_1.jpg]"; "" where WhatsApp itself speaks."""
    attached = _ATTACHED.search(said) if "<" in said or "(" in said else None
    if attached and not _bare(said[: attached.start()]):
        name = attachment(_bare(attached["ios"] or attached["android"]))
        return lines(name, _bare(EDITED.sub("", said[attached.end() :])))
    said = EDITED.sub("", said)
    own_words = said[:1] == "\u200e" or _OMITTED.fullmatch(_bare(said)) or GONE.fullmatch(_bare(said))
    return "" if own_words else _bare(said)


def _bare(text: str) -> str:
    return text.strip(MARKS + " \t\n\u00a0\u202f").replace("\u200e", "")


def _handle(name: str) -> str | None:
    """The number, where the speaker is no contact of the phone's and is shown by it."""
    return phone_handle(name) if name.startswith("+") else None


def _people(chat: str, turns: Sequence[Turn]) -> tuple[Person, ...]:
    """The two of a chat between two. It is named after the other one, so that the one left is the person."""
    speakers = dict.fromkeys((turn.speaker, turn.handle) for turn in turns)
    if len(speakers) != 2 or chat not in [name for name, _ in speakers]:
        return ()
    return tuple(
        Person(name, (handle,) if handle else ())
        if name == chat
        else Person(name, tuple(filter(None, [OWN_HANDLE, handle])), "self")
        for name, handle in speakers
    )


def _own(turns: Sequence[Turn], people: Sequence[Person]) -> Iterator[Turn]:
    """The turns, with a handle for those of the person."""
    own = {person.name for person in people if person.role == "self"}
    for turn in turns:
        yield replace(turn, handle=OWN_HANDLE) if turn.speaker in own else turn


def _chat_name(export: Export, name: str) -> str:
    """Whose chat it is, from the name of the file, or of the .zip or folder that holds a bare "_chat.txt"."""
    file = PurePosixPath(printable(name))
    stem = file.stem
    if stem.startswith("_chat"):
        inside = file.parent.name
        around = export.path.parent.name if export.is_file else export.name
        stem = inside or around
    stem = _COPY.sub("", stem)
    found = TITLE.fullmatch(stem)
    return _bare((found["name"] or found["rest"]) if found else stem) or "WhatsApp"
