"""What can go wrong while reading.

IngestError             exit code 6
├── UnreadableError     a file, page or export that gives no text
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
    """Nothing can be read from `path`; `reason` says why and what can be done, in one sentence."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{printable(path)} was not read: {reason}. Everything else is untouched.")
        self.path = path
        self.reason = reason


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
    if isinstance(error, FileNotFoundError):
        return "there is nothing there"
    if isinstance(error, PermissionError):
        return "this account may not open it"
    return f"the system says: {error.strerror or error}"
