"""Counts in words."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """`1 document`, `2,300 documents`, `3 memories`."""
    plural = f"{what[:-1]}ies" if what.endswith(("ry", "ty")) else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"
