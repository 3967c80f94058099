"""A passage on one line, for lists: without the marks of Markdown, which are for who reads it whole.

Beside the list the passage is written as Markdown in full, addresses and all. Here a parser would have to
read some twenty passages at each key, so the marks are told by their looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.passages.markdown import is_in_markdown
from tui.plain_text import one_line

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

_TABLE_RULE = re.compile(r"^(?=[^\n]*\|)[ \t|:-]*-[ \t|:-]*$", re.MULTILINE)
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_HEAD_OR_QUOTE = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+)", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[([ xX])\][ \t]+)?", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_STRONG = re.compile(r"(?<!\w)(\*\*|__|~~)(?=[^\s*_~])(.+?)(?<=[^\s*_~])\1(?!\.?\w)", re.DOTALL)
_STRESSED = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*_])")


def skim(hit: Hit) -> str:
    """What a hit says, on a single line."""
    return one_line(without_marks(hit.text) if is_in_markdown(hit) else hit.text)


def without_marks(text: str) -> str:
    """Markdown without its marks: tables with dots between their cells, links without their addresses."""
    text = _FENCE.sub("", _TABLE_RULE.sub("", text))
    text = _TABLE_ROW.sub(
        lambda row: " · ".join(cell.strip() for cell in row[1].split("|") if cell.strip()), text
    )
    text = _BULLET.sub(_bullet, _HEAD_OR_QUOTE.sub("", text))
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        pieces += [_plain(text[end : code.start()]), code[2]]
        end = code.end()
    return "".join([*pieces, _plain(text[end:])])


def _bullet(found: re.Match[str]) -> str:
    return "• " if found[1] is None else "☐ " if found[1] == " " else "☑ "


def _plain(text: str) -> str:
    return _STRESSED.sub(r"\2", _STRONG.sub(r"\2", _LINK.sub(r"\1", text)))
