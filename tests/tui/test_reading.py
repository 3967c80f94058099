"""How reading goes on: what is never looked at, pauses, and the daemon."""

from __future__ import annotations

from textual.widgets import Button, TextArea

import secondme
from secondme.config import load_config
from secondme.config.changing import set_value
from secondme.config.settings import BY_NAME
from secondme.daemon.control import daemon_state, stop
from secondme.home import find_home
from tui.ledger.ledger import Ledger
from tui.sources.ignore_rules import IgnoreRules


async def go(pilot, until, seen):
    await pilot.press("ctrl+g", "s")
    await until(pilot, lambda: "source" in seen(pilot))


def is_open(pilot, dialog):
    return lambda: isinstance(pilot.app.screen, dialog)


async def test_rules_show_what_they_leave_out_hold_at_once_and_are_taken_back(
    remembered, notes, app_on, seen, until
):
    config = find_home(remembered)
    async with app_on(remembered, (80, 24)) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "notes" in seen(pilot))
        await pilot.press("e")
        await until(pilot, is_open(pilot, IgnoreRules))
        await until(pilot, lambda: "Nothing is left out of 3 files" in seen(pilot))
        rules = pilot.app.screen.query_one("#rules", TextArea)
        rules.text = "*.txt\ndrafts\\"
        keep = pilot.app.screen.query_one("#keep", Button)
        await until(pilot, lambda: "is not a pattern" in seen(pilot) and keep.disabled)
        rules.text = "*.txt"
        await until(pilot, lambda: "1 of 3 files" in seen(pilot) and "notes/keys.txt" in seen(pilot))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: load_config(config).files.exclude == ("*.txt",))
        with secondme.open(remembered) as memory:
            await until(pilot, lambda: memory.status().documents == 2)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: load_config(config).files.exclude == ())
        await pilot.press("f5")
        with secondme.open(remembered) as memory:
            await until(pilot, lambda: memory.status().documents == 3)


async def test_paused_it_reads_nothing_until_it_goes_on(remembered, notes, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "3 documents" in seen(pilot))
        await pilot.press("space")
        await until(pilot, lambda: "paused" in seen(pilot))
        (notes / "new.md").write_text("Something new.\n", encoding="utf-8")
        await pilot.press("f5", "u")
        await pilot.app.workers.wait_for_complete()
        with secondme.open(remembered) as memory:
            assert memory.status().documents == 3
            await pilot.press("space")
            await until(pilot, lambda: memory.status().documents == 4)


async def test_a_pause_outlives_the_app(remembered, notes, app_on, seen, until):
    set_value(find_home(remembered).config, BY_NAME["daemon.paused"], True)
    (notes / "new.md").write_text("Something new.\n", encoding="utf-8")
    async with app_on(remembered) as pilot:
        await until(pilot, lambda: "reading is paused" in seen(pilot))
        await go(pilot, until, seen)
        await until(pilot, lambda: "Space goes on" in seen(pilot))
        await pilot.app.workers.wait_for_complete()
        with secondme.open(remembered) as memory:
            assert memory.status().documents == 3


async def test_the_daemon_is_started_and_ended_and_the_app_goes_on(
    remembered, app_on, seen, until, monkeypatch, tmp_path_factory
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("r")))
    home = find_home(remembered)
    try:
        async with app_on(remembered) as pilot:
            await go(pilot, until, seen)
            await until(pilot, lambda: "no daemon" in seen(pilot))
            await pilot.press("g")
            await until(pilot, lambda: pilot.app.gateway.is_remote and "daemon:" in seen(pilot))
            assert daemon_state(home).answers
            await pilot.press("g")
            await until(pilot, lambda: not pilot.app.gateway.is_remote and "no daemon" in seen(pilot))
            assert not daemon_state(home).running
            ledger = pilot.app.screen.query_one(Ledger)
            assert ledger.chosen == "s1"
    finally:
        stop(home)
