"""One file in, one document out."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ingest.dates import leading_date
from ingest.document import Document, DocumentKind, Reading
from ingest.encoding import BinaryContentError, decode
from ingest.errors import UnreadableError, printable, system_reason
from ingest.folder import MARKDOWN_SUFFIXES, PDF_SUFFIXES, TEXT_SUFFIXES, FoundFile
from ingest.markdown import read_markdown
from ingest.pdf import PdfError, read_pdf
from ingest.text import read_text

MEGABYTE = 1_000_000
SIZE_LIMITS: dict[DocumentKind, int] = {
    "markdown": 16 * MEGABYTE,
    "text": 32 * MEGABYTE,
    "pdf": 256 * MEGABYTE,
}
"""Bytes. Above these a file is a log, a dump or a picture book; reading it would take gigabytes of memory."""

Content = Callable[[bytes, datetime | None], Reading]


def read_document(file: FoundFile) -> Document:
    """The document in a file, with its passages in order; an empty text file is a document without any.

    Its time is the one in the front matter, else a date at the start of the file's name, else one in the
    opening lines or the PDF's own, else the modification time. Raises UnreadableError: gone, not allowed, too
    large, binary, or a PDF that is encrypted, damaged or a scan.
    """
    kind = kind_of(file.path)
    data = _bytes(file.path, SIZE_LIMITS[kind])
    try:
        reading = _CONTENT[kind](data, leading_date(file.path.stem))
    except (BinaryContentError, PdfError) as error:
        raise UnreadableError(file.path, str(error)) from error
    return Document(
        key=file.key,
        title=reading.title or _title_from_name(file.path),
        kind=kind,
        content_hash=hashlib.sha256(data).hexdigest(),
        time=reading.time or datetime.fromtimestamp(file.mtime_ns / 1e9, UTC),
        passages=reading.passages,
        path=file.path,
    )


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as in Document.content_hash. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error


def kind_of(path: Path) -> DocumentKind:
    """The kind of document that a file's name promises. Raises UnreadableError for any other name."""
    suffix = path.suffix.lower()
    if suffix in MARKDOWN_SUFFIXES:
        return "markdown"
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in PDF_SUFFIXES:
        return "pdf"
    raise UnreadableError(path, f"files named *{suffix} are not read yet")


def _bytes(path: Path, limit: int) -> bytes:
    """The whole file, from one opening, so that its hash and its text are of the same version."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # A pipe must not hold us up.
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(path, "it is not a file")
            data = file.read(limit + 1) if status.st_size <= limit else b""
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error
    if max(status.st_size, len(data)) > limit:
        size = max(status.st_size, len(data)) / MEGABYTE
        raise UnreadableError(
            path, f"it has {size:,.0f} MB and the limit for its kind is {limit / MEGABYTE:,.0f} MB"
        )
    return data


def _markdown(data: bytes, written: datetime | None) -> Reading:
    return read_markdown(decode(data).split("\n"), written)


def _text(data: bytes, written: datetime | None) -> Reading:
    return read_text(decode(data).split("\n"), written)


_CONTENT: dict[DocumentKind, Content] = {"markdown": _markdown, "text": _text, "pdf": read_pdf}


def _title_from_name(path: Path) -> str:
    """ "2025-03-14_ferry-tickets.md" becomes "2025-03-14 ferry tickets"."""
    stem = printable(path.stem)
    date = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", stem)
    head = date[0] if date else ""
    return " ".join([head, *re.split(r"[\s_\-]+", stem[len(head) :].lstrip(" _-"))]).strip() or stem
