"""The time of day, where nobody hands one in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells what time it is, with its zone."""


def present() -> datetime:
    """Now, on this machine's clock."""
    return datetime.now(UTC).astimezone()
