"""LaTeX: the text of a document under its trail of sections, at its lines; commands are left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ingest.content import Content
from ingest.document import Locator, Reading
from ingest.formats.fields import read_time
from ingest.outline import Heading, Part, line_passages
from ingest.passages import Block
from ingest.places import lines_at

_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
_HEADING = re.compile(rf"\s*\\({'|'.join(_LEVELS)}|frametitle)\*?\s*(?:\[[^\]]*\])?\{{(.*)$")
_UNCUT = re.compile(
    r"\s*\\begin\{(verbatim|lstlisting|minted|tabular|tabularx|longtable|table|equation|align|algorithm)(\*?)\}"
)
_GIVEN = re.compile(r"^\s*\\(title|date)\s*(?:\[[^\]]*\])?\{(.*)$", re.MULTILINE)
_COMMAND = re.compile(r"\\[a-zA-Z]+\*?(?:\[[^\]]*\])?|[{}~$]|\\\\")
_SILENT = re.compile(r"(?<!\\)%.*|\\label\{[^{}]*\}")
LONGEST_HEADING = 5
"""Lines."""
FURTHEST = 500
"""An environment that does not end within so many lines was never closed."""


def read(content: Content) -> Iterator[Reading]:
    """The passages of a LaTeX file."""
    yield read_latex(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_latex(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of a LaTeX text, from \\begin{document} on where there is one; comments are left out."""
    begin = next((number for number, line in enumerate(lines) if "\\begin{document}" in line), -1)
    given = {
        found[1]: _plain(_braced(found[2])) for found in _GIVEN.finditer("\n".join(lines[: begin + 200]))
    }
    time = read_time(given.get("date", "")) or written
    return Reading(line_passages(lines, _parts(lines, begin + 1), time), given.get("title") or None, time)


def _parts(lines: list[str], start: int) -> Iterator[Part]:
    number = start
    while number < len(lines):
        line = lines[number]
        heading, uncut = _HEADING.match(line), _UNCUT.match(line)
        if heading:
            level = _LEVELS.index(heading[1]) + 1 if heading[1] in _LEVELS else len(_LEVELS)
            end = _closed(lines, number, heading[2])
            given = "\n".join([heading[2], *lines[number + 1 : end]])
            yield Heading(level, _plain(_braced(given)), Block(number, end))
            number = end
        elif uncut:
            end = _end(lines, number, f"\\end{{{uncut[1]}{uncut[2]}}}")
            yield Block(number, end, splittable=False)
            number = end
        elif _is_silent(line):
            number += 1
        else:
            end = number + 1
            while end < len(lines) and not (_is_silent(lines[end]) or _begins(lines[end])):
                end += 1
            yield Block(number, end)
            number = end


def _begins(line: str) -> bool:
    return bool(_HEADING.match(line) or _UNCUT.match(line) or line.lstrip().startswith("\\item"))


def _is_silent(line: str) -> bool:
    """Blank, a comment, or a command that says nothing by itself."""
    text = line.strip()
    return not text or text[0] == "%" or text in ("\\maketitle", "\\tableofcontents", "\\end{document}")


def _end(lines: list[str], start: int, closing: str) -> int:
    for number in range(start, min(len(lines), start + FURTHEST)):
        if closing in lines[number]:
            return number + 1
    return start + 1


def _closed(lines: list[str], start: int, given: str) -> int:
    """Where a heading ends whose brace is still open at the end of its line, as programs write them."""
    for end in range(start + 1, min(len(lines), start + LONGEST_HEADING) + 1):
        if _braced(given) != given:
            return end
        given = "\n".join([given, *lines[end : end + 1]])
    return start + 1


def _braced(text: str) -> str:
    """What stands before the brace that closes the one already open; all of it where none does."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            return text[:at]
    return text


def _plain(text: str) -> str:
    """Without commands, labels and comments, which often only keep the end of a line out of the text."""
    return " ".join(_COMMAND.sub(" ", _SILENT.sub("", text)).split())
