"""The loop that works in the background: looks where a hint points, reads, embeds, and rests in between."""

from __future__ import annotations

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from ingest import IngestError
from models.errors import ModelError
from secondme.clock import present
from secondme.config import Config
from secondme.daemon.activity import Activity
from secondme.daemon.leisure import PASTIMES, Pastime
from secondme.daemon.pace import FREE_SECONDS, Readings, rest_after, why_rest
from secondme.daemon.waiting import Waiting
from secondme.errors import SecondmeError, StoreDamagedError
from secondme.indexing.progress import Progress, Stopped
from secondme.priority import give_way
from secondme.repair.checking import note_damage
from secondme.store.jobs import count_waiting, list_later
from secondme.store.sources import list_sources

if TYPE_CHECKING:
    from secondme.memory import Memory
    from secondme.store.sources import Source

READING_SECONDS = 5.0
"""How often the battery and the load are looked at while there is work."""
GIVE_WAY_SECONDS = 30.0
"""The longest that work waits for answers under way; then it goes on beside them."""
RETRY_SECONDS = 30.0
"""After a failure, and while files wait to be tried again."""

QUIET_SECONDS = 60.0
"""So long nothing was under way before the recall log is learned from."""
NEWS_SECONDS = 5.0
"""So long are vectors made at least; then what has changed meanwhile is looked at before the rest of them."""

LOOK_SECONDS = 60.0
"""How often it is looked whether there are other sources than before."""
GO_ON: dict[int, set[str] | None] = {0: set()}
"""A hint at no source: what is queued is gone on with."""

Doing = Literal[
    "starting",
    "looking",
    "reading",
    "embedding",
    "distilling",
    "gathering",
    "linking",
    "extracting",
    "locked",
    "backing up",
    "restoring",
    "verifying",
    "exporting",
    "importing",
    "forgetting",
    "resting",
    "idle",
    "stopped",
]

log = logging.getLogger("secondme.daemon")


@dataclass(frozen=True, slots=True)
class WorkState:
    """What the background work does. why: it rests or failed; done, total: as in `Progress`."""

    doing: Doing = "starting"
    why: str = ""
    done: int = 0
    total: int = 0
    last_finished: datetime | None = None


class _News(Stopped):
    """Something changed that shall not wait for all of this; what is left is queued, and follows."""


class Work:
    """One thread that takes up hints as they come."""

    def __init__(
        self,
        memory: Memory,
        activity: Activity,
        config: Config,
        *,
        read_machine: Callable[[], Readings],
        on_sources: Callable[[Sequence[Source]], None] = lambda sources: None,
        on_looked: Callable[[int, float], None] = lambda source, seconds: None,
    ) -> None:
        """read_machine: how the machine is now. on_sources: told which sources there are, when they change.
        on_looked: told which source was compared with the disk as a whole, and how long it took.
        """
        self.config = config
        self.state = WorkState()
        self.last_sign = time.monotonic()
        """When the work last moved; whoever watches over it compares this with the clock."""
        self._memory = memory
        self._activity = activity
        self._read_machine = read_machine
        self._on_sources, self._on_looked = on_sources, on_looked
        self._known: list[Source] | None = None
        self._stopping = threading.Event()
        self._woken = threading.Condition()
        self._hurried = False
        self._pastimes = list(PASTIMES)
        self._waiting = Waiting(sources=dict(GO_ON))
        self._thread = threading.Thread(target=self._run, name="work", daemon=True)

    def start(self) -> None:
        """Begins with what is queued; hints say where to look."""
        self._thread.start()

    def hint(self, source: int, folders: Iterable[str] | None) -> None:
        """Something may have changed there. Returns at once."""
        with self._woken:
            self._waiting.add(source, folders)
            self._woken.notify_all()

    def look_at_everything(self) -> None:
        """Every source is compared with the disk, and what waits is gone on with. Returns at once."""
        with self._woken:
            self._waiting.everything = self._hurried = True
            self._woken.notify_all()

    def go_on(self) -> None:
        """Sources may have come or gone, or files been queued. Returns at once."""
        with self._woken:
            self._waiting.sources.update(GO_ON)
            self._woken.notify_all()

    @property
    def has_news(self) -> bool:
        """Whether something waits to be looked at."""
        with self._woken:
            return self._waiting.everything or any(self._waiting.sources)  # 0 only goes on.

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being worked on, so that no sign of work means nothing."""
        return self.state.doing in ("starting", "resting", "idle", "stopped")

    @property
    def is_alive(self) -> bool:
        """Whether the loop runs; it ends only when it is told to."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ends at the next batch; what is queued goes on next time. Returns at once."""
        self._stopping.set()
        with self._woken:
            self._woken.notify_all()

    def join(self, seconds: float) -> bool:
        """Whether it ended within that time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        give_way(all_of_it=True)  # Answers keep the normal priority.
        while not self._stopping.is_set():
            with self._activity.glancing():
                self._tell_sources()
                leftovers = self._seconds_to_leftovers()
            taken = self._take(leftovers)
            if taken and not self._stopping.is_set():
                self._work_off(taken)
            elif not taken:
                self._pass_time()
        self._now("stopped")

    def _pass_time(self) -> None:
        """While there is nothing else to do and nobody needs the machine; what fails is not tried again."""
        for pastime in list(self._pastimes):
            quiet = self._activity.quiet_seconds() >= QUIET_SECONDS
            if not quiet or self._stopping.is_set() or why_rest(self._read_machine(), self.config.daemon):
                return
            self._pursue(pastime)

    def _pursue(self, pastime: Pastime) -> None:
        try:
            with self._activity.glancing():
                due = pastime.is_due(self._memory)
            if not due:
                return
            with self._activity.working(self._stopping) as working:
                now = present()
                came = pastime.pursue(self._memory, now, _Pace(self)) if working else "not begun"
            log.info("%s: %s", pastime.name, came)
            self._now("idle")
        except Stopped:
            log.info("%s makes way", pastime.name)
        except Exception as error:
            self._pastimes.remove(pastime)
            log.warning("%s failed: %s\n%s", pastime.name, type(error).__name__, _where(error))

    def _tell_sources(self) -> None:
        """Sources come and go by other programs too: whoever opens the store without the daemon."""
        with suppress(SecondmeError):  # The work itself meets the same trouble, and tells it.
            known = list_sources(self._memory.store.connection())
            if self._known is None or [one.id for one in known] != [one.id for one in self._known]:
                self._known = known
                self._on_sources(known)

    def _take(self, pause: float | None) -> Waiting:
        """What waits, as soon as anything does; nothing after a while without.

        pause: seconds after which what is queued is gone on with; None: nothing is.
        """
        with self._woken:
            if not self._waiting and not self._stopping.is_set():
                self._woken.wait(LOOK_SECONDS if pause is None else min(pause, LOOK_SECONDS))
                if not self._waiting and pause is not None and pause <= LOOK_SECONDS:
                    return Waiting(sources=dict(GO_ON))
            taken, self._waiting = self._waiting, Waiting()
            return taken

    def _seconds_to_leftovers(self) -> float | None:
        """When to go on with what is queued still; None when nothing is."""
        with suppress(SecondmeError):
            db, now = self._memory.store.connection(), datetime.now(UTC)
            waiting = count_waiting(db, "read")
            later = list_later(db, now)
            if not waiting:
                return None
            if waiting == len(later):
                return max(1.0, (later[0].until - now).total_seconds())
        return RETRY_SECONDS

    def _work_off(self, taken: Waiting) -> None:
        """One round; whatever comes of it, the loop goes on, and what was not finished waits again."""
        try:
            with self._activity.working(self._stopping) as working:
                if working:
                    self._index(taken)
        except Stopped:
            self._again(taken)
            self._now("resting", "somebody waits for files to be taken in")
        except (SecondmeError, IngestError, ModelError) as error:
            if isinstance(error, StoreDamagedError):
                note_damage(self._memory.home, f"{error}", now=present())
            self._failed(taken, type(error).__name__, f"{error}")
        except Exception as error:  # One fault of ours must not end a daemon that nobody watches.
            log.error("work failed\n%s", _where(error))
            self._failed(taken, type(error).__name__, "It stumbled; see the log: secondme daemon logs.")
        else:
            self._now("idle", last_finished=present())

    def _index(self, taken: Waiting) -> None:
        self._tell_sources()
        known = self._known or []
        sources = [one for one in known if taken.everything or one.id in taken.sources]
        whole = [one for one in sources if taken.everything or taken.sources[one.id] is None]
        below = {
            one.id: sorted(folders)
            for one in sources
            if one not in whole and (folders := taken.sources.get(one.id)) is not None
        }
        pace = _Pace(self)
        indexed = None
        try:
            indexed = self._memory.index(sources=sources, below=below or None, on_progress=pace)
        except _News:
            self.go_on()
        for one in whole:
            self._on_looked(one.id, pace.looked / len(whole))
        if indexed is None:
            log.info("something changed: that comes first, what is left follows")
        elif indexed.documents or indexed.removed or indexed.vectors:
            counts = (indexed.documents, indexed.removed, indexed.vectors)
            log.info("stored %d documents, retired %d, made %d vectors", *counts)

    def _failed(self, taken: Waiting, kind: str, why: str) -> None:
        log.warning("work failed: %s; tried again in %d s", kind, RETRY_SECONDS)
        self._now("resting", f"{why} The daemon tries again every {RETRY_SECONDS:g} s.")
        self._again(taken)
        with self._woken:
            self._hurried = False
            self._woken.wait_for(lambda: self._hurried or self._stopping.is_set(), RETRY_SECONDS)

    def _again(self, taken: Waiting) -> None:
        with self._woken:
            self._waiting.put_back(taken)

    def _now(self, doing: Doing, why: str = "", **more: datetime) -> None:
        self.last_sign = time.monotonic()
        self.state = replace(self.state, doing=doing, why=why, done=0, total=0, **more)


class _Pace:
    """What the work calls again and again: it notes, gives way, rests or ends here."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._resumed = self._read_at = time.monotonic()
        self._worked = self._owed = 0.0
        self.looked = 0.0
        """Seconds that went into comparing with the disk."""
        self._embedding_since: float | None = None

    def __call__(self, progress: Progress) -> None:
        work, now = self._work, time.monotonic()
        log.debug("%s %s", progress.stage, progress.item)
        if progress.stage == "looking":
            self.looked += now - self._resumed
        work.last_sign = now
        if progress.stage != "measuring" and progress.stage != "filling":
            work.state = replace(
                work.state, doing=progress.stage, why="", done=progress.done, total=progress.total
            )
        self._worked += now - self._resumed
        self._owed += now - self._resumed
        self._stop_if_asked()
        self._give_way()
        self._rest(may_end=progress.stage != "looking")
        if progress.stage == "embedding":
            self._look_for_news()
        self._resumed = time.monotonic()

    def _look_for_news(self) -> None:
        """Vectors of a large folder take hours; what was saved just now must be found long before."""
        now = time.monotonic()
        if self._embedding_since is None:
            self._embedding_since = now
        if now - self._embedding_since >= NEWS_SECONDS and self._work.has_news:
            raise _News

    def _stop_if_asked(self) -> None:
        if self._work._stopping.is_set() or self._work._activity.wants_way:
            raise Stopped

    def _give_way(self) -> None:
        """Whoever waits for an answer has the machine first."""
        until = time.monotonic() + GIVE_WAY_SECONDS
        while self._work._activity.someone_asks and time.monotonic() < until:
            self._sleep(0.05)

    def _rest(self, *, may_end: bool) -> None:
        rest = rest_after(self._owed, self._work.config.daemon.share)
        if rest:
            self._owed = 0.0
            self._sleep(rest)
        now = time.monotonic()
        is_free = self._worked < FREE_SECONDS or now - self._read_at < READING_SECONDS
        if is_free and not self._work.config.daemon.paused:
            return
        self._read_at = now
        while why := why_rest(self._work._read_machine(), self._work.config.daemon):
            self._work._now("resting", why)
            self._sleep(READING_SECONDS)
            if may_end and self._work.has_news and not self._work.config.daemon.paused:
                raise _News  # A few changed files are read whatever the battery says.

    def _sleep(self, seconds: float) -> None:
        """Sleeps, unless there is a reason to end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._work._stopping.wait(min(left, 0.25))
            self._work.last_sign = time.monotonic()
            self._stop_if_asked()


def _where(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))
