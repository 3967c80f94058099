"""Waits until changes have settled and gathers them into few hints. Pure: the time is an argument.

One save in an editor is up to six events under three names, a checkout tens of thousands; a file that is
still being written is not worth reading. So a key is hinted when nothing happened to it for a while, many
keys of a folder are hinted as that folder, and very many as the whole source.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from secondme.following.hints import Hint

WHOLE = ""
"""The key of the whole source."""
KEYS_AT_MOST = 256
"""Waiting keys of one source; above it files give way to their folders."""
FOLDERS_AT_MOST = 64
"""Folders in one hint; above it the whole source is cheaper to look at."""
FILES_OF_A_FOLDER = 32
"""Files of one folder in one hint; above it the folder is hinted."""
TOGETHER_SECONDS = 0.1
"""What is ready within this time goes with what is ready now."""
LONGEST_PATIENCE = 30
"""How many times the longest wait is waited at most for a file that never rests."""
RESTLESS_AT_MOST = 1_000

IsMoving = Callable[[int, str], bool]
"""Whether the file of a source at a key was written within the last moments."""


@dataclass(slots=True)
class _Stir:
    """What waits: since when, when it last moved (monotonic seconds), and under which key before."""

    first: float
    last: float
    origin: str | None = None


@dataclass(slots=True)
class Settling:
    """Changes that wait to become hints. settle, longest: seconds, as in FollowSettings."""

    settle: float
    longest: float
    _waiting: dict[int, dict[str, _Stir]] = field(default_factory=dict)
    _asked: set[int] = field(default_factory=set)
    _patience: dict[tuple[int, str], float] = field(default_factory=dict)

    def note(self, source: int, key: str, now: float, origin: str | None = None) -> None:
        """Something happened at a key; WHOLE: somewhere in the source.

        origin: the key it was renamed from. Both are hinted together: a rename can be told from a loss.
        """
        stirs = self._waiting.setdefault(source, {})
        key = _covering(stirs, key)
        stir = stirs.setdefault(key, _Stir(now, now))
        if origin is not None and origin != key:
            stir.origin = origin
        _touch(stirs, key, now)
        if len(stirs) > KEYS_AT_MOST:
            self._waiting[source] = _gathered(stirs)

    def ask(self, source: int) -> None:
        """The whole source is to be looked at, and nothing is to be waited for."""
        self._asked.add(source)

    def drop(self, source: int) -> None:
        """Forgets what waits in a source that is gone or no longer followed."""
        self._waiting.pop(source, None)
        self._asked.discard(source)
        for place in [place for place in self._patience if place[0] == source]:
            del self._patience[place]

    def due(self) -> float | None:
        """When the next hint may be ready, -inf for now; None when nothing waits."""
        if self._asked:
            return -math.inf
        times = (
            min(stir.last + self.settle, stir.first + self._patience_with(source, key))
            for source, stirs in self._waiting.items()
            for key, stir in stirs.items()
        )
        return min(times, default=None)

    def take(self, now: float, is_moving: IsMoving = lambda source, key: False) -> list[Hint]:
        """The hints that are ready, at most one for each source; they wait no longer."""
        hints = [Hint(source, None) for source in sorted(self._asked)]
        for source in self._asked:
            self._waiting.pop(source, None)
        self._asked.clear()
        for source, stirs in self._waiting.items():
            self._postpone_moving(source, stirs, now, is_moving)
            if not any(self._is_ready(source, key, stir, now) for key, stir in stirs.items()):
                continue
            soon = now + TOGETHER_SECONDS
            ready = [key for key, stir in stirs.items() if self._is_ready(source, key, stir, soon)]
            for key in ready:
                self._note_patience(source, key, stirs.pop(key), now)
            hints.append(Hint(source, _gather(ready)))
        self._waiting = {source: stirs for source, stirs in self._waiting.items() if stirs}
        return hints

    def _postpone_moving(self, source: int, stirs: dict[str, _Stir], now: float, is_moving: IsMoving) -> None:
        for key, stir in stirs.items():
            rests = now >= stir.last + self.settle and self._may_wait(source, key, stir, now)
            if key != WHOLE and rests and is_moving(source, key):
                _touch(stirs, key, now)

    def _is_ready(self, source: int, key: str, stir: _Stir, now: float) -> bool:
        return now >= stir.last + self.settle or not self._may_wait(source, key, stir, now)

    def _may_wait(self, source: int, key: str, stir: _Stir, now: float) -> bool:
        return now < stir.first + self._patience_with(source, key)

    def _patience_with(self, source: int, key: str) -> float:
        return self._patience.get((source, key), self.longest)

    def _note_patience(self, source: int, key: str, stir: _Stir, now: float) -> None:
        """A log that grows all day is read ever more rarely; once it rests, it is like any other file."""
        patience = self._patience.pop((source, key), self.longest)
        if now >= stir.last + self.settle:
            return
        if len(self._patience) >= RESTLESS_AT_MOST:
            del self._patience[next(iter(self._patience))]
        self._patience[source, key] = min(2 * patience, LONGEST_PATIENCE * self.longest)


def _covering(keys: Container[str], key: str) -> str:
    """The outermost of these keys that the key lies below; the key itself if there is none."""
    if WHOLE in keys:
        return WHOLE
    at = key.find("/")
    while at != -1:
        if key[:at] in keys:
            return key[:at]
        at = key.find("/", at + 1)
    return key


def _touch(stirs: dict[str, _Stir], key: str, now: float) -> None:
    """Lets a key wait on, and with it the keys under which it was known before."""
    touched: set[str] = set()
    at: str | None = key
    while at is not None and at not in touched and (stir := stirs.get(at)):
        touched.add(at)
        stir.last = max(stir.last, now)
        at = stir.origin


def _gathered(stirs: dict[str, _Stir]) -> dict[str, _Stir]:
    """Files give way to their folders; too many folders, to the whole source."""
    gathered: dict[str, _Stir] = {}
    for key, stir in stirs.items():
        _merge(gathered, key.rpartition("/")[0] or key, stir)
    if len(gathered) <= FOLDERS_AT_MOST:
        return gathered
    whole: dict[str, _Stir] = {}
    for stir in gathered.values():
        _merge(whole, WHOLE, stir)
    return whole


def _merge(into: dict[str, _Stir], key: str, stir: _Stir) -> None:
    merged = into.setdefault(key, _Stir(stir.first, stir.last))
    merged.first, merged.last = min(merged.first, stir.first), max(merged.last, stir.last)


def _gather(keys: Iterable[str]) -> tuple[str, ...] | None:
    """The keys as a hint names them: folders for many of their files, nothing twice; None for the whole."""
    keys = set(keys)
    files = Counter(key.rpartition("/")[0] for key in keys)
    crowded = {folder for folder, count in files.items() if count > FILES_OF_A_FOLDER}
    keys = {folder if (folder := key.rpartition("/")[0]) in crowded else key for key in keys}
    keys = {key for key in keys if _covering(keys, key) == key}
    return None if WHOLE in keys or len(keys) > KEYS_AT_MOST else tuple(sorted(keys))
