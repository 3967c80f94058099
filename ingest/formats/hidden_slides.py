"""What a PowerPoint presentation holds and who looks at its slides does not see.

Slides that are skipped, shapes off the slide, letters in the colour of what lies behind them, tiny ones, and
the descriptions of pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.document import Hidden, HiddenBy
from ingest.formats import FormatError
from ingest.formats.colours import BLACK, WHITE, Colour, colour_of, look_alike, theme_colours
from ingest.formats.package import OpenXml, attribute, broken_is_damaged, child, local
from ingest.formats.stacking import Box, Stack, has_no_size, lies_off
from ingest.hidden import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY = 300
"""Hundredths of a point: letters up to three points high are not read."""
_OFF = ("0", "false")
_ON = ("1", "true")
_FILLS = {"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"}
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""Which colour of the theme the names on a slide stand for, unless its master says otherwise."""
_CHANGES = {"lumMod", "lumOff", "tint", "shade", "alpha", "satMod", "satOff", "hueMod", "hueOff"}
_SHAPES = ("sp", "cxnSp", "pic", "graphicFrame")
_BY_TYPE = {"ctrTitle": "title", "subTitle": "body", "": "body", "obj": "body"}
"""Kinds of placeholders, as the master calls them."""

Run = tuple[HiddenBy | None, str]
Move = tuple[float, float, float, float]
"""From places in a group to those on the slide: factors and distances of x and y."""
_STILL: Move = (1.0, 1.0, 0.0, 0.0)


class Unseen:
    """Tells slide by slide what is not seen. package: the presentation."""

    def __init__(self, package: OpenXml) -> None:
        self._package = package
        self._parts: dict[str, _Element] = {}
        self._backs: dict[str, _Back] = {}

    def on_slide(self, name: str) -> list[Hidden]:
        """The stretches of the slide in this part that are not seen; none where it makes no sense."""
        try:
            with broken_is_damaged():
                return self._on_slide(name)
        except FormatError:
            return []

    def _on_slide(self, name: str) -> list[Hidden]:
        slide = self._part(name)
        back = self._behind(name)
        looks = replace(back, stack=Stack(_paper(slide, back), list(back.stack.drawn)))
        away: HiddenBy | None = "not shown" if slide.get("show") in _OFF else None
        found: list[Hidden] = []
        last = ""
        tree = child(slide, "cSld", "spTree")
        shapes = _shapes(tree, _STILL)
        runs = (run for shape, move in shapes for run in self._runs(shape, move, looks, away))
        for by, some in groupby(runs, key=lambda run: run[0]):
            text = "".join(said for _, said in some)
            if by is not None:
                found.extend(hidden(by, text, last))
            last = text
        for shape in tree.iter("{*}cNvPr") if tree is not None else ():
            found.extend(hidden("alt", shape.get("descr") or ""))
        return found

    def _runs(self, shape: _Element, move: Move, looks: _Back, away: HiddenBy | None) -> Iterator[Run]:
        box = _box(shape, move) or looks.placed(shape)
        ground = _draw(shape, box, looks)
        by = away or _out_of_sight(shape, box, self._size)
        for element in shape.iter("{*}r", "{*}br", "{*}p"):
            name = local(element)
            if name == "r":
                words = child(element, "t")
                said = (words.text if words is not None else None) or ""
                yield by or _way(element, _ground_in(element, ground, looks), looks), said
            else:
                yield by, " "

    @cached_property
    def _size(self) -> tuple[float, float] | None:
        """Width and height of the slides."""
        size = child(self._part(self._package.main), "sldSz")
        return None if size is None else (float(size.get("cx", "0")), float(size.get("cy", "0")))

    def _behind(self, slide: str) -> _Back:
        """What a slide has from its layout and its master."""
        layout = next(iter(self._package.related(slide, "slideLayout")), "")
        if layout not in self._backs:
            self._backs[layout] = self._back(layout)
        return self._backs[layout]

    def _back(self, layout: str) -> _Back:
        master = next(iter(self._package.related(layout, "slideMaster")), "") if layout else ""
        theme = next(iter(self._package.related(master, "theme")), "") if master else ""
        named = theme_colours(self._part(theme)) if theme else {}
        parts = [self._part(part) for part in (layout, master) if part]
        mapped = child(parts[-1], "clrMap") if parts else None
        names = {
            **_USUAL,
            **({str(key): str(value) for key, value in mapped.items()} if mapped is not None else {}),
        }
        colours = {**named, **{name: named[kept] for name, kept in names.items() if kept in named}}
        back = _Back(colours, Stack(), tuple(parts))
        for part in reversed(parts):
            back = replace(back, stack=Stack(_paper(part, back), back.stack.drawn))
            for shape, move in _shapes(child(part, "cSld", "spTree"), _STILL):
                if _placeholder(shape) is None:
                    _draw(shape, _box(shape, move), back)
        return back

    def _part(self, name: str) -> _Element:
        if name not in self._parts:
            self._parts[name] = self._package.xml(name)
        return self._parts[name]


@dataclass(frozen=True, slots=True)
class _Back:
    """What lies behind a slide: colours by name, what is drawn, and the layout and master it comes from."""

    colours: Mapping[str, Colour]
    stack: Stack
    parts: tuple[_Element, ...] = ()

    def placed(self, shape: _Element) -> Box | None:
        """Where a placeholder lies that leaves it to its layout or master."""
        holder = _placeholder(shape)
        if holder is None:
            return None
        kind, number = attribute(holder, "type") or "", attribute(holder, "idx")
        for part in self.parts:
            for other, move in _shapes(child(part, "cSld", "spTree"), _STILL):
                there = _placeholder(other)
                if there is None:
                    continue
                same = number is not None and attribute(there, "idx") == number
                if same or _plain(attribute(there, "type") or "") == _plain(kind):
                    box = _box(other, move)
                    if box is not None:
                        return box
        return None


def _plain(kind: str) -> str:
    return _BY_TYPE.get(kind, kind)


def _shapes(tree: _Element | None, move: Move) -> Iterator[tuple[_Element, Move]]:
    """The shapes below an element with where their group has moved to; of two versions of one, the first."""
    for element in tree if tree is not None else ():
        name = local(element)
        if name == "grpSp":
            yield from _shapes(element, _moved(element, move))
        elif name == "AlternateContent":
            yield from _shapes(child(element, "Choice"), move)
        elif name in _SHAPES:
            yield element, move


def _moved(group: _Element, move: Move) -> Move:
    place = child(group, "grpSpPr", "xfrm")
    corners = [child(place, name) for name in ("off", "ext", "chOff", "chExt")]
    if any(corner is None for corner in corners):
        return move
    (x, y), (width, height), (inner_x, inner_y), (inner_width, inner_height) = map(_pair, corners)
    across, down = (
        (width / inner_width if inner_width else 1.0),
        (height / inner_height if inner_height else 1.0),
    )
    return (
        move[0] * across,
        move[1] * down,
        move[2] + move[0] * (x - inner_x * across),
        move[3] + move[1] * (y - inner_y * down),
    )


def _pair(corner: _Element | None) -> tuple[float, float]:
    """x and y, or width and height, in whatever the document counts in (English metric units)."""
    if corner is None:
        return 0.0, 0.0
    return float(corner.get("x") or corner.get("cx") or 0), float(corner.get("y") or corner.get("cy") or 0)


def _settings(shape: _Element) -> _Element | None:
    return next((inner for inner in shape if local(inner) == "spPr"), None)


def _box(shape: _Element, move: Move) -> Box | None:
    """Where a shape lies on the slide; None where it does not say."""
    place = child(shape, "xfrm") if local(shape) == "graphicFrame" else child(_settings(shape), "xfrm")
    if place is None or child(place, "off") is None or child(place, "ext") is None:
        return None
    (x, y), (width, height) = _pair(child(place, "off")), _pair(child(place, "ext"))
    across, down, right, below = move
    return (
        x * across + right,
        y * down + below,
        (x + width) * across + right,
        (y + height) * down + below,
    )


def _placeholder(shape: _Element) -> _Element | None:
    named = next((inner for inner in shape if local(inner).startswith("nv")), None)
    return child(named, "nvPr", "ph")


def _out_of_sight(shape: _Element, box: Box | None, size: tuple[float, float] | None) -> HiddenBy | None:
    named = next((inner for inner in shape if local(inner).startswith("nv")), None)
    if (attribute(child(named, "cNvPr"), "hidden") or "") in _ON:
        return "not shown"
    if size is not None and lies_off(box, *size):
        return "place"
    return "size" if has_no_size(box) else None


def _draw(shape: _Element, box: Box | None, looks: _Back) -> Colour | None:
    """What is behind the text of a shape, now that the shape is drawn; None where that is not known."""
    behind = looks.stack.ground(box)
    if local(shape) in ("pic", "graphicFrame"):
        looks.stack.draw(box, None)
        return None
    fill = _fill_of(_settings(shape))
    if fill is None:
        styled = attribute(child(shape, "style", "fillRef"), "idx")
        if styled in (None, "0"):
            return behind
    elif local(fill) == "noFill":
        return behind
    colour = _filled(fill, looks.colours)
    looks.stack.draw(box, colour)
    return colour


def _fill_of(settings: _Element | None) -> _Element | None:
    return next(
        (inner for inner in (settings if settings is not None else ()) if local(inner) in _FILLS), None
    )


def _paper(part: _Element, back: _Back) -> Colour | None:
    """The colour of a slide, a layout or a master; that of what lies behind where it has none."""
    ground = child(part, "cSld", "bg")
    if ground is None:
        return back.stack.paper
    set_here = child(ground, "bgPr")
    if set_here is not None:
        return _filled(_fill_of(set_here), back.colours)
    named = child(ground, "bgRef")
    plain = named is not None and (attribute(named, "idx") or "") in ("0", "1000", "1001")
    return _colour(named, back.colours) if named is not None and plain else None


def _way(run: _Element, ground: Colour | None, looks: _Back) -> HiddenBy | None:
    """How the letters of a run are hidden, as far as it or its shape says."""
    settings = list(_letters(run))
    size = next((each.get("sz", "") for each in settings if each.get("sz")), "")
    if size.isdecimal() and int(size) <= TINY:
        return "size"
    fill = next((fill for each in settings if (fill := _fill_of(each)) is not None), None)
    if fill is None:
        return None
    if local(fill) == "noFill":
        return None if any(child(each, "ln") is not None for each in settings) else "invisible ink"
    if _is_clear(fill):
        return "colour"
    colour = _filled(fill, looks.colours)
    return "colour" if colour is not None and ground is not None and look_alike(colour, ground) else None


def _letters(run: _Element) -> Iterator[_Element]:
    """What is set for its letters: of its own, then for the whole text that it belongs to."""
    own = child(run, "rPr")
    if own is not None:
        yield own
    body = next((above for above in run.iterancestors() if local(above) == "txBody"), None)
    general = child(body, "lstStyle", "lvl1pPr", "defRPr")
    if general is not None:
        yield general


def _ground_in(run: _Element, ground: Colour | None, looks: _Back) -> Colour | None:
    """What is behind a run: the colour of its cell, in a table, where the cell has one of its own."""
    cell = next((above for above in run.iterancestors() if local(above) == "tc"), None)
    return ground if cell is None else _filled(_fill_of(child(cell, "tcPr")), looks.colours)


def _is_clear(fill: _Element) -> bool:
    return local(fill) == "solidFill" and any(
        each.get("val") in ("0", "0%") for each in fill.iter("{*}alpha")
    )


def _filled(fill: _Element | None, colours: Mapping[str, Colour]) -> Colour | None:
    """The colour of a plain fill; None for a picture, a pattern, or one that is not known."""
    return _colour(fill, colours) if fill is not None and local(fill) == "solidFill" else None


def _colour(holder: _Element, colours: Mapping[str, Colour]) -> Colour | None:
    for element in holder:
        if any(local(change) in _CHANGES for change in element):
            return None
        value = element.get("val") or ""
        if local(element) == "schemeClr":
            return colours.get(value)
        if local(element) == "prstClr":
            return {"white": WHITE, "black": BLACK}.get(value)
        return colour_of(element.get("lastClr") or value)
    return None
