"""Gaps in a line of text: underscores, dots, boxes for single letters, and placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.forms.date_blanks import date_format
from ingest.forms.form import Field, FieldType
from ingest.forms.text_blanks import Blank, Comb, Gap, Place
from ingest.forms.text_lines import BOX, Line, plain, spaced

_COMB = re.compile(r"(?:\|_){2,}\|")
_RULED = re.compile(
    r"(?:\\?_){3,}|_{1,2}(?=\s?[/.\-]\s?_)|(?:(?<=_[/.\-])|(?<=_ [/.\-]))\s?(?:_{1,2}(?!_)|(?:19|20)__)"
    r"|\( *\)(?=\s?_{2})"
    r"|(?<!\.)\.{4,}|…{2,}|(?:\. ){4,}\.?|(?<!\.)\.{2,3}(?=\s?/\s?\.\.)|(?<=\./)\.{2,3}"
)
_DATE = re.compile(r"[_\\.… ]+([/\-])[_\\.… ]+\1[_\\.… ]+|[_ ]+\.[_ ]+\.[_ ]+")
_JOINT = re.compile(r"\s?[()/.\-]\s?|\)\s?| |")
_PLACEHOLDER = re.compile(
    r"(?<!`)\{\{\s*(?![#/^!>&{])(?P<double>[^{}\r\n]{1,80}?)\s*\}\}|<<\s*(?P<angle>[^<>\r\n]{1,80}?)\s*>>"
    r"|(?<![\]\\!\w])\[(?P<square>[^\[\]\r\n]{2,60})\](?![\[(:])"
)
_NO_PLACEHOLDER = re.compile(
    r"\W*|[xX✓]|\^.*|@.*|\d[\d\W]*|sic|optional|required|citation needed|edit|draft", re.IGNORECASE
)
_CONTENTS = re.compile(r"\s*\d{1,4}\s*$")
_SIGNED = re.compile(
    r"\b(?:signature|signed|sign here|unterschrift|assinatura|handtekening|underskrift|podpis)", re.IGNORECASE
)
_WHEN_OR_WHERE = re.compile(
    r"(?:date|datum|data|fecha|place|ort|lieu|lugar|luogo|local|plaats)\b[^,/&]*", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?:(?<=[!?;])|(?<=[^\W\d_]{5}\.)|(?<=\.)(?=\s+[^\Wa-z\u00df-\u00ff]))\s+(?!\()")
"""Behind "Tel." and in front of small letters no sentence ends."""
_MONEY = re.compile(r"\s*[€$£¥]\s*$")
_HINT = re.compile(r"\s*\(([^()\r\n]{2,60})\)")
_REQUIRED = re.compile(r"[^*\s]\s?\*\s*[:\uff1a]?\s*$")
_SAMPLE = re.compile(
    r"(?:e\.? ?g|for example|z\. ?b|p\. ?ex|ex|ej|insert|enter|fill|type|your answer|text|x{2,}|hier|here)"
    r"\b.*",
    re.IGNORECASE,
)
"""Placeholders that say how something is written or that it is to be written, and not what."""
LONGEST_LABEL = 80
AROUND = 80
"""Characters of the sentence around a gap that are given with it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A gap in the line, from where to where in it. date: it has three parts, as dates have. comb: boxes."""

    start: int
    end: int
    date: bool = False
    comb: int = 0
    name: str = ""


def spans_of(line: Line) -> list[Span]:
    """The gaps of a line, those that punctuation joins as one: (____) ____, __/__/____."""
    text = line.text
    combs = [Span(one.start(), one.end(), comb=one[0].count("_")) for one in _COMB.finditer(text)]
    bare = _COMB.sub(lambda one: "#" * len(one[0]), text)
    ruled: list[Span] = []
    for one in _RULED.finditer(bare):
        if one[0][0] in ".…" and _CONTENTS.fullmatch(bare, one.end()):
            continue  # Dots that lead to the number of a page.
        joint = text[ruled[-1].end : one.start()] if ruled else "word"
        if _JOINT.fullmatch(joint):
            ruled[-1] = replace(ruled[-1], end=one.end())
        else:
            ruled.append(Span(one.start(), one.end()))
        if ")" in joint and text[: ruled[-1].start].endswith("("):
            ruled[-1] = replace(ruled[-1], start=ruled[-1].start - 1)
    dated = [replace(one, date=_is_date(text[one.start : one.end])) for one in ruled]
    return sorted([*combs, *dated, *_placeholders(bare)], key=lambda span: span.start)


def only_gaps(line: Line) -> bool:
    """Whether there is nothing but a ruled gap on the line."""
    spans = [span for span in spans_of(line) if not span.name]
    rest = "".join(letter for at, letter in enumerate(line.text) if not _inside(at, spans))
    return bool(spans) and not rest.replace(line.marker, "", 1).strip(" \t|")


def blanks_in(line: Line, previous: Line | None, below: Line | None) -> list[Blank]:
    """The blanks of a line that has words beside its gaps, or words below them.

    previous: the line right above, for sentences that begin there. below: for what stands under a gap.
    """
    spans, blanks = spans_of(line), []
    for number, span in enumerate(spans):
        start = spans[number - 1].end if number else line.body - line.start
        end = spans[number + 1].start if number + 1 < len(spans) else len(line.text)
        before, after = line.text[min(start, span.start) : span.start], line.text[span.end : end]
        if not number and not before.strip() and after.strip() and previous is not None:
            before = previous.words[-AROUND:]
        words = _label(before, after) or _caption(span, below)
        sample = span.name if words and _SAMPLE.fullmatch(span.name) else ""
        label = words if sample else span.name or words
        if label:
            blank = _blank(line, replace(span, name="") if sample else span, label, before, after)
            blanks.append(replace(blank, field=replace(blank.field, help=sample or blank.field.help)))
    return blanks


def field_type(label: str, usual: FieldType = "text") -> FieldType:
    """A signature, where the label asks for one and not for its day or place alone."""
    return "signature" if _SIGNED.search(label) and not _WHEN_OR_WHERE.fullmatch(label) else usual


def _blank(line: Line, span: Span, label: str, before: str, after: str) -> Blank:
    hint = _HINT.match(after)
    start, end = line.start + span.start, line.start + span.end
    wide = bool(re.match(r"[ \t]{2,}\S", line.text[span.end :]))
    place: Place = Comb(start, span.comb) if span.comb else Gap(start, end, keep=wide and not span.name)
    field = Field(
        "",
        label,
        "date" if span.date else field_type(label),
        name=span.name,
        help=hint[1] if hint and not span.name else "",
        before=plain(before)[-AROUND:],
        format=date_format(line.text[span.start : span.end], line.text) if span.date else "",
        after=" ".join(after.split())[:AROUND],
        cells=bool(span.comb),
        max_length=span.comb or None,
        required=_REQUIRED.search(before) is not None,
    )
    return Blank(field, (place,))


def _label(before: str, after: str) -> str:
    """The words before the gap, back to the last wide space or end of a sentence; else those in brackets
    behind it, or right behind it."""
    pieces = [piece for _, piece in spaced(BOX.split(before)[-1])]
    last = _SENTENCE.split(_MONEY.sub("", pieces[-1]).rstrip("([ "))[-1] if pieces else ""
    words = plain(last).strip(" ,")
    if any(letter.isalpha() for letter in words):
        return words[-LONGEST_LABEL:]
    hint = _HINT.match(after)
    behind = next((piece for _, piece in spaced(after)), "")
    return hint[1] if hint else plain(behind).strip(" ,.;)")[:LONGEST_LABEL]


def _caption(span: Span, below: Line | None) -> str:
    """What stands right under a gap: "(place, date)      (signature)"."""
    if below is None or spans_of(below):
        return ""
    under = [(max(span.start, at), min(span.end, at + len(piece)), piece) for at, piece in spaced(below.text)]
    widest = max(under, key=lambda one: one[1] - one[0], default=(0, 0, ""))
    return plain(widest[2]).strip("()") if widest[1] > widest[0] else ""


def _placeholders(text: str) -> list[Span]:
    found = []
    for one in _PLACEHOLDER.finditer(text):
        name = one["double"] or one["angle"] or one["square"]
        if not _NO_PLACEHOLDER.fullmatch(name.strip()) and "_" * 3 not in name:
            found.append(Span(one.start(), one.end(), name=" ".join(name.split())))
    return found


def _is_date(gap: str) -> bool:
    return _DATE.fullmatch(gap) is not None


def _inside(at: int, spans: list[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
