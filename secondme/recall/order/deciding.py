"""Which of two came first: by the days they name, else by when they were written, else by where they stand.

Likeness never decides. Where two passages have neither days nor a common document, it cannot be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from secondme.recall.order.dating import Span
from secondme.recall.order.places import Place

WELL_FOUND = 0.6
"""With less of a part's words in it, a place may be that of something else."""
MOST_PLACES = 6
"""Of each part so many are weighed against each other."""

Ground = Literal["event", "written", "position", "same-time", "undated"]
WHY: dict[Ground, str] = {
    "event": "by the days that the passages name",
    "written": "by when they were said or written",
    "position": "by where they stand in the same document",
    "same-time": "both are of the same time, and nothing in them says which came first",
    "undated": "they stand in different documents, of which at least one has no date",
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order of two parts.

    first, second: the places in their order; as they were asked for where it cannot be told. earlier: which
    part, 0 or 1, came first; None where it cannot be told. certain: it is the order of the likeliest places,
    and no other place of either part speaks against it.
    """

    first: Place
    second: Place
    earlier: int | None
    ground: Ground
    certain: bool

    @property
    def why(self) -> str:
        return WHY[self.ground]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two places compare. sign: below 0 where the first is earlier, 0 where it cannot be told."""

    sign: int
    ground: Ground
    certain: bool = True


def put_in_order(a: Sequence[Place], b: Sequence[Place], *, telling: bool) -> Ordered:
    """The order of two parts, each with its places, the likeliest first; neither may be empty.

    telling: when it was said or where it stands counts, not when it happened.
    """
    pairs = list(product(a[:MOST_PLACES], b[:MOST_PLACES]))
    together = [(x, y) for x, y in pairs if x.spot.document == y.spot.document]
    if telling and together:  # The same text in several copies: within each the order is the same.
        pairs = together
    verdicts = [compare(x, y, telling=telling) for x, y in pairs]
    told = [at for at, verdict in enumerate(verdicts) if verdict.sign]
    if not told:
        return Ordered(*pairs[0], None, verdicts[0].ground, False)
    chosen = told[0]
    agreed = all(verdicts[at].sign * verdicts[chosen].sign > 0 for at in told)
    (x, y), verdict = pairs[chosen], verdicts[chosen]
    first, second = (x, y) if verdict.sign < 0 else (y, x)
    earlier = 0 if verdict.sign < 0 else 1
    certain = agreed and verdict.certain and chosen == 0 and min(x.share, y.share) >= WELL_FOUND
    return Ordered(first, second, earlier, verdict.ground, certain)


def compare(x: Place, y: Place, *, telling: bool) -> Verdict:
    """Which of two places is earlier, and by what.

    The times of files play no part: they are often those of a copy.
    """
    by_event = None if telling else _by_event(x, y)
    if by_event is not None and by_event.sign:
        return by_event
    for verdict in (_by_writing(x, y), _by_position(x, y, telling)):
        if verdict is not None:
            # They happened on the same days: when they were told says little about that.
            return verdict if by_event is None else Verdict(0, "same-time")
    return by_event or Verdict(0, "undated" if _is_undated(x, y) else "same-time")


def _by_event(x: Place, y: Place) -> Verdict | None:
    """By the days that are named; the day of writing stands for the one that names none."""
    if x.event is None and y.event is None:
        return None
    first, second = _days(x), _days(y)
    if first is None or second is None:
        return None
    if first.is_before(second):
        return Verdict(-1, "event")
    return Verdict(1, "event") if second.is_before(first) else Verdict(0, "same-time")


def _days(place: Place) -> Span | None:
    if place.event is not None:
        return place.event
    return None if place.spot.day is None else Span(place.spot.day, place.spot.day)


def _by_writing(x: Place, y: Place) -> Verdict | None:
    one, other = x.spot.time, y.spot.time
    if one is None or other is None or one == other:
        return None
    return Verdict(-1 if one < other else 1, "written")


def _by_position(x: Place, y: Place, telling: bool) -> Verdict | None:
    if x.spot.document != y.spot.document:
        return None
    one, other = (x.spot.position, x.word), (y.spot.position, y.word)
    if one == other:
        return Verdict(0, "same-time", False)
    # Notes are not always written in the order in which things happened; what is said in a chat is.
    return Verdict(-1 if one < other else 1, "position", telling or x.spot.kind == "chat")


def _is_undated(x: Place, y: Place) -> bool:
    return x.spot.time is None or y.spot.time is None
