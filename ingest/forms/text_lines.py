"""The lines of a form in text or Markdown, and what is plain to see of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.encoding import clean

COLONS = (":", "\uff1a")
QUESTION_MARKS = ("?", "\uff1f")
BOX = re.compile(r"\[(?:[ xX✓]|)\](?![\[(:])|\((?: {1,2}|[xX])\)(?!\s?_)|[☐☑☒□◻⬜○◯●]")
"""A box to tick, empty or ticked."""
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_NUMBERING = r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z])[.)]"
_MARKER = re.compile(rf"\s*(?:>\s?)*(?P<marker>(?:[-*+•\u2013]|{_NUMBERING})(?=\s|$))?\s*")
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})\s+(?P<text>.*?)[\s#]*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
LONGEST_LINE = 10_000
"""Characters; no line of a form is longer."""
_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?:(?!---).*(?:\r\n|\r|\n)){0,60}?---[ \t]*(?:\r\n|\r|\n|\Z)"
)
_FENCE = re.compile(r"\s*(```|~~~)")
_EMPHASIS = re.compile(
    r"\*\*|__(?=\S)|(?<=\S)__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`|</?(?:b|strong|em|i|u|br)\s*/?>"
)
_ENDED = re.compile(r"[\s:\uff1a*]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """number: counted from 0. start, end: where it stands in the text, without its line end. body: where its
    words begin, behind bullet or number. marker: that bullet or number. shown: neither code nor comment."""

    number: int
    text: str
    start: int
    end: int
    body: int
    marker: str
    shown: bool = True

    @property
    def words(self) -> str:
        """The line from its first word on."""
        return self.text[self.body - self.start :]

    @property
    def empty(self) -> bool:
        return not self.text.strip()

    @property
    def labels(self) -> bool:
        """Whether it ends with a colon."""
        return self.text.rstrip(" \t\u00a0*_").endswith(COLONS)

    @property
    def asks(self) -> bool:
        """Whether something is asked that may be answered below."""
        return self.labels or self.numbered or self.text.rstrip(" *_").endswith(QUESTION_MARKS)

    @property
    def numbered(self) -> bool:
        return any(letter.isalnum() for letter in self.marker)


def lines_of(text: str) -> list[Line]:
    """The lines of a form. Those of front matter, fenced code and comments of HTML ask nothing."""
    lines, fence, comment = list[Line](), "", False
    front = _FRONT_MATTER.match(text)
    first = front.end() if front else 0
    for found in _LINE.finditer(text):
        if found.start() == len(text) and lines:
            break
        content = found[1]
        opened = _FENCE.match(content)
        hidden = fence or comment or opened or content.lstrip().startswith("<!--")
        shown = not hidden and found.start() >= first and len(content) <= LONGEST_LINE
        if opened and fence in ("", opened[1]):
            fence = "" if fence else opened[1]
        comment = (comment or "<!--" in content) and content.rfind("-->") <= content.rfind("<!--")
        marker = _MARKER.match(content)
        sign = marker["marker"] if marker else None
        place = (found.start(), found.end(1), found.start() + (marker.end() if marker else 0))
        lines.append(Line(len(lines), content, *place, sign or "", shown))
    return lines


def heading_of(lines: list[Line], at: int) -> tuple[int, str] | None:
    """Level and text of the heading that a line is: of Markdown, underlined, in bold or capitals alone."""
    line = lines[at]
    found = _HEADING.fullmatch(line.text)
    if found is not None:
        return len(found["level"]), plain(found["text"])
    words = line.words.strip()
    if not words or line.marker or not any(letter.isalpha() for letter in words):
        return None
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    if _UNDERLINE.fullmatch(below) and "|" not in words:
        return (1 if "=" in below else 2), plain(words)
    alone = not words.endswith((*COLONS, *QUESTION_MARKS, ".", ",")) and not re.search(
        r"[_.…]{3}|\[|\{\{|☐|\|", words
    )
    if alone and words.startswith("**") and words.endswith("**"):
        return 7, plain(words)
    return (7, plain(words)) if alone and words.isupper() and sum(map(str.isalpha, words)) > 5 else None


def plain(text: str) -> str:
    """Words as people read them: without emphasis, the colon behind them and the star of what is required."""
    return " ".join(_ENDED.sub("", _EMPHASIS.sub("", clean(text))).split())


def next_words(lines: list[Line], at: int) -> Line | None:
    """The next line below that holds something; what is not shown counts as nothing."""
    return next((line for line in lines[at + 1 :] if line.shown and not line.empty), None)


def above(lines: list[Line], at: int) -> Line | None:
    """The line above that holds something, over one empty line at most."""
    nearest = (line for line in reversed(lines[max(0, at - 2) : at]) if not line.empty)
    return next((line for line in nearest if line.shown), None)


def spaced(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a line that wide gaps of white space separate, each with its place in it."""
    for found in re.finditer(r"\S+(?:[ \u00a0]\S+)*", text):
        yield found.start(), found[0]
