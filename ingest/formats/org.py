"""Org: notes, tasks and diaries under their trail of headings, at their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.content import Content
from ingest.dates import opening_date
from ingest.document import Locator, Reading
from ingest.formats.fields import Fields
from ingest.outline import Break, Heading, Part, line_passages
from ingest.passages import Block
from ingest.places import lines_at

_HEADING = re.compile(r"(\*+)\s+(.*)$")
_TASK = re.compile(
    r"(?:(?:TODO|DONE|NEXT|WAITING|WAIT|HOLD|CANCELLED|CANCELED|STARTED|PROJ|SOMEDAY)\s+)?(?:\[#\w\]\s*)?"
)
_TAGS = re.compile(r"\s+:[\w@#%:]+:\s*$")
_COUNTER = re.compile(r"\s*\[\d*(?:/\d*|%)\]")
_KEYWORD = re.compile(r"\s*#\+(\w+):\s*(.*)$")
_BEGIN = re.compile(r"\s*#\+begin_?(\w*)", re.IGNORECASE)
_DRAWER = re.compile(r"\s*:([\w-]+):\s*$")
_PROPERTY = re.compile(r"\s*:([\w-]+):\s+(.*)$")
_STAMP = re.compile(r"[<\[](\d{4})-(\d{2})-(\d{2})(?:\s+[^\W\d]+\.?)?(?:\s+(\d{1,2}):(\d{2}))?[^>\]\n]*[>\]]")
_LINK = re.compile(r"\[\[([^\[\]]*)\](?:\[([^\[\]]*)\])?\]")
_LIST_ITEM = re.compile(r"\s*(?:[-+]|\d+[.)])\s")
_PROSE = {"quote", "verse", "center", "note", "tip", "warning", "abstract"}


def read(content: Content) -> Iterator[Reading]:
    """The passages of an Org file."""
    yield read_org(content.lines, content.written)


def text_at(content: Content, locator: Locator) -> str:
    """The lines at a place."""
    return lines_at(content.lines, locator)


def read_org(lines: list[str], written: datetime | None = None) -> Reading:
    """The passages of an Org text; `written` is the day it is from, where the file's name tells.

    Its own #+DATE counts before that. A time stamp in a heading, or in its :CREATED: property, dates what is
    below it.
    """
    fields = _fields(lines)
    time = _stamp(fields.get("date") or "") or fields.time() or written or opening_date(lines)
    parts = list(_parts(lines))
    passages = line_passages(lines, parts, time)
    first = next((part.text for part in parts if isinstance(part, Heading) and part.level == 1), None)
    return Reading(passages, fields.get("title") or (first if _only_one(parts) else None), time)


def _only_one(parts: list[Part]) -> bool:
    """With one heading at the top the file is about that; with several it is a list of things."""
    return sum(isinstance(part, Heading) and part.level == 1 for part in parts) == 1


def _fields(lines: list[str]) -> Fields:
    fields = Fields()
    for line in lines[:100]:
        found = _KEYWORD.match(line)
        if found:
            fields.add(found[1], found[2])
        elif _HEADING.match(line):
            break
    return fields


def _parts(lines: list[str]) -> Iterator[Part]:
    ends = _ends(lines)
    number = 0
    while number < len(lines):
        line = lines[number]
        heading, begun = _HEADING.match(line), _BEGIN.match(line)
        if heading:
            yield Heading(len(heading[1]), _title(heading[2]), Block(number, number + 1), _day(lines, number))
            number += 1
        elif begun:
            name = begun[1].lower()
            end = ends.after(number, ends.blocks.get(name, [])) or number + 1
            yield Block(number, end, splittable=name in _PROSE)
            number = end
        elif _DRAWER.match(line) and ends.after(number, ends.drawers):
            number = ends.after(number, ends.drawers)
        elif re.match(r"\s*-{5,}\s*$", line):
            yield Break()
            number += 1
        elif _is_silent(line):
            number += 1
        else:
            end = _run_end(lines, number)
            yield Block(number, end)
            number = end


def _is_silent(line: str) -> bool:
    """Blank, a comment, or a setting of the file."""
    return not line.strip() or re.match(r"\s*#(?:\s|$|\+\w+:)", line) is not None


def _run_end(lines: list[str], start: int) -> int:
    """The end of a paragraph, list item or table; each row of a table is a block."""
    if lines[start].lstrip().startswith("|"):
        return start + 1
    number = start + 1
    while number < len(lines):
        line = lines[number]
        ends = _is_silent(line) or _HEADING.match(line) or _BEGIN.match(line) or _DRAWER.match(line)
        if ends or line.lstrip().startswith("|") or _LIST_ITEM.match(line):
            break
        number += 1
    return number


@dataclass(frozen=True, slots=True)
class Ends:
    """Where things may end, found in one pass: the lines of headings, of :END:, and of each kind of #+end."""

    headings: list[int]
    drawers: list[int]
    blocks: dict[str, list[int]]

    def after(self, start: int, ends: list[int]) -> int:
        """The line after the first of the ends below `start`; 0 where a heading or nothing comes first."""
        end, heading = _next(ends, start), _next(self.headings, start)
        return end + 1 if end is not None and (heading is None or end < heading) else 0


def _ends(lines: list[str]) -> Ends:
    ends = Ends([], [], {})
    for number, line in enumerate(lines):
        text = line.strip().lower()
        if _HEADING.match(line):
            ends.headings.append(number)
        elif text == ":end:":
            ends.drawers.append(number)
        elif text.startswith("#+end"):
            ends.blocks.setdefault(text.removeprefix("#+end").strip("_:"), []).append(number)
    return ends


def _next(numbers: list[int], start: int) -> int | None:
    at = bisect_right(numbers, start)
    return numbers[at] if at < len(numbers) else None


def _title(text: str) -> str:
    """A heading without its state, priority, tags and stamps' brackets; links by their description."""
    text = _TAGS.sub("", _COUNTER.sub("", text))
    text = _LINK.sub(lambda link: link[2] or link[1], text[_TASK.match(text).end() :])  # type: ignore[union-attr]
    return " ".join(re.sub(r"[<\[](\d{4}-\d{2}-\d{2}[^>\]]*)[>\]]", r"\1", text).split())


def _day(lines: list[str], number: int) -> datetime | None:
    """When what is below a heading was: the stamp in it, or its :CREATED: property."""
    found = _stamp(lines[number])
    for line in lines[number + 1 : number + 12]:
        if found or _HEADING.match(line) or line.strip().upper() == ":END:":
            break
        stated = _PROPERTY.match(line)
        if stated and stated[1].upper() in ("CREATED", "DATE"):
            found = _stamp(stated[2])
    return found


def _stamp(text: str) -> datetime | None:
    """The first time stamp in a text, <2025-03-14 Fri 10:00>; no zone, so it is taken as UTC."""
    found = _STAMP.search(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
