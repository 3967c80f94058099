"""AsciiDoc: paragraphs, lists, delimited blocks and tables under their trail of headings, at their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ingest.content import Content
from ingest.dates import leading_date, opening_date
from ingest.document import Locator, Reading
from ingest.formats.fields import Fields
from ingest.outline import Break, Heading, Part, line_passages
from ingest.passages import Block
from ingest.places import lines_at

_HEADING = re.compile(r"(={1,6}|#{1,6})\s+(\S.*?)(?:\s+\1)?\s*$")
_ATTRIBUTE = re.compile(r":([\w-]+)!?:\s*(.*)$")
_REVISION = re.compile(r"(?:v?\d[\w.]*,\s*)?(\d{4}-\d{2}-\d{2}|\w+ \d{1,2},? \d{4}|\d{1,2} \w+ \d{4})")
_FENCE = re.compile(r"(?:(-|\.|\+|/|=|\*|_)\1{3,}|--|```\w*|[|,:!]===)\s*$")
_UNCUT = ("-", ".", "`", "+")
_SILENT_LINE = re.compile(
    r"//(?!/)|:[\w-]+!?:(?:\s|$)|\[\[.*\]\]\s*$|(?:ifdef|ifndef|endif|include|ifeval)::"
)
_LABEL = re.compile(r"\[[^\]]*\]\s*$|\.[^\s.].*$")
_RULE = re.compile(r"(?:'{3,}|<{3,})\s*$")
_ITEM = re.compile(r"\s*(?:[*.-]{1,5}|\d+\.)\s+\S|\S.*?::(?:\s|$)")


def read(content: Content) -> Iterator[Reading]:
    """The passages of an AsciiDoc file."""
    yield read_asciidoc(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_asciidoc(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of an AsciiDoc text; `written` is the day it is from, where the file's name tells.

    Its :revdate:, or the date in its line of revision, counts before that.
    """
    parts = list(_parts(lines))
    fields = _fields(lines)
    time = fields.time() or written or opening_date(lines)
    first = next((part.text for part in parts if isinstance(part, Heading)), None)
    return Reading(line_passages(lines, parts, time), fields.get("doctitle") or first, time)


def _fields(lines: list[str]) -> Fields:
    """The attributes of the header, with the date of its line of revision."""
    fields = Fields()
    for line in _header(lines):
        attribute = _ATTRIBUTE.match(line)
        revision = _REVISION.match(line)
        if attribute:
            fields.add(attribute[1], attribute[2])
        elif revision and leading_date(revision[1]):
            fields.add("revdate", revision[1])
    return fields


def _header(lines: list[str]) -> Iterator[str]:
    """The lines up to the first empty one after the title."""
    begun = False
    for line in lines[:80]:
        begun = begun or bool(line.strip())
        if begun and not line.strip():
            return
        yield line


def _parts(lines: list[str]) -> Iterator[Part]:
    number = 0
    label: int | None = None
    while number < len(lines):
        line = lines[number]
        start = number if label is None else label
        heading = _HEADING.match(line)
        fence = _FENCE.match(line)
        if _LABEL.match(line) and not heading and not fence:
            label = start
            number += 1
            continue
        if heading:
            yield Heading(len(heading[1]), heading[2], Block(start, number + 1))
            number += 1
        elif fence:
            end = _fence_end(lines, number)
            yield from _fenced(lines, start, number, end)
            number = end
        elif _RULE.match(line):
            yield Break()
            number += 1
        elif not line.strip() or _SILENT_LINE.match(line):
            number += 1
        else:
            number = _run_end(lines, number)
            yield Block(start, number)
        label = None


def _fenced(lines: list[str], start: int, fence: int, end: int) -> Iterator[Block]:
    """A delimited block with its label: code whole, a table by its rows, prose as paragraphs, no comment."""
    mark = lines[fence][0]
    if mark == "/":
        return
    if mark in _UNCUT and lines[fence].rstrip() != "--":
        yield Block(start, end, splittable=False)
        return
    for number in range(fence + 1, end):
        cut = not lines[number - 1].strip() or (mark in "|,:!" and lines[number].startswith(mark))
        if cut and number > start and any(line.strip() for line in lines[start:number]):
            yield Block(start, _trimmed(lines, start, number), splittable=mark not in "|,:!")
            start = number
    yield Block(start, end, splittable=mark not in "|,:!")


def _trimmed(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _fence_end(lines: list[str], start: int) -> int:
    """The line after the same delimiter again; a block that never ends goes to the next empty line."""
    mark = lines[start].rstrip()
    mark = "```" if mark.startswith("```") else mark
    for number in range(start + 1, len(lines)):
        if lines[number].rstrip() == mark:
            return number + 1
    return _run_end(lines, start)


def _run_end(lines: list[str], start: int) -> int:
    number = start + 1
    while number < len(lines):
        line = lines[number]
        if not line.strip() or _FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line):
            break
        number += 1
    return number
