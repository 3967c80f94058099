"""Counts and sizes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondme.counting import counted as counted

if TYPE_CHECKING:
    from secondme.forgetting.foreseeing import Foreseen
    from secondme.forgetting.forgetting import Receipt


def count_what_goes(what: Foreseen | Receipt) -> str:
    """`3 documents, 1 memory`; what there is none of is not spoken of."""
    counts = ((what.documents, "document"), (what.passages, "passage"), (what.memories, "memory"))
    return ", ".join(counted(*count) for count in counts if count[0]) or "nothing that is stored"


def sized(size: int) -> str:
    """`1.1 GB`, `98 MB`, `12 kB`, `300 B`."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    if size >= 1e6:
        return f"{size / 1e6:.0f} MB"
    return f"{size / 1e3:.0f} kB" if size >= 1e3 else f"{size} B"
