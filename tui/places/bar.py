"""The bar of places: where one is, and where one can go."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from tui.ink import HEAD, KEY, QUIET, click
from tui.places.places import PLACES

_BETWEEN = "  "
_CHOOSE = click("app.choose_place")
_GO = Content.assemble(("^G", f"{KEY} {_CHOOSE}"), (" go", f"{QUIET} {_CHOOSE}"))


class PlaceBar(Static):
    """One line at the head of the screen; a click goes there."""

    def __init__(self, here: str) -> None:
        super().__init__("", id="places", markup=False)
        self._here = here

    def on_resize(self, event: events.Resize) -> None:
        self.update(write_bar(self._here, event.size.width - 2))


def write_bar(here: str, width: int) -> Content:
    """All places, the one here marked; where they do not fit into `width` cells, those nearest to it."""
    at = next(number for number, place in enumerate(PLACES) if place.name == here)
    first, last = at, at + 1
    while (first, last) != (0, len(PLACES)):
        wider = (max(first - 1, 0), min(last + 1, len(PLACES)))
        if _width(*wider) > width - _GO.cell_length - len(_BETWEEN):
            break
        first, last = wider
    names = [_write_name(number, at) for number in range(first, last)]
    return Content(_BETWEEN).join([*names, _GO])


def _write_name(number: int, at: int) -> Content:
    place = PLACES[number]
    if number == at:
        return Content.styled(place.title, HEAD)
    leads = f"app.go_to('{place.name}')"
    return Content.styled(place.title, f"{QUIET} {click(leads)}")


def _width(first: int, last: int) -> int:
    titles = [place.title for place in PLACES[first:last]]
    return sum(map(len, titles)) + len(_BETWEEN) * len(titles)
