"""Every place of the app looks as it did when somebody looked at it: in two sizes and two themes.

A drawing is kept as its lines and, below them, the colours of each: a twentieth of an SVG, and a change of it
can be read. Where one differs, the old and the new one are drawn as SVG beside each other, and it is said
where. `make snapshots` keeps what is drawn now.
"""

from __future__ import annotations

import difflib
import io
import os
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.widgets import Input, SelectionList, Static

from tui.app import SecondmeApp
from tui.counting import counted
from tui.forms.field_list import FieldList
from tui.ledger.ledger import Ledger
from tui.passages.results import Results
from tui.places.places import PLACES
from tui.places.screen import PlaceScreen
from tui.settings.appearance import read_wishes
from tui.start.screen import STEPS, Beginning
from tui.tables.long_table import LongTable

KEPT = Path(__file__).parent / "drawings"
SIZES = ((80, 24), (120, 36))
THEMES = ("lamplight", "ink")
"""The usual one, and one of high contrast."""
PAGE = (
    "<!doctype html><meta charset=utf-8><title>As it was, and as it is</title>"
    "<style>body{display:grid;grid-template-columns:1fr 1fr;gap:1em}img{width:100%}</style>"
)
STORED = re.compile(r"\b\d\d kB")
"""How much a backup takes: it holds what is random, and comes to some bytes more or less each time."""
MOST_TOLD = 60
"""Lines of differences that are told at once."""

Pilot = Any
Until = Callable[..., Awaitable[None]]
Run = tuple[str, str]
"""Characters side by side in one style, and that style as Rich writes it."""
Rows = Sequence[Sequence[Run]]


# Drawings


def draw(app: SecondmeApp) -> str:
    """What is on the screen: a line of text for each row, then a line of styles, then what they are."""
    console = Console(width=app.size.width, file=io.StringIO(), color_system="truecolor")
    screen = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    seen = [segment for segment in console.render(screen) if not segment.control]
    return write([runs_of(row) for row in Segment.split_lines(seen)])


def runs_of(row: Iterable[Segment]) -> list[Run]:
    """Neighbours of one style together."""
    styled = [(STORED.sub("XX kB", one.text), say(one.style or Style())) for one in row]
    return [
        ("".join(text for text, _ in run), style) for style, run in groupby(styled, key=lambda one: one[1])
    ]


def say(style: Style) -> str:
    """`bold #8fb4c9 on #13171b`, and nothing of what cannot be seen."""
    ways = [way for way in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, way)]
    return " ".join([*ways, str(Style(color=style.color, bgcolor=style.bgcolor))])


def write(rows: Rows) -> str:
    """The drawing as it is kept."""
    styled = sorted({style for row in rows for _, style in row})
    names = {style: str(number) for number, style in enumerate(styled, 1)}
    lines = ["".join(text for text, _ in row).rstrip() for row in rows]
    styles = [" ".join(f"{names[style]}x{len(text)}" for text, style in row) for row in rows]
    legend = [f"{name} {style}" for style, name in names.items()]
    return "\n".join([*lines, "--", *styles, "--", *legend, ""])


def read(kept: str) -> list[list[Run]]:
    """The rows of a drawing that was kept."""
    lines, styles, legend = (part.split("\n") for part in kept.rstrip("\n").split("\n--\n"))
    names = dict(line.split(" ", 1) for line in legend)
    return [list(_cut(line, runs, names)) for line, runs in zip(lines, styles, strict=True)]


def _cut(line: str, runs: str, names: dict[str, str]) -> Iterable[Run]:
    at = 0
    for name, length in (run.split("x") for run in runs.split()):
        yield line[at : at + int(length)].ljust(int(length)), names[name]
        at += int(length)


def picture(rows: Rows, title: str) -> str:
    """The drawing as an SVG that fetches no font from the web."""
    width = sum(len(text) for text, _ in rows[0])
    console = Console(width=width, file=io.StringIO(), color_system="truecolor", record=True)
    for row in rows:
        console.print(Text.assemble(*row), no_wrap=True, crop=False)
    return console.export_svg(title=title).replace("https://cdnjs.cloudflare.com", "")


# Comparing


@dataclass
class Album:
    """What is drawn in a test, held against what is kept. folder: where differences are shown."""

    folder: Path
    drawn: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Fails with all that differ, each drawn beside what it was; or keeps them, if that is wanted."""
        if "ACCEPT_SNAPSHOTS" in os.environ:
            self._keep()
        elif differing := {name: kept for name in self.drawn if (kept := kept_of(name)) != self.drawn[name]}:
            told = "\n".join(self._told(differing)[:MOST_TOLD])
            pytest.fail(
                f"{counted(len(differing), 'drawing')} other than kept: {', '.join(differing)}\n{told}\n"
                f"See them side by side: {self._show(differing)}\n"
                "If they are as they should be: make snapshots",
                pytrace=False,
            )

    def _keep(self) -> None:
        KEPT.mkdir(exist_ok=True)
        for name, drawing in self.drawn.items():
            (KEPT / f"{name}.txt").write_text(drawing, encoding="utf-8")

    def _told(self, differing: dict[str, str]) -> list[str]:
        lines: list[str] = []
        for name, kept in differing.items():
            before, now = kept.split("\n"), self.drawn[name].split("\n")
            lines += difflib.unified_diff(before, now, f"{name} kept", f"{name} now", lineterm="", n=0)
        return lines

    def _show(self, differing: dict[str, str]) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        images = []
        for name, kept in differing.items():
            for when, drawing in (("kept", kept), ("now", self.drawn[name])):
                if drawing:
                    svg = picture(read(drawing), f"{name}, {when}")
                    (self.folder / f"{name}.{when}.svg").write_text(svg, encoding="utf-8")
                images.append(f'<img src="{name}.{when}.svg" alt="{name}, {when}">')
        page = self.folder / f"{next(iter(differing))}.html"
        page.write_text(PAGE + "".join(images), encoding="utf-8")
        return page


def kept_of(name: str) -> str:
    file = KEPT / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.fixture
def album(pytestconfig: pytest.Config) -> Album:
    return Album(pytestconfig.rootpath / "build" / "drawings")


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
    Scene("memories", choose_in_table(4), "#memory-head", "I live in Falmouth"),
    Scene("people", choose_in_table(1), "#person-head", "Noor"),
    Scene("review", only_look, "#review-question", "contradict"),
    Scene("forms", fill_form, "#field-sources", "Odile Marchetti"),
    Scene("sources", choose(1), "#source Static", "scan.pdf"),
    Scene("models", only_look, "#model Static", "Apache"),
    Scene("backups", only_look, "#backup Static", "is tried"),
    Scene("settings", only_look, "#setting Static", "files.hidden"),
    Scene("doctor", choose(4), "#finding Static", "recovery key"),
)


async def come_to_rest(pilot: Pilot) -> str:
    """The drawing, once nothing is under way and the screen stays as it is; no cursor blinks."""
    for screen in pilot.app.screen_stack:
        for typed in screen.query(Input):
            typed.cursor_blink = False
    before = ""
    while before != (before := draw(pilot.app)) or not all(one.is_finished for one in pilot.app.workers):
        await pilot.pause(0.05)
    return before


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
    assert {file.name for file in KEPT.iterdir()} == meant


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
