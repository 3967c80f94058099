"""Memories put right, forgotten, and all but that taken back, in the real app."""

from __future__ import annotations

from textual.widgets import Button

from tui.memories.conflicts import Conflicts
from tui.memories.editing import EditMemory
from tui.memories.forgetting import ForgetDialog
from tui.memories.screen import MemoriesScreen


async def test_an_edit_is_kept_and_taken_back(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m1")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(here.app.screen, EditMemory))
        await pilot.press(*"Noor has the key", "enter")
        await until(pilot, lambda: "m6" in here.ids and "m1" not in here.ids)
        await until(pilot, lambda: "Noor has the key" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "m1" in here.ids and "m6" not in here.ids)


async def test_an_edit_that_changes_nothing_is_none(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(here.app.screen, EditMemory))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(here.app.screen, MemoriesScreen))
        assert len(here.ids) == 5 and not here.app.gateway.undo(here.app.screen)


async def test_pinned_unpinned_and_taken_back(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m4")
        await pilot.press("p")
        await until(pilot, lambda: here.detail.look.memory.pinned)
        await pilot.press("p")
        await until(pilot, lambda: not here.detail.look.memory.pinned)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: here.detail.look.memory.pinned)


async def test_what_is_retired_can_be_brought_back(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m4")
        await pilot.press("r")
        await until(pilot, lambda: "m4" not in here.ids)
        await pilot.press("s", "s")
        await until(pilot, lambda: here.ids == ["m4"] and here.is_shown("m4"))
        await pilot.press("r")
        await until(pilot, lambda: here.ids == [])
        await pilot.press("s", "s")
        await until(pilot, lambda: len(here.ids) == 5)


async def test_those_that_are_marked_become_one(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("m")
        await until(pilot, lambda: "with Space" in seen(pilot))
        await here.go_to("m3")
        await pilot.press("space", "space", "m")
        await until(pilot, lambda: here.ids == ["m5", "m4", "m3", "m1"])
        await here.go_to("m3")
        assert len(here.detail.look.evidence) == 2
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(here.ids) == 5)


async def test_a_change_is_taken_back_from_its_history_once_that_is_meant(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m4")
        await pilot.press("p")
        await until(pilot, lambda: here.detail.look.memory.pinned)
        await pilot.press("enter", "down", "enter")
        await until(pilot, lambda: "Take this back?" in seen(pilot))
        await pilot.press("y")
        await until(pilot, lambda: not here.detail.look.memory.pinned)


async def test_forgetting_shows_what_hangs_on_it_and_a_receipt(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m4")
        await pilot.press("x")
        await until(pilot, lambda: isinstance(here.app.screen, ForgetDialog))
        await until(pilot, lambda: not here.app.screen.query_one("#forget", Button).disabled)
        await until(pilot, lambda: "This would go" in seen(pilot))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "nothing is left" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: here.ids == ["m5", "m3", "m2", "m1"])


async def test_forgetting_can_be_left(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(here.app.screen, ForgetDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(here.app.screen, MemoriesScreen))
        assert len(here.ids) == 5


async def test_of_two_that_contradict_each_other_one_stays_or_both(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(here.app.screen, Conflicts) and "1 of 1" in seen(pilot))
        assert "Lisbon" in seen(pilot) and "Graz" in seen(pilot)
        await pilot.press("b")
        await until(pilot, lambda: "Nothing contradicts anything else" in seen(pilot))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "1 of 1" in seen(pilot))
        await pilot.press("2")
        await until(pilot, lambda: "Nothing contradicts anything else" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: here.ids == ["m5", "m4", "m3", "m1"])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: here.ids == ["m5", "m4", "m3", "m2", "m1"])
