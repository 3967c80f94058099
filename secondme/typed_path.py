"""A path that somebody typed: nothing at all is none, though the system takes it for the folder one is in."""

from __future__ import annotations

from pathlib import Path

from secondme.errors import UsageError


def typed_path(path: str | Path) -> Path:
    """The path. Raises UsageError for an empty text, as a script has it whose variable is not set."""
    if not str(path):
        raise UsageError("No path was given. Nothing was changed. Name a file or folder, or . for this one.")
    return Path(path)
