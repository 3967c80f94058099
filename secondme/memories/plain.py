"""What is shown of memories, as plain values for `--json`."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def as_plain(shown: DataclassInstance) -> dict[str, Any]:
    """Its fields by name: moments and days in ISO 8601, several things as a list, all else as it is."""
    return {one.name: _plain(getattr(shown, one.name)) for one in fields(shown)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # A moment is one too.
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
