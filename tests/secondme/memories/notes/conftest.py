"""What the tests of notes share: files that are remembered, and the memories that come of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secondme.memory import Memory

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
Noted = Callable[[Mapping[str, str]], list[str]]


@pytest.fixture
def noted(wordless_memory: Memory, tree: Callable[[Mapping[str, str]], Path]) -> Noted:
    """Takes in notes by their file names, and gives the texts of all memories."""

    def noted(files: Mapping[str, str]) -> list[str]:
        wordless_memory.add(tree(files), now=NOW)
        wordless_memory.consolidate(now=NOW)
        return [one.text for one in wordless_memory.memories(state="all", now=NOW)]

    return noted
