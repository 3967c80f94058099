"""The generic chat form: a JSON object a line.

    {"conversation": …, "session": …, "id": …, "time": …, "speaker": …, "text": …}

Only `speaker` and `text` are needed. Without `conversation` the file's name stands for it. Without `session`,
a conversation is cut wherever more than six hours pass in silence, and each session is named after the day it
begins on (a second one that day "2025-03-14 (2)"); without times it is one session, named "1". Without `id`,
a message is called by its session and its number in it. `time` is ISO 8601 or an epoch number; no zone means
UTC. `role`, "user" or "assistant", marks the two sides of a talk with a machine. Other fields are not read.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import IO

from ingest.chats.exports import SIZE_LIMIT, Export
from ingest.chats.sessions import (
    Conversation,
    OnProblem,
    Turn,
    people_of,
    session_document,
    session_title,
)
from ingest.dates import parse_time
from ingest.document import Document
from ingest.encoding import clean, decode, read_lines
from ingest.errors import UnreadableError, printable

SILENCE = timedelta(hours=6)
ROLES = ("user", "assistant")


class BadLineError(ValueError):
    """A line that is no message; the message says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One line: a turn, and the conversation and session it names, if any."""

    line: int
    conversation: str
    session: str | None
    turn: Turn


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each session, in the order in which the file first names them.

    Bad lines are told to on_problem(line number, reason) and left out. Raises UnreadableError when the file
    cannot be opened or has no valid line.
    """
    messages = list(_messages(export, on_problem))
    if not messages:
        raise UnreadableError(export.path, "not one line is a message with a speaker and a text")
    for conversation, talk in _grouped(messages).items():
        participants = list(dict.fromkeys(message.turn.speaker for message in talk))
        for session, turns in _sessions(talk, on_problem).items():
            title = session_title(conversation, participants, session)
            people = people_of(Conversation(conversation, conversation), turns)
            yield session_document(conversation, session, title, turns, export.path, people=people)


def _messages(export: Export, on_problem: OnProblem) -> Iterator[Message]:
    for name in export.main(r"[^/]+\.(?:jsonl|ndjson)"):
        with export.open(name, SIZE_LIMIT) as file:
            yield from _messages_of(file, printable(PurePosixPath(name).stem), on_problem)


def _messages_of(file: IO[bytes], fallback: str, on_problem: OnProblem) -> Iterator[Message]:
    for number, line in enumerate(_lines(file), start=1):
        try:
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield _message(line, number, fallback)
        except BadLineError as error:
            on_problem(str(number), str(error))


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of the file, one by one, so that damage stays within its line; UTF-16 comes as UTF-8."""
    first = file.readline()
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        yield from (line.encode() for line in read_lines(first + file.read()))
    else:
        yield first
        yield from file


def _message(line: bytes, number: int, fallback: str) -> Message:
    try:
        fields = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        raise BadLineError("it is not JSON") from error
    if not isinstance(fields, dict):
        raise BadLineError("it is not a JSON object")
    turn = Turn(
        id=_name(fields, "id") or "",
        speaker=_required(fields, "speaker"),
        text=_required(fields, "text"),
        time=_time(fields),
        role=fields["role"] if fields.get("role") in ROLES else None,
    )
    return Message(number, _name(fields, "conversation") or fallback, _name(fields, "session"), turn)


def _required(fields: dict[str, object], field: str) -> str:
    value = fields.get(field)
    if not isinstance(value, str):
        raise BadLineError(f"it has no {field}")
    text = clean(value).strip()
    if not text:
        raise BadLineError(f"its {field} is empty")
    return text


def _name(fields: dict[str, object], field: str) -> str | None:
    """A name or number as text; None where it is absent or empty."""
    value = fields.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadLineError(f"its {field} is neither text nor a number")
    return clean(str(value)).strip() or None


def _time(fields: dict[str, object]) -> datetime | None:
    try:
        return parse_time(fields.get("time"))
    except ValueError as error:
        raise BadLineError(f"its time cannot be read: {error}") from error


def _grouped(messages: Sequence[Message]) -> dict[str, list[Message]]:
    talks: dict[str, list[Message]] = {}
    for message in messages:
        talks.setdefault(message.conversation, []).append(message)
    return talks


def _sessions(talk: Sequence[Message], on_problem: OnProblem) -> dict[str, list[Turn]]:
    """The turns of each session of one conversation, each with an id that no other of the session has."""
    sessions: dict[str, list[Turn]] = {}
    used: dict[tuple[str, str], int] = {}
    for session, message in _named(talk):
        turns = sessions.setdefault(session, [])
        name = message.turn.id or f"{session}:{len(turns) + 1}"
        if (session, name) in used:
            first = used[session, name]
            name = f"{name}#{message.line}"
            on_problem(str(message.line), f"its id is that of line {first}; it is kept as {name}")
        used[session, name] = message.line
        turns.append(replace(message.turn, id=name))
    return sessions


def _named(talk: Sequence[Message]) -> Iterator[tuple[str, Message]]:
    """Each message with its session: the one it names, else one found by the silence around it."""
    nameless = iter(_by_silence([message for message in talk if message.session is None]))
    for message in talk:
        yield (message.session, message) if message.session is not None else next(nameless)


def _by_silence(talk: Sequence[Message]) -> list[tuple[str, Message]]:
    """Messages without a session, in the order of their times where all have one."""
    times = [message.turn.time for message in talk if message.turn.time is not None]
    ordered = sorted(talk, key=_sent) if len(times) == len(talk) else talk
    names: dict[str, int] = {}
    current, last = "1", None
    found = []
    for message in ordered:
        time = message.turn.time
        if time is not None and (last is None or time - last > SILENCE):
            day = time.date().isoformat()
            names[day] = names.get(day, 0) + 1
            current = day if names[day] == 1 else f"{day} ({names[day]})"
        last = time or last
        found.append((current, message))
    return found


def _sent(message: Message) -> datetime:
    return message.turn.time or datetime.min.replace(tzinfo=UTC)
