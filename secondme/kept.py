"""What a home keeps beside the store of how its own work went: moments and words, in small private files.

They stand apart from the store, since they are read where that cannot be.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from secondme.key import write_private

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Kept = TypeVar("Kept", bound=DataclassInstance)


def read_kept(path: Path, kind: type[Kept]) -> Kept:
    """What is kept there, as a dataclass of moments, whose names end in "_at", and texts, all with defaults.

    The defaults where that cannot be read, for the next run tells it anew.
    """
    try:
        said = json.loads(path.read_text("ascii"))
        return kind(
            **{one.name: _value(one.name, said[one.name]) for one in fields(kind) if one.name in said}
        )
    except (OSError, ValueError, KeyError, TypeError):
        return kind()


def keep(path: Path, what: Kept) -> None:
    """Keeps it: all of it or nothing."""
    write_private(path, json.dumps(asdict(what), default=datetime.isoformat))


def _value(name: str, said: str | None) -> datetime | str | None:
    if not name.endswith("_at"):
        return str(said)
    return datetime.fromisoformat(said) if said else None
