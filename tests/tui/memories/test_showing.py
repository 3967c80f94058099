"""The place of memories: seen, found and followed, in the real app."""

from __future__ import annotations

from textual.widgets import Input

from secondme.daemon.control import start, stop
from secondme.home import find_home
from tui.memories.around import Around
from tui.memories.screen import MemoriesScreen
from tui.passages.reading import PassageDialog


async def test_what_is_known_is_shown_with_how_firmly_it_is_held(known, app_on, place, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        assert here.ids == ["m5", "m4", "m3", "m2", "m1"]
        await here.go_to("m1")
        shown = seen(pilot)
        assert "You told me" in shown and "confirmed" in shown and "held true since 1 Mar 2025" in shown
        assert "●" in shown  # A use on the curve.


async def test_the_empty_place_says_what_to_do_and_learns_from_what_was_read(
    remembered, app_on, place, seen, until
):
    async with app_on(remembered) as pilot:
        here = place(pilot)
        await here.enter(0)
        await until(pilot, lambda: "Nothing is known yet" in seen(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "The launch is at Custom House Quay" in seen(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "nothing new to learn" in seen(pilot))


async def test_typing_finds_and_escape_clears(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("slash", *"BEN li")
        await until(pilot, lambda: here.ids == ["m3", "m2"])
        await pilot.press("enter")
        await until(pilot, lambda: here.table.has_focus)
        await pilot.press("escape")
        await until(pilot, lambda: len(here.ids) == 5)
        assert here.app.screen.query_one(Input).value == ""


async def test_states_kinds_and_orders_follow_each_other(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("w")
        await until(pilot, lambda: here.ids == ["m1", "m2", "m3", "m4", "m5"])
        await pilot.press("t")
        await until(pilot, lambda: "facts alone" in seen(pilot))
        await pilot.press("s")
        await until(pilot, lambda: "Nothing that is asleep fits" in seen(pilot))
        await pilot.press("s", "s")
        await until(pilot, lambda: len(here.ids) == 5)


async def test_a_link_is_followed_and_the_way_back_leads_back(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await here.go_to("m3")
        await pilot.press("enter")
        await until(pilot, lambda: here.app.screen.query_one(Around).has_focus)
        await pilot.press("down", "enter")
        await until(pilot, lambda: here.is_shown("m2"))
        assert here.table.chosen is not None and here.table.chosen.id == "m2"
        await pilot.press("backspace")
        await until(pilot, lambda: here.is_shown("m3"))


async def test_what_it_rests_on_is_opened_where_it_stands(known, app_on, place, until, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(here.app.screen, PassageDialog))
        await until(pilot, lambda: "Where it stands" in seen(pilot) and "␛[31m" in seen(pilot))
        await pilot.press("o")
        await until(pilot, lambda: "no file to open" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(here.app.screen, MemoriesScreen))


async def test_in_a_small_terminal_the_detail_takes_the_place_of_the_table(known, app_on, place, until, seen):
    async with app_on(known, (80, 24)) as pilot:
        here = place(pilot)
        await here.enter(5)
        assert "Rests on" not in seen(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Rests on" in seen(pilot))
        assert "100%" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "Rests on" not in seen(pilot) and here.table.has_focus)


async def test_what_a_memory_says_is_shown_and_never_obeyed(known, app_on, place, seen):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        assert "␛[31mred" in seen(pilot) and "[bold]hot[/bold]" in seen(pilot)
        assert "שלום" in seen(pilot) and "日本語" in seen(pilot)


async def test_a_click_chooses_and_another_opens(known, app_on, place, until):
    async with app_on(known) as pilot:
        here = place(pilot)
        await here.enter(5)
        await pilot.click(here.table, offset=(20, 3))
        await until(pilot, lambda: here.is_shown("m3"))
        await pilot.click(here.table, offset=(20, 3))
        await until(pilot, lambda: here.app.screen.query_one(Around).has_focus)


async def test_the_daemon_serves_the_place_as_well(known, app_on, place, until):
    start(find_home(known))
    try:
        async with app_on(known) as pilot:
            here = place(pilot)
            assert here.app.gateway.is_remote
            await here.enter(5)
            await here.go_to("m1")
            assert here.detail.look.curve.uses[0].kind == "confirmed"
            await pilot.press("r")
            await until(pilot, lambda: "m1" not in here.ids)
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "m1" in here.ids)
    finally:
        stop(find_home(known))
