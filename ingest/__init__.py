"""The senses: files and chats in, documents and passages out. Knows nothing of the store.

Each name is loaded when it is first used: whoever only needs a `Locator` does not wait for the readers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.chats import READERS, read_chat
    from ingest.document import Attachment, Document, Locator, Passage, Person, Reading
    from ingest.errors import IngestError, UnknownKindError, UnreadableError
    from ingest.folder import FoundFile, walk
    from ingest.options import Options
    from ingest.reader import hash_file, read_documents

__all__ = [
    "READERS",
    "Attachment",
    "Document",
    "FoundFile",
    "IngestError",
    "Locator",
    "Options",
    "Passage",
    "Person",
    "Reading",
    "UnknownKindError",
    "UnreadableError",
    "hash_file",
    "read_chat",
    "read_documents",
    "walk",
]

_MODULES = {
    "chats": ("READERS", "read_chat"),
    "document": ("Attachment", "Document", "Locator", "Passage", "Person", "Reading"),
    "options": ("Options",),
    "errors": ("IngestError", "UnknownKindError", "UnreadableError"),
    "folder": ("FoundFile", "walk"),
    "reader": ("hash_file", "read_documents"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"ingest.{_HOME[name]}"), name)
