"""One file in, its documents out: one for most files, more for mailboxes and for what is attached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath

from ingest.content import Content, open_content
from ingest.document import Attachment, Document, Reading
from ingest.encoding import BinaryContentError, clean
from ingest.errors import UnreadableError, printable, system_reason
from ingest.folder import FoundFile
from ingest.formats import BY_SUFFIX, Format, FormatError
from ingest.options import DEFAULTS, Options

INSIDE = "!/"
"""Between the key of a file and the name of what stands inside it."""
DEEPEST = 3
"""Attachments of attachments of attachments are read, and no further."""


def read_documents(file: FoundFile, options: Options = DEFAULTS) -> Iterator[Document]:
    """The documents in a file, with their passages in order; an empty text file is a document without any.

    A document's time is what its content tells, else the modification time. Raises UnreadableError: gone, not
    allowed, too large, binary, encrypted, damaged, a scan, of a format without a reader.
    """
    format = format_of(file.path)
    content = open_content(file.path, min(format.limit, options.largest_mb * 1_000_000))
    modified = datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
    try:
        yield from _documents(format, content, file.key, modified, 0)
    except (BinaryContentError, FormatError) as error:
        raise UnreadableError(file.path, str(error)) from error


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as in Document.content_hash. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error


def format_of(path: Path) -> Format:
    """The format that a file's name promises. Raises UnreadableError for any other name."""
    found = BY_SUFFIX.get(path.suffix.lower())
    if found is None:
        raise UnreadableError(path, f"files named *{path.suffix.lower()} are not read yet")
    return found


def _documents(
    format: Format, content: Content, key: str, modified: datetime, depth: int
) -> Iterator[Document]:
    whole = hashlib.sha256(content.data).hexdigest()
    for reading in format.read(content):
        own = f"{key}{INSIDE}{printable(reading.part)}" if reading.part else key
        yield Document(
            key=own,
            title=reading.title or title_from_name(content.name),
            kind=reading.kind or format.name,
            content_hash=reading.content_hash or whole,
            time=reading.time or modified,
            passages=reading.passages,
            path=content.path,
            people=reading.people,
            thread=reading.thread,
        )
        if depth < DEEPEST:
            for attachment in reading.attachments:
                yield from _attached(attachment, own, reading, modified, depth)


def _attached(
    attachment: Attachment, key: str, reading: Reading, modified: datetime, depth: int
) -> Iterator[Document]:
    """The documents in an attachment; one that cannot be read is left out, for its mail is what counts."""
    content = Content(attachment.name, attachment.data)
    format = BY_SUFFIX.get(content.suffix)
    if format is None or len(content.data) > format.limit:
        return
    own = f"{key}{INSIDE}{printable(clean(attachment.name))}"
    try:
        yield from _documents(format, content, own, reading.time or modified, depth + 1)
    except (BinaryContentError, FormatError):
        return


def title_from_name(name: str) -> str:
    """ "2025-03-14_ferry-tickets.md" becomes "2025-03-14 ferry tickets"."""
    stem = printable(PurePath(name).stem)
    date = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", stem)
    head = date[0] if date else ""
    return " ".join([head, *re.split(r"[\s_\-]+", stem[len(head) :].lstrip(" _-"))]).strip() or stem
