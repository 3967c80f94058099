"""Every place of the app looks as it did when somebody looked at it: in two sizes and two themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from textual.content import Content
from textual.widgets import Input, SelectionList, Static

from tui.app import SecondmeApp
from tui.forms.field_list import FieldList
from tui.ledger.ledger import Ledger
from tui.passages.results import Results
from tui.places.places import PLACES
from tui.places.screen import PlaceScreen
from tui.settings.appearance import read_wishes
from tui.start.screen import STEPS, Beginning
from tui.tables.long_table import LongTable

from .drawing import KEPT, SIZES, THEMES, Album, Pilot, Until, come_to_rest, read, write

# What is to be seen of each place


async def only_look(pilot: Pilot, until: Until) -> None:
    """As one comes there."""


def find(query: str) -> Callable[[Pilot, Until], Awaitable[None]]:
    """Types that, and goes to the first thing that is found."""

    async def finding(pilot: Pilot, until: Until) -> None:
        pilot.app.screen.query_one("#question", Input).value = query
        await until(pilot, lambda: pilot.app.screen.query_one(Results).option_count)
        await pilot.press("down")

    return finding


def choose(at: int) -> Callable[[Pilot, Until], Awaitable[None]]:
    """Puts the cursor of the ledger on that row."""

    async def choosing(pilot: Pilot, until: Until) -> None:
        ledger = pilot.app.screen.query_one(Ledger)
        await until(pilot, lambda: len(ledger._rows) > at)
        ledger.choose(ledger._rows[at].key)

    return choosing


def choose_in_table(at: int) -> Callable[[Pilot, Until], Awaitable[None]]:
    """Puts the cursor of the table on that row."""

    async def choosing(pilot: Pilot, until: Until) -> None:
        table = pilot.app.screen.query_one(LongTable)
        await until(pilot, lambda: len(table.rows) > at)
        table.choose(table.name_of(table.rows[at]))

    return choosing


async def fill_form(pilot: Pilot, until: Until) -> None:
    """Fills in the first form that lies in the person's folders."""
    screen = pilot.app.screen
    await until(pilot, lambda: screen.query_one("#form-files").option_count)
    await pilot.press("enter")
    await until(pilot, lambda: screen.has_class("-reviewing"))
    screen.query_one(FieldList).choose(0)


@dataclass(frozen=True)
class Scene:
    """A place. act: what is done there. It is whole once the words stand in one of the widgets at `where`."""

    name: str
    act: Callable[[Pilot, Until], Awaitable[None]]
    where: str
    words: str

    @property
    def place(self) -> str:
        return self.name.partition("-")[0]

    def is_here(self, app: SecondmeApp) -> bool:
        return isinstance(app.screen, PlaceScreen) and self.place == app.screen.PLACE

    def is_whole(self, app: SecondmeApp) -> bool:
        return any(self.words in plain(one) for one in app.screen.query(self.where).results(Static))


def plain(shown: Static) -> str:
    return shown.content.plain if isinstance(shown.content, Content) else str(shown.content)


SCENES = (
    Scene("ask", only_look, "#welcome", "What would you like"),
    Scene("ask-found", find("puffin boat"), "#citation-head", "Piran"),
    Scene("recall", find("boat from:Noor"), "#citation-head", "Noor"),
    Scene("timeline", only_look, "#story-text", "these tell most"),
    Scene("memories", choose_in_table(5), "#memory-head", "I live in Falmouth"),
    Scene("people", choose_in_table(1), "#person-head", "Noor"),
    Scene("review", only_look, "#review-question", "contradict"),
    Scene("forms", fill_form, "#field-sources", "Odile Marchetti"),
    Scene("sources", choose(1), "#source Static", "scan.pdf"),
    Scene("models", only_look, "#model Static", "Apache"),
    Scene("backups", only_look, "#backup Static", "is tried"),
    Scene("settings", only_look, "#setting Static", "files.hidden"),
    Scene("doctor", choose(4), "#finding Static", "recovery key"),
)


async def draw_all(pilot: Pilot, name: str, until: Until, album: Album) -> None:
    """In each size and theme, from the ones that there are to their opposites: each change takes its time."""
    app = pilot.app
    for theme in THEMES if app.theme == THEMES[0] else reversed(THEMES):
        app.theme = theme
        await until(pilot, lambda theme=theme: read_wishes(app.gateway.home).get("theme", THEMES[0]) == theme)
        for size in SIZES if app.size == SIZES[0] else reversed(SIZES):
            await pilot.resize_terminal(*size)
            album.drawn["{}-{}x{}-{}".format(name, *size, theme)] = await come_to_rest(pilot)


async def test_every_place_looks_as_it_did(life, app_of_that_day, until, album):
    app = app_of_that_day(life)
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: app.gateway.is_open and app.is_prepared)
        for scene in SCENES:
            app.go_to(scene.place)
            await until(pilot, lambda scene=scene: scene.is_here(app))
            await come_to_rest(pilot)
            await scene.act(pilot, until)
            await until(pilot, lambda scene=scene: scene.is_whole(app))
            await draw_all(pilot, scene.name, until, album)
    app.gateway.close()
    album.close()


async def test_the_first_start_looks_as_it_did(folders, home, app_of_that_day, until, album):
    app = app_of_that_day(home, begin=True)
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Beginning) and app.is_prepared)
        lists = app.screen.query(SelectionList)
        await until(pilot, lambda: all(one.option_count > 1 for one in lists))
        for step in STEPS:
            await draw_all(pilot, f"start-{step}", until, album)
            await pilot.press("escape")
    app.gateway.close()
    album.close()


def test_every_place_is_drawn_and_nothing_that_is_gone():
    assert {scene.place for scene in SCENES} == {place.name for place in PLACES}
    names = [scene.name for scene in SCENES] + [f"start-{step}" for step in STEPS]
    meant = {f"{name}-{w}x{h}-{theme}.txt" for name in names for w, h in SIZES for theme in THEMES}
    assert {file.name for file in KEPT.iterdir() if not file.name.startswith("over-")} == meant


def test_a_difference_is_told_and_drawn(tmp_path, monkeypatch):
    album = Album(tmp_path)
    monkeypatch.delenv("ACCEPT_SNAPSHOTS", raising=False)
    white, green = "bold #ffffff on #000000", "#00ff00 on #000000"
    rows = [[("ab  ", white), ("c ", green)], [("      ", green)]]
    assert read(write(rows)) == rows
    album.drawn["nowhere-6x2-none"] = write(rows)
    with pytest.raises(pytest.fail.Exception, match="1 drawing other than kept: nowhere-6x2-none"):
        album.close()
    assert "nowhere-6x2-none.now.svg" in (tmp_path / "nowhere-6x2-none.html").read_text("utf-8")
    assert "ab" in (tmp_path / "nowhere-6x2-none.now.svg").read_text("utf-8")
