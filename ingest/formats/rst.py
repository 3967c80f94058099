"""reStructuredText: paragraphs, lists, literal blocks and tables under their headings, at their lines.

Docutils reads it whole, but gives no lines for most of what it finds; which lines belong together is all that
is needed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Reading
from ingest.formats.fields import Fields
from ingest.outline import Break, Heading, Part, line_passages
from ingest.passages import Block
from ingest.places import lines_at

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*$")
_SHORT_RULE = re.compile(r"([=\-~^\"'`#*+.:_])\1+\s*$")
_DIRECTIVE = re.compile(r"\.\. +([\w:+.-]+)::(?: |$)")
_COMMENT = re.compile(r"\.\.(?: (?!\[|_|\|)|$)")
_TARGET = re.compile(r"\.\. _[^:]+:|__ ")
_FIELD = re.compile(r":([\w -]+): *(.*)$|\.\. ([a-z]+): (.+)$")
_GRID = re.compile(r"\s*\+[-=+]{3,}\+\s*$|\s*={2,}( +={2,})+\s*$")
_CODE = {
    "code",
    "code-block",
    "sourcecode",
    "literalinclude",
    "parsed-literal",
    "math",
    "highlight",
    "doctest",
}
_SILENT = {
    *("toctree", "image", "contents", "include", "raw", "index", "only", "meta", "role", "default-role"),
    *(
        "currentmodule",
        "module",
        "highlight",
        "sectnum",
        "automodule",
        "autoclass",
        "autofunction",
        "target-notes",
    ),
}


def read(content: Content) -> Iterator[Reading]:
    """The passages of a reStructuredText file."""
    yield read_rst(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_rst(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of a reStructuredText; `written` is the day it is from, where the file's name tells.

    A date among its fields counts before that.
    """
    parts = list(_parts(lines))
    fields = _fields(lines)
    time = fields.time() or written or opening_date(lines)
    first = next((part.text for part in parts if isinstance(part, Heading)), None)
    return Reading(line_passages(lines, parts, time), fields.get("title") or first, time)


def _fields(lines: list[str]) -> Fields:
    """The fields above the text, and those that blogs write as comments: ".. date: 2025-03-14"."""
    fields = Fields()
    for line in lines[:60]:
        found = _FIELD.match(line)
        if found:
            fields.add(found[1] or found[3], found[2] or found[4] or "")
    return fields


def _parts(lines: list[str]) -> Iterator[Part]:
    styles: list[tuple[str, bool]] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if not line.strip():
            number += 1
            continue
        heading = _heading(lines, number, styles)
        if heading is not None:
            yield heading
            number = heading.block.end
        elif _RULE.match(line) and _is_blank(lines, number + 1):
            yield Break()
            number += 1
        elif line.startswith(".."):
            end = _indented_end(lines, number + 1, 0)
            yield from _explicit(lines, number, end)
            number = end
        else:
            block = _block(lines, number)
            yield block
            number = block.end


def _heading(lines: list[str], number: int, styles: list[tuple[str, bool]]) -> Heading | None:
    """A title with a rule below it, or above and below; its level is the order in which styles appear."""
    over = bool(_SHORT_RULE.match(lines[number])) and number + 2 < len(lines)
    at = number + over
    if at + 1 >= len(lines) or not lines[at].strip() or (lines[at][0].isspace() and not over):
        return None
    title, under = lines[at].strip(), lines[at + 1].rstrip()
    if not _SHORT_RULE.match(under) or (over and lines[number].rstrip() != under):
        return None
    if len(under) < min(len(title), 4) or _SHORT_RULE.match(title):
        return None
    style = (under[0], over)
    if style not in styles:
        styles.append(style)
    return Heading(styles.index(style) + 1, _plain(title), Block(number, at + 2))


def _explicit(lines: list[str], start: int, end: int) -> Iterator[Block]:
    """A directive with its body, a footnote or a definition; nothing of a comment or a target."""
    directive = _DIRECTIVE.match(lines[start])
    if directive is None:
        if not (_COMMENT.match(lines[start]) or _TARGET.match(lines[start])):
            yield Block(start, _trimmed(lines, start, end))
        return
    name = directive[1].rpartition(":")[2] or directive[1]
    if name in _SILENT:
        return
    end = _trimmed(lines, start, end)
    if name in _CODE or "table" in name:
        yield Block(start, end, splittable=False)
        return
    yield from _runs(lines, start, end)


def _runs(lines: list[str], start: int, end: int) -> Iterator[Block]:
    number = start
    while number < end:
        if not lines[number].strip():
            number += 1
            continue
        block = _block(lines, number)
        yield Block(number, min(block.end, end), block.splittable)
        number = max(min(block.end, end), number + 1)


def _block(lines: list[str], start: int) -> Block:
    """A paragraph; with the literal block that a "::" at its end announces, or a table in one piece."""
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    if _GRID.match(lines[start]):
        return Block(start, _table_end(lines, start, end), splittable=False)
    if lines[end - 1].rstrip().endswith("::"):
        indent = len(lines[start]) - len(lines[start].lstrip())
        body = _indented_end(lines, end, indent)
        if body > end and any(line.strip() for line in lines[end:body]):
            return Block(start, _trimmed(lines, start, body), splittable=False)
    return Block(start, end, splittable=not lines[start].startswith(">>>"))


def _table_end(lines: list[str], start: int, end: int) -> int:
    """A simple table may have empty lines between its rules."""
    if lines[start].lstrip().startswith("="):
        rules = [
            number for number in range(start, min(len(lines), start + 400)) if _GRID.match(lines[number])
        ]
        return max(end, *(number + 1 for number in rules[:3])) if len(rules) >= 2 else end
    return end


def _indented_end(lines: list[str], start: int, indent: int) -> int:
    """The first line from `start` on that is not blank and not indented deeper than `indent`."""
    number = start
    while number < len(lines):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        number += 1
    return number


def _trimmed(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _is_blank(lines: list[str], number: int) -> bool:
    return number >= len(lines) or not lines[number].strip()


def _plain(text: str) -> str:
    """A title without roles and marks: ":class:`Store`" and "``Store``" are "Store"."""
    text = re.sub(r":[\w:+.-]+:(?=`)", "", text)
    return " ".join(re.sub(r"(`+|\*{1,2})(\S(?:.*?\S)?)\1_{0,2}", r"\2", text).split())
