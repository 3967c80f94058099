"""What secondme writes for the person must not lie where it reads: it would remember its own files."""

from __future__ import annotations

from pathlib import Path

from secondme.errors import UsageError
from secondme.store.database import Store
from secondme.store.sources import list_sources


def require_apart(target: Path, store: Store, what: str) -> None:
    """Raises UsageError for a place in a folder that is remembered. what: "the export", for the message."""
    for source in list_sources(store.connection()):
        if source.kind == "folder" and target.resolve().is_relative_to(source.place):
            raise UsageError(
                f"{target} lies in {source.place}, which is remembered: {what} would be, too. "
                "Nothing was written. Name a folder elsewhere."
            )
