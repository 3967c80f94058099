"""A whole screen is drawn some lines at a time: a key, and what was found, wait for a part of it only.

Laying out and drawing a large screen takes 30 ms and more, and twice that where a model computes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from tui.turns import is_long

LINES = 10
"""So many lines are drawn before others have their turn."""
PATIENCE = 3
"""So many turns of the event loop that take long by other work are waited for with a part."""


class Cropping(Compositor):
    """Has of each widget those lines drawn only that are to be seen anew, not all of it."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if crop is None:
            yield from super()._get_renders(crop)
            return
        lines = Region(0, crop.y, self.size.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            seen = seen.intersection(lines) if crop.overlaps(clip) else Region()
            if seen:
                yield seen, clip, widget.render_lines(seen.translate(-region.offset))


class DrawnInParts(Screen[None]):
    """A screen that draws what is higher than some lines in parts, from above, each in a step of its own."""

    _is_drawing = _is_laying_out = False

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._compositor = Cropping()

    def _compositor_refresh(self) -> None:
        """In place of Textual's, which draws all that is to be drawn at once."""
        is_seen = self is self.app.screen and not self.app.is_inline
        is_small = not self._is_laying_out and _height(self._compositor._dirty_regions) <= LINES
        if not is_seen or (is_small and not self._is_drawing):
            super()._compositor_refresh()
        elif not self._is_drawing:
            # Laid out as of now: else a widget that lies elsewhere later would not be told.
            _ = self._compositor.visible_widgets
            self._draw_soon()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lays out in one step, and draws what changed by that in others."""
        self._is_laying_out = True
        super()._refresh_layout(size, scroll)
        self._is_laying_out = False

    def _draw_soon(self, patience: int = PATIENCE) -> None:
        self._is_drawing = True
        asyncio.get_running_loop().call_later(0, self._draw_on, patience)  # The last step of a turn.

    def _draw_on(self, patience: int) -> None:
        """Draws the uppermost lines of what is left; in a later turn where this one is long already."""
        if patience and is_long():
            self._draw_soon(patience - 1)
            return
        self._is_drawing = False
        if not self.is_running:
            return
        if self is not self.app.screen:
            super()._compositor_refresh()
            return
        if self.app._batch_count:
            self.call_later(self._compositor_refresh)
            return
        try:
            screen = self._compositor.size.region
            seen = {region.intersection(screen) for region in self._compositor._dirty_regions}
            now, later = in_parts({region for region in seen if region})
            changed_since = set(self._dirty_widgets)
            self._put_to_draw(now)
            super()._compositor_refresh()
            self._put_to_draw(later)
            self._dirty_widgets |= changed_since
        except Exception as error:
            self.app._handle_exception(error)
            return
        if later:
            self._draw_soon()

    def _put_to_draw(self, regions: Iterable[Region]) -> None:
        self._compositor._dirty_regions.clear()
        self._compositor._dirty_regions.update(regions)

    async def _invoke_and_clear_callbacks(self) -> None:
        """What waits until the screen is drawn waits for its last part."""
        while self._is_drawing:
            await asyncio.sleep(0)
        await super()._invoke_and_clear_callbacks()


def _height(regions: Iterable[Region]) -> int:
    tops = [region.y for region in regions]
    return max((region.bottom for region in regions), default=0) - min(tops, default=0)


def in_parts(regions: Iterable[Region]) -> tuple[set[Region], set[Region]]:
    """The regions within the uppermost lines, and what of them lies below."""
    end = min((region.y for region in regions), default=0) + LINES
    now = {_rows(region, region.y, min(region.bottom, end)) for region in regions if region.y < end}
    later = {_rows(region, max(region.y, end), region.bottom) for region in regions if region.bottom > end}
    return now, later


def _rows(region: Region, top: int, bottom: int) -> Region:
    return Region(region.x, top, region.width, bottom - top)
