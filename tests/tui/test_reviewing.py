"""The review: one key a card, an end that says when to come back, and every answer taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.store.memories import link_contradiction
from tui.app import SecondmeApp
from tui.memories.editing import EditMemory
from tui.passages.reading import PassageDialog
from tui.review.screen import ReviewScreen


@pytest.fixture
def asking(home: Path) -> Path:
    """The home of a memory with a pair that contradicts each other, and two plans that are due soon."""
    now = datetime.now(UTC)
    with secondme.open(home) as memory:
        memory.remember("The spare key is in Lisbon.", now=now - timedelta(days=9))
        memory.remember("The spare key is in Graz.", now=now - timedelta(days=8))
        for what in ("paint the hull", "ring [b]Noor[/b] \x1b[31m"):
            due = now + timedelta(days=2)
            memory.remember(f"I plan to {what} on {due.day} {due:%B %Y}.", now=now - timedelta(days=7))
        memory.consolidate(model=False)
        with memory.store.write() as db:
            link_contradiction(db, 1, 2)
    return home


async def enter(pilot: Any, until: Any, seen: Any, words: str) -> SecondmeApp:
    await pilot.press("ctrl+g", "v")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen) and words in seen(pilot))
    app: SecondmeApp = pilot.app
    return app


def texts_of(home: Path, state: str = "current") -> list[str]:
    with secondme.open(home) as memory:
        return [one.text for one in memory.memories(state=state)]


async def test_an_empty_memory_has_nothing_to_ask(home, app_on, until, seen):
    async with app_on(home) as pilot:
        await enter(pilot, until, seen, "Nothing needs to be asked")


async def test_one_key_a_card_and_an_end(asking, app_on, until, seen):
    async with app_on(asking) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        assert "contradict each other" in seen(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "2 of 3" in seen(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "3 of 3" in seen(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "3 questions answered" in seen(pilot))
        await until(pilot, lambda: "Come back on" in seen(pilot) or "wait" in seen(pilot))
    assert "The spare key is in Lisbon." in texts_of(asking, "past")
    assert "The spare key is in Graz." in texts_of(asking)


async def test_answers_are_taken_back_card_by_card(asking, app_on, until, seen):
    async with app_on(asking) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        await pilot.press("y")
        await until(pilot, lambda: "2 of 3" in seen(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "3 of 3" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "2 of 3" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "1 of 3" in seen(pilot) and "Lisbon" in seen(pilot))
    assert len(texts_of(asking)) == 4


async def test_both_may_be_true(asking, app_on, until, seen):
    async with app_on(asking) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        await pilot.press("b")
        await until(pilot, lambda: "2 of 3" in seen(pilot))
        await pilot.press("b")  # Of one alone, that is no answer.
        await pilot.pause()
        assert "2 of 3" in seen(pilot)
    with secondme.open(asking) as memory:
        assert memory.conflicts() == []


async def test_what_is_wrong_is_said_anew(asking, app_on, until, seen):
    async with app_on(asking) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, EditMemory))
        await pilot.press(*"The spare key is in Cork.", "enter")
        await until(pilot, lambda: "2 of 3" in seen(pilot))
    assert "The spare key is in Cork." in texts_of(asking)


async def test_what_is_skipped_waits_without_a_change(asking, app_on, until, seen):
    async with app_on(asking) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        await pilot.press("s", "s", "s")
        await until(pilot, lambda: "3 questions wait" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "nothing to take back" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "1 of 3" in seen(pilot))
    assert len(texts_of(asking)) == 4


async def test_it_fits_a_small_terminal_and_shows_where_it_stands(asking, app_on, until, seen):
    async with app_on(asking, (80, 24)) as pilot:
        await enter(pilot, until, seen, "1 of 3")
        shown = seen(pilot)
        assert "Lisbon" in shown and "Graz" in shown and "where it stands" in shown and "both are" in shown
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, PassageDialog))
        await pilot.press("escape", "s", "s")
        await until(pilot, lambda: "␛[31m" in seen(pilot) and "[b]Noor[/b]" in seen(pilot))
