"""What a text or presentation of OpenDocument holds and is not seen: what is not displayed, has the colour of
what lies behind it, is tiny, lies off the slide, or describes a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.document import Hidden, HiddenBy
from ingest.formats.colours import WHITE, Colour, colour_of, look_alike
from ingest.formats.opendocument_styles import Looks, Styles, ground, is_tiny, letters, points
from ingest.formats.package import attribute, child, local
from ingest.formats.stacking import Box, Stack, has_no_size, lies_off
from ingest.hidden import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

SHAPES = {
    *("frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path", "line"),
    *("connector", "regular-polygon", "caption"),
}
_SILENT = {
    *("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "title", "desc"),
    *("annotation", "notes", "settings", "event-listeners", "page-number", "page-count", "note-citation"),
}
_BLANKS = {"s", "tab", "line-break"}
_GROUNDS = {
    "p": "paragraph",
    "h": "paragraph",
    "table-cell": "table-cell",
    "table": "table",
    "section": "section",
}
_PICTURES = {"image", "object", "plugin"}


@dataclass(frozen=True, slots=True)
class _State:
    """How the text at a place looks. by: how it is hidden already, whatever its letters look like."""

    looks: Looks
    ground: Colour | None = WHITE
    by: HiddenBy | None = None


Run = tuple[HiddenBy | None, str]


def hidden_in_text(body: _Element, styles: Styles) -> list[Hidden]:
    """The stretches of a text document that are not seen."""
    papers = [page.get("background-color", "transparent") for page in styles.layouts.values()]
    paper = WHITE if all(colour in ("transparent", "#ffffff") for colour in papers) else None
    state = _State(styles.looks("paragraph", ""), paper)
    return [*_told(_Runs(styles).below(body, state)), *_described(body)]


def hidden_on_page(page: _Element, styles: Styles, masters: Styles) -> list[Hidden]:
    """The stretches of a slide that are not seen. masters: the styles of the slides behind the slides."""
    master = masters.masters.get(attribute(page, "master-page-name") or "")
    looks = styles.of(page, "drawing-page")
    stack = Stack(_paper(looks, masters.of(master, "drawing-page") if master is not None else {}))
    size = _size(masters, master)
    for shape in master if master is not None else ():
        _Runs(masters, stack, size).place(shape)
    away: HiddenBy | None = "not shown" if looks.get("drawing-page.visibility") == "hidden" else None
    state = _State(styles.looks("paragraph", ""), stack.paper, away)
    return [*_told(_Runs(styles, stack, size).below(page, state)), *_described(page)]


def _told(runs: Iterator[Run]) -> Iterator[Hidden]:
    last = ""
    for by, some in groupby(runs, key=lambda run: run[0]):
        text = "".join(said for _, said in some)
        if by is not None:
            yield from hidden(by, text, last)
        last = text


def described(body: _Element) -> Iterator[str]:
    """How its pictures and shapes are described."""
    for element in body.iter("{*}desc", "{*}title"):
        above = element.getparent()
        if above is not None and local(above) in (*SHAPES, "g"):
            yield element.text or ""


def _described(body: _Element) -> Iterator[Hidden]:
    for text in described(body):
        yield from hidden("alt", text)


def _paper(looks: Looks, master: Looks) -> Colour | None:
    """The colour of a slide's paper."""
    for found in (looks, master):
        if (fill := found.get("drawing-page.fill")) is not None:
            return _filled(found, "drawing-page") if fill != "none" else WHITE
    return WHITE


def _size(masters: Styles, master: _Element | None) -> tuple[float, float] | None:
    """Width and height of a slide in points, where they are known."""
    page = masters.layouts.get(attribute(master, "page-layout-name") or "", {})
    width, height = points(page.get("page-width")), points(page.get("page-height"))
    return (width, height) if width and height else None


def _filled(looks: Looks, kind: str) -> Colour | None:
    return colour_of(looks.get(f"{kind}.fill-color")) if looks.get(f"{kind}.fill") == "solid" else None


@dataclass(slots=True)
class _Runs:
    """Walks through a document and tells, piece by piece, how its text is hidden. size: of a slide."""

    styles: Styles
    stack: Stack = field(default_factory=Stack)
    size: tuple[float, float] | None = None

    def below(self, element: _Element, state: _State) -> Iterator[Run]:
        yield from self._said(element.text, state)
        for inner in element:
            name = local(inner)
            if name in _BLANKS:
                yield self._way(state), " "
            elif name == "hidden-text" and attribute(inner, "is-hidden") != "false":
                yield "not shown", attribute(inner, "string-value") or ""
            elif name and name not in _SILENT:
                yield from self.below(inner, self._within(inner, name, state))
                if name in _GROUNDS:
                    yield self._way(state), " "
            yield from self._said(inner.tail, state)

    def place(self, shape: _Element) -> tuple[Box | None, Colour | None]:
        """Where a shape lies and what is behind its text, now that it is drawn."""
        looks = self._of_shape(shape)
        box = _box(shape) if self.size else None
        behind = self.stack.ground(box)
        fill = looks.get("graphic.fill", "none" if local(shape) == "frame" else "")
        picture = any(local(inner) in _PICTURES for inner in shape)
        if fill == "none" and not picture:
            return box, behind
        colour = None if picture else _filled(looks, "graphic")
        self.stack.draw(box, colour)
        return box, colour

    def _said(self, text: str | None, state: _State) -> Iterator[Run]:
        if text:
            yield self._way(state), text

    def _way(self, state: _State) -> HiddenBy | None:
        if state.by is not None:
            return state.by
        if state.looks.get("text.display") == "none":
            return "not shown"
        if is_tiny(state.looks):
            return "size"
        colour, behind = letters(state.looks), ground(state.looks, "text")
        behind = state.ground if behind == WHITE else behind
        alike = colour is not None and behind is not None and look_alike(colour, behind)
        return "colour" if alike or state.looks.get("text.opacity") == "0%" else None

    def _within(self, element: _Element, name: str, state: _State) -> _State:
        if name in SHAPES:
            return self._in_shape(element, state)
        if name in ("p", "h", "span"):
            family = "text" if name == "span" else "paragraph"
            own = self.styles.looks(family, attribute(element, "style-name"), default=False)
            state = replace(state, looks={**state.looks, **own})
            state = self._on(own, name, state)
        elif name in _GROUNDS:
            state = self._on(self.styles.of(element, _GROUNDS[name]), name, state)
        if _is_away(element, name):
            state = replace(state, by=state.by or "not shown")
        return state

    def _on(self, own: Looks, name: str, state: _State) -> _State:
        """With the ground that a paragraph, a table, a cell or a section has of its own."""
        key = f"{_GROUNDS.get(name)}.background-color"
        if own.get(key, "transparent") == "transparent":
            return state
        return replace(state, ground=ground(own, _GROUNDS[name]))

    def _in_shape(self, shape: _Element, state: _State) -> _State:
        looks = {**self.styles.looks("paragraph", ""), **self._of_shape(shape)}
        if self.size is None:
            fill = looks.get("graphic.fill", "none")
            behind = state.ground if fill == "none" else _filled(looks, "graphic")
            return replace(state, looks=looks, ground=behind)
        box, behind = self.place(shape)
        by: HiddenBy | None = "place" if lies_off(box, *self.size) else "size" if has_no_size(box) else None
        return replace(state, looks=looks, ground=behind, by=state.by or by)

    def _of_shape(self, shape: _Element) -> Looks:
        presented = any(key.endswith("}style-name") and "presentation" in key for key in shape.attrib)
        return self.styles.of(shape, "presentation" if presented else "graphic")


def _is_away(element: _Element, name: str) -> bool:
    """Whether a section or paragraph is not displayed."""
    if name == "section":
        display = attribute(element, "display")
        return display == "none" or (display == "condition" and attribute(element, "is-hidden") == "true")
    hides = child(element, "hidden-paragraph") if name in ("p", "h") else None
    return attribute(hides, "is-hidden") == "true"


def _box(shape: _Element) -> Box | None:
    """Where a shape lies, in points; None where it is turned or does not say."""
    if attribute(shape, "transform") is not None:
        return None
    x, y, width, height = (points(attribute(shape, name)) for name in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None:
        return None
    return x, y, x + width, y + height
