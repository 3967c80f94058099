"""The senses: files and chats in, documents and passages out. Knows nothing of the store."""

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
