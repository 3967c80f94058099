"""Has the store follow the registers, kind by kind, in writes that do not last."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from secondme.store.database import HOLD
from secondme.sync.kinds import KINDS
from secondme.sync.ledger import CONTENT, content_of, entry, settled, unsettled, unsettled_kinds
from secondme.sync.work import Kind, Work

UNSEEN = object()
"""In the place of words that have not come yet."""


@dataclass(frozen=True, slots=True)
class Settled:
    """done: how many things the store follows now. waiting: those that wait for what has not come yet, or
    are told in a form that only another release knows.

    here: those that wait because the store has the same from elsewhere. unknown: those of a newer release.
    """

    done: int
    waiting: int
    here: int
    unknown: int

    def then(self, later: Settled) -> Settled:
        """What came of both."""
        return Settled(self.done + later.done, later.waiting, later.here, later.unknown)


def settle(work: Work) -> Settled:
    """Has the store follow all that it can follow."""
    done = waiting = here = 0
    for kind in KINDS:
        wanted = {key: _wanted(work, kind, key) for key in unsettled(work.db, kind.name)}
        if not wanted:
            continue
        there = kind.here(work, {key: one.value for key, one in wanted.items()})
        here += len(there)
        open_ones = {key: one for key, one in wanted.items() if key not in there}
        kind.prepare(work, {key: one.value for key, one in open_ones.items()})
        settled_now = _follow_all(work, kind, open_ones)
        done += settled_now
        waiting += len(open_ones) - settled_now
    known = {kind.name for kind in KINDS}
    unknown = sum(count for name, count in unsettled_kinds(work.db).items() if name not in known)
    return Settled(done, waiting, here, unknown)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """value: what holds, without its words; None: it is gone. shown: what the store had, as was told last."""

    value: Any
    shown: str | None

    @property
    def time(self) -> int:
        """When it was told, where that matters: what is understood of it hangs on what was told before."""
        return int(self.value.get("time") or 0) if isinstance(self.value, dict) else 0

    def is_as_told(self, shown: str | None) -> bool:
        """Whether the store has just what was told; what changed since is told first, and not lost.

        What is to go and is gone already, as `prepare` leaves it, is as it should be.
        """
        return shown == self.shown or (shown is None and self.value is None)


def _wanted(work: Work, kind: Kind, key: str) -> _Wanted:
    known = entry(work.db, kind.name, key)
    version = kind.choose(known.register.heads)
    return _Wanted(None if version is None else version.value, known.shown)


def _follow_all(work: Work, kind: Kind, wanted: Mapping[str, _Wanted]) -> int:
    """Follows these; returns how many could be."""
    left, done = deque(sorted(wanted, key=lambda key: (wanted[key].time, key))), 0
    before = kind.shown(work)
    while left:
        with work.store.write() as db:
            work.refresh()
            followed = list[str]()
            until = monotonic() + HOLD
            while left and monotonic() < until:
                key = left.popleft()
                one = wanted[key]
                if one.is_as_told(before.get(key)) and _follow(work, kind, key, one.value):
                    followed.append(key)
            work.refresh()
            now = kind.shown_after(work, followed) if followed else {}
            for key in followed:
                settled(db, kind.name, key, now.get(key))
            done += len(followed)
    return done


def _follow(work: Work, kind: Kind, key: str, value: Any) -> bool:
    if kind.has_words and value is not None:
        value = _with_words(work, value)
        if value is UNSEEN:
            return False
    try:
        with work.db:  # All of it or nothing.
            followed = kind.follow(work, key, value)
    except (KeyError, TypeError, ValueError):  # Another release tells it in a form that is not known here.
        return False
    return followed


def _with_words(work: Work, value: Any) -> Any:
    """The content that the value stands for; UNSEEN where it has not come yet."""
    name = content_of(value)
    content = None if name is None else work.contents.get(name)
    if not isinstance(content, dict):
        return UNSEEN
    return content | {field: said for field, said in value.items() if field != CONTENT}
