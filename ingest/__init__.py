"""The senses: files and chats in, documents and passages out. Knows nothing of the store.

Each name is loaded when it is first used: whoever only needs a `Locator` does not wait for the readers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.chats import READERS, read_chat
    from ingest.document import Document, Locator, Passage
    from ingest.errors import IngestError, UnknownKindError, UnreadableError
    from ingest.folder import FoundFile, walk
    from ingest.reader import hash_file, read_document

__all__ = [
    "READERS",
    "Document",
    "FoundFile",
    "IngestError",
    "Locator",
    "Passage",
    "UnknownKindError",
    "UnreadableError",
    "hash_file",
    "read_chat",
    "read_document",
    "walk",
]

_MODULES = {
    "chats": ("READERS", "read_chat"),
    "document": ("Document", "Locator", "Passage"),
    "errors": ("IngestError", "UnknownKindError", "UnreadableError"),
    "folder": ("FoundFile", "walk"),
    "reader": ("hash_file", "read_document"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"ingest.{_HOME[name]}"), name)
