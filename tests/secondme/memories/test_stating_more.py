"""What waits to be distilled may say otherwise than memories do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from secondme.memories.distilling import may_state_more
from secondme.memory import Memory

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


def test_of_passages_further_down_only_those_count_that_state_what_is_asked(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    wordless_memory.add(tree({"home.md": "I live in Leith now.\n"}))
    db = wordless_memory.store.connection()
    assert may_state_more(db, [1])
    assert may_state_more(db, [1], "lives in")
    assert not may_state_more(db, [1], "drives")
    assert not may_state_more(db, [])
