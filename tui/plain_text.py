"""Text from memory as a terminal may safely show it: what is there is seen, and nothing is obeyed."""

from __future__ import annotations

import re
from itertools import pairwise

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
"""Control characters become their pictures: an escape code is seen as text instead of being obeyed."""
_UNSEEN = (
    *(*range(0x80, 0xA0), 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF),
    *range(0xE0000, 0xE0080),
)
"""C1 controls, and characters that are not seen but turn around, hide or spell what is."""
_TABLE: dict[int, int | str | None] = {**_PICTURES, **dict.fromkeys(_UNSEEN), 0x09: "    ", 0x0D: None}
_SURROGATES = re.compile("[\ud800-\udfff]")
_LONG_LINE = 60
_OWN_LINE = re.compile(r"$|\s|[-*+]\s|\d+[.)]\s|[|#>`~=]")
"""How a line begins that stands by itself: empty, indented, a list, a table, a heading, a quotation, code."""
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with control characters as pictures (ESC as ␛) and without invisible direction marks."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.translate(_TABLE))


def unwrap(text: str) -> str:
    """The text without the line ends that only kept its lines short, so that it fits any width."""
    lines = text.split("\n")
    ends = [" " if _is_soft(line, following) else "\n" for line, following in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)


def one_line(text: str) -> str:
    """The same on a single line: every run of spaces and line ends becomes one space."""
    return visible(_SPACES.sub(" ", text).strip())


def _is_soft(line: str, following: str) -> bool:
    """Whether the line ended only because it was long."""
    is_long = len(line) >= _LONG_LINE and not line.endswith(("  ", "|", "\\"))
    return is_long and _OWN_LINE.match(following) is None
