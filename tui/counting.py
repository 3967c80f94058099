"""Counts and sizes in words."""

from __future__ import annotations

from secondme.counting import counted as counted


def sized(size: int) -> str:
    """`1.1 GB`, `98 MB`, `12 kB`, `300 B`."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    if size >= 1e6:
        return f"{size / 1e6:.0f} MB"
    return f"{size / 1e3:.0f} kB" if size >= 1e3 else f"{size} B"
