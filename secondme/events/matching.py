"""Which event stays the same one when a document is cut anew. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def same_events(before: Mapping[int, Sequence[int]], after: Sequence[Sequence[int]]) -> list[int | None]:
    """For each event of now, the number of the earlier one whose place it takes; None where it is new.

    before: by number, the passages. after: the passages of each. It is the one with which it shares most;
    no number is given twice.
    """
    event_of = {passage: number for number, passages in before.items() for passage in passages}
    shared = [
        (-count, place, number)
        for place, passages in enumerate(after)
        for number, count in Counter(event_of[one] for one in passages if one in event_of).items()
    ]
    found: list[int | None] = [None] * len(after)
    taken: set[int] = set()
    for _, place, number in sorted(shared):
        if found[place] is None and number not in taken:
            found[place] = number
            taken.add(number)
    return found
