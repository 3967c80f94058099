"""Gathers candidates: by words, by meaning, and from around the times that a question names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import apsw

from secondme.recall.calendar_days import Span
from secondme.recall.lexical import find_passages, find_passages_among
from secondme.recall.periods import Period
from secondme.recall.question import Question
from secondme.recall.resting import Find, Resting
from secondme.recall.semantic import Similarities
from secondme.recall.standing import Standing, first_standing, newest_standing
from secondme.recall.timing import half_life

LEXICAL_CANDIDATES = 300
SEMANTIC_CANDIDATES = 200
TIME_CANDIDATES = 200
"""From around the times that are named, in all; half by words and half by meaning."""
FARTHEST_AROUND = 30
"""Days before and after a period that count as around it, at most."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The passages that may be what was asked for, and the BM25 scores of those found by words."""

    passages: tuple[int, ...]
    lexical: dict[int, float]


def gather(
    db: apsw.Connection,
    question: Question,
    standing: Standing,
    similar: Similarities | None,
    resting: Resting | None = None,
) -> Gathered:
    """The best passages that stand, by words and by meaning, with the best from around the named times.

    A question that is nothing but filters and times gets the newest that fulfil them. resting: leaves out
    what rests; None leaves out nothing.
    """
    past = _everything if resting is None else resting.past
    few = None if standing.is_everything else standing.few(db)
    lexical = past(_by_words(db, question, standing, few))(LEXICAL_CANDIDATES)
    found = [*lexical, *past(_by_meaning(db, similar, standing, few))(SEMANTIC_CANDIDATES)]
    if question.periods:
        within = standing.within(_around(question.periods))
        few = within.few(db)
        words = past(_by_words(db, question, within, few))(TIME_CANDIDATES // 2)
        found += [*words, *past(_by_meaning(db, similar, within, few))(TIME_CANDIDATES // 2)]
        lexical |= words
        if question.only_times:
            found += newest_standing(db, within, TIME_CANDIDATES, few)
    elif question.lists_what_stands:
        found += newest_standing(db, standing, LEXICAL_CANDIDATES, few)
    passages = list(dict.fromkeys(found))
    return Gathered(tuple(passages if resting is None else resting.awake(passages)), lexical)


def _everything(find: Find) -> Find:
    return find


def _by_words(db: apsw.Connection, question: Question, standing: Standing, few: Sequence[int] | None) -> Find:
    def find(limit: int) -> dict[int, float]:
        return first_standing(
            db,
            standing,
            limit,
            lambda count: find_passages(db, question, count),
            lambda among, count: find_passages_among(db, question, among, count),
            few,
        )

    return find


def _by_meaning(
    db: apsw.Connection, similar: Similarities | None, standing: Standing, few: Sequence[int] | None
) -> Find:
    def find(limit: int) -> dict[int, float]:
        if similar is None:
            return {}
        return first_standing(db, standing, limit, similar.best, _best_among(similar), few)

    return find


def _best_among(similar: Similarities) -> Callable[[Sequence[int], int], dict[int, float]]:
    def best(among: Sequence[int], limit: int) -> dict[int, float]:
        cosines = similar.of(among)
        return dict(sorted(cosines.items(), key=lambda one: -one[1])[:limit])

    return best


def _around(periods: Sequence[Period]) -> list[Span]:
    """The periods with some days before and after them."""
    return [
        (_moved(one.first, -margin), _moved(one.last, margin))
        for one in periods
        for margin in [min(half_life(one), FARTHEST_AROUND)]
    ]


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
