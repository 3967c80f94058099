"""Order: questions about what came first, before and after are answered from time and sequence.

`find_in_order` is the whole of it: read the question, find its parts, compare them or look beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import apsw

from secondme.recall.filters import sift
from secondme.recall.hit import Hit
from secondme.recall.order.asking import OrderQuestion, Part, may_ask, read_order
from secondme.recall.order.deciding import Ordered, put_in_order
from secondme.recall.order.following import beside, extreme
from secondme.recall.order.locating import Find, Locator
from secondme.recall.order.places import Place, Spot, load_spots
from secondme.recall.presenting import load_hits
from secondme.recall.question import Question
from secondme.recall.standing import standing_of

__all__ = [
    "Find",
    "InOrder",
    "OrderQuestion",
    "Ordered",
    "Part",
    "Place",
    "find_in_order",
    "read_order",
    "recall_in_order",
]

ORDER_WEIGHT = 20.0
"""More than all other signals together, so that what answers the question stands before what is like it."""
MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class InOrder:
    """What was found for a question about order.

    sure: the anchor is the one thing that can be meant. missing: the parts that were not found; then there
    is nothing else. ordered: of two parts. anchor: what the others stand beside. passages: the answer in its
    order: for two parts the one that was asked for first; for "before" and "after" the nearest first.
    """

    question: OrderQuestion
    missing: tuple[Part, ...] = ()
    ordered: Ordered | None = None
    anchor: Place | None = None
    sure: bool = True
    passages: tuple[int, ...] = ()

    @property
    def signal(self) -> str:
        """The name of what speaks for the passages."""
        return "order" if self.question.kind == "which" else "sequence"


def _located(
    db: apsw.Connection,
    text: str,
    find: Find,
    as_of: datetime | None,
    recorded_before: datetime | None,
    now: datetime | None,
) -> tuple[OrderQuestion, Locator] | None:
    """The question and how its parts are looked up; None where it asks for no order.

    find: ordinary recall. as_of, recorded_before, now: as in recall. Filters in the question hold for all of
    it.
    """
    if not may_ask(text):
        return None
    sifted = sift(text, (as_of or now or datetime.now(UTC)).date())
    question = read_order(sifted.plain if sifted.filters else text)
    if question is None:
        return None
    filtered = Question("", (), frozenset(), filters=sifted.filters)
    stands = standing_of(db, filtered, as_of=as_of, recorded_before=recorded_before)
    return question, Locator(db, find, stands, " ".join(map(str, sifted.filters)))


def find_in_order(
    db: apsw.Connection,
    text: str,
    find: Find,
    *,
    as_of: datetime | None = None,
    recorded_before: datetime | None = None,
    now: datetime | None = None,
    previous: int | None = None,
    limit: int = MOST_BESIDE,
) -> InOrder | None:
    """What a question about order is about, in order; None where it asks for none.

    find: plain recall. as_of: with what was true then; recorded_before: with what was known then. now: what
    "last week" is counted from. previous: the passage that was found last, for "just before that". Raises
    UsageError for a filter that makes no sense.
    """
    located = _located(db, text, find, as_of, recorded_before, now)
    if located is None:
        return None
    question, locator = located
    if question.kind == "which":
        return _which(locator, question)
    if question.kind == "extreme":
        return _extreme(locator, question, limit)
    return _beside(locator, question, limit, previous)


def recall_in_order(
    db: apsw.Connection,
    text: str,
    find: Find,
    *,
    limit: int,
    as_of: datetime | None = None,
    recorded_before: datetime | None = None,
    now: datetime | None = None,
    previous: int | None = None,
) -> list[Hit] | None:
    """The hits for a question about order: what answers it, in its order, then what is like its parts.

    None where it asks for none, or where that cannot be told. The arguments are those of `find_in_order`.
    """
    found = find_in_order(
        db, text, find, as_of=as_of, recorded_before=recorded_before, now=now, previous=previous
    )
    if found is None or not found.passages:
        return None
    located = _located(db, text, find, as_of, recorded_before, now)
    parts = " ".join(part.text for part in found.question.parts)
    rest = located[1].find_plainly(parts, limit) if located and not found.question.previous else []
    return order_hits(db, found, rest, limit)


def order_hits(db: apsw.Connection, found: InOrder, rest: Sequence[Hit], limit: int) -> list[Hit]:
    """What answers the question of order as hits, then the others."""
    count = len(found.passages)
    shares = [1 - place / (2 * count) for place in range(count)]
    first = load_hits(
        db,
        found.passages,
        [ORDER_WEIGHT * share for share in shares],
        [{found.signal: share} for share in shares],
        {hit.passage: hit.similarity for hit in rest if hit.similarity is not None},
    )
    others = [hit for hit in rest if hit.passage not in found.passages]
    return [*first, *others][: max(limit, 0)]


def _which(locator: Locator, question: OrderQuestion) -> InOrder:
    places = [locator.locate(part, question) for part in question.parts]
    missing = tuple(part for part, own in zip(question.parts, places, strict=True) if not own)
    if missing:
        return InOrder(question, missing)
    ordered = put_in_order(places[0], places[1], telling=question.telling)
    if ordered.earlier is None:
        return InOrder(question, ordered=ordered)
    both = [ordered.first.spot.passage, ordered.second.spot.passage]
    wanted = both[::-1] if question.later and not question.claim else both
    return InOrder(question, ordered=ordered, passages=tuple(dict.fromkeys(wanted)))


def _beside(locator: Locator, question: OrderQuestion, limit: int, previous: int | None) -> InOrder | None:
    if question.previous:
        spots = load_spots(locator.db, [previous] if previous else [], locator.stands)
        places = [Place(spot, 0, 1.0) for spot in spots]
    else:
        places = locator.locate(question.parts[0], question)
    if not places:
        return None if question.previous else InOrder(question, question.parts)
    anchor = places[0]
    spots = beside(
        locator.db,
        anchor,
        later=question.later,
        limit=limit,
        who=question.who,
        stands=locator.stands,
    )
    sure = anchor.exact or len({place.spot.document for place in places}) == 1
    if not sure and not question.near and not question.telling:
        return None  # What happened after one of several things had better be read than counted off.
    return InOrder(question, anchor=anchor, sure=sure, passages=_numbers(spots))


def _extreme(locator: Locator, question: OrderQuestion, limit: int) -> InOrder:
    [part] = question.parts
    spots = extreme(locator, part.text, last=question.later, limit=limit, who=question.who)
    if not spots:
        return InOrder(question, (part,))
    return InOrder(question, anchor=Place(spots[0], 0, 1.0), passages=_numbers(spots))


def _numbers(spots: list[Spot]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(spot.passage for spot in spots))
