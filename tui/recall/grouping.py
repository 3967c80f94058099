"""Grouping: results put together by what they stand in, who says them, or when."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from secondme.recall.groups import group
from secondme.recall.hit import Hit
from tui.dates import write_day
from tui.passages.byline import who
from tui.passages.result_row import Result

WAYS = ("", "document", "event", "person", "day")
"""What results can be put together by; first, nothing: the best first."""
_NO_DAY = date.min


def arrange(hits: Sequence[Hit], way: str) -> list[Result]:
    """The results in the order in which they are shown; the first of each group has its heading.

    Groups stand in the order of their best hit; days with the newest first, and what has none last.
    """
    if way == "event":
        return [result for one in group(hits) for result in _group(one.name, one.hits)]
    if way == "document":
        return _together(hits, lambda hit: hit.document, lambda hit: hit.title or "Told")
    if way == "person":
        return _together(hits, who_says, who_says)
    if way == "day":
        days = sorted(hits, key=lambda hit: _day(hit).toordinal(), reverse=True)
        return _together(days, _day, _name_of_day)
    return [Result(hit) for hit in hits]


def who_says(hit: Hit) -> str:
    """Whose words these are, as far as it is known."""
    if hit.kind == "memory":
        return "You told me"
    if hit.speaker:
        return who(hit)
    return "You" if hit.trust == "self" else "Nobody who is named"


def _together(
    hits: Sequence[Hit], key: Callable[[Hit], Hashable], name: Callable[[Hit], str]
) -> list[Result]:
    groups: dict[Hashable, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(key(hit), []).append(hit)
    return [result for own in groups.values() for result in _group(name(own[0]), own)]


def _group(name: str, hits: Sequence[Hit]) -> list[Result]:
    return [Result(hit, heading="" if place else name) for place, hit in enumerate(hits)]


def _day(hit: Hit) -> date:
    return hit.time.date() if hit.time is not None else _NO_DAY


def _name_of_day(hit: Hit) -> str:
    day = _day(hit)
    return "No day" if day == _NO_DAY else f"{day:%A} {write_day(day)}"
