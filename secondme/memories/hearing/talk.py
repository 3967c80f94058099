"""Talk: whether a line is something that is said, and no heading, row of a table, code, or key words."""

from __future__ import annotations

import re

_HEADING = re.compile(r"\s*(?:#{1,6}\s|[=\-*_~]{3,}\s*$)")
_ROW = re.compile(r"\|[^|\n]*\||\S\t+\S|\S {3,}\S.* {3,}\S")
_CODE = re.compile(
    r"[{}]|;\s*$|\w\(\)|=>|->|:=|==|</|\w=\"|"
    r"^\s*(?:import \S+$|from \S+ import |(?:def|class) \w+[(:]|\$ |>>> )"
)
_HEADER = re.compile(r"\s*[A-Z][\w-]*: ?[^\n]*(?:@|<[^>\n]*>|/\w+;)")
"""Of a letter by mail: "To: Ben <ben@example.org>"."""
_TALKING = frozenset(
    """
    i im i'm ive me my mine myself we us our ours you your yours he him his she her hers they them their
    theirs it its am is are isnt was were be been being do does did dont has have had will would can could
    cant wont
    not never that's thats who whose what which got get gone went moved joined quit left swapped switched
    started stopped bought sold called
    """.split()  # noqa: SIM905
)
"""Of these, one stands in nearly everything that is said."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SPOKEN_END = re.compile(r"(?:'(?:s|m|re|ve|ll|d)|n't)$")


def is_talk(line: str, *, is_note: bool) -> bool:
    """Whether somebody may be saying this. line: a sentence as it is matched.

    is_note: it stands in a note, where key words and "Label: value" are no answers to anybody.
    """
    if _HEADING.match(line) or _ROW.search(line) or _CODE.search(line) or _HEADER.match(line):
        return False
    return not is_note or any(map(_is_said, _WORD.findall(line.casefold())))


def _is_said(word: str) -> bool:
    return word in _TALKING or _SPOKEN_END.search(word) is not None
