"""What is asked of a reading process, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.document import Document
from ingest.found import FoundFile

Verdict = Literal["read", "same", "skipped", "unread", "gone", "closed", "unsettled"]
"""What came of a file.

read: the documents are there. same: as it was when last read; nothing was parsed. skipped: nothing in it is
worth reading, and the reason says why. unread: it should have been read and was not: damaged, encrypted, too
large, no reader for it here. gone: there is no such file. closed: it may not be opened now, so what is
remembered of it stands. unsettled: it changed while it was read, so it should be read again a little later.
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read. known_hash and known_format: what its last outcome said, "" when there is none."""

    file: FoundFile
    known_hash: str = ""
    known_format: str = ""


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A chat export to be read: a file, a folder or a .zip. kind: as in `ingest.chats.READERS`."""

    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request, or a part of it.

    file: as it was when it was opened; as it was asked for where it could not be. documents: for "read" only.
    format: its tag, such as "markdown:1", which changes when the reader of its kind improves or its tools
    appear; "" where not even the kind was seen. content_hash: SHA-256 of the file's bytes, or "". reason: for
    "skipped", "unread", "closed" and "unsettled", to follow "was not read: ". last: False where more
    documents of the same file follow; only then is it known that the file was read to its end, and a file
    of which some documents came may still end as "unread".
    """

    file: FoundFile
    verdict: Verdict
    documents: tuple[Document, ...] = ()
    format: str = ""
    content_hash: str = ""
    reason: str | None = None
    last: bool = True
