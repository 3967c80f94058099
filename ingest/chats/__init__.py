"""Chat exports: one reader for each product, all with the same promise; a reader loads when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ingest.chats.exports import Export, open_export
from ingest.chats.sessions import OnProblem, ignore_problem
from ingest.document import Document
from ingest.errors import UnknownKindError, UnreadableError, printable

ChatReader = Callable[[Export, OnProblem], Iterator[Document]]


@dataclass(frozen=True, slots=True)
class ChatKind:
    """A kind of export. what: its form, in a line for `secondme import --help`.

    Its reader is the function `read` of the module `ingest.chats.<module>`, by default the kind's own name.
    is_database: SQLite reads it where it lies, and what else is in its folder does not matter.
    """

    name: str
    what: str
    module: str = ""
    is_database: bool = False

    def read(self, export: Export, on_problem: OnProblem) -> Iterator[Document]:
        """The sessions in an open export, one document each."""
        reader: ChatReader = importlib.import_module(f"ingest.chats.{self.module or self.name}").read
        return reader(export, on_problem)


_KINDS = (
    ChatKind("chatgpt", "conversations.json from a ChatGPT export, or the zip it comes in"),
    ChatKind("claude", "conversations.json from a Claude export, or the zip it comes in"),
    ChatKind("gemini", "a Google Takeout with My Activity, Gemini Apps"),
    ChatKind("whatsapp", "an exported chat: the text file, or the zip it comes in"),
    ChatKind("telegram", "result.json from Telegram Desktop, of a chat or of the account"),
    ChatKind("signal", "main.jsonl, or what signal-export or sigtop wrote"),
    ChatKind("slack", "the zip of a workspace's export"),
    ChatKind("discord", "DiscordChatExporter's JSON, or your data package"),
    ChatKind("irc", "logs of WeeChat, irssi, ZNC, HexChat and others, or a folder of them"),
    ChatKind("imessage", "a copy of chat.db from a Mac", is_database=True),
    ChatKind("matrix", "a room exported from Element as JSON"),
    ChatKind("sms", "the XML file of SMS Backup & Restore"),
    ChatKind(
        "jsonl",
        'one message a line: {"conversation", "session", "id", "time", "speaker", "text"}',
    ),
    ChatKind("csv", "a table with columns such as speaker, text and time", module="table"),
)
READERS: MappingProxyType[str, ChatKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Each kind of export by its name."""


def read_chat(kind: str, path: Path, on_problem: OnProblem = ignore_problem) -> Iterator[Document]:
    """The sessions of a chat export, one document each, conversation by conversation.

    A message or conversation that makes no sense is told to on_problem(its line or id, reason) and left out.
    Raises UnknownKindError at once, and UnreadableError from the iterator when nothing at all can be read;
    damage that shows later is told to on_problem and ends the sessions.
    """
    if kind not in READERS:
        raise UnknownKindError(kind, READERS)
    return _something(_opened(READERS[kind], path, on_problem), path, on_problem)


def detect_kind(path: Path) -> str | None:
    """The kind of export that lies at `path`, as its content shows; None where it shows none.

    Raises UnreadableError when it cannot be opened.
    """
    from ingest.chats.detection import kind_of

    return kind_of(path)


def _opened(kind: ChatKind, path: Path, on_problem: OnProblem) -> Iterator[Document]:
    with nullcontext(Export(path, [])) if kind.is_database else open_export(path) as export:
        yield from kind.read(export, on_problem)


def _something(documents: Iterator[Document], path: Path, on_problem: OnProblem) -> Iterator[Document]:
    """At least one session, or an error; what was read before the damage stays."""
    found = False
    try:
        for document in documents:
            found = True
            yield document
    except UnreadableError as error:
        if not found:
            raise
        on_problem(printable(path.name), f"{error.reason}; what stands before that was read")
    if not found:
        raise UnreadableError(path, "there is no message in it that can be read")
