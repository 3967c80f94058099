"""How a query was understood, in one line of chips; before anything is typed, what one can write."""

from __future__ import annotations

import re
from datetime import date

from textual.content import Content
from textual.widgets import Static

from secondme.recall.filters import HOW
from secondme.recall.question import Question
from tui.dates import write_day
from tui.ink import KEY, QUIET, WARNING, click
from tui.plain_text import one_line

_CHIP = "$text-accent on $panel"
_OPEN_FILTER = re.compile(r"(?:^|\s)-?(\w+):\"?$")
_BETWEEN = "  "


class UnderstoodLine(Static):
    """One line beneath the query."""

    def __init__(self) -> None:
        super().__init__(write_help(), id="understood", markup=False)

    def show(self, query: str, question: Question | None, as_of: date | None, remark: str) -> None:
        """Shows what was made of the query; remark: what makes no sense in it."""
        self.update(write_understood(query, question, as_of, remark))


def write_help() -> Content:
    """The filters, each of which a click writes into the query."""
    names = [_insertable(f"{name}:") for name in HOW]
    return Content(" ").join([*names, Content.styled('"these words" -without', QUIET)])


def write_understood(query: str, question: Question | None, as_of: date | None, remark: str) -> Content:
    """Chips for what steers the search, the words quietly; what goes behind a filter that is being typed."""
    if (match := _OPEN_FILTER.search(query)) and match[1].casefold() in HOW:
        return Content.styled(f"{match[1]}: {HOW[match[1].casefold()]}", QUIET)
    if remark:
        return Content.styled(one_line(remark), WARNING)
    parts = chips_of(question) if question is not None else []
    if as_of is not None:
        parts.append(f"as of {write_day(as_of)}")
    if not parts:
        return write_help()
    chips = [Content.styled(f" {one_line(part)} ", _CHIP) for part in parts]
    if question is not None and question.terms:
        chips.append(Content.styled(one_line(" ".join(question.terms)), QUIET))
    return Content(_BETWEEN).join(chips)


def chips_of(question: Question) -> list[str]:
    """What steers the search: filters, phrases, what is left out, and the days that are named."""
    filters = [
        f"{one} ({_days(one.periods[0].first, one.periods[0].last)})" if one.periods else str(one)
        for one in question.filters
    ]
    phrases = [f'"{phrase}"' for phrase in question.phrases]
    without = [f"without {word}" for word in question.excluded]
    times = {period.words: _days(period.first, period.last) for period in question.periods}
    return [*filters, *phrases, *without, *(f"{words}: {days}" for words, days in times.items())]


def _days(first: date, last: date) -> str:
    if first == last:
        return write_day(first)
    begins = "" if first == date.min else write_day(first)
    ends = "" if last == date.max else write_day(last)
    return f"{begins} to {ends}".strip()


def _insertable(text: str) -> Content:
    return Content.styled(text, f"{KEY} {click(f'screen.insert({text!r})')}")
