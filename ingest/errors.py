"""What can go wrong while reading.

IngestError             exit code 6
├── UnreadableError     a file, page or export that gives no text
│   ├── GoneError       there is no such file any more
│   ├── ClosedError     it is there and may not be opened now; what is remembered of it stands
│   ├── ChangedError    it changed while it was read; later is a better time
│   └── SkippedError    there is nothing in it worth reading, which is no fault
├── ReaderError         the process that reads files does not start
└── UnknownKindError    a kind of chat export that there is no reader for
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class IngestError(Exception):
    """Something given to be remembered could not be read."""

    exit_code: int = 6


class UnreadableError(IngestError):
    """Nothing can be read from `path`; `reason` says why and what can be done, in one sentence.

    tag: of what it was taken for, as `ingest.detection` names it; "" where it was not even looked at.
    """

    def __init__(self, path: Path, reason: str, tag: str = "") -> None:
        super().__init__(f"{printable(path)} was not read: {reason}. Everything else is untouched.")
        self.path = path
        self.reason = reason
        self.tag = tag


class GoneError(UnreadableError):
    """There is nothing at `path`."""


class ClosedError(UnreadableError):
    """The file is there and the system does not let us read it, for want of permission or of a disk."""


class ChangedError(UnreadableError):
    """Somebody wrote to the file while it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it changed while it was read")


class SkippedError(UnreadableError):
    """There is nothing in the file worth reading: junk, a dump, a video."""


class ReaderError(IngestError):
    """No reading process can be started, which is the fault of no file."""

    exit_code = 1

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The process that reads files did not start: {why}. Nothing was read, and what is remembered "
            "stands. Try again; if it stays so, install secondme anew."
        )


class UnknownKindError(IngestError):
    """There is no reader for this kind of chat export."""

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no reader for chats of kind {kind!r}. Nothing was read. "
            f"Choose one of: {', '.join(sorted(known))}."
        )
        self.kind = kind


def printable(name: str | Path) -> str:
    """A path or name as text that any terminal and database takes; bytes that are not UTF-8 show as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def system_reason(error: OSError) -> str:
    """Why the system refused, in words that continue "was not read: "."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "there is nothing there"
    if isinstance(error, PermissionError):
        return "this account may not open it"
    return f"the system says: {error.strerror or error}"
