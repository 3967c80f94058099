"""Forms in text and Markdown: whatever is left open in them is a field, and all else stays byte for byte.

Left open are underscores and dots ("Name: ____", "I, ____, born on ____"), labels with nothing behind them,
placeholders ({{name}}, [your name]), boxes, empty cells of tables, and questions with room below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from ingest.encoding import clean
from ingest.errors import UnreadableError
from ingest.forms.form import Field, Form, Values
from ingest.forms.keys import Keys
from ingest.forms.language import language_of
from ingest.forms.text_blanks import Blank, Lines, filled
from ingest.forms.text_boxes import boxed, has_boxes
from ingest.forms.text_gaps import blanks_in, field_type, only_gaps, spans_of
from ingest.forms.text_lines import Line, above, heading_of, lines_of, plain, spaced
from ingest.forms.text_prompts import names_section, prompts_on, question_at
from ingest.forms.text_source import TextSource, open_source
from ingest.forms.text_tables import blanks_of_table, table_end

INTRO = 600
"""Characters of the words before the first field that say what a form is for."""
_MARKDOWN = (".md", ".markdown")
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]\r\n]+)\]:", re.MULTILINE)
"""What brackets refer to by a definition elsewhere in the text, as links and footnotes do."""


def read(data: bytes, name: str) -> Form:
    """What a text leaves open. Raises UnreadableError where it leaves nothing open."""
    source = open_source(data, name)
    markdown = PurePath(name).suffix.lower() in _MARKDOWN
    blanks = _blanks(source, markdown)
    if not blanks:
        reason = "nothing in it is left open: no blanks, labels without values, boxes or questions"
        raise UnreadableError(Path(name), reason)
    title, intro = _opening(lines_of(source.text))
    return Form(
        "markdown" if markdown else "text",
        title or PurePath(name).stem,
        language_of("", clean(source.text).lower()),
        tuple(blank.field for blank in blanks),
        intro,
    )


def fill(data: bytes, form: Form, values: Values) -> bytes:
    """The same text with the values in its blanks."""
    source = open_source(data, form.title)
    edits = [
        edit
        for blank in _blanks(source, form.kind == "markdown")
        if (value := values.get(blank.field.key, "")) and not blank.field.value
        for place in blank.places
        for edit in place.edits(value)
    ]
    return source.encoded(filled(source.text, edits)) if edits else data


def _blanks(source: TextSource, markdown: bool) -> list[Blank]:
    """All that is left open, in reading order, with the keys that the fields have each time."""
    keys, by_name, blanks = Keys(), dict[str, int](), list[Blank]()
    for blank in _Page(source, markdown).blanks():
        name = blank.field.name
        if name and name in by_name:
            first = blanks[by_name[name]]
            blanks[by_name[name]] = replace(first, places=(*first.places, *blank.places))
            continue
        by_name[name] = len(blanks)
        blanks.append(replace(blank, field=replace(blank.field, key=keys.of(_key(blank.field)))))
    return blanks


def _key(field: Field) -> str:
    return f"{field.group}.{field.row}.{field.label}" if field.row is not None else field.name or field.label


class _Page:
    """A text on the way from its first line to its last, with the headings it is under."""

    def __init__(self, source: TextSource, markdown: bool) -> None:
        self.lines = lines_of(source.text)
        self.markdown = markdown
        self.newline = source.newline
        self.headings: dict[int, str] = {}
        self.defined = set(_DEFINED.findall(source.text))

    @property
    def section(self) -> str:
        return " > ".join(self.headings[level] for level in sorted(self.headings))

    def blanks(self) -> Iterator[Blank]:
        at = 0
        while at < len(self.lines):
            found, end = self._at(at)
            for blank in found:
                if blank.field.name not in self.defined:
                    yield replace(blank, field=replace(blank.field, section=self.section))
            at = end

    def _at(self, at: int) -> tuple[list[Blank], int]:
        """The blanks that begin on a line, and the line to go on with."""
        line, lines = self.lines[at], self.lines
        if not line.shown or line.empty:
            return [], at + 1
        if (end := table_end(lines, at)) > at:
            return blanks_of_table(lines, at, end, self.section), end
        if has_boxes(line):
            found, end = boxed(lines, at, self.section)
            return found + [gap for each in lines[at:end] for gap in blanks_in(each, None, None)], end
        if only_gaps(line):
            return self._room(at)
        if spans_of(line):
            previous = lines[at - 1] if at and not lines[at - 1].empty else None
            return blanks_in(line, previous, self._below(at)), at + 1
        return self._asked(at), at + 1

    def _room(self, at: int) -> tuple[list[Blank], int]:
        """Lines that hold nothing but underscores: more room for what is above, room for what is asked
        there, columns under their heads, or gaps over their captions."""
        end = at + 1
        while end < len(self.lines) and only_gaps(self.lines[end]):
            end += 1
        asked, room = above(self.lines, at), self.lines[at:end]
        if asked is not None and spans_of(asked) and asked.number == at - 1:
            return [], end
        if asked is not None and asked.asks and not spans_of(asked):
            return [self._room_below(asked, room)], end
        if asked is not None and len(spans_of(room[0])) == len(list(spaced(asked.text))) > 1:
            return _columns(room, asked, self.section), end
        return blanks_in(room[-1], None, self._below(end - 1)), end

    def _room_below(self, asked: Line, room: Sequence[Line]) -> Blank:
        label, first = plain(asked.words), room[0]
        indent = first.text[: first.body - first.start]
        kind = field_type(label, "long text" if len(room) > 1 else "text")
        return Blank(Field("", label, kind), (Lines(first.body, room[-1].end, self.newline, indent),))

    def _asked(self, at: int) -> list[Blank]:
        """Labels and questions of a line without gaps; a heading is remembered for what is below it."""
        heading = heading_of(self.lines, at)
        named = names_section(self.lines, at)
        question = question_at(self.lines, at, self.newline, self.markdown)
        found = [question] if question else prompts_on(self.lines, at)
        if heading is not None:
            self._under(heading[0], "" if question else heading[1])
        elif named and not found:
            self._under(7, named)
        return found

    def _under(self, level: int, title: str) -> None:
        """What follows is under this title; under none of its level where the heading asks itself."""
        over = {higher: text for higher, text in self.headings.items() if higher < level}
        self.headings = {**over, level: title} if title else over

    def _below(self, at: int) -> Line | None:
        return self.lines[at + 1] if at + 1 < len(self.lines) and not self.lines[at + 1].empty else None


def _columns(room: Sequence[Line], heads: Line, section: str) -> list[Blank]:
    """Gaps under the heads of their columns; of several lines each is a row of a group."""
    blanks = [(row, blank) for row, line in enumerate(room) for blank in blanks_in(line, None, heads)]
    group = (section.rpartition(" > ")[2] or plain(heads.words)) if len(room) > 1 else ""
    return [
        replace(blank, field=replace(blank.field, group=group, row=row if group else None))
        for row, blank in blanks
    ]


def _opening(lines: list[Line]) -> tuple[str, str]:
    """Title and first words: the first heading or line, and what stands below it before the first field."""
    title, intro = "", list[str]()
    for line in lines:
        if not line.shown or line.empty:
            continue
        heading, opens = heading_of(lines, line.number), _opens(lines, line)
        if not title and (heading or not opens):
            title = heading[1] if heading else plain(line.words)[:100]
        elif heading or opens:
            break
        else:
            intro.append(plain(line.words))
    return title, " ".join(intro).strip("=- ")[:INTRO]


def _opens(lines: list[Line], line: Line) -> bool:
    """Whether a line leaves something open."""
    at = line.number
    asked = prompts_on(lines, at) or question_at(lines, at, "\n", markdown=False)
    return bool(spans_of(line) or has_boxes(line) or asked) or table_end(lines, at) > at
