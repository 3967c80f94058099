"""Tables in Markdown and text: their empty cells are fields, their empty rows a repeating group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.forms.form import Field
from ingest.forms.text_blanks import Blank, Cell
from ingest.forms.text_gaps import field_type
from ingest.forms.text_lines import Line, above, plain

_RULE = re.compile(r"\s*[|+]?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*[|+]?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_EMPTY = re.compile(r"[\s_.…\u00a0]*|(?:\s|&nbsp;|<br\s*/?>)*")
_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]?\s*")
_HEAD_WORD = re.compile(
    r"angaben?|feld|merkmal|fields?|item|question|champs?|donnée|campo|dato|voce|veld|gegeven", re.IGNORECASE
)
"""What stands over a column of labels and asks nothing itself."""
_COMB = re.compile(r"(?:\|_){2,}\|")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int

    @property
    def empty(self) -> bool:
        return _EMPTY.fullmatch(self.text) is not None


_Row = tuple[_Cell, ...]


def is_row(line: Line) -> bool:
    """Whether a line may be a row: it has two cells and stands between strokes, or has a stroke inside."""
    return line.shown and len(_PIPE.findall(line.text)) >= 1 and not _COMB.search(line.text)


def table_end(lines: list[Line], at: int) -> int:
    """The line after the table that begins here; the same where none does.

    A table has a rule below its head, or strokes at both ends of its lines.
    """
    end = at
    while end < len(lines) and (is_row(lines[end]) or _is_rule(lines[end])):
        end += 1
    ruled = any(_is_rule(line) for line in lines[at:end])
    framed = all(line.text.strip().startswith(("|", "+")) for line in lines[at:end])
    return end if end - at >= 2 and (ruled or framed) else at


def blanks_of_table(lines: list[Line], at: int, end: int, section: str) -> list[Blank]:
    """The empty cells: of an empty row under the heads of its columns, else beside the words to the left."""
    rows = [_row(line) for line in lines[at:end] if not _is_rule(line)]
    head = _head(rows, ruled=len(rows) < end - at)
    body = rows[1:] if head else rows
    group = _group(lines, at, section)
    empty_rows = [row for row in body if head and _is_open(row)]
    blanks = []
    for row in body:
        if row in empty_rows:
            blanks += _of_open_row(row, head, group, empty_rows.index(row), len(empty_rows) > 1)
        else:
            blanks += _beside(row, head)
    return blanks


def _row(line: Line) -> _Row:
    """The cells of a line, each with its place in the text: between two strokes, or a stroke and an end of
    the line that holds words."""
    edges = [cut.start() for cut in _PIPE.finditer(line.text)]
    if line.text[: edges[0]].strip() or len(edges) == 1:
        edges.insert(0, -1)
    if line.text[edges[-1] + 1 :].strip():
        edges.append(len(line.text))
    return tuple(
        _Cell(line.text[left + 1 : right], line.start + left + 1, line.start + right)
        for left, right in pairwise(edges)
    )


def _head(rows: list[_Row], ruled: bool) -> tuple[str, ...]:
    """The heads of the columns; none where the first row has an empty cell to fill itself."""
    first = [plain(cell.text) for cell in rows[0]]
    if ruled and _HEAD_WORD.fullmatch(first[0]):
        return tuple(first)
    below_open = any(_is_open(row) for row in rows[1:])
    is_head = (ruled or below_open) and all(first[1:]) and len(first) > 1
    return tuple(first) if is_head else ()


def _is_open(row: _Row) -> bool:
    """Whether a row is there to be filled in: all of it is empty, its number aside."""
    numbered = _NUMBER.fullmatch(row[0].text) is not None
    return all(cell.empty for cell in (row[1:] if numbered and len(row) > 1 else row))


def _of_open_row(row: _Row, head: tuple[str, ...], group: str, number: int, several: bool) -> list[Blank]:
    blanks = []
    for cell, label in zip(row, head, strict=False):
        if cell.empty and any(map(str.isalpha, label)):
            named = next(one for one in (group, *head) if any(map(str.isalpha, one)))
            repeats = (named, number) if several else ("", None)
            field = Field("", label, field_type(label), group=repeats[0], row=repeats[1])
            blanks.append(Blank(field, (Cell(cell.start, cell.end),)))
    return blanks


def _beside(row: _Row, head: tuple[str, ...]) -> list[Blank]:
    """Empty cells beside words: the row's first words ask, and in wider tables the column's head too."""
    blanks = []
    for at, cell in enumerate(row):
        left = [plain(other.text) for other in row[:at] if not other.empty]
        column = head[at] if at < len(head) else ""
        if cell.empty and left:
            label = f"{left[0]}: {column}" if column and len(head) > 2 else left[-1]
            blanks.append(Blank(Field("", label, field_type(label)), (Cell(cell.start, cell.end),)))
    return blanks


def _group(lines: list[Line], at: int, section: str) -> str:
    line = above(lines, at)
    return plain(line.words) if line is not None and line.labels else section.rpartition(" > ")[2]


def _is_rule(line: Line) -> bool:
    return line.shown and _RULE.fullmatch(line.text) is not None and re.search(r"[|+]", line.text) is not None
