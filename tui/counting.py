"""Counts and sizes in words."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """`1 document`, `2 documents`, `3 memories`."""
    plural = f"{what[:-1]}ies" if what.endswith(("ry", "ty")) else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"


def sized(size: int) -> str:
    """`1.1 GB`, `98 MB`, `12 kB`, `300 B`."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    if size >= 1e6:
        return f"{size / 1e6:.0f} MB"
    return f"{size / 1e3:.0f} kB" if size >= 1e3 else f"{size} B"
