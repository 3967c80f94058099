"""A path that somebody typed: what is none, and what cannot be kept."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import printable
from secondme.errors import UsageError


def typed_path(path: str | Path) -> Path:
    """The path. Raises UsageError for an empty text, as a script has it whose variable is not set: the system
    takes that for the folder one is in.
    """
    if not str(path):
        raise UsageError("No path was given. Nothing was changed. Name a file or folder, or . for this one.")
    return Path(path)


def require_storable(path: Path) -> None:
    """Raises UsageError for a path that is no text, which no store could keep."""
    if printable(path) != str(path):
        raise UsageError(
            f"The name of {printable(path)} is not UTF-8. Nothing was changed. Rename it, or take another."
        )
