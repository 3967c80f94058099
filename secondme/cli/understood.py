"""How a question was understood, in lines for `--explain`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondme.recall.question import Question


def lines_of(question: Question) -> Iterator[str]:
    """One line for each thing that was made of the question's words; no line for what it does not have."""
    yield f"kind      {question.kind.value}"
    if question.terms:
        yield f"words     {', '.join(question.terms)}"
    for phrase in question.phrases:
        yield f'phrase    "{phrase}" must stand in it'
    if question.excluded:
        yield f"left out  {', '.join(question.excluded)}"
    for one in question.filters:
        days = " or ".join(map(str, one.periods))
        widened = ", either may be meant" if len(one.periods) > 1 else ""
        yield f"filter    {one}{f' ({days}{widened})' if days else ''}"
    for words, group in groupby(question.periods, key=lambda period: period.words):
        periods = list(group)
        days = " or ".join(map(str, periods))
        if len(periods) > 1:
            yield f"time      {words}: {days}; widened, either may be meant"
        else:
            yield f"time      {words}: {'' if periods[0].certain else 'about '}{days}"
