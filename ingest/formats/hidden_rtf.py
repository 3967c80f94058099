"""What an RTF document holds and is not seen: hidden and tiny letters, and those in the colour of their
ground.

The library that reads RTF tells the words without their looks, so the control words are gone through here
once more: those of letters, of the grounds behind them, and of what is no text at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.document import Hidden, HiddenBy
from ingest.formats.colours import WHITE, Colour, look_alike
from ingest.hidden import hidden

TINY = 6
"""Half points: letters up to three points high are not read."""
DEEPEST = 500
"""Groups within groups."""
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_COLOURS = re.compile(r"\{\\colortbl([^{}]*)\}")
_PART = re.compile(r"\\(red|green|blue)(\d{1,3})")
_SILENT = {
    *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "themedata", "datastore"),
    *("fldinst", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
    *("listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "nonshppict", "filetbl"),
    *("revtbl", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend", "fontemb", "fontfile"),
}
_GROUNDS = {"highlight", "cb", "chcbpat"}
_BREAKS = {"par", "line", "cell", "row", "tab", "sect", "page", "nestcell", "nestrow"}
_LETTERS = {
    **{"emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019"},
    **{"ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ", "enspace": " "},
}


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look. size: in half points; the others are numbers of colours, 0 for none set."""

    hidden: bool = False
    colour: int = 0
    size: int = 24
    behind: int = 0
    behind_paragraph: int = 0
    silent: bool = False
    skipped: int = 1
    """Letters after each \\u that stand in for it in older programs."""


Run = tuple[HiddenBy | None, str]


def hidden_in_rtf(text: str, code_page: str) -> list[Hidden]:
    """The stretches of a document that are not seen. text: its source; code_page: of its letters as bytes."""
    found: list[Hidden] = []
    last = ""
    for by, some in groupby(_Walk(_colours(text), code_page).runs(text), key=lambda run: run[0]):
        said = "".join(words for _, words in some)
        if by is not None:
            found.extend(hidden(by, said, last))
        last = said
    return found


def _colours(text: str) -> list[Colour | None]:
    """The colours of the document by their number."""
    table = _COLOURS.search(text)
    found: list[Colour | None] = []
    for entry in table[1].split(";") if table else ():
        part = {name: min(int(value), 255) for name, value in _PART.findall(entry)}
        found.append((part.get("red", 0), part.get("green", 0), part.get("blue", 0)) if part else None)
    return found


class _Walk:
    """Goes through a document once and keeps what is set for its letters, group by group."""

    def __init__(self, colours: Sequence[Colour | None], code_page: str) -> None:
        self._colours, self._code_page = colours, code_page
        self._look = _Look()
        self._row_is_coloured = False
        self._paper: Colour | None = WHITE

    def runs(self, text: str) -> Iterator[Run]:
        groups: list[_Look] = []
        skip = 0
        for word, number, byte, sign, brace, words in _TOKEN.findall(text):
            if brace == "{":
                groups.append(self._look)
                if len(groups) > DEEPEST:
                    return
            elif brace == "}":
                self._look = groups.pop() if groups else _Look()
            elif word:
                skip = self._look.skipped if word == "u" else skip
                yield from self._said(self._set(word, number))
            elif sign == "*":
                self._look = replace(self._look, silent=True)
            elif skip and (byte or words):
                skip, words = skip - (1 if byte else min(skip, len(words))), words[skip:]
                yield from self._said(words)
            else:
                yield from self._said(self._letter(byte, sign) or words)

    def _said(self, words: str) -> Iterator[Run]:
        if words and not self._look.silent:
            yield self._way(), words

    def _letter(self, byte: str, sign: str) -> str:
        if byte:
            return bytes.fromhex(byte).decode(self._code_page, "replace")
        return {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": " ", "\r": " "}.get(sign, "")

    def _set(self, word: str, number: str) -> str:
        """Takes in a control word; the letters that it stands for."""
        value = int(number) if number else None
        match word:
            case "u" if value is not None:
                return chr(value % 0x10000) if not 0xD800 <= value % 0x10000 < 0xE000 else "\ufffd"
            case "uc":
                self._look = replace(self._look, skipped=max(0, value or 0))
            case "plain":
                kept = self._look
                self._look = _Look(
                    silent=kept.silent, skipped=kept.skipped, behind_paragraph=kept.behind_paragraph
                )
            case "pard":
                self._look = replace(self._look, behind_paragraph=0)
            case "v":
                self._look = replace(self._look, hidden=value != 0)
            case "cf":
                self._look = replace(self._look, colour=value or 0)
            case "fs":
                self._look = replace(self._look, size=24 if value is None else value)
            case "cbpat":
                self._look = replace(self._look, behind_paragraph=value or 0)
            case "trowd":
                self._row_is_coloured = False
            case "clcbpat" | "clshdng":
                self._row_is_coloured = True
            case "viewbksp" if value == 1:
                self._paper = None
            case _ if word in _GROUNDS:
                self._look = replace(self._look, behind=value or 0)
            case _ if word in _SILENT:
                self._look = replace(self._look, silent=True)
        return " " if word in _BREAKS else _LETTERS.get(word, "")

    def _way(self) -> HiddenBy | None:
        look = self._look
        if look.hidden:
            return "not shown"
        if look.size <= TINY:
            return "size"
        colour = self._named(look.colour) if look.colour else None
        ground = self._ground(look)
        return "colour" if colour and ground and look_alike(colour, ground) else None

    def _ground(self, look: _Look) -> Colour | None:
        """The colour behind the letters; None where it is not known."""
        for number in (look.behind, look.behind_paragraph):
            if number:
                return self._named(number)
        return None if self._row_is_coloured else self._paper

    def _named(self, number: int) -> Colour | None:
        return self._colours[number] if 0 <= number < len(self._colours) else None
