"""Lines of a note that name a value: "Passport no: C01X00T47", "- **Phone**: ...", rows of tables, sentences.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from secondme.prefill.finding.notes.labels import read_beginning, read_label
from secondme.prefill.finding.notes.tables import cells_of, is_anybodys, is_rule

LONGEST_LABEL = 60
_BULLET = re.compile(r"^\s*(?:(?:[-*+\u2022\u2013]|\d{1,2}[.)]|>|\[[ xX]\])\s+)*")
_HEADING = re.compile(r"#{1,6}\s+")
_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_]|[*_](?!\w)")
_SEPARATOR = re.compile(r"\s*(?::(?!//)|=|\t+|\.{3,}|\s[\u2013\u2014-]{1,2}(?=\s)|\u2192|->)\s*")
_EDGE = re.compile(
    r"(?:\d{1,2}[./])?(?:\d{1,2}[./])?(?:19|20)\d\d(?:-\d\d){0,2}|[^\W\d]{3,9}\.? (?:19|20)\d\d|now|today|"
    r"present|heute|"
    r"aujourd['\u2019]hui|hoy|oggi|hoje|nu|heden|actualidad",
    re.IGNORECASE,
)
"""A cell that is the beginning or the end of a time."""
_PARTS = re.compile(r"(?<=\))\s+(?:and|und|et|y|e|en)\s+|\s*(?:[;\u00b7|]|,(?!\d)|\s/)\s+")
_SAYS = re.compile(
    r"\s(?:is|are|was|ist|lautet|sind|war|est|était|es|era|son|è|é|is nu|isn't|:)\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\d\.)(?<!\b[DMSN][rto]\.)(?<!\bMrs\.)(?<!\bSra\.)(?<!\bProf\.)\s+(?=[A-ZÀ-Ý])|\n"
)
_ASIDE = re.compile(r"(?P<before>[^()]{2,40}) \((?P<within>[^()]+)\)")
MOST_BELOW = 4
"""Lines below "Address:" that may be its value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value, at characters [first, last) of a passage.

    above: what stands above it in the passage, innermost last: a bare line, the head of a table's column or
    row. is_sentence: it says so in a sentence ("My passport number is ..."). is_below: the value is the
    lines below the label.
    """

    label: str
    value: str
    first: int
    last: int
    above: tuple[str, ...] = ()
    is_sentence: bool = False
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line, or a sentence of one: its text without bullet and emphasis, where it is, how far moved in."""

    text: str
    start: int
    end: int
    indent: int
    is_bullet: bool
    is_heading: bool
    is_sentence: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """All that a passage names with a label, in its order; a value of several parts also part by part."""
    rows = list(_rows(text))
    yield from _labelled([part for row in rows for part in _told_in_turn(row, text)])
    yield from _tables(rows)
    yield from _sentences(text)


def parts_of(line: Line) -> Iterator[Line]:
    """Of "Tom: passport C01X00T47, born 4 March 1987" what each part says, with "Tom" above it.

    What comes first stands above the rest ("Tom, born 4 March 1987"), and what stands before brackets above
    what is in them ("Mia (born 3 May 2015)").
    """
    heads = (*line.above, line.label) if line.label else line.above
    first, *more = _PARTS.split(line.value)
    for part in (first, *more):
        over = heads if part is first else (*heads, first)
        yield replace(line, label="", value=part, above=over)
        if (aside := _ASIDE.match(part)) is not None:
            yield replace(line, label="", value=aside["within"], above=(*heads, aside["before"]))


def first_sentence(text: str) -> str:
    """The text up to where its first sentence ends."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Where the sentence begins and ends that has this character; a line ends none."""
    ends = [match.start() for match in _SENTENCE.finditer(text) if match[0] != "\n"]
    begins = [match.end() for match in _SENTENCE.finditer(text) if match[0] != "\n"]
    first = max((begin for begin in begins if begin <= at), default=0)
    return first, min((end for end in ends if end >= at), default=len(text))


def _rows(text: str) -> Iterator[_Row]:
    start = 0
    for raw in text.split("\n"):
        bullet = _BULLET.match(raw)
        begun = bullet.end() if bullet else 0
        heading = _HEADING.match(raw, begun)
        body = _MARKS.sub("", raw[heading.end() if heading else begun :]).strip()
        indent = len(raw) - len(raw.lstrip())
        yield _Row(body, start, start + len(raw), indent, bool(raw[:begun].strip()), heading is not None)
        start += len(raw) + 1


def _told_in_turn(row: _Row, text: str) -> Iterator[_Row]:
    """The sentences of a row of which each begins with the name of an attribute: "Phone 07700 900412. Born
    3 May 1987." Else the row itself: behind "Office: 1 Queen Street." a number is the office's.
    """
    breaks = [] if row.text.startswith("|") else [match.span() for match in _SENTENCE.finditer(row.text)]
    starts = [0, *(end for _, end in breaks)]
    named = [_names_something(row.text[start:]) for start in starts]
    count = named.index(False) if False in named else len(named)
    breaks = breaks[: max(count - 1, 0)]
    for begun, end in pairwise([0, *(edge for span in breaks for edge in span), len(row.text)]):
        told = row.text[begun:end]
        at = text.find(told, row.start, row.end) if breaks and told.strip() else -1
        if at >= 0:
            yield replace(row, text=told, start=at, end=at + len(told), is_sentence=True)
        elif not breaks or told.strip():
            yield replace(row, text=told, is_sentence=bool(breaks))


def _names_something(text: str) -> bool:
    """Whether a text begins with a label, or with the name of an attribute and its value."""
    said = first_sentence(text)
    found = _SEPARATOR.search(said)
    if found is not None and 0 < found.start() <= LONGEST_LABEL and said[found.end() :]:
        return bool(read_label(said[: found.start()]).attributes)
    label, end = read_beginning(said)
    return bool(label.attributes) and bool(said[end:].strip(" .:#"))


def _labelled(rows: Sequence[_Row]) -> Iterator[Line]:
    above: list[_Row] = []
    for place, row in enumerate(rows):
        if not row.text:
            above = [one for one in above if one.is_heading]
            continue
        above = [one for one in above if _stands_over(one, row)]
        if row.text.startswith("|"):
            continue
        found = _SEPARATOR.search(row.text)
        heads = tuple(one.text.rstrip(" :") for one in above)
        if found and 0 < found.start() <= LONGEST_LABEL and row.text[found.end() :]:
            value = row.text[found.end() :]
            yield Line(row.text[: found.start()], value, row.start, row.end, heads)
            if row.is_bullet:
                above.append(replace(row, text=row.text[: found.start()]))
            continue
        yield Line("", row.text, row.start, row.end, heads)
        if len(row.text) <= LONGEST_LABEL and len(row.text.split()) <= 6 and not row.is_sentence:
            below = _below(rows, place)
            if below and not re.search(r"[\d,]", row.text):
                value = ", ".join(one.text.rstrip(",") for one in below)
                label = row.text.rstrip(" :")
                yield Line(label, value, row.start, below[-1].end, heads, is_below=True)
            above.append(row)


def _stands_over(one: _Row, row: _Row) -> bool:
    """Whether a bare line is still the head of what comes: until a blank line, or one as far out."""
    if one.is_heading:
        return not row.is_heading
    if row.indent > one.indent:
        return True
    return (
        row.indent == one.indent
        and not one.is_bullet
        and (row.is_bullet or bool(_SEPARATOR.search(row.text)))
    )


def _below(rows: Sequence[_Row], place: int) -> list[_Row]:
    """The lines right below a bare one that have no label of their own."""
    found: list[_Row] = []
    for row in rows[place + 1 : place + 1 + MOST_BELOW]:
        if not row.text or row.is_heading or _SEPARATOR.search(row.text) or row.text.startswith("|"):
            break
        if rows[place].is_bullet and row.indent <= rows[place].indent:
            break
        found.append(row)
    return found


def _tables(rows: Sequence[_Row]) -> Iterator[Line]:
    """The cells of tables: under the head of their column, with that of their row above; and vice versa."""
    table: list[tuple[_Row, list[str]]] = []
    for row in [*rows, None]:
        if row is not None and row.text.startswith("|"):
            if not is_rule(row.text):
                table.append((row, cells_of(row.text)))
        elif table:
            yield from _cells(table)
            table = []


def _cells(table: Sequence[tuple[_Row, list[str]]]) -> Iterator[Line]:
    head = table[0][1]
    table = [table[0], *((row, _with_time(cells)) for row, cells in table[1:])]
    for row, cells in table:
        if len(cells) == 2:
            yield Line(cells[0], cells[1], row.start, row.end)
    for row, cells in table[1:]:
        for column, cell in enumerate(cells):
            if cell and column < len(head) and not is_anybodys(head, column):
                yield Line(head[column], cell, row.start, row.end, (cells[0],) if column else ())
                if column and len(cells) > 2:
                    yield Line(cells[0], cell, row.start, row.end, (head[column],))


def _with_time(cells: list[str]) -> list[str]:
    """The cells of a row, each other one with the time that two of them give: "from" and "to"."""
    edges = [at for at, cell in enumerate(cells) if _EDGE.fullmatch(cell)]
    if len(edges) != 2 or edges[1] != edges[0] + 1:
        return cells
    time = f" ({cells[edges[0]]} \u2013 {cells[edges[1]]})"
    return [cell + time if cell and at not in edges else cell for at, cell in enumerate(cells)]


def _sentences(text: str) -> Iterator[Line]:
    start = 0
    for end in [*(match.span() for match in _SENTENCE.finditer(text)), (len(text), len(text))]:
        sentence = text[start : end[0]]
        says = _SAYS.search(sentence)
        if says is not None and says.start() <= LONGEST_LABEL:
            label = _BULLET.sub("", sentence[: says.start()])
            yield Line(label, sentence[says.end() :], start, end[0], is_sentence=True)
        start = end[1]
