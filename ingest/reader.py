"""One file in, its documents out: one for most files, more for mailboxes and for what is attached."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from ingest.content import MEGABYTE, Content, open_content
from ingest.detection import detect
from ingest.document import CHAT, Document, Locator, Reading
from ingest.encoding import BinaryContentError, clean
from ingest.errors import SkippedError, UnreadableError, printable, system_reason
from ingest.formats import Format, FormatError, NothingToReadError
from ingest.found import FoundFile
from ingest.handles import UNKNOWN_SENDER
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
    content = open_content(file.path, options)
    return read_content(find_format(content), content, file)


def text_at(path: Path, key: str, locator: Locator, options: Options = DEFAULTS) -> str:
    """The text at a place in the file at `path`; `key` is its document's, "a.mbox!/<id>" for one inside.

    Raises UnreadableError for the file, LookupError where there is no such place in it.
    """
    content = open_content(path, options)
    return _text_inside(content, _parts_of(key, path), locator)


def _parts_of(key: str, path: Path) -> list[str]:
    """What stands behind the file's own key; folders may be called "a!" too."""
    pieces = key.split(INSIDE)
    for count in range(1, len(pieces)):
        if INSIDE.join(pieces[:count]).rpartition("/")[2] == printable(path.name):
            return pieces[count:]
    return []


def _text_inside(content: Content, parts: list[str], locator: Locator) -> str:
    format = find_format(content)
    if not parts:
        return format.text_at(content, locator)
    for reading in format.read(content):
        own = [printable(reading.part)] if reading.part else []
        if parts == own:
            return format.text_at(content, locator)
        if parts[: len(own)] == own:
            for name, inner in _inner_contents(reading, content):
                if name == parts[len(own)]:
                    return _text_inside(inner, parts[len(own) + 1 :], locator)
    raise LookupError(f"there is no {INSIDE.join(parts)} in it")


def find_format(content: Content) -> Format:
    """The format of an opened file. Raises UnreadableError for what is not read, or is too large."""
    path = content.path or Path(content.name)
    kind = detect(content)
    if kind.format is None:
        error = UnreadableError if kind.is_loss else SkippedError
        raise error(path, kind.reason, kind.tag)
    limit = kind.format.limit
    if not kind.format.streams:
        limit = min(limit, content.options.largest_mb * MEGABYTE)
    if content.size > limit:
        size = f"{content.size / MEGABYTE:,.0f} MB"
        reason = f"it has {size} and the limit for its kind is {limit / MEGABYTE:,.0f} MB"
        raise UnreadableError(path, reason, kind.format.tag)
    return kind.format


def read_content(format: Format, content: Content, file: FoundFile) -> Iterator[Document]:
    """The documents in an opened file whose format is known. Raises UnreadableError."""
    modified = datetime.fromtimestamp(file.mtime_ns / 1e9, UTC)
    try:
        yield from _documents(format, content, file.key, modified, 0)
    except NothingToReadError as error:
        raise SkippedError(file.path, str(error)) from error
    except (BinaryContentError, FormatError) as error:
        raise UnreadableError(file.path, str(error)) from error


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as in Document.content_hash. Raises UnreadableError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError(path, system_reason(error)) from error


def _documents(
    format: Format, content: Content, key: str, modified: datetime, depth: int
) -> Iterator[Document]:
    for reading in format.read(content):
        own = f"{key}{INSIDE}{printable(reading.part)}" if reading.part else key
        yield Document(
            key=own,
            title=reading.title or title_from_name(content.name),
            kind=reading.kind or format.name,
            content_hash=reading.content_hash or content.sha256,
            time=reading.time or modified,
            passages=reading.passages,
            path=content.path,
            people=reading.people,
            thread=reading.thread,
        )
        if depth < DEEPEST:
            sender = _sender(reading)
            for name, inner in _inner_contents(reading, content):
                within = f"{own}{INSIDE}{name}"
                for attached in _attached(inner, within, reading.time or modified, depth + 1):
                    yield _sent_by(attached, sender)


def _inner_contents(reading: Reading, content: Content) -> Iterator[tuple[str, Content]]:
    """What is attached, each under a name that is its own there: "a.pdf", "a.pdf (2)"."""
    met: Counter[str] = Counter()
    for attachment in reading.attachments:
        name = printable(clean(attachment.name)).replace("/", "_").replace("\\", "_") or "attachment"
        met[name] += 1
        own = f"{name} ({met[name]})" if met[name] > 1 else name
        yield own, Content(PurePath(name).name or name, attachment.data, options=content.options)


def _sender(reading: Reading) -> str:
    """The account that sent a letter; a forged or missing one is nobody's."""
    authors = (person.handles[0] for person in reading.people if person.role == "author" and person.handles)
    return next(authors, UNKNOWN_SENDER)


def _sent_by(document: Document, sender: str) -> Document:
    """The same document, each of its passages as one that came from that account: whoever sent it answers for
    it, unless it names somebody itself, as a letter in a letter does. For what people say in a chat that was
    sent along nobody answers.
    """
    if document.kind == CHAT:
        passages = tuple(replace(passage, handle=UNKNOWN_SENDER) for passage in document.passages)
        return replace(document, passages=passages, people=())
    passages = tuple(
        passage if passage.handle else replace(passage, handle=sender) for passage in document.passages
    )
    return replace(document, passages=passages)


def _attached(content: Content, key: str, modified: datetime, depth: int) -> Iterator[Document]:
    """The documents in an attachment; one that cannot be read is left out, for its mail is what counts."""
    try:
        yield from _documents(find_format(content), content, key, modified, depth)
    except Exception:
        # Even a fault of ours: a mailbox of thousands must not be lost for what somebody attached to one.
        return


def title_from_name(name: str) -> str:
    """ "2025-03-14_ferry-tickets.md" becomes "2025-03-14 ferry tickets"."""
    stem = printable(PurePath(name).stem)
    date = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", stem)
    head = date[0] if date else ""
    return " ".join([head, *re.split(r"[\s_\-]+", stem[len(head) :].lstrip(" _-"))]).strip() or stem
