"""Prompts in text: a label with nothing behind it, a question or heading with nothing below it."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.forms.form import Field, FieldType
from ingest.forms.text_blanks import Blank, Gap, Lines
from ingest.forms.text_boxes import asks_by_boxes
from ingest.forms.text_gaps import LONGEST_LABEL, field_type, only_gaps
from ingest.forms.text_lines import Line, heading_of, next_words, plain
from ingest.forms.text_tables import is_row

_PROMPT = re.compile(
    r"(?P<label>[^\s:\uff1a|][^:\uff1a\r\n|]{0,80}?)\s?(?P<colon>[:\uff1a])(?:\*\*|__|\*|_)?(?P<room>\s{3,}(?=\S)|\s*$)"
)
_LABELLED = re.compile(r"[^:\uff1a]{1,80}[:\uff1a](?:\s|\*|$)")
_SECTION = re.compile(
    r"\b(?:details?|information|data|particulars|section|part|history|angaben|daten|informationen|abschnitt"
    r"|renseignements|informations|coordonnées|données|datos|información|dati|informazioni|dados|informações"
    r"|gegevens)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:note|important|please note|hinweis|achtung|nota|attention|let op|example)\b", re.IGNORECASE
)


def prompts_on(lines: list[Line], at: int) -> list[Blank]:
    """The labels of a line that have nothing behind them: "Name:", or "Name:        Date:"."""
    line = lines[at]
    found = list(_PROMPT.finditer(line.text, line.body - line.start))
    gapless = found and found[0].start() == line.body - line.start and found[-1].end() == len(line.text)
    if not gapless or any(a.end() != b.start() for a, b in pairwise(found)):
        return []
    if len(found) == 1 and not _stands_open(lines, at, plain(found[0]["label"])):
        return []
    blanks = [_open_label(line, one) for one in found]
    return [blank for blank in blanks if any(letter.isalpha() for letter in blank.field.label)]


def names_section(lines: list[Line], at: int) -> str:
    """The section that a label names ("Personal details:"), and empty for a label that asks."""
    label = plain(lines[at].words)
    return label if lines[at].labels and _SECTION.search(label) else ""


def question_at(lines: list[Line], at: int, newline: str, markdown: bool) -> Blank | None:
    """A question, a numbered request or a heading that leaves room below; None where something answers it."""
    line = lines[at]
    heading = heading_of(lines, at) if line.text.lstrip().startswith("#") else None
    label = heading[1] if heading else plain(line.words)
    if not label or len(label) > 4 * LONGEST_LABEL or not _leaves_room(lines, at, heading, label):
        return None
    indent = " " * (line.body - line.start) if line.marker else ""
    apart = newline * 2 if markdown else newline
    place = Lines(line.end, line.end, newline, indent, before=f"{apart}{indent}")
    kind: FieldType = "long text" if _empty_below(lines, at) > 2 else "text"
    return Blank(Field("", label, field_type(label, kind)), (place,))


def _open_label(line: Line, found: re.Match[str]) -> Blank:
    """A label with the white space behind it, which the value takes where another label follows."""
    label, inside = plain(found["label"]), found.end() < len(line.text)
    start = line.start + found.start("room")
    end = line.start + found.end("room") if inside else start
    place = Gap(start, end, keep=inside, before=" " if found["colon"] == ":" else "")
    required = found["label"].rstrip().endswith("*") and not found["label"].startswith("*")
    return Blank(Field("", label, field_type(label), required=required), (place,))


def _stands_open(lines: list[Line], at: int, label: str) -> bool:
    """Whether nothing below a label belongs to it: no list, no paragraph, no boxes, no room of its own."""
    if _NOTICE.match(label) or not label or len(label) > LONGEST_LABEL or _SECTION.search(label):
        return False
    below = next_words(lines, at)
    if below is None:
        return True
    if only_gaps(below) or is_row(below) or asks_by_boxes(lines, at):
        return False
    apart = lines[at + 1].empty or not lines[at + 1].shown
    listed = bool(below.marker) and not lines[at].marker
    own_label = _LABELLED.match(below.words) is not None or heading_of(lines, below.number) is not None
    return own_label or (apart and not listed)


def _leaves_room(lines: list[Line], at: int, heading: tuple[int, str] | None, label: str) -> bool:
    below = next_words(lines, at)
    if below is not None and (only_gaps(below) or is_row(below) or asks_by_boxes(lines, at)):
        return False
    if heading is not None and not label.endswith("?"):
        under = heading_of(lines, below.number) if below is not None else (1, "")
        return heading[0] > 1 and under is not None and under[0] <= heading[0]
    rows = _empty_below(lines, at)
    if label.endswith("?"):
        return below is None or _asks_next(lines, below)
    return lines[at].numbered and rows >= 2 and (below is None or below.numbered or _asks_next(lines, below))


def _asks_next(lines: list[Line], below: Line) -> bool:
    """Whether the next words ask something themselves, and so answer nothing."""
    return (
        bool(below.marker)
        or plain(below.words).endswith("?")
        or heading_of(lines, below.number) is not None
        or _LABELLED.match(below.words) is not None
    )


def _empty_below(lines: list[Line], at: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].empty:
        end += 1
    return end - at - 1
