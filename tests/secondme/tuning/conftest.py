"""A memory with a garden diary, and a recall log in which a person puts hits to use, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from secondme.memory import Memory
from secondme.store.recalls import Use, log_recall, mark_used

NOUNS = ("apple", "pear", "quince", "medlar", "walnut", "hazel", "cherry", "plum", "damson", "fig")
VERBS = ("pruned", "watered", "grafted", "planted")

WriteTree = Callable[..., object]
Uses = Callable[..., None]


@pytest.fixture
def diary(wordless_memory: Memory, tree: Callable[..., object]) -> Memory:
    """A memory without models of forty notes, each about one tree and what was done to it."""
    notes = {
        f"{noun}-{verb}.md": (
            f"On the terrace the {noun} tree was {verb} by Morwenna before the heavy rain set in.\n"
        )
        for noun in NOUNS
        for verb in VERBS
    }
    wordless_memory.add(str(tree(notes)))
    return wordless_memory


@pytest.fixture
def use() -> Uses:
    """Logs a question with hits, some put to use: use(memory, "plum", shown, [(3, "opened")], now)."""

    def put(
        memory: Memory, query: str, shown: list[int], used: Iterable[tuple[int, Use]], now: datetime
    ) -> None:
        with memory.store.write() as db:
            number = log_recall(db, "recall", query, [(passage, 1.0) for passage in shown], now=now)
            for passage, how in used:
                mark_used(db, number, passage, how)

    return put


@pytest.fixture
def days(now: datetime) -> list[datetime]:
    """Ten days in a row."""
    return [now + timedelta(days=day) for day in range(10)]
