"""Chat exports: one reader for each kind, all with the same promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

from ingest.chat_chatgpt import read_chatgpt
from ingest.chat_jsonl import read_jsonl
from ingest.document import Document
from ingest.errors import UnknownKindError
from ingest.sessions import OnProblem, ignore_problem

ChatReader = Callable[[Path, OnProblem], Iterator[Document]]

READERS: MappingProxyType[str, ChatReader] = MappingProxyType({"jsonl": read_jsonl, "chatgpt": read_chatgpt})
"""Each kind of export and the function that reads it."""


def read_chat(kind: str, path: Path, on_problem: OnProblem = ignore_problem) -> Iterator[Document]:
    """The sessions of a chat export, one document each, in the order of the export.

    A message or conversation that makes no sense is told to on_problem(its line or id, reason) and left out.
    Raises UnknownKindError at once, and UnreadableError from the iterator when nothing at all can be read.
    """
    if kind not in READERS:
        raise UnknownKindError(kind, READERS)
    return READERS[kind](path, on_problem)
