"""Discord: what DiscordChatExporter writes as JSON, and Discord's own data package.

DiscordChatExporter (https://github.com/Tyrrrz/DiscordChatExporter, JsonMessageWriter) writes a file a
channel: guild, channel and `messages` with id, type, timestamp, content, author, attachments and embeds. A
large channel may come in several files.

The data package of "Request all of my data" holds only what the person wrote: messages/c<id>/messages.json
(or .csv before 2024) with ID, Timestamp, Contents and Attachments, channel.json beside it,
messages/index.json with the channels' names and account/user.json.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import PurePosixPath
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, on_this_clock, record, records, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import Conversation, OnProblem, Turn, daily_documents
from ingest.dates import parse_time
from ingest.document import Document, Person
from ingest.errors import UnreadableError
from ingest.handles import email_handle, handle

PACKAGE = r"(?i:messages)/c?\d+/messages\.(?:json|csv)"
SPOKEN = (
    "Default",
    "Reply",
    "ChatInputCommand",
    "ContextMenuCommand",
    "ThreadStarterMessage",
    "0",
    "19",
    "20",
)
"""Types of messages that someone wrote; all others are what Discord says itself."""
DIRECT = ("DirectTextChat", "DirectGroupTextChat")
_PLACES = ("guild", "channel", "messages.item")
_MENTION = re.compile(r"<(?:(?P<kind>@[!&]?|#)\d+|a?:(?P<emoji>\w+):\d+)>")


@dataclass
class Channel:
    """A channel as the head of its file tells it."""

    guild: str = ""
    name: str = ""
    id: str = ""
    kind: str = ""

    def conversation(self, people: dict[str, Person]) -> Conversation:
        place = self.name if self.kind in DIRECT or not self.guild else f"{self.guild} #{self.name}"
        return Conversation(self.id or place, place or "Discord", tuple(people.values()))


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each channel."""
    package = export.find(PACKAGE)
    if package:
        yield from _read_package(export, package, on_problem)
        return
    names = export.need(r"[^/]+\.json", "channel as JSON")
    for name in names:
        yield from _read_channel(export, name, on_problem)


def _read_channel(export: Export, name: str, on_problem: OnProblem) -> Iterator[Document]:
    channel, turns, people = Channel(), list[Turn](), dict[str, Person]()
    for place, value in export.values(name, _PLACES, on_problem):
        fields = record(value)
        if place == "guild":
            channel.guild = _guild(fields)
        elif place == "channel":
            channel.name, channel.id = text(fields.get("name")), identity(fields.get("id"))
            channel.kind = text(fields.get("type"))
        elif not fields:
            on_problem(name, "it holds a message that is none")
        else:
            turns += _turn(fields, people)
    yield from daily_documents(channel.conversation(people), turns, export.path)


def _guild(fields: dict[str, Any]) -> str:
    """The server's name; talks between people stand in one that is numbered 0."""
    return "" if identity(fields.get("id")) == "0" else text(fields.get("name"))


def _turn(message: dict[str, Any], people: dict[str, Person]) -> Iterator[Turn]:
    author = record(message.get("author"))
    words, name = _words(message), identity(message.get("id"))
    if not words or not name or identity(message.get("type")) not in SPOKEN:
        return
    account = handle("discord", identity(author.get("id")))
    speaker = text(author.get("nickname")) or text(author.get("name")) or "Deleted account"
    if account and not author.get("isBot"):
        people[account] = Person(speaker, (account,))
    yield Turn(name, speaker, words, moment(message.get("timestamp")), handle=account)


def _words(message: dict[str, Any]) -> str:
    files = [attachment(text(file.get("fileName"))) for file in records(message.get("attachments"))]
    embeds = [_embed(embed) for embed in records(message.get("embeds"))]
    return lines(_plain(text(message.get("content"))), *files, *embeds)


def _embed(embed: dict[str, Any]) -> str:
    """What a link leads to, by its title."""
    title = text(embed.get("title"))
    return f"[link: {title}]" if title else ""


def _plain(content: str) -> str:
    """The text without the numbers of whom and what it mentions; the exporter writes most names itself."""
    return _MENTION.sub(lambda found: f":{found['emoji']}:" if found["emoji"] else "", content).strip()


def _read_package(export: Export, names: list[str], on_problem: OnProblem) -> Iterator[Document]:
    myself = _account(export)
    titles = _titles(export)
    for name in names:
        folder = PurePosixPath(name).parent
        number = folder.name.removeprefix("c")
        about = _about(export, str(folder / "channel.json"), on_problem)
        title = _title(about) or text(titles.get(number)) or f"Discord {number}"
        turns = list(_own_turns(export, name, myself, on_problem))
        yield from daily_documents(Conversation(number, title, (myself,)), turns, export.path)


def _own_turns(export: Export, name: str, myself: Person, on_problem: OnProblem) -> Iterator[Turn]:
    account = next(iter(myself.handles), None)
    for row in _rows(export, name, on_problem):
        files = [attachment(file.split("?")[0]) for file in text(row.get("Attachments")).split()]
        words, message = lines(_plain(text(row.get("Contents"))), *files), identity(row.get("ID"))
        if words and message:
            yield Turn(message, myself.name or "Me", words, _utc(row.get("Timestamp")), handle=account)


def _rows(export: Export, name: str, on_problem: OnProblem) -> Iterator[dict[str, Any]]:
    if name.lower().endswith(".csv"):
        yield from csv.DictReader(io.StringIO(export.text(name), newline=""))
    else:
        yield from (record(value) for value in export.items(name, "item", on_problem))


def _utc(value: object) -> Any:
    """The package writes times in UTC and leaves the zone out."""
    try:
        time = parse_time(text(value))
    except ValueError:
        return None
    return on_this_clock(time.replace(tzinfo=time.tzinfo or UTC)) if time is not None else None


def _account(export: Export) -> Person:
    names = export.find(r"(?i:account)/user\.json")
    about = record(export.json(names[0])) if names else {}
    handles = (handle("discord", identity(about.get("id"))), email_handle(text(about.get("email"))))
    name = text(about.get("global_name")) or text(about.get("username")) or "Me"
    return Person(name, tuple(filter(None, handles)), "self")


def _titles(export: Export) -> dict[str, Any]:
    names = export.find(r"(?i:messages)/index\.json")
    return record(export.json(names[0])) if names else {}


def _about(export: Export, name: str, on_problem: OnProblem) -> dict[str, Any]:
    if name not in export.names:
        return {}
    try:
        return record(export.json(name))
    except UnreadableError as error:
        on_problem(name, error.reason)
        return {}


def _title(about: dict[str, Any]) -> str:
    name, guild = text(about.get("name")), text(record(about.get("guild")).get("name"))
    return f"{guild} #{name}" if name and guild else name
