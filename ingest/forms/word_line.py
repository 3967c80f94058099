"""A paragraph of a Word document as one line of text, in which places can be written anew.

Word cuts a line into runs wherever it likes. A line here is the text of all of them; what is put into it
takes the formatting of the run that stood at its beginning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ingest.formats.package import attribute, child, children, local
from ingest.forms.word_marks import OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LEADERS = {"underscore", "dot", "hyphen", "heavy", "middleDot"}
_PASSED_OVER = {
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "instrText",
    "delText",
    "Fallback",
    "object",
    "rt",
    "drawing",
}
_PASSED_OVER |= {"pict", "AlternateContent", "txbxContent", "sdtPr", "sdtEndPr", "footnoteReference"}
_BREAKS = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "tab": "\t"}
_SYMBOLS = {"A8": "☐", "6F": "☐", "71": "☐", "72": "☐", "FE": "☒", "FD": "☒", "78": "☒"}
_SYMBOLS_2 = {"A3": "☐", "2A": "☐", "52": "☒", "53": "☒"}
"""Boxes in the fonts Wingdings and Wingdings 2, by the last byte of their code."""
_DRAWN = {"Wingdings": ("F0A8", "F0FD"), "Wingdings 2": ("F0A3", "F053")}
"""An empty and a ticked box in each."""


class Held(Protocol):
    """A control or form field that stands in a line."""

    def put(self, value: str) -> None:
        """Puts a value into it."""


@dataclass(slots=True)
class Piece:
    """A stretch of a line: the element that it stands in, or the field that it stands for."""

    text: str
    element: Element | None = None
    held: Held | None = None
    added: list[Element] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Puts other text there; a line break in it becomes one of Word's."""
        self.text = text
        for one in self.added:
            one.getparent().remove(one)
        if local(self.element) != "t":
            written = new(self.element, "t")
            self.element.getparent().replace(self.element, written)  # type: ignore[union-attr]
            self.element = written
        self.added = write_text(self.element, text)


class Line:
    """The text of a paragraph. Places are to be written from the last to the first."""

    def __init__(self, paragraph: Element, pieces: Iterable[Piece]) -> None:
        self.paragraph = paragraph
        self.pieces = list(pieces)
        self.starts: list[int] = []
        at = 0
        for piece in self.pieces:
            self.starts.append(at)
            at += len(piece.text)
        self.text = "".join(piece.text for piece in self.pieces)

    def held(self, at: int) -> Held | None:
        """The control or form field at a place."""
        return self.pieces[bisect_right(self.starts, at) - 1].held

    def replace(self, start: int, end: int, text: str) -> None:
        """Writes `text` over what stands from start to end."""
        for at in range(bisect_right(self.starts, start) - 1, len(self.pieces)):
            piece, begin = self.pieces[at], self.starts[at]
            if begin >= end:
                break
            kept = piece.text[: max(0, start - begin)], piece.text[max(0, end - begin) :]
            piece.write(kept[0] + text + kept[1])
            text = ""

    def tick(self, start: int, end: int, text: str, on: bool) -> None:
        """Writes a box, in the font that it is drawn in where it is a symbol."""
        drawn = self.pieces[bisect_right(self.starts, start) - 1].element
        if drawn is not None and local(drawn) == "sym":
            name = next(key for key in drawn.attrib if key.endswith("char"))
            drawn.set(name, _DRAWN.get(attribute(drawn, "font") or "", _DRAWN["Wingdings"])[on])
        else:
            self.replace(start, end, text)


def line_of(paragraph: Element, held: Callable[[Element], Held | None]) -> Line:
    """The line of a paragraph. held: says of a content control what field it is, None for one that only
    groups others."""
    from ingest.forms.word_fields import with_fields

    pieces = list(with_fields(_pieces(paragraph, held)))
    leaders = [one for one in children(paragraph, "pPr", "tabs") if attribute(one, "leader") in _LEADERS]
    for piece in reversed(pieces):
        if piece.text == "\t" and leaders:
            piece.text = "." * 5 if attribute(leaders.pop(), "leader") == "dot" else "___"
    return Line(paragraph, pieces)


def new(like: Element | None, name: str) -> Element:
    """An element of the same namespace, which Word has two of."""
    tag = str(like.tag)  # type: ignore[union-attr]
    return like.makeelement(tag[: tag.rfind("}") + 1] + name)  # type: ignore[union-attr]


def write_text(element: Element | None, text: str) -> list[Element]:
    """Writes text into a w:t; the elements that were added after it for further lines."""
    first, *others = _NOT_XML.sub("", text).split("\n")
    _set(element, first)
    added: list[Element] = []
    for line in others:
        for name in ("br", "t"):
            one = new(element, name)
            (added[-1] if added else element).addnext(one)  # type: ignore[union-attr]
            added.append(one)
        _set(added[-1], line)
    return added


def run_with(text: str, properties: Element | None, like: Element) -> Element:
    """A run of text with these properties, copied."""
    from copy import deepcopy

    run = new(like, "r")
    if properties is not None:
        run.append(deepcopy(properties))
    written = new(like, "t")
    run.append(written)
    write_text(written, text)
    return run


def _set(element: Element | None, text: str) -> None:
    element.text = text  # type: ignore[union-attr]
    element.set(_XML_SPACE, "preserve")  # type: ignore[union-attr]


def _pieces(element: Element, held: Callable[[Element], Held | None]) -> Iterable[Piece]:
    for inner in element:
        name = local(inner)
        if name == "t":
            yield Piece(_blank_if_underlined(inner, inner.text or ""), inner)
        elif name in _BREAKS:
            tab = _BREAKS[name] == "\t" and _underlined(inner)
            yield Piece("___" if tab else _BREAKS[name], inner)
        elif name == "sym":
            yield Piece(_symbol(inner), inner)
        elif name in ("fldChar", "instrText"):
            yield Piece("", inner)
        elif name == "sdt" and (found := held(inner)) is not None:
            yield Piece(OBJECT, inner, found)
        elif name == "fldSimple":
            yield Piece("", inner)
            yield from _pieces(inner, held)
        elif name not in _PASSED_OVER and not (name == "r" and _is_hidden(inner)):
            yield from _pieces(inner, held)


def _is_hidden(run: Element) -> bool:
    """Whether nobody sees a run, so that what it asks is no question."""
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and (attribute(hidden, "val") or "1") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """What a character of a symbol font looks like: an empty or a ticked box, else a bullet."""
    boxes = {"Wingdings": _SYMBOLS, "Wingdings 2": _SYMBOLS_2}.get(attribute(element, "font") or "", {})
    return boxes.get((attribute(element, "char") or "").upper()[-2:], "\u2022")


def _blank_if_underlined(element: Element, text: str) -> str:
    """Spaces with a line below them are a blank to write on."""
    blank = len(text) > 2 and not text.strip() and _underlined(element)
    return "_" * len(text) if blank else text


def _underlined(element: Element) -> bool:
    line = child(element.getparent(), "rPr", "u")
    return line is not None and attribute(line, "val") != "none"
