"""What the tests of the commands share: a memory of two notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]

NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n",
    "key.md": "# Spare key\n\nThe spare key is with Beathag next door.\n",
}


@pytest.fixture
def noted(run: Run, tree: WriteTree, home: Path) -> Path:
    """A memory of two notes, without models; the folder of the notes."""
    folder = tree(NOTES)
    assert run("add", folder).code == 0
    return folder
