"""What stands in a record of an export, whatever it should be: text, times and lists out of anyone's JSON.

An export is data: a field may be missing, or of another type than it was last year. Each function gives the
empty value then, so that a reader loses a field and never the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ingest.dates import parse_time
from ingest.encoding import clean


def record(value: object) -> dict[str, Any]:
    """The object; {} for anything else."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[dict[str, Any]]:
    """The objects of a list; [] for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """A string without white space around it; "" for anything else."""
    return clean(value).strip() if isinstance(value, str) else ""


def identity(value: object) -> str:
    """An id as text, whether the export writes it as a string or a number; "" for anything else."""
    return text(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def moment(value: object) -> datetime | None:
    """The time that ISO 8601 text or an epoch number tells, on this machine's clock; else None."""
    try:
        return on_this_clock(parse_time(value))
    except ValueError:
        return None


def on_this_clock(time: datetime | None) -> datetime | None:
    """The same moment on the clock of this machine, which is the writer's as far as an export can tell.

    A time that names no zone is taken as read off this clock.
    """
    try:
        return None if time is None else time.astimezone()
    except (ValueError, OverflowError, OSError):  # Beyond the years that the system can convert.
        return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time
