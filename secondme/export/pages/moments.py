"""Moments as pages show them, on the clock of whoever wrote."""

from __future__ import annotations

from secondme.store.times import to_moment


def moment(milliseconds: int | None, offset: int | None = None) -> str:
    """`2025-06-22 19:40`; empty where it is not known."""
    return _shown(milliseconds, offset, 16).replace("T", " ")


def day(milliseconds: int | None, offset: int | None = None) -> str:
    """`2025-06-22`; empty where it is not known."""
    return _shown(milliseconds, offset, 10)


def _shown(milliseconds: int | None, offset: int | None, length: int) -> str:
    if milliseconds is None:
        return ""
    try:
        return to_moment(milliseconds, offset).isoformat()[:length]
    except OverflowError:
        return ""
