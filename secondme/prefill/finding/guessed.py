"""Guessed: which memories were heard by likelihood alone, and so are no evidence for a form. Pure."""

from __future__ import annotations

from secondme.memories.statement import AS_HEARD
from secondme.store.memories import Memory


def is_guessed(memory: Memory) -> bool:
    """Whether nobody said it in so many words: enough to be recalled, too little to stand in a form."""
    return memory.made_by == "pattern" and memory.confidence <= AS_HEARD
