"""The senses: files and chats in, documents and passages out. Knows nothing of the store.

Each name is loaded when it is first used: whoever only needs a `Locator` does not wait for the readers.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.chats import READERS, detect_kind, read_chat
    from ingest.detection import current_tag
    from ingest.document import Attachment, Document, Locator, Passage, Person, Reading
    from ingest.errors import IngestError, UnknownKindError, UnreadableError
    from ingest.folder import folders, walk
    from ingest.found import FoundFile
    from ingest.options import Options
    from ingest.reader import hash_file, read_documents, text_at
    from ingest.sandbox.outcome import Outcome, Request
    from ingest.sandbox.pool import ReaderPool, read_one

__all__ = [
    "READERS",
    "Attachment",
    "Document",
    "FoundFile",
    "IngestError",
    "Locator",
    "Options",
    "Outcome",
    "Passage",
    "Person",
    "ReaderPool",
    "Reading",
    "Request",
    "UnknownKindError",
    "UnreadableError",
    "current_tag",
    "detect_kind",
    "folders",
    "hash_file",
    "read_chat",
    "read_documents",
    "read_one",
    "text_at",
    "walk",
]

_MODULES = {
    "chats": ("READERS", "detect_kind", "read_chat"),
    "detection": ("current_tag",),
    "document": ("Attachment", "Document", "Hidden", "Locator", "Passage", "Person", "Reading"),
    "options": ("Options",),
    "errors": ("IngestError", "UnknownKindError", "UnreadableError"),
    "folder": ("folders", "walk"),
    "found": ("FoundFile",),
    "reader": ("hash_file", "read_documents", "text_at"),
    "sandbox.outcome": ("Outcome", "Request"),
    "sandbox.pool": ("ReaderPool", "read_one"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"ingest.{_HOME[name]}"), name)
