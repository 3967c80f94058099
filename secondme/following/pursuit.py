"""Following, one step at a time: what happened becomes what waits, what has settled becomes hints.

Events are only hints, and they get lost: in bursts, at limits, while nobody watched. So whenever something is
unsure, more is hinted, up to the whole source; looking again is cheap, and it alone decides what changed.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.options import DEFAULTS, Options
from secondme.following import limits
from secondme.following.events import Event, Events
from secondme.following.followed import Followed, tell
from secondme.following.ground import Ground, Plot, Vanished
from secondme.following.hints import FollowSettings, Hint, Watch
from secondme.following.mounts import Mount, lies_in
from secondme.following.receiving import Reception
from secondme.following.roots import look_at_root
from secondme.following.settling import WHOLE, Settling
from secondme.following.silence import Silence
from secondme.following.timetable import Clocks, Timetable

if TYPE_CHECKING:
    from secondme.store.sources import Source

PLACES_AT_MOST = 64
"""Folders of a source whose watches are brought in line one by one; above it, all of them are."""
SHARE_OF_COVERING = 0.2
"""While folders come and go without end, bringing watches in line takes at most this share of the time."""
VANISHED_SECONDS = 0.2
"""After so long a root is visited again that was not there while its folders were gone through."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a pursuit takes from outside. clock: seconds, monotonic. wall: seconds since 1970."""

    clock: Callable[[], float]
    wall: Callable[[], float]
    jitter: Callable[[], float]
    open_events: Callable[[], Events]
    list_mounts: Callable[[], list[Mount]]


class Pursuit:
    """All that is followed. One thread alone calls its methods, `wake` and `halt` excepted."""

    def __init__(self, settings: FollowSettings, around: Surroundings) -> None:
        self._settings, self._around = settings, around
        self._followed: dict[int, Followed] = {}
        self._settling = Settling(settings.settle_seconds, settings.longest_wait_seconds)
        self._timetable = Timetable(settings, around.jitter)
        self._clocks = Clocks(around.clock(), around.wall())
        self._halted = threading.Event()
        self._mounts: list[Mount] = []
        self._next_visit = self._next_cover = around.clock()
        self._overflowed = False
        self._trouble: str | None = None
        self._events = self._opened()
        self._begin_ground(DEFAULTS)

    def follow(self, sources: Iterable[Source], options: Options) -> None:
        """Follows exactly these sources from now on, and looks at each new one as a whole."""
        wanted = {source.id: source for source in sources if source.kind in ("folder", "chat")}
        for number, one in list(self._followed.items()):
            source = wanted.get(number)
            if source is None or source.place != one.source.place or options != self._reception.options:
                self._leave(number)
        self._reception.options = options
        for number, source in wanted.items():
            if number not in self._followed:
                plot = Plot(number, source.place, whole=source.kind == "chat")
                self._followed[number] = Followed(source, plot)
                self._timetable.add(number, self._around.clock())
        self._next_visit = self._around.clock()

    def looked(self, source: int, seconds: float) -> None:
        """A source was looked at as a whole, which took so long."""
        self._timetable.looked(source, seconds, self._around.clock())
        if one := self._followed.get(source):
            one.last_look = self._around.wall()

    def step(self) -> list[Hint]:
        """Waits until there is something to do, does it, returns the hints that are ready. Raises Halted."""
        happened = self._events.wait(self._pause())
        now = self._around.clock()
        for event in happened:
            self._receive(event, now)
        if self._clocks.jumped(now, self._around.wall()):
            self._look_everywhere()
        self._visit_roots(now)
        self._keep_time(now)
        if now >= self._next_cover:
            self._cover_stale()
        return self._ready(now)

    def watches(self) -> list[Watch]:
        """How each source is followed."""
        return [tell(one, self._trouble, self._settings.poll_minutes) for one in self._followed.values()]

    def wake(self) -> None:
        """Lets `step` come to its end soon."""
        self._events.wake()

    def halt(self) -> None:
        """Lets `step` give up what takes long, and come to its end."""
        self._halted.set()
        self._events.wake()

    def close(self) -> None:
        """Lets go of all watches."""
        self._events.close()

    # What happened

    def _pause(self) -> float:
        """Seconds until something is due."""
        times = [self._next_visit, self._settling.due(), self._timetable.due()]
        if self._overflowed or any(_is_unfinished(one) for one in self._followed.values()):
            times.append(self._next_cover)
        return max(0.0, min(time for time in times if time is not None) - self._around.clock())

    def _receive(self, event: Event, now: float) -> None:
        if event.what == "overflow":
            self._overflowed = True
            return
        for number in self._ground.owners(event.folder):
            one = self._followed[number]
            one.last_event = self._around.wall()
            self._reception.receive(event, one, now)
        if event.what == "unwatched":
            self._ground.forget(event.folder, [one.plot for one in self._followed.values()])

    def _look_everywhere(self) -> None:
        """The machine slept, or its clock was set."""
        for number, one in self._followed.items():
            one.stale.add(WHOLE)
            self._settling.ask(number)

    def _keep_time(self, now: float) -> None:
        whole, polled = self._timetable.take(now)
        for number in whole:
            self._followed[number].stale.add(WHOLE)
            self._settling.ask(number)
        for number in polled:
            self._poll(self._followed[number], now)

    def _poll(self, one: Followed, now: float) -> None:
        if self._trouble or one.plot.left or one.plot.whole:
            self._settling.ask(one.source.id)
        for folder in one.plot.silent:
            self._settling.note(one.source.id, one.plot.key(folder), now)

    # Roots: which came, went or were replaced

    def _visit_roots(self, now: float) -> None:
        if now >= self._next_visit:
            self._next_visit = now + self._settings.visit_seconds
            self._mounts = self._around.list_mounts()
            if self._trouble:
                self._try_events_again()
            for one in self._followed.values():
                one.is_doubtful = True
        for one in self._followed.values():
            if one.is_doubtful:
                self._visit(one)

    def _visit(self, one: Followed) -> None:
        one.is_doubtful = False
        root = look_at_root(one.source.place, self._mounts)
        if root == one.root:
            return
        if one.root is None or root.standing != one.root.standing:
            self._ground.leave(one.plot)
            one.plot.root, one.plot.name = root.folder, root.name
        one.root, one.plot.silent = root, root.silent
        one.is_doubtful = True  # Until it is watched, it may come, go or be replaced unseen: one more visit.
        self._cover(one)
        if root.absent:
            self._settling.drop(one.source.id)
        elif one.root is not None:  # Else it vanished again, and is looked at when it is back.
            self._settling.ask(one.source.id)

    # Watches: brought in line with the folders on the disk

    def _opened(self) -> Events:
        try:
            events, self._trouble = self._around.open_events(), None
        except OSError as error:
            events, self._trouble = Silence(), limits.no_events(error, self._settings.poll_minutes)
        return events

    def _try_events_again(self) -> None:
        self._events = self._opened()
        if self._trouble is None:
            self._begin_ground(self._reception.options)

    def _begin_ground(self, options: Options) -> None:
        """Nothing is watched yet; every root is visited, covered and looked at anew."""
        allowed, asked = limits.watches_allowed(), self._settings.most_watches
        most = min((one for one in (allowed, asked) if one is not None), default=None)
        self._ground = Ground(self._events, most, self._around.wall, self._halted.is_set)
        self._reception = Reception(self._ground, self._settling, options)
        for one in self._followed.values():
            one.root, one.plot.watched, one.is_doubtful = None, 0, True

    def _cover_stale(self) -> None:
        if self._overflowed:
            # Folders may have come, gone and changed places unseen.
            self._overflowed = False
            self._events.renew()
            self._begin_ground(self._reception.options)
            for one in self._followed.values():
                self._visit(one)
        for one in self._followed.values():
            if one.stale or one.left:
                self._cover_anew(one)

    def _cover_anew(self, one: Followed) -> None:
        places, left = _outermost(one.stale | one.left), _outermost(one.left)
        self._ground.leave(one.plot, None if len(left) > PLACES_AT_MOST else left)
        if len(places) > PLACES_AT_MOST or WHOLE in places or one.plot.left:
            self._cover(one)
        else:
            self._cover(one, places)

    def _cover(self, one: Followed, below: Sequence[str] | None = None) -> None:
        started = self._around.clock()
        one.stale.clear()
        one.left.clear()
        is_there = self._watch(one, below, started)
        silent = bool(self._trouble or one.plot.silent or one.plot.left)
        now = self._around.clock()
        self._timetable.poll(one.source.id, silent, now)
        pause = (now - started) / SHARE_OF_COVERING
        self._next_cover = now + (pause if is_there else max(pause, VANISHED_SECONDS))

    def _watch(self, one: Followed, below: Sequence[str] | None, now: float) -> bool:
        """Whether the root was there; else all begins with another visit."""
        if self._trouble or one.root is None or not one.root.identity:
            return True
        try:
            fresh = self._ground.cover(one.plot, self._reception.options, below)
        except Vanished:
            if not one.root.absent:
                one.root, one.is_doubtful = None, True
            return False
        for key in fresh:
            one.stale.add(key)
            self._settling.note(one.source.id, key, now)
        return True

    def _leave(self, number: int) -> None:
        self._ground.leave(self._followed.pop(number).plot)
        self._settling.drop(number)
        self._timetable.drop(number)

    # Hints

    def _ready(self, now: float) -> list[Hint]:
        """What has settled, of sources that are there; new folders are watched before they are looked at."""
        hints = []
        for hint in self._settling.take(now, self._is_moving):
            one = self._followed[hint.source]
            self._visit(one)
            if not one.is_absent:
                if one.stale or one.left:
                    self._cover_anew(one)
                hints.append(hint)
        return hints

    def _is_moving(self, source: int, key: str) -> bool:
        """Whether a file was written within the last moments, whatever events said."""
        plot = self._followed[source].plot
        path = plot.path(key)
        if any(lies_in(path, silent) for silent in plot.silent):
            return False
        try:
            status = os.stat(path)
        except OSError:
            return False
        age = self._around.wall() - status.st_mtime
        return stat.S_ISREG(status.st_mode) and 0 <= age < self._settings.settle_seconds


def _is_unfinished(one: Followed) -> bool:
    """Whether its watches, or its root, are to be looked at again soon."""
    return bool(one.stale or one.left or one.is_doubtful)


def _outermost(keys: set[str]) -> list[str]:
    """The keys that lie in none of the others."""
    outer: list[str] = []
    for key in sorted(keys, key=lambda key: key.split("/")):
        if not outer or not (outer[-1] == WHOLE or key.startswith(f"{outer[-1]}/")):
            outer.append(key)
    return outer
