"""Text from memory as a terminal may safely show it: what is there is seen, and nothing is obeyed."""

from __future__ import annotations

import re

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
"""Control characters become their pictures: an escape code is seen as text instead of being obeyed."""
_UNSEEN = (*range(0x80, 0xA0), 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
"""C1 controls, and characters that are not seen but turn around or hide what is."""
_TABLE: dict[int, int | str | None] = {**_PICTURES, **dict.fromkeys(_UNSEEN), 0x09: "    ", 0x0D: None}
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with control characters as pictures (ESC as ␛) and without invisible direction marks."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.translate(_TABLE))


def one_line(text: str) -> str:
    """The same on a single line: every run of spaces and line ends becomes one space."""
    return visible(_SPACES.sub(" ", text).strip())
