"""What each part of recall is worth: the same questions again, with one part after the other switched off.

Signals are measured once a question, and weighed once without each of them. What gathers candidates is
switched off by searching anew without it; only such rows tell how long a question takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from statistics import fmean, stdev
from typing import TYPE_CHECKING
from unittest.mock import patch

from secondme.recall import pipeline
from secondme.recall.gathering import Gathered, gather
from secondme.recall.kinds import QuestionKind
from secondme.recall.pipeline import Examined, examine, rank
from secondme.recall.signals import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from secondme.memory import Memory

CUTS = (5, 10, 20)
NOTHING = "(nothing)"
Search = Callable[["Memory", str, datetime], Examined]


@dataclass
class Row:
    """What was found without one part of recall.

    found: by question, the shares of its evidence among the first of each cut; seconds: of each question that
    was searched anew.
    """

    found: list[tuple[float, ...]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, turns: Sequence[str], evidence: Sequence[str]) -> None:
        self.found.append(tuple(sum(one in turns[:cut] for one in evidence) / len(evidence) for cut in CUTS))

    def recall(self) -> tuple[float, ...]:
        """The mean at each cut."""
        return tuple(map(fmean, zip(*self.found, strict=True)))


def ask(
    memory: Memory, questions: Sequence[tuple[str, Sequence[str]]], now: datetime, rows: dict[str, Row]
) -> None:
    """Asks each question with everything, and once without each part; adds to the row of each.

    questions: each with the turns that are its evidence.
    """

    @cache
    def turn_of(passage: int) -> str:
        hit = memory.show(f"p{passage}")
        return (hit and hit.locator.message) or ""

    memory.examine("warm up")
    for text, evidence in questions:
        for name, search in SEARCHES.items():
            begun = time.perf_counter()
            found = search(memory, text, now)
            best = rank(found, DEFAULT_WEIGHTS, max(CUTS))
            rows.setdefault(name, Row()).seconds.append(time.perf_counter() - begun)
            for less, places in [(name, best), *(_without_signals(found) if name == NOTHING else ())]:
                turns = [turn_of(found.candidates[place].passage) for place, _ in places]
                rows.setdefault(less, Row()).add(turns, evidence)


def figures_of(rows: Mapping[str, Row]) -> dict[str, dict[str, float | None]]:
    """By what is switched off: recall at each cut (r5), and how much more that is than with everything (d5).

    doubt: the standard error of the difference at 10. ms_per_question: None where nothing was searched anew.
    """
    return {name: _figures(row, rows[NOTHING]) for name, row in rows.items()}


def print_table(figures: Mapping[str, Mapping[str, float | None]]) -> None:
    print(f"{'without':24}" + "".join(f"{f'R@{cut}':>17}" for cut in CUTS) + f"{'doubt at 10':>13}{'ms':>6}")
    for name, one in figures.items():
        cells = "".join(f"{one[f'r{cut}']:10.3f}{one[f'd{cut}']:+7.3f}" for cut in CUTS)
        took = "" if one["ms_per_question"] is None else f"{one['ms_per_question']:6.0f}"
        print(f"{name:24}{cells}{one['doubt']:13.3f}{took}")


def _figures(row: Row, whole: Row) -> dict[str, float | None]:
    at_ten = CUTS.index(10)
    moved = [less[at_ten] - more[at_ten] for less, more in zip(row.found, whole.found, strict=True)]
    return {
        **{f"r{cut}": round(mean, 4) for cut, mean in zip(CUTS, row.recall(), strict=True)},
        **{
            f"d{cut}": round(less - more, 4)
            for cut, less, more in zip(CUTS, row.recall(), whole.recall(), strict=True)
        },
        "doubt": round(stdev(moved) / len(moved) ** 0.5, 4) if len(moved) > 1 else 0.0,
        "ms_per_question": round(1000 * fmean(row.seconds), 1) if row.seconds else None,
    }


def _without_signals(found: Examined) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    """What was found, weighed without each signal, and without spreading over documents."""
    for name in DEFAULT_WEIGHTS:
        yield name, rank(found, {**DEFAULT_WEIGHTS, name: 0.0}, max(CUTS))
    plain = replace(found, question=replace(found.question, kind=QuestionKind.WHAT))
    yield "diversity", rank(plain, DEFAULT_WEIGHTS, max(CUTS))


def _gathering(gathered: Callable[..., Gathered]) -> Search:
    """A search that gathers its candidates so."""

    def search(memory: Memory, text: str, now: datetime) -> Examined:
        with patch.object(pipeline, "gather", gathered):
            return memory.examine(text, now=now)

    return search


SEARCHES: Mapping[str, Search] = {
    NOTHING: lambda memory, text, now: memory.examine(text, now=now),
    "gathering by meaning": _gathering(
        lambda db, question, standing, similar, *rest: gather(db, question, standing, None, *rest)
    ),
    "gathering by words": _gathering(
        lambda db, question, *rest: gather(db, replace(question, terms=()), *rest)
    ),
    "gathering around times": _gathering(
        lambda db, question, *rest: gather(db, replace(question, periods=()), *rest)
    ),
    "all meaning": lambda memory, text, now: examine(memory.store.connection(), text, now=now),
}
"""Who gathers nothing by words has no scores by words either, so that signal goes with it."""
