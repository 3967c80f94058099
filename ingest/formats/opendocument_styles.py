"""The styles of OpenDocument: how a piece of text, a cell, a shape or a page looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ingest.formats.colours import WHITE, Colour, colour_of
from ingest.formats.package import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

TINY = 3.0
"""Points, of letters and of rows."""
DEEPEST = 20
"""Styles that are made from one another."""
_LENGTH = re.compile(r"(-?\d*\.?\d+)(cm|mm|in|pt|px|pc)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "px": 0.75, "pc": 12.0}
_STYLES = ("automatic-styles", "styles", "master-styles")

Looks = Mapping[str, str]
"""What a style sets, by kind and name: "text.color", "table-cell.background-color"."""


class Styles:
    """All styles of a document. roots: the elements that hold them, of content.xml and styles.xml."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._own: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
        self._known: dict[tuple[str, str, bool], Looks] = {}
        self.blank_formats: set[str] = set()
        self.layouts: dict[str, Looks] = {}
        self.masters: dict[str, _Element] = {}
        for root in roots:
            for holder in root:
                if local(holder) in _STYLES:
                    for element in holder:
                        self._take(element)

    def looks(self, family: str, name: str | None, *, default: bool = True) -> Looks:
        """What a style sets, with what it has from those that it was made from.

        default: also with what holds for all of its family.
        """
        key = (family, name or "", default)
        if key not in self._known:
            self._known[key] = self._chained(*key)
        return self._known[key]

    def of(self, element: _Element, family: str) -> Looks:
        return self.looks(family, attribute(element, "style-name"))

    def _take(self, element: _Element) -> None:
        kind = local(element)
        if kind in ("style", "default-style"):
            family = attribute(element, "family") or ""
            name = (attribute(element, "name") or "") if kind == "style" else ""
            sets = _sets(element)
            if data := attribute(element, "data-style-name"):
                sets["data"] = data
            self._own[family, name] = (attribute(element, "parent-style-name") or "", sets)
        elif kind == "text-style" and not any(local(inner) == "text-content" for inner in element.iter()):
            self.blank_formats.add(attribute(element, "name") or "")
        elif kind == "page-layout":
            page = {key.partition(".")[2]: value for key, value in _sets(element).items()}
            self.layouts[attribute(element, "name") or ""] = page
        elif kind == "master-page":
            self.masters[attribute(element, "name") or ""] = element

    def _chained(self, family: str, name: str, default: bool) -> Looks:
        chain = []
        for _ in range(DEEPEST):
            if not (name or default):
                break
            parent, sets = self._own.get((family, name), ("", {}))
            chain.append(sets)
            if not name:
                break
            name = parent
        return {key: value for sets in reversed(chain) for key, value in sets.items()}


def _sets(style: _Element) -> dict[str, str]:
    return {
        f"{local(inner).removesuffix('-properties')}.{key[key.rfind('}') + 1 :]}": str(value)
        for inner in style
        if local(inner).endswith("-properties")
        for key, value in inner.items()
    }


def points(length: str | None) -> float | None:
    """A length in points; None where it is none, or a share of another."""
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found else None


def letters(looks: Looks) -> Colour | None:
    """The colour of letters that is set for them; None where programs choose one that is seen."""
    return None if looks.get("text.use-window-font-color") == "true" else colour_of(looks.get("text.color"))


def ground(looks: Looks, kind: str) -> Colour | None:
    """The colour that lies behind text, of the kind "text", "paragraph", "table-cell" …; white for none."""
    colour = looks.get(f"{kind}.background-color", "transparent")
    return WHITE if colour == "transparent" else colour_of(colour)


def is_tiny(looks: Looks) -> bool:
    size = points(looks.get("text.font-size"))
    return size is not None and size <= TINY
