"""What the tests of the place of memories share: a memory that knows a few things, and the place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.store.memories import link_contradiction
from tui.app import SecondmeApp
from tui.memories.detail import MemoryDetail
from tui.memories.screen import MemoriesScreen
from tui.memories.table import MemoryTable

TOLD = (
    "The spare key is with Beathag.",
    "Ben lives in Lisbon.",
    "Ben lives in Graz.",
    "Noor works at the harbour.",
    "Tea is drunk \x1b[31mred\x1b[0m and [bold]hot[/bold], שלום 日本語.",
)


@pytest.fixture
def known(home: Path) -> Path:
    """The home of a memory that knows a few things, two of which contradict each other."""
    with secondme.open(home) as memory:
        for place, words in enumerate(TOLD):
            memory.remember(words, now=datetime(2025, 3, 1, tzinfo=UTC) + timedelta(days=place))
        memory.correct("confirm", ["m1"], now=datetime(2025, 6, 1, tzinfo=UTC))
        with memory.store.write() as db:
            link_contradiction(db, 2, 3)
    return home


class Place:
    """The place in the running app, and what the tests look at."""

    def __init__(self, pilot: Any, until: Any) -> None:
        self.pilot, self.until = pilot, until

    @property
    def app(self) -> SecondmeApp:
        app: SecondmeApp = self.pilot.app
        return app

    @property
    def table(self) -> MemoryTable:
        return self.app.get_screen_stack("memories")[0].query_one(MemoryTable)

    @property
    def detail(self) -> MemoryDetail:
        return self.app.get_screen_stack("memories")[0].query_one(MemoryDetail)

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.table.rows]

    async def enter(self, rows: int) -> None:
        await self.pilot.press("ctrl+g", "m")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, MemoriesScreen))
        await self.until(self.pilot, lambda: len(self.table.rows) == rows and (not rows or self.is_shown()))

    def is_shown(self, identifier: str = "") -> bool:
        look = self.detail.look
        return look is not None and look.memory.id == (identifier or self.ids[self.table.at or 0])

    async def go_to(self, identifier: str) -> None:
        self.table.choose(identifier)
        await self.until(self.pilot, lambda: self.is_shown(identifier))


@pytest.fixture
def place(until: Any) -> Any:
    return lambda pilot: Place(pilot, until)
