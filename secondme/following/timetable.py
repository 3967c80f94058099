"""When to look without having been told: every so often, after sleep, and where nothing tells. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from secondme.following.hints import FollowSettings

CLOCKS_APART = 30.0
"""Seconds by which the wall clock may stray from the monotonic one; more is sleep, or a new time."""
SHARE_OF_LOOKING = 0.05
"""Polling takes at most this share of the time: a look that took a minute is repeated after 20."""
JITTER = 0.2


@dataclass(slots=True)
class _Times:
    """Seconds of the monotonic clock; poll is None where events tell."""

    whole: float
    poll: float | None = None
    took: float = 0.0


@dataclass(slots=True)
class Timetable:
    """When each source is looked at as a whole, and when its silent parts are.

    jitter: gives 0 to 1, so that not all sources come at once.
    """

    settings: FollowSettings
    jitter: Callable[[], float]
    _times: dict[int, _Times] = field(default_factory=dict)

    def add(self, source: int, now: float) -> None:
        """The source was just looked at, or is about to be."""
        self._times[source] = _Times(now + self._period())

    def drop(self, source: int) -> None:
        """The source is no longer followed."""
        self._times.pop(source, None)

    def poll(self, source: int, needed: bool, now: float) -> None:
        """Whether parts of the source need polling."""
        times = self._times[source]
        if not needed:
            times.poll = None
        elif times.poll is None:
            times.poll = now + self._pause(times)

    def looked(self, source: int, seconds: float, now: float) -> None:
        """The source was looked at as a whole, which took so long."""
        if times := self._times.get(source):
            times.took = seconds
            times.whole = now + max(self._period(), seconds / SHARE_OF_LOOKING)
            if times.poll is not None:
                times.poll = now + self._pause(times)

    def due(self) -> float | None:
        """When the next look is due; None when nothing is followed."""
        times = self._times.values()
        return min(
            (one.whole if one.poll is None else min(one.whole, one.poll) for one in times), default=None
        )

    def take(self, now: float) -> tuple[list[int], list[int]]:
        """The sources to look at as a whole now, and those of which the polled parts are due."""
        whole = [source for source, times in self._times.items() if now >= times.whole]
        polls = [source for source, times in self._times.items() if now >= _or_never(times.poll)]
        for source in whole:
            self._times[source].whole = now + self._period()
        for source in polls:
            self._times[source].poll = now + self._pause(self._times[source])
        return whole, [source for source in polls if source not in whole]

    def _period(self) -> float:
        return self.settings.reconcile_minutes * 60 * (1 - JITTER / 2 + JITTER * self.jitter())

    def _pause(self, times: _Times) -> float:
        return max(self.settings.poll_minutes * 60, times.took / SHARE_OF_LOOKING)


def _or_never(time: float | None) -> float:
    return math.inf if time is None else time


@dataclass(slots=True)
class Clocks:
    """Notices sleep, in which the monotonic clock stands still, and a new time, which it ignores."""

    monotonic: float
    wall: float

    def jumped(self, monotonic: float, wall: float) -> bool:
        """Whether the clocks went apart since they were last compared."""
        apart = (wall - self.wall) - (monotonic - self.monotonic)
        self.monotonic, self.wall = monotonic, wall
        return abs(apart) > CLOCKS_APART
