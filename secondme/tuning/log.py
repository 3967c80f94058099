"""Lessons from the recall log: which of the hits that were shown the person put to use.

What merely was shown is no sign that it was right. A hit that was passed over above one that was used is a
weak sign that it was not (Joachims 2002, "Optimizing Search Engines using Clickthrough Data"); one that the
person said is wrong is a strong one. What an assistant once said is never taken as right: else it would
reinforce itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from secondme.recall.learning import Lesson, lesson_of
from secondme.recall.pipeline import Examined
from secondme.store.recalls import Logged, LoggedHit, Use

Examine = Callable[[str], Examined]

GAINS: Mapping[Use, float] = {"opened": 0.5, "cited": 0.75, "confirmed": 2.0}
PASSED_OVER = 1.0
CORRECTED = 4.0
NEVER_SHOWN = 0.1
"""Candidates that were not shown: most are beside the point, but nobody looked."""
BETTER_THAN_WRONG = 0.25
"""What the other hits are worth together beside one that the person said is wrong, when none was used."""


def lessons_from(log: Sequence[Logged], examine: Examine) -> Iterator[Lesson]:
    """One lesson for each logged question that tells something, grouped by the day on which it was asked."""
    for logged in log:
        gain, against = judge(logged.hits)
        if not gain:
            continue
        found = examine(logged.query)
        passages = [candidate.passage for candidate in found.candidates]
        yield lesson_of(
            found.signals,
            [gain.get(passage, 0.0) for passage in passages],
            [against.get(passage, NEVER_SHOWN) for passage in passages],
            missed=len(gain.keys() - set(passages)),
            group=logged.asked_at.date().isoformat(),
        )


def judge(hits: Sequence[LoggedHit]) -> tuple[dict[int, float], dict[int, float]]:
    """By passage: how much each is right, and how much each shown one counts as beside the point. Pure."""
    wrong = {hit.passage for hit in hits if hit.used == "corrected"}
    gain = {hit.passage: GAINS[hit.used] for hit in hits if hit.used in GAINS and hit.trust != "assistant"}
    if not gain:
        return _beside_the_wrong(hits, wrong)
    lowest = max(hit.rank for hit in hits if hit.passage in gain)
    against = {hit.passage: PASSED_OVER if hit.rank < lowest else 0.0 for hit in hits}
    return gain, against | dict.fromkeys(wrong, CORRECTED)


def _beside_the_wrong(
    hits: Sequence[LoggedHit], wrong: set[int]
) -> tuple[dict[int, float], dict[int, float]]:
    """Where hits were only corrected: whatever else was shown is a little better than those, and no more."""
    others = [hit.passage for hit in hits if hit.used == "shown" and hit.trust != "assistant"]
    if not wrong or not others:
        return {}, {}
    gain = dict.fromkeys(others, BETTER_THAN_WRONG / len(others))
    return gain, dict.fromkeys(wrong, CORRECTED)
