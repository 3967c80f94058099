"""What the timeline asks of the memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.gateway import Gateway, Tell
from tui.gateway.latest import Latest
from tui.timeline.messages import DaysRead, Item, ItemsRead, PlaceFound, StoryRead, SummaryRead
from tui.timeline.span import FIRST, LAST, end_of_month

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.events.book import Event
    from secondme.recall.hit import Hit

MOST_OF_A_DAY = 1_000
MOST_OF_A_STORY = 80
SENTENCES = 6
_A_DAY = len("2025-06-22")
_FEW_PEOPLE = 3


class Requests:
    """Asks the gateway on behalf of `node`, which receives the messages. A span is `2025-06` or a day."""

    def __init__(self, gateway: Gateway, node: DOMNode) -> None:
        self._gateway, self._node = gateway, node
        self._latest = Latest(gateway, node, _read_items)

    def read_days(self) -> None:
        """Counts what was said on each day."""
        self._gateway.ask(self._node, "days", _read_days)

    def read_items(self, span: str) -> None:
        """Reads what there is of a month or a day: one after the other, and always the latest next."""
        self._latest.want(span)

    def sum_up(self, span: str) -> None:
        """Chooses the sentences that tell most of it."""
        self._gateway.ask(self._node, "summary", partial(_sum_up, span))

    def read_story(self, item: Item) -> None:
        """Reads the passages of an event, a memory, or around a passage."""
        self._gateway.ask(self._node, "story", partial(_read_story, item))

    def find_place(self, words: str) -> None:
        """Finds the days that are named."""
        self._gateway.aside(self._node, "place", partial(_find_place, words, self._gateway.now().date()))


def _read_days(memory: MemoryApi, tell: Tell) -> None:
    found = memory.passages_by_day(FIRST, LAST)
    tell(DaysRead({date.fromisoformat(day): count for day, count in found.items()}))


def _read_items(memory: MemoryApi, span: str, tell: Tell) -> None:
    if len(span) == _A_DAY:
        hits = memory.recall(f"on:{span}", MOST_OF_A_DAY, log=False)
        tell(ItemsRead(span, items_of_day(hits), hours_of(hits)))
        return
    first = date.fromisoformat(f"{span}-01")
    last = end_of_month(first)
    events = [
        Item(
            one.id,
            max(one.begins.date(), first),
            one.title,
            "",
            _of(one),
            one.begins,
        )
        for one in memory.events(first=first, last=last)
        if one.begins is not None
    ]
    known = [
        Item(one.memory, one.day, one.text, one.what, f"before: {one.before}" if one.before else "")
        for one in memory.timeline(first=first, last=last)
    ]
    tell(ItemsRead(span, sorted([*events, *known], key=_order)))


def items_of_day(hits: Sequence[Hit]) -> list[Item]:
    """The passages of a day in their order."""
    from tui.passages.byline import where, who

    items = [
        Item(
            hit.id,
            hit.time.date(),
            f"{who(hit)}: {hit.text}" if hit.speaker else hit.text,
            "",
            where(hit),
            hit.time,
        )
        for hit in hits
        if hit.time is not None
    ]
    return sorted(items, key=_order)


def hours_of(hits: Sequence[Hit]) -> list[int]:
    """How much was said in each hour; what tells only its day counts to none."""
    hours = [0] * 24
    for hit in hits:
        if hit.time is not None and (hit.time.hour, hit.time.minute, hit.time.second) != (0, 0, 0):
            hours[hit.time.hour] += 1
    return hours


def _of(event: Event) -> str:
    """Who takes part, else the document where the title does not say it; and how long it is."""
    title = "" if event.document_title == event.title else event.document_title
    count = len(event.passages)
    parts = (", ".join(event.people[:_FEW_PEOPLE]) or title, f"{count} passage{'' if count == 1 else 's'}")
    return " · ".join(part for part in parts if part)


def _order(item: Item) -> tuple[date, bool, float, int]:
    moment = item.moment.timestamp() if item.moment is not None else 0.0
    return item.day, item.moment is not None, moment, int(item.id[1:])


def _sum_up(span: str, memory: MemoryApi, tell: Tell) -> None:
    summary = memory.summary(span, most=SENTENCES)
    today = memory.today(date.fromisoformat(span)) if len(span) == _A_DAY else None
    tell(SummaryRead(span, summary, today))


def _read_story(item: Item, memory: MemoryApi, tell: Tell) -> None:
    if item.id.startswith("v"):
        hits = _shown(memory, memory.event(item.id).passages)
    elif item.id.startswith("m") and item.what:
        hits = _shown(memory, memory.look_at(item.id).evidence)
    else:
        hit = memory.show(item.id)
        hits = memory.surroundings(hit) if hit is not None else []
    tell(StoryRead(item, tuple(hits)))


def _shown(memory: MemoryApi, passages: Sequence[str]) -> list[Hit]:
    found = (memory.show(passage) for passage in passages[:MOST_OF_A_STORY])
    return [hit for hit in found if hit is not None]


def _find_place(words: str, today: date, tell: Tell) -> None:
    from secondme.events.summary import period_of

    period = period_of(words.strip(), today)
    tell(PlaceFound(words, None if period is None else (period.first, period.last)))
