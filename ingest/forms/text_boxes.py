"""Boxes to tick in text: one alone is a checkbox, several that belong together are a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms.form import YES, Field, Option
from ingest.forms.text_blanks import Blank, Box
from ingest.forms.text_gaps import spans_of
from ingest.forms.text_lines import BOX, COLONS, QUESTION_MARKS, Line, above, heading_of, plain

_LABELLED = re.compile(r"^(?P<last>.*?)(?:\s{2,}|^)(?P<label>\S[^:\uff1a]{1,60}[:\uff1a])\s*$")
_ASKED = re.compile(r"(?P<label>.*[:?\uff1a\uff1f])\s+(?P<first>\S.*)")
_SEVERAL = re.compile(
    r"that appl|select all|tick all|choose any|mehrfach|mehrere|plusieurs|varias|varios|più risposte"
    r"|várias|vários|meerdere",
    re.IGNORECASE,
)
MOST_WORDS = 6
"""Of an option; what is longer is a statement, ticked by itself."""


@dataclass(frozen=True, slots=True)
class _Group:
    """label: what stands before its boxes on the line. options: the box of each, and its words."""

    label: str
    options: tuple[tuple[Box, str], ...]


def has_boxes(line: Line) -> bool:
    return line.shown and BOX.search(line.text) is not None


def boxed(lines: list[Line], at: int, section: str) -> tuple[list[Blank], int]:
    """The blanks of the boxes that begin on this line, and the first line that is not of them."""
    groups, end = _groups(lines[at]), at + 1
    while end < len(lines) and has_boxes(lines[end]) and BOX.match(lines[end].words):
        more = _groups(lines[end])
        if len(more) != 1 or more[0].label:
            break
        groups[-1] = replace(groups[-1], options=(*groups[-1].options, *more[0].options))
        end += 1
    question = _question(lines, at)
    return [blank for group in groups for blank in _blanks(group, question, section)], end


def asks_by_boxes(lines: list[Line], at: int) -> bool:
    """Whether the line is answered by boxes right below it."""
    below = next((line for line in lines[at + 1 : at + 3] if not line.empty), None)
    return below is not None and has_boxes(below) and BOX.match(below.words) is not None


def _blanks(group: _Group, question: str, section: str) -> list[Blank]:
    label = group.label or question
    words = [words for _, words in group.options]
    statements = not label and any(len(text.split()) > MOST_WORDS for text in words)
    if len(words) == 1 or statements:
        return [_checkbox(box, text, label) for box, text in group.options if text or label]
    told_apart = all(words) and len(set(words)) == len(words)
    return [_choice(group.options, label or _last(section))] if told_apart else []


def _last(section: str) -> str:
    """The nearest heading, unless it is the first, which names the form and asks nothing."""
    return section.rpartition(" > ")[2] if " > " in section else ""


def _checkbox(box: Box, words: str, label: str) -> Blank:
    field = Field(
        "", words or label, "checkbox", help=label if words else "", value=YES if box.ticked else ""
    )
    return Blank(field, (box,))


def _choice(options: Sequence[tuple[Box, str]], label: str) -> Blank:
    ticked = [words for box, words in options if box.ticked]
    field = Field(
        "",
        label,
        "choices" if _SEVERAL.search(label) else "choice",
        options=tuple(Option(words, words) for _, words in options),
        value="\n".join(ticked),
    )
    return Blank(field, tuple(replace(box, value=words) for box, words in options))


def _question(lines: list[Line], at: int) -> str:
    """The line right above that the boxes answer: it ends so, is numbered or a heading."""
    line = above(lines, at)
    if line is None or has_boxes(line) or spans_of(line):
        return ""
    heading = heading_of(lines, line.number)
    return heading[1] if heading else plain(line.words) if line.asks else ""


def _groups(line: Line) -> list[_Group]:
    """The boxes of a line with the words of each, by the labels between them: "Sex: ☐ m ☐ f   Pet: ☐"."""
    found = list(BOX.finditer(line.text, line.body - line.start))
    lead = line.text[line.body - line.start : found[0].start()]
    ends = [*(box.start() for box in found[1:]), len(line.text)]
    behind = [line.text[box.end() : end] for box, end in zip(found, ends, strict=True)]
    boxes = [Box(line.start + box.start(), line.start + box.end(), box[0]) for box in found]
    if _words_first(lead, behind):
        asked = _ASKED.match(lead)
        first = asked["first"] if asked else lead
        words = [plain(first), *(plain(text) for text in behind[:-1])]
        return [_Group(plain(asked["label"]) if asked else "", tuple(zip(boxes, words, strict=True)))]
    groups, label, options = [], plain(lead), []
    for box, text in zip(boxes, behind, strict=True):
        next_label = _LABELLED.match(text) if box is not boxes[-1] else None
        options.append((box, _option(next_label["last"] if next_label else text)))
        if next_label is not None:
            groups.append(_Group(label, tuple(options)))
            label, options = plain(next_label["label"]), []
    return [*groups, _Group(label, tuple(options))]


def _words_first(lead: str, behind: Sequence[str]) -> bool:
    """ "Male ☐  Female ☐": the words come before their box."""
    asks = lead.rstrip(" *").endswith((*COLONS, *QUESTION_MARKS))
    return bool(lead.strip()) and not behind[-1].strip() and not asks


def _option(text: str) -> str:
    """The words of an option, without a gap to write more into."""
    return plain(re.split(r"_{3,}|\.{4,}|…{2,}", text)[0]).strip(" ,;/")
