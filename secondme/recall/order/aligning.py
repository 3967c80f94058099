"""Finds where a segment stands in a stretch of words: exactly, or nearly where it is quoted with slips.

Each run of three words that both have in common votes for the place at which the segment would then begin;
the real place gets all the votes, a chance likeness a few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

RUN = 3
MOST_REPEATS = 30
"""A run that the segment itself has more often tells nothing."""
MOST_STARTS = 40
LEAST_SHARE = 0.5
WHOLE = 0.95
"""As much of a segment counts as word for word: passages may be cut where the text has a line of its own."""
MOST_SLIPS = 10
SLIPS = 8
"""A quotation may have lost or gained one word in so many."""


def align(segment: Sequence[str], stretch: Sequence[str]) -> list[tuple[int, float]]:
    """Where the segment begins in the stretch and the share of its runs found there, best and earliest first.

    Where it stands word for word, only such places are given; else those where it nearly stands. The same
    segment in several places gives each; starts that lie within half a segment of a better one do not count.
    """
    size = min(RUN, len(segment))
    if size == 0 or len(stretch) < size:
        return []
    votes = _votes(segment, stretch, size)
    total = len(segment) - size + 1
    # Where it stands word for word, likenesses elsewhere tell nothing; where it stands nowhere so, slips do.
    if max(votes.values(), default=0) >= WHOLE * total:
        return _chosen({start: count / total for start, count in votes.items() if count >= WHOLE * total}, 0)
    slack = min(len(segment) // SLIPS, MOST_SLIPS)
    shares = {
        start: min(1.0, sum(votes.get(start + away, 0) for away in range(-slack, slack + 1)) / total)
        for start in sorted(votes, key=lambda start: (-votes[start], start))[: MOST_STARTS * (1 + 2 * slack)]
    }
    return _chosen(shares, len(segment) // 2)


def _chosen(shares: Mapping[int, float], apart: int) -> list[tuple[int, float]]:
    """The starts with the largest shares that lie more than `apart` from each other, in that order."""
    found: list[tuple[int, float]] = []
    for start, share in sorted(shares.items(), key=lambda one: (-one[1], one[0])):
        if len(found) == MOST_STARTS or share < LEAST_SHARE:
            break
        if all(abs(start - other) > apart for other, _ in found):
            found.append((start, share))
    return [(max(start, 0), share) for start, share in found]


def densest(wanted: frozenset[str], stretch: Sequence[str], length: int) -> tuple[int, float]:
    """Where the window of at most `length` words begins that has most of the wanted ones, and their share.

    Of equal windows the shortest, then the first, counts. It begins with a wanted word.
    """
    places = [(at, word) for at, word in enumerate(stretch) if word in wanted]
    best, first = (0, 0), 0
    inside: Counter[str] = Counter()
    start = places[0][0] if places else 0
    for at, word in places:
        inside[word] += 1
        while at - places[first][0] >= length or inside[places[first][1]] > 1:
            gone = places[first][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        measure = (len(inside), places[first][0] - at)
        if measure > best:
            best, start = measure, places[first][0]
    return start, best[0] / len(wanted) if wanted else 0.0


def _votes(segment: Sequence[str], stretch: Sequence[str], size: int) -> Mapping[int, int]:
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(segment) - size + 1):
        runs[tuple(segment[at : at + size])].append(at)
    votes: Counter[int] = Counter()
    for at in range(len(stretch) - size + 1):
        repeats = runs.get(tuple(stretch[at : at + size]), ())
        if len(repeats) <= MOST_REPEATS:
            for inside in repeats:
                votes[at - inside] += 1
    return votes
