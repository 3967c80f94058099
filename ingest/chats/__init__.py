"""Chat exports: one reader for each product, all with the same promise; a reader loads when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ingest.chats.sessions import OnProblem, ignore_problem
from ingest.document import Document
from ingest.errors import UnknownKindError

ChatReader = Callable[[Path, OnProblem], Iterator[Document]]


@dataclass(frozen=True, slots=True)
class ChatKind:
    """A kind of export. what: its form, in a line for `secondme import --help`.

    Its reader is the function `read` of the module `ingest.chats.<name>`.
    """

    name: str
    what: str


_KINDS = (
    ChatKind("jsonl", 'one message a line: {"conversation", "session", "id", "time", "speaker", "text"}'),
    ChatKind("chatgpt", "conversations.json from a ChatGPT export, or the zip it comes in"),
)
READERS: MappingProxyType[str, ChatKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Each kind of export by its name."""


def read_chat(kind: str, path: Path, on_problem: OnProblem = ignore_problem) -> Iterator[Document]:
    """The sessions of a chat export, one document each, in the order of the export.

    A message or conversation that makes no sense is told to on_problem(its line or id, reason) and left out.
    Raises UnknownKindError at once, and UnreadableError from the iterator when nothing at all can be read.
    """
    if kind not in READERS:
        raise UnknownKindError(kind, READERS)
    read: ChatReader = importlib.import_module(f"ingest.chats.{kind}").read
    return read(path, on_problem)
