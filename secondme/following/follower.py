"""The thread that follows sources and tells where to look again."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from ingest.options import DEFAULTS, Options
from secondme.following.events import Events, open_events
from secondme.following.ground import Halted
from secondme.following.hints import FollowSettings, Hint, Watch
from secondme.following.mounts import Mount, list_mounts
from secondme.following.pursuit import Pursuit, Surroundings

if TYPE_CHECKING:
    from secondme.store.sources import Source

RECOVERY_SECONDS = 30.0
"""How long to wait after a fault of ours before all is begun afresh."""

logger = logging.getLogger(__name__)


class Follower:
    """Follows folders and chat exports as they change. Close it, or use it in a `with` block.

    on_hint: told where to look again, from a thread of the follower's own; it should only take note. Every
    source is hinted as a whole when it is first followed, when it was away, and now and then.
    """

    def __init__(
        self,
        on_hint: Callable[[Hint], None],
        *,
        settings: FollowSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        jitter: Callable[[], float] = random.random,
        open_events: Callable[[], Events] = open_events,
        list_mounts: Callable[[], list[Mount]] = list_mounts,
    ) -> None:
        self._on_hint = on_hint
        self._settings = settings or FollowSettings()
        self._around = Surroundings(clock, wall, jitter, open_events, list_mounts)
        self._lock = threading.Lock()
        self._wanted: tuple[tuple[Source, ...], Options] = ((), DEFAULTS)
        self._is_new = False
        self._looks: list[tuple[int, float]] = []
        self._watches: tuple[Watch, ...] = ()
        self._pursuit: Pursuit | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="following", daemon=True)
        self._thread.start()

    def follow(self, sources: Sequence[Source], options: Options = DEFAULTS) -> None:
        """Follows these sources and no others from now on; returns at once. What was told is not followed."""
        with self._lock:
            self._wanted, self._is_new = (tuple(sources), options), True
            self._wake()

    def looked(self, source: int, seconds: float) -> None:
        """Says how long a look at a whole source took: those that take long are polled less often."""
        with self._lock:
            self._looks.append((source, seconds))

    def health(self) -> list[Watch]:
        """How each source is followed, as of the last moment."""
        return list(self._watches)

    def close(self) -> None:
        """Stops following; no hint is told after it returns."""
        self._closing.set()
        with self._lock:
            if self._pursuit:
                self._pursuit.halt()
        self._thread.join()

    def __enter__(self) -> Follower:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wake(self) -> None:
        if self._pursuit:
            self._pursuit.wake()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._pursue()
            except Halted:
                return
            except Exception as error:
                # A fault of ours. Following must not end for it: all is begun and looked at anew.
                reason = type(error).__name__  # Its text may hold the name of a file, which a log must not.
                logger.error(
                    "Following stumbled (%s) and begins anew in %g seconds", reason, RECOVERY_SECONDS
                )
                logger.debug("It stumbled here", exc_info=error)
                self._closing.wait(RECOVERY_SECONDS)

    def _pursue(self) -> None:
        pursuit = Pursuit(self._settings, self._around)
        with self._lock:
            self._pursuit, self._is_new = pursuit, True
        try:
            while not self._closing.is_set():
                self._hand_over(pursuit)
                for hint in pursuit.step():
                    self._on_hint(hint)
        finally:
            with self._lock:
                self._pursuit = None
            pursuit.close()

    def _hand_over(self, pursuit: Pursuit) -> None:
        """What other threads asked for since the last step."""
        with self._lock:
            (sources, options), is_new, looks = self._wanted, self._is_new, self._looks
            self._is_new, self._looks = False, []
        if is_new:
            pursuit.follow(sources, options)
        for source, seconds in looks:
            pursuit.looked(source, seconds)
        self._watches = tuple(pursuit.watches())
