from __future__ import annotations

import os
import subprocess
import sys

import pytest
from textual.theme import BUILTIN_THEMES

import secondme
from secondme.errors import UsageError
from tui.ask.question_input import QuestionInput
from tui.ask.screen import AskScreen
from tui.command import open_app
from tui.help import Help
from tui.screenshots import Scene, draw
from tui.trouble import Trouble


async def test_help_lists_the_keys_and_goes_away(home, app_on, seen, until):
    async with app_on(home) as pilot:
        for key in ("f1", "?"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(pilot.app.screen, Help))
            assert "Ctrl+Q" in seen(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_a_question_mark_within_a_question_is_only_that(home, app_on, until):
    async with app_on(home) as pilot:
        await pilot.press(*"who?")
        await until(pilot, lambda: pilot.app.screen.query_one(QuestionInput).value == "who?")


async def test_ctrl_q_ends_the_app(home, app_on):
    async with app_on(home) as pilot:
        await pilot.press("ctrl+q")
        assert pilot.app.return_code == 0


async def test_the_palette_offers_what_the_screen_can_do(home, app_on):
    async with app_on(home) as pilot:
        names = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert {"Add a folder", "Look for changes", "Help", "Theme", "Quit"} <= set(names)


async def test_a_key_that_does_not_fit_is_told_calmly(remembered, app_on, seen):
    key = remembered / "key"
    before = (remembered / "memory.db").read_bytes()
    key.write_text("00" * 32 + "\n", encoding="ascii")
    async with app_on(remembered) as pilot:
        assert isinstance(pilot.app.screen, Trouble)
        assert "Your memory did not open" in seen(pilot)
        assert "The key does not open" in seen(pilot)
        await pilot.press("q")
        assert pilot.app.return_code == 4
    assert (remembered / "memory.db").read_bytes() == before


async def test_when_the_key_is_back_trying_again_opens_the_memory(remembered, app_on, seen, until):
    key = remembered / "key"
    right = key.read_text(encoding="ascii")
    key.write_text("00" * 32 + "\n", encoding="ascii")
    async with app_on(remembered) as pilot:
        assert isinstance(pilot.app.screen, Trouble)
        key.write_text(right, encoding="ascii")
        await pilot.press("r")
        await until(pilot, lambda: "3 documents" in seen(pilot))


async def test_a_new_memory_says_where_its_key_is(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await until(pilot, lambda: "No keyring here" in seen(pilot))


@pytest.mark.parametrize("theme", ["lamplight", "paper", *sorted(BUILTIN_THEMES)[:4]])
async def test_it_can_be_read_in_every_kind_of_theme(remembered, app_on, seen, until, theme):
    async with app_on(remembered) as pilot:
        pilot.app.theme = theme
        await pilot.press(*"quince")
        await until(pilot, lambda: "The quince tree" in seen(pilot))


async def test_opening_a_file_without_an_editor_to_share_the_terminal_with_is_told(
    remembered, app_on, seen, until, monkeypatch
):
    monkeypatch.setenv("EDITOR", "vi")
    monkeypatch.delenv("VISUAL", raising=False)
    async with app_on(remembered) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: "1 found" in seen(pilot))
        await pilot.press("down", "o")
        await until(pilot, lambda: "shared" in seen(pilot))


async def test_opening_a_file_that_is_gone_is_told(remembered, notes, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: "1 found" in seen(pilot))
        (notes / "garden.md").unlink()
        await pilot.press("down", "o")
        await until(pilot, lambda: "directory" in seen(pilot))


async def test_a_program_with_windows_opens_the_file_beside_the_app(
    remembered, notes, app_on, seen, until, monkeypatch, tmp_path
):
    editor, opened = tmp_path / "subl", tmp_path / "opened"
    editor.write_text(
        f'#!/bin/sh\nprintf %s "$1" > {opened}.new && mv {opened}.new {opened}\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    async with app_on(remembered) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: "1 found" in seen(pilot))
        await pilot.press("down", "o")
        await until(pilot, opened.exists)
        assert opened.read_text(encoding="utf-8") == f"{notes / 'garden.md'}:3"


async def test_a_picture_of_the_screen_names_no_place_on_the_web(remembered):
    drawing = await draw(remembered, Scene("finding", "quince"))
    assert "quince" in drawing
    assert "url(http" not in drawing


def test_without_a_terminal_it_says_so(home):
    with pytest.raises(UsageError, match="needs a terminal"):
        open_app(str(home))


def test_importing_secondme_loads_no_textual():
    code = "import sys, secondme, secondme.cli, secondme.memory; sys.exit('textual' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-P", "-c", code], env=dict(os.environ), check=False).returncode == 0
    )
    assert secondme.__version__


async def test_a_picture_of_the_screen_is_saved_also_where_there_is_no_folder_for_downloads(
    remembered, app_on, until, monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    async with app_on(remembered) as pilot:
        pilot.app.deliver_screenshot("seen.svg")
        await until(pilot, lambda: (tmp_path / "seen.svg").is_file())
    assert "Ask" in (tmp_path / "seen.svg").read_text(encoding="utf-8")
