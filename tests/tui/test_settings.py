"""The place of the settings: each with its help, changed with its rule, and taken back."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from secondme.config import load_config
from secondme.config.settings import BY_NAME, SETTINGS
from secondme.home import find_home
from tui.dialogs.entry import Entry
from tui.dialogs.pick import Pick
from tui.ledger.ledger import Ledger
from tui.settings.values import parse_typed, typed_of, wrong_with


async def go(pilot, until, seen, name="files.hidden"):
    await pilot.press("ctrl+g", "c")
    await until(pilot, lambda: "kept in" in seen(pilot))
    pilot.app.screen.query_one(Ledger).choose(name)
    await until(pilot, lambda: pilot.app.screen.query_one(Ledger).chosen == name)


def value_at(home, name):
    return load_config(find_home(home)).value(name)


@pytest.mark.parametrize("size", [(80, 24), (240, 70)])
async def test_every_setting_is_there_with_its_help(home, app_on, seen, until, size):
    async with app_on(home, size) as pilot:
        await go(pilot, until, seen)
        for setting in SETTINGS:
            pilot.app.screen.query_one(Ledger).choose(setting.name)
            await until(pilot, lambda name=setting.name: pilot.app.screen.query_one(Ledger).chosen == name)
            first = " ".join(setting.meaning.split()[:3])
            await until(pilot, lambda words=first: words in seen(pilot))


async def test_a_switch_is_turned_and_turned_back(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await go(pilot, until, seen, "files.hidden")
        await pilot.press("enter")
        await until(pilot, lambda: value_at(home, "files.hidden") is True)
        await until(pilot, lambda: "1 of" in seen(pilot) and "not the usual" in seen(pilot))
        messages = [one.message for one in pilot.app._notifications]
        assert messages == ["files.hidden is now yes.  Ctrl+Z takes it back."]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: value_at(home, "files.hidden") is False)


async def test_what_breaks_a_rule_is_said_while_it_is_typed_and_never_kept(home, app_on, seen, until):
    async with app_on(home, (80, 24)) as pilot:
        await go(pilot, until, seen, "files.seconds")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Entry))
        field = pilot.app.screen.query_one("#typed", Input)
        field.value = "soon"
        await until(pilot, lambda: "files.seconds must be a number" in seen(pilot))
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Entry)
        field.value = "90"
        await pilot.press("enter")
        await until(pilot, lambda: value_at(home, "files.seconds") == 90.0)
        await until(pilot, lambda: "r makes it the usual again" in seen(pilot))
        await pilot.press("r")
        await until(pilot, lambda: value_at(home, "files.seconds") == 60.0)


async def test_a_list_has_a_line_for_each_and_reaches_the_memory_at_once(
    remembered, notes, app_on, seen, until
):
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen, "files.exclude")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Entry))
        pilot.app.screen.query_one("#typed", TextArea).text = "*.txt\n\n [red]drafts/ \n"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: value_at(remembered, "files.exclude") == ("*.txt", "[red]drafts/"))
        await until(pilot, lambda: pilot.app.status is not None and pilot.app.status.documents == 2)
        assert "[red]drafts/" in seen(pilot)


async def test_one_of_a_few_is_picked(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await go(pilot, until, seen, "daemon.work")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("down", "enter")
        await until(pilot, lambda: value_at(home, "daemon.work") == "full")


async def test_a_theme_is_picked_and_kept(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await go(pilot, until, seen, "app.theme")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("end", "enter")
        chosen = sorted(name for name in pilot.app.available_themes if name != "textual-ansi")[-1]
        await until(pilot, lambda: value_at(home, "app.theme") == chosen == pilot.app.theme)
        await until(pilot, lambda: "r makes it the usual again" in seen(pilot))
        await pilot.press("r")
        await until(pilot, lambda: value_at(home, "app.theme") == "lamplight" == pilot.app.theme)


async def test_a_setting_is_looked_for_by_what_it_is_for(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await go(pilot, until, seen)
        await pilot.press("slash", *"battery")
        await until(pilot, lambda: "daemon.pause_on_battery" in seen(pilot))
        assert "files.hidden" not in seen(pilot)
        await pilot.press("enter")
        assert pilot.app.screen.query_one(Ledger).chosen == "daemon.pause_on_battery"
        await pilot.press("escape")
        await until(pilot, lambda: "files.hidden" in seen(pilot))


async def test_a_broken_file_is_told_and_nothing_is_written_over_it(home, app_on, seen, until):
    place = find_home(home)
    place.create()
    place.config.write_text("[files\n", encoding="utf-8")
    async with app_on(home) as pilot:
        await pilot.press("ctrl+g", "c")
        await until(pilot, lambda: "config edit" in seen(pilot))
        pilot.app.screen.query_one(Ledger).choose("files.hidden")
        await pilot.pause()
        await pilot.press("enter")
        await until(
            pilot, lambda: any("Nothing was changed" in one.message for one in pilot.app._notifications)
        )
        assert place.config.read_text(encoding="utf-8") == "[files\n"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_what_stands_in_the_field_means_the_value_itself(setting):
    assert wrong_with(setting, typed_of(setting.default)) == ""
    assert parse_typed(setting, typed_of(setting.default)) == setting.default
    assert BY_NAME[setting.name] is setting
