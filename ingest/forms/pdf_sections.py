"""What a page says beside its fields: its title, the headings above each field, its first sentences. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ingest.forms.pdf_fields import Box
from ingest.forms.pdf_print import Phrase, Printed

LONGEST_HEADING = 120
LONGEST_INTRO = 600
"""Characters."""
_PART = re.compile(
    r"(?:section|part|step|teil|abschnitt|partie|rubrique|cadre|secci[oó]n|parte|sezione|se[cç][aã]o|deel|del"
    r"|cz[eę][sś][cć]|раздел|часть)\s+(?:\d|[A-Z]\b|[IVX]+\b)",
    re.IGNORECASE,
)
_LARGER = 1.12
"""A heading's letters are larger than most by this factor; or they are bold, and at the left margin."""
_INDENT = 24.0
"""Points."""


def title_of(page: Printed) -> str:
    """The largest words in the upper half of the first page; empty where none are larger than the rest."""
    if not page.phrases:
        return ""
    heights = [phrase.middle for phrase in page.phrases]
    upper = [one for one in page.phrases if one.middle >= (min(heights) + max(heights)) / 2]
    upper = [one for one in upper if len(one.text) > 3 and any(letter.isalpha() for letter in one.text)]
    size = max((one.size for one in upper), default=0.0)
    if size < _LARGER * _usual_size(page):
        bold = [one for one in upper if one.bold]
        return bold[0].text if bold else ""
    lines = [one for one in upper if one.size > 0.93 * size]
    joined = [lines[0]]
    for line in lines[1:4]:
        if joined[-1].box[1] - line.box[3] < size and joined[-1].box[1] > line.box[1]:
            joined.append(line)
    return " ".join(line.text for line in joined)[:LONGEST_HEADING]


def intro_of(page: Printed, title: str, taken: Collection[int]) -> str:
    """The first sentences of a page that are no field's words, at most `LONGEST_INTRO` characters."""
    found = ""
    for number, phrase in enumerate(page.phrases):
        words = phrase.text.split()
        if number in taken or phrase.text in title or len(words) < 4:
            continue
        if len(found) + len(phrase.text) > LONGEST_INTRO:
            break
        found = f"{found} {phrase.text}".strip()
    return found


def sections(page: Printed, boxes: Sequence[Box], taken: Collection[int], above: Sequence[str]) -> list[str]:
    """The headings above each box, outermost first, joined by " > ".

    taken: the phrases that are words of fields and so no headings. above: the headings under which the page
    begins.
    """
    heads = _headings(page, taken)
    return [" > ".join(_trail(heads, box, above, _centre(page))) for box in boxes]


def last_trail(page: Printed, taken: Collection[int], above: Sequence[str]) -> list[str]:
    """The headings under which the page ends."""
    foot = (0.0, float("-inf"), float("inf"), float("-inf"))
    return _trail(_headings(page, taken), foot, above, _centre(page))


def _headings(page: Printed, taken: Collection[int]) -> list[Phrase]:
    usual = _usual_size(page)
    title = title_of(page) if page.page == 0 else ""
    bolds = sum(len(phrase.text) for phrase in page.phrases if phrase.bold)
    tells = bolds < 0.4 * sum(len(phrase.text) for phrase in page.phrases)
    margin = min((phrase.box[0] for phrase in page.phrases), default=0.0) + _INDENT
    return [
        phrase
        for number, phrase in enumerate(page.phrases)
        if number not in taken
        and len(phrase.text) <= LONGEST_HEADING
        and phrase.text not in title
        and sum(letter.isalpha() for letter in phrase.text) > 2
        and (
            phrase.size >= _LARGER * usual
            or (phrase.bold and tells and phrase.box[0] <= margin)
            or _PART.match(phrase.text)
        )
    ]


def _centre(page: Printed) -> float:
    """Half way between the first and the last words of the lines; of two columns, where the second begins."""
    lefts, rights = [one.box[0] for one in page.phrases], [one.box[2] for one in page.phrases]
    return (min(lefts) + max(rights)) / 2 if lefts else 0.0


def _trail(heads: list[Phrase], box: Box, above: Sequence[str], centre: float) -> list[str]:
    """The headings before a box: each ends those before it whose letters are no larger than its own."""
    trail: list[Phrase] = []
    for head in heads:
        if head.middle < box[3] or head.box[0] > max(box[2], centre - _INDENT):
            continue
        while trail and _rank(trail[-1]) <= _rank(head):
            trail.pop()
        trail.append(head)
    found = [head.text for head in trail]
    return found or list(above)


def _rank(head: Phrase) -> float:
    return round(head.size * 2) / 2 + (0.25 if head.bold else 0)


def _usual_size(page: Printed) -> float:
    """The size of most letters on a page."""
    sizes: Counter[float] = Counter()
    for phrase in page.phrases:
        sizes[round(phrase.size * 2) / 2] += len(phrase.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
