"""The first start: three steps, each of which can be skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import SelectionList

from tui.app import SecondmeApp
from tui.start.candidates import find_candidates
from tui.start.screen import Beginning

CHAT = (
    '{"id": "1", "speaker": "Ana", "time": "2025-05-01T10:00:00+00:00", "text": "The boat leaves at nine."}\n'
)


@pytest.fixture
def life(person: Path) -> Path:
    """A person with notes, a vault and a chat that was downloaded."""
    for name, text in {
        "Documents/boat.md": "# Boat\n\nThe hull was painted green in May.\n",
        "Wiki/.obsidian/app.json": "{}",
        "Wiki/garden.md": "# Garden\n\nThe quince tree wants water.\n",
        "Downloads/chat.jsonl": CHAT,
        "Downloads/setup.exe": "MZ",
    }.items():
        path = person / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return person


async def begun(app: SecondmeApp, pilot, until) -> None:
    await until(pilot, lambda: isinstance(app.screen, Beginning))


def test_folders_vaults_and_chats_are_found_with_what_they_hold(life: Path):
    found = {one.path.name: (one.kind, one.files) for one in find_candidates(life, lambda: False)}
    assert found == {"Documents": (None, 1), "Wiki": (None, 1), "chat.jsonl": ("jsonl", 1)}


def test_looking_around_stops_when_it_is_no_longer_wanted(life: Path):
    assert list(find_candidates(life, lambda: True)) == []


async def test_what_is_ticked_is_remembered_while_one_goes_on(home, life, seen, until):
    app = SecondmeApp(home, begin=True)
    try:
        async with app.run_test(size=(110, 32), notifications=True) as pilot:
            await begun(app, pilot, until)
            folders = app.screen.query_one("#folders", SelectionList)
            await until(pilot, lambda: folders.option_count == 3)
            assert "X" not in folders.render_line(0).text
            await pilot.press("space")
            assert "X" in folders.render_line(0).text
            await pilot.press("enter")
            await until(pilot, lambda: "2 of 3" in seen(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: "3 of 3" in seen(pilot))
            assert "Whoever loses it loses the memory" in seen(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "1 document" in seen(pilot))
            await pilot.press(*"hull")
            await until(pilot, lambda: "painted green" in seen(pilot))
    finally:
        app.gateway.close()


async def test_a_recovery_key_is_shown_once_and_opens_the_memory(home, life, seen, until):
    app = SecondmeApp(home, begin=True)
    try:
        async with app.run_test(size=(110, 32), notifications=True) as pilot:
            await begun(app, pilot, until)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: "3 of 3" in seen(pilot))
            await pilot.click("#recovery")
            await until(pilot, lambda: "Write this down" in seen(pilot))
    finally:
        app.gateway.close()
    assert (home / "recovery").exists() or list(home.glob("*recovery*"))


async def test_all_can_be_skipped_and_fits_a_small_terminal(home, life, seen, until):
    app = SecondmeApp(home, begin=True)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await begun(app, pilot, until)
            for step in ("1 of 3", "2 of 3", "3 of 3"):
                await until(pilot, lambda step=step: step in seen(pilot))
                assert "Skip" in seen(pilot)
                await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, Beginning))
            assert "Your memory is empty." in seen(pilot)
    finally:
        app.gateway.close()


async def test_a_memory_that_is_not_empty_begins_with_the_question(remembered, until):
    app = SecondmeApp(remembered, begin=True)
    try:
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.status is not None)
            assert not isinstance(app.screen, Beginning)
    finally:
        app.gateway.close()
