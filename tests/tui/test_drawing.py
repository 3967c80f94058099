"""A screen that is drawn in parts comes to the same, and others have their turn between the parts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import ChopsUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Label, Static

from tui.places.drawing import LINES, DrawnInParts, in_parts

WIDTH, HEIGHT = 60, 33
REGIONS = st.sets(
    st.builds(Region, st.integers(0, 9), st.integers(0, 50), st.integers(1, 9), st.integers(1, 40)),
    min_size=1,
    max_size=5,
)


class Pages(DrawnInParts):
    """Two columns, of which one is longer than the screen, and a line that lies over both."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="pages"):
            with VerticalScroll():
                yield Static("\n".join(f"line {number} of many" for number in range(90)))
            yield Static("字 wide\n" * 40, id="beside")
        yield Label("above\nthe\nrest\nof\nit")


class Watched(App[None]):
    """Keeps what stands on the screen by what it was told to draw, and how far others had come each time."""

    CSS = """
    #pages > * { width: 1fr; height: 1fr; border: round red; }
    Pages { layers: below above; }
    Label { layer: above; offset: 3 8; height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.drawn: dict[tuple[int, int], str] = {}
        self.turns: list[int] = []
        self.turn = 0

    def get_default_screen(self) -> Screen[None]:
        return Pages()

    def _display(self, screen: Screen[None], renderable: object) -> None:
        if isinstance(renderable, ChopsUpdate):
            self.turns.append(self.turn)
            for y, left, right in renderable.spans:
                cells = {(y, x): letter for x, letter in _cells(renderable, y) if left <= x < right}
                self.drawn |= cells

    @property
    def seen(self) -> list[str]:
        return ["".join(self.drawn.get((y, x), "?") for x in range(WIDTH)) for y in range(HEIGHT)]

    async def take_turns(self) -> None:
        while True:
            self.turn += 1
            await asyncio.sleep(0)


async def test_a_screen_in_parts_comes_to_the_same() -> None:
    async with Watched().run_test(size=(WIDTH, HEIGHT)) as pilot:
        app, screen = pilot.app, pilot.app.screen
        assert isinstance(app, Watched)
        for change in (lambda: None, lambda: screen.query_one(VerticalScroll).scroll_to(y=41, animate=False)):
            app.drawn.clear()
            change()
            screen.refresh(layout=True)
            await pilot.pause()
            screen.query_one("#beside", Static).update("字 other\n" * 30)
            await pilot.pause()
            screen.refresh(Region(0, 0, WIDTH, HEIGHT))
            await pilot.pause()
            assert app.seen == [_spelled(strip.text) for strip in screen._compositor.render_strips()]


async def test_between_two_parts_others_have_their_turn() -> None:
    async with Watched().run_test(size=(WIDTH, HEIGHT)) as pilot:
        app = pilot.app
        assert isinstance(app, Watched)
        others = asyncio.create_task(app.take_turns())
        waited = asyncio.Event()
        app.turns.clear()
        app.screen.refresh(Region(0, 0, WIDTH, HEIGHT))
        app.screen.call_after_refresh(waited.set)
        await asyncio.wait_for(waited.wait(), 60)
        others.cancel()
        with suppress(asyncio.CancelledError):
            await others
        assert len(set(app.turns)) >= -(-HEIGHT // LINES)
        assert app.seen == [_spelled(strip.text) for strip in app.screen._compositor.render_strips()]


@given(REGIONS)
def test_parts_are_all_and_nothing_twice(regions: set[Region]) -> None:
    left, parts = regions, []
    while left:
        now, left = in_parts(left)
        assert max(part.bottom for part in now) - min(part.y for part in now) <= LINES
        parts.append(now)
    points = [_points(part) for part in parts]
    assert set().union(*points) == _points(regions)
    assert sum(map(len, points)) == len(_points(regions))


def _points(regions: set[Region]) -> set[tuple[int, int]]:
    return {(x, y) for region in regions for x in region.column_range for y in region.line_range}


def _cells(update: ChopsUpdate, y: int) -> Iterator[tuple[int, str]]:
    for start, strip in update.chops[y].items():
        if strip is not None:
            yield from enumerate(_spelled(strip.text), start)


def _spelled(text: str) -> str:
    """One letter a cell."""
    return text.replace("字", "字_")
