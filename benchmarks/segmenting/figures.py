"""How far cuts are from where they should be: Pk and WindowDiff, 0 for the same cuts; lower is better."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def pk(ends: Sequence[int], wanted: Sequence[int]) -> float:
    """How often a window's ends are wrongly taken to be in one segment, or not (Beeferman et al., 1999)."""
    return _windows(ends, wanted, lambda ours, theirs: (ours == 0) != (theirs == 0))


def window_diff(ends: Sequence[int], wanted: Sequence[int]) -> float:
    """How often a window has another number of cuts than it should (Pevzner and Hearst, 2002)."""
    return _windows(ends, wanted, lambda ours, theirs: ours != theirs)


def _windows(ends: Sequence[int], wanted: Sequence[int], differ: Callable[[int, int], bool]) -> float:
    """The share of windows that differ; each is half as wide as a segment is on average."""
    count = wanted[-1]
    width = max(2, round(count / len(wanted) / 2))
    ours, theirs = _cuts(ends, count), _cuts(wanted, count)
    starts = range(count - width)
    wrong = sum(differ(ours[at + width] - ours[at], theirs[at + width] - theirs[at]) for at in starts)
    return wrong / max(1, len(starts))


def _cuts(ends: Sequence[int], count: int) -> list[int]:
    """At each place, how many cuts are at or before it."""
    cuts = set(ends[:-1])
    found, so_far = [], 0
    for place in range(count + 1):
        so_far += place in cuts
        found.append(so_far)
    return found
