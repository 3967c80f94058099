"""Colours in office documents: of letters and of what lies behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.formats.package import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

Colour = tuple[int, int, int]
"""Red, green, blue, each from 0 to 255."""
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
NEAR = 6
"""Of 255: colours no further apart in any of the three look the same."""
_HEX = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


def colour_of(text: str | None) -> Colour | None:
    """The colour that "#FFFFFF", "FFFFFF" or "FFFFFFFF" (with its opacity first) stands for; else None."""
    found = _HEX.fullmatch(text or "")
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else None


def look_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def lighter(colour: Colour, share: float) -> Colour:
    """The colour moved so far towards white, or, below 0, towards black."""
    goal = 255 if share > 0 else 0
    moved = [round(part + (goal - part) * min(abs(share), 1.0)) for part in colour]
    return (moved[0], moved[1], moved[2])


def theme_colours(theme: _Element) -> dict[str, Colour]:
    """The colours of an Office theme by their names: dk1, lt1, dk2, lt2, accent1 …, in this order."""
    return dict(_named(child(theme, "themeElements", "clrScheme")))


def _named(scheme: _Element | None) -> Iterator[tuple[str, Colour]]:
    for element in scheme if scheme is not None else ():
        for inner in element:
            colour = colour_of(inner.get("lastClr") or inner.get("val"))
            if colour is not None:
                yield local(element), colour
