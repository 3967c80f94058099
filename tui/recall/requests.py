"""What the place for finding asks of the memory."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from secondme.errors import UsageError
from tui.gateway import Gateway, Tell
from tui.gateway.latest import Latest
from tui.gateway.messages import Changed
from tui.recall.messages import Found, SurroundingsRead, VocabularyRead, Wanted
from tui.recall.suggesting import Vocabulary

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.recall.hit import Hit

RESULTS, LIVE = 50, 20
"""Most that are found; fewer while the person types, since each of them is drawn with every key."""
MOST_NAMED = 200


class Requests:
    """Asks the gateway on behalf of `node`, which receives the messages."""

    def __init__(self, gateway: Gateway, node: DOMNode) -> None:
        self._gateway, self._node = gateway, node
        self._as_of = ""
        self._latest = Latest(gateway, node, self._find_live)

    def find(self, wanted: Wanted) -> None:
        """Finds while the person types: one search at a time, and always the latest next."""
        self._as_of = wanted.as_of
        self._latest.want(wanted.query)

    def find_whole(self, wanted: Wanted, *, log: bool = True) -> None:
        """Finds what is meant as it stands: with all that recall does. log: it is a question, not a look."""
        self._gateway.ask(self._node, "whole", partial(_find, wanted, True, log, self._today))

    def read_vocabulary(self) -> None:
        """Reads what filters can name."""
        self._gateway.ask(self._node, "vocabulary", _read_vocabulary)

    def read_surroundings(self, hit: Hit) -> None:
        """Reads what stands around a hit."""
        self._gateway.ask(self._node, "surroundings", partial(_read_surroundings, hit))

    def mark_opened(self, wanted: Wanted, hit: Hit, *, is_logged: bool) -> None:
        """Records that a hit was opened."""
        self._gateway.ask(self._node, "mark", partial(_mark_opened, wanted, hit, is_logged, self._today))

    def judge(self, wanted: Wanted, hit: Hit, right: bool, *, is_logged: bool) -> None:
        """Records whether a hit is what was meant."""
        self._gateway.change(self._node, partial(_judge, wanted, hit, right, is_logged, self._today))

    @property
    def _today(self) -> date:
        return self._gateway.now().date()

    def _find_live(self, memory: MemoryApi, query: str, tell: Tell) -> None:
        _find(Wanted(query, self._as_of), False, False, self._today, memory, tell)


def _find(wanted: Wanted, whole: bool, log: bool, today: date, memory: MemoryApi, tell: Tell) -> None:
    """One search. A filter that makes no sense is told of and searched for as words."""
    from secondme.recall.question import understand

    as_of, remark = read_day(wanted.as_of, today)
    moment = _end_of(as_of)
    try:
        question = understand(wanted.query, now=as_of or today)
    except UsageError as error:
        whole, remark = False, str(error)
        question = understand(wanted.query, unfinished=True, now=as_of or today)
    most = RESULTS if whole else LIVE
    hits = memory.recall(wanted.query, most, as_of=moment, unfinished=not whole, log=log and whole)
    tell(Found(wanted, hits, question, as_of, remark, whole))


def read_day(words: str, today: date) -> tuple[date | None, str]:
    """The last day of a time in words, and what to say when they name none. today: what they count from."""
    if not words.strip():
        return None, ""
    from secondme.events.summary import period_of

    period = period_of(words.strip(), today)
    if period is None:
        return None, f"“{words.strip()}” names no day. Write 2025-05-01, May 2025 or last summer."
    return min(period.last, date(9999, 12, 30)), ""


def _end_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(23, 59, 59)).astimezone()


def _read_vocabulary(memory: MemoryApi, tell: Tell) -> None:
    from secondme.recall.tuned import weights_of_hits

    known = [one.name for one in memory.people()[:MOST_NAMED] if not one.is_self]
    heard = [name for event in memory.events(limit=MOST_NAMED) for name in event.people if name != "me"]
    people = list(dict.fromkeys([*known, *heard]))
    places = [Path(one.source.place).stem for one in memory.sources() if one.source.kind != "told"]
    tell(VocabularyRead(Vocabulary(people, places), weights_of_hits(memory.tuning())))


def _read_surroundings(hit: Hit, memory: MemoryApi, tell: Tell) -> None:
    tell(SurroundingsRead(hit, memory.surroundings(hit)))


def _mark_opened(
    wanted: Wanted, hit: Hit, is_logged: bool, today: date, memory: MemoryApi, tell: Tell
) -> None:
    _log(wanted, is_logged, today, memory)
    memory.mark(hit, "opened")


def _judge(wanted: Wanted, hit: Hit, right: bool, is_logged: bool, today: date, memory: MemoryApi) -> Changed:
    _log(wanted, is_logged, today, memory)
    judged = memory.judge(hit.id, right)
    said = "what you meant" if right else "not what you meant"
    return Changed(f"Noted: {judged.id} is {said} with “{judged.query}”. Tuning learns from it.")


def _log(wanted: Wanted, is_logged: bool, today: date, memory: MemoryApi) -> None:
    """What is said of a hit is noted with its question, which typing alone does not put into the log."""
    if not is_logged:
        moment = _end_of(read_day(wanted.as_of, today)[0])
        memory.recall(wanted.query, RESULTS, as_of=moment)
