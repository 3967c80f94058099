"""Cuts a run of passages into events. Pure.

Passages are the nodes of a similarity graph. An event is worth how much more alike its passages are than any
two of the run, for its size (their average association, in standard deviations); each cut has a price, which
falls with the silence before it. Dynamic programming finds the cuts that are worth most together. With kernel
change point detection (Arlot, Celisse and Harchaoui, 2012) it shares the criterion, with EM-LLM the aim: that
cuts fall where the graph is thin.

Only a window of the run is looked at, and what lies far behind is settled. So what is added to a conversation
moves no cut that is more than `HORIZON` passages before its old end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from secondme.events.likeness import likeness

if TYPE_CHECKING:
    import numpy.typing as npt

    from secondme.events.likeness import Matrix

    Numbers = npt.NDArray[np.float64]

FEWEST, MOST = 3, 40
"""Passages of an event. Fewer only where silence stands around them or the run itself is shorter."""
HORIZON = 160
"""Passages that are looked at together."""
AHEAD = 80
"""Of these, how many at the end are only looked at: they are cut together with those that follow."""
SILENCE_MS = 6 * 60 * 60 * 1000
"""What is further apart never belongs together."""
PRICE = 4.5
"""Of a cut, in standard deviations of likeness."""
OF_SILENCE = 0.75
"""How much the price falls each time that the silence before a cut is twice as long as usual."""
MOST_DOUBLINGS = 8.0
LEAST_GAP_MS, MOST_GAP_MS = 2 * 60 * 1000, 60 * 60 * 1000
"""Between which the usual silence is taken to lie."""
MOST_AKIN = 3.0
"""So many deviations one pair counts at most: two messages that share a rare word prove little."""
LEAST_SPREAD = 0.02
"""Where likeness hardly differs, it tells nothing."""


def cut(
    words: Sequence[Sequence[str]], times: Sequence[int | None], vectors: Matrix | None = None
) -> list[tuple[int, int]]:
    """The events of a run, in order: the places [first, last) of their passages; together all of them.

    words, vectors: of each passage, see `likeness`. times: in milliseconds; None where a passage does not
    tell.
    """
    ends = [*_silences(times), len(words)]
    firsts = [0, *ends[:-1]]
    found: list[tuple[int, int]] = []
    for first, last in zip(firsts, ends, strict=True):
        found += _cut_stretch(words, times, vectors, first, last)
    return found


def _silences(times: Sequence[int | None]) -> list[int]:
    """The places before which there is too long a silence."""
    gaps = _gaps(times)
    return [place for place, gap in enumerate(gaps) if gap is not None and gap > SILENCE_MS]


def _gaps(times: Sequence[int | None]) -> list[int | None]:
    """How long it was silent before each passage; None where that is not told."""
    between = [None if a is None or b is None else max(0, b - a) for a, b in pairwise(times)]
    return [None, *between] if times else []


def _cut_stretch(
    words: Sequence[Sequence[str]],
    times: Sequence[int | None],
    vectors: Matrix | None,
    first: int,
    last: int,
) -> list[tuple[int, int]]:
    """The events of a stretch without long silence, window by window."""
    found: list[tuple[int, int]] = []
    while first < last:
        end = min(first + HORIZON, last)
        window = slice(first, end)
        graph = likeness(words[window], None if vectors is None else vectors[window])
        cuts = best_cuts(worth_of(graph), prices_of(times[window]), is_open=end < last)
        settled = [one for one in cuts if end == last or one <= HORIZON - AHEAD]
        found += [(first + a, first + b) for a, b in pairwise([0, *settled])]
        first += settled[-1]
    return found


def worth_of(graph: Matrix) -> Numbers:
    """What the passages [first, last) are worth as one event; shape (passages + 1, passages + 1)."""
    count = len(graph)
    apart = ~np.eye(count, dtype=bool)
    likely = graph[apart].mean() if count > 1 else 0.0
    spread = max(float(graph[apart].std()), LEAST_SPREAD) if count > 1 else 1.0
    above = np.where(apart, np.minimum((graph.astype(np.float64) - likely) / spread, MOST_AKIN), 0.0)
    sums = np.zeros((count + 1, count + 1))
    sums[1:, 1:] = above.cumsum(axis=0).cumsum(axis=1)
    diagonal = np.diag(sums)
    inside = diagonal[None, :] + diagonal[:, None] - 2 * sums  # The graph is the same both ways.
    places = np.arange(count + 1)
    worth: Numbers = inside / np.maximum(places[None, :] - places[:, None], 1)
    return worth


def prices_of(times: Sequence[int | None]) -> Numbers:
    """The price of a cut before each passage; shape (passages,)."""
    gaps = _gaps(times)
    known = [gap for gap in gaps if gap]
    usual = min(max(float(np.median(known)), LEAST_GAP_MS), MOST_GAP_MS) if known else LEAST_GAP_MS
    times_longer = np.array([1.0 if gap is None else max(gap / usual, 1.0) for gap in gaps])
    prices: Numbers = PRICE - OF_SILENCE * np.minimum(np.log2(times_longer), MOST_DOUBLINGS)
    return prices


def best_cuts(worth: Numbers, prices: Numbers, *, is_open: bool) -> list[int]:
    """Where the events end that are worth most together, the end of the window last.

    is_open: the run goes on after the window, so that the last event may have any size.
    """
    count = len(prices)
    best = np.full(count + 1, -np.inf)
    best[0] = 0.0
    before = np.zeros(count + 1, dtype=int)
    for last in range(1, count + 1):
        fewest = 1 if last == count and (is_open or count < FEWEST) else FEWEST
        firsts = np.arange(max(0, last - MOST), last - fewest + 1)
        if not len(firsts):
            continue
        totals = best[firsts] + worth[firsts, last] - np.where(firsts > 0, prices[firsts], 0.0)
        before[last] = firsts[totals.argmax()]
        best[last] = totals.max()
    ends = [count]
    while before[ends[-1]] > 0:
        ends.append(int(before[ends[-1]]))
    return ends[::-1]
