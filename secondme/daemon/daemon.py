"""The daemon of one home: listens, follows, works, keeps itself small, and ends when it is told to."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any, Literal

import secondme
from secondme.clock import present
from secondme.config import Config, load_config
from secondme.daemon.activity import Activity
from secondme.daemon.address import listen, write_address
from secondme.daemon.desk import Desk
from secondme.daemon.forms import encode
from secondme.daemon.log import LEVELS, resize_log
from secondme.daemon.notify import BEAT_SECONDS, Notifier
from secondme.daemon.place import Place, find_socket, withdraw
from secondme.daemon.saying import ping, state_of
from secondme.daemon.server import Server
from secondme.daemon.upkeep import ceiling_of, held_memory, is_swollen, let_go, next_step, read_machine
from secondme.daemon.work import Work, WorkState
from secondme.errors import UsageError
from secondme.key.ways import needs_passphrase, require_passphrase

if TYPE_CHECKING:
    from secondme.following import Follower, FollowSettings, Hint
    from secondme.memory import Memory
    from secondme.store.sources import Source

Ending = Literal["stop", "anew", "lock"]
"""`lock`: begin anew, without the key."""

GRACE_SECONDS = 1.5
"""How long work may take to reach its next batch once the daemon is to end; every job is durable."""
HUNG_SECONDS = 900.0
"""Work that has not moved for so long, and twice as long as a file may take, is taken for hung."""
TICKS_PER_LOOK = 6
"""Memory and idleness are looked at on every so many ticks."""
PATIENCE_SECONDS = 20.0
"""How long the clearing of memory waits for answers under way."""

log = logging.getLogger("secondme.daemon")


class Daemon:
    """Everything together; lives inside one event loop, which never waits for work."""

    def __init__(
        self, memory: Memory, place: Place, handler: RotatingFileHandler, notifier: Notifier
    ) -> None:
        self._memory, self._place = memory, place
        self._handler, self._notifier = handler, notifier
        self._config = load_config(place.home)
        self._problems = self._config.problems
        """What is wrong with the file now; the last sound configuration stays in force meanwhile."""
        self._stamp = _stamp(place)
        self._since = present()
        self._activity = Activity()
        self._work = Work(
            memory,
            self._activity,
            self._config,
            read_machine=read_machine,
            on_sources=self._follow,
            on_looked=lambda source, seconds: self._follower.looked(source, seconds),
        )
        self._follower = self._new_follower()
        self._sources: Sequence[Source] = ()
        self._let_go = True
        self._held = 0

    async def run(self) -> Ending:
        """Serves until it is told to end, and leaves nothing half done; says how to go on."""
        loop = asyncio.get_running_loop()
        self._ending: asyncio.Future[Ending] = loop.create_future()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end, "stop")
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        listener, address = listen(find_socket(self._place.home))
        desk = Desk(self._memory, self._activity, on_change=self._work.go_on)
        self._server = Server(listener, address.token, desk, self._controls())
        await self._server.open()
        write_address(self._place.address, address)
        self._work.start()
        self._notifier.ready()
        log.info("secondme %s is up, process %d", secondme.__version__, os.getpid())
        upkeep = asyncio.create_task(self._keep_up())
        ending = await self._ending
        log.info("ending%s", {"stop": "", "anew": " to begin anew", "lock": ", and locked"}[ending])
        if ending == "stop":
            self._notifier.stopping()
        upkeep.cancel()
        withdraw(self._place, address)
        self._server.close()
        self._work.stop()
        desk.close()
        await self._wind_up()
        return ending

    async def _wind_up(self) -> None:
        """Lets work end at its next batch; what takes longer is cut off, and done again next time."""
        loop = asyncio.get_running_loop()
        until = time.monotonic() + GRACE_SECONDS
        following = loop.run_in_executor(None, self._follower.close)
        ended = await loop.run_in_executor(None, self._work.join, GRACE_SECONDS)
        while self._activity.quiet_seconds() == 0.0 and time.monotonic() < until:
            await asyncio.sleep(0.02)
        with suppress(TimeoutError):
            await asyncio.wait_for(following, max(0.0, until - time.monotonic()))
        if ended and self._activity.quiet_seconds() > 0.0:
            with suppress(TimeoutError):
                await asyncio.wait_for(loop.run_in_executor(None, self._memory.close), 0.4)
        else:
            log.warning("work was cut off; it goes on next time")

    def _end(self, ending: Ending) -> None:
        if not self._ending.done():
            self._ending.set_result(ending)

    async def _keep_up(self) -> None:
        """Signs of life, changed settings, memory: a little of each now and then."""
        ticks = 0
        while True:
            longest = max(HUNG_SECONDS, 2 * self._config.files.seconds)
            moved = self._work.is_idle or time.monotonic() - self._work.last_sign < longest
            if moved and self._work.is_alive:
                self._notifier.alive()
            if _stamp(self._place) != self._stamp:
                self._reload()
            if ticks % TICKS_PER_LOOK == 0:
                await asyncio.get_running_loop().run_in_executor(None, self._look_at_memory)
            ticks += 1
            await asyncio.sleep(BEAT_SECONDS)

    def _look_at_memory(self) -> None:
        """On a thread: lets go of what has not been used for long, and of everything above the ceiling."""
        idle = self._activity.quiet_seconds()
        self._lock_when_idle(idle)
        self._let_go = self._let_go and idle > BEAT_SECONDS * TICKS_PER_LOOK
        if not self._let_go and idle >= self._config.daemon.idle_minutes * 60:
            self._clear("idle")
            if is_swollen(self._held):
                self._in_loop(self._begin_anew_unseen)
        self._held = held_memory()
        ceiling = ceiling_of(self._config.daemon)
        if next_step(self._held, ceiling, has_let_go=False) == "let go":
            self._clear(f"{self._held // 10**6} MB held, above the ceiling of {ceiling // 10**6} MB")
            if next_step(self._held, ceiling, has_let_go=True) == "begin anew":
                self._in_loop(self._end, "anew")

    def _lock_when_idle(self, idle: float) -> None:
        longest = self._config.daemon.lock_minutes * 60
        if longest and idle >= longest and needs_passphrase(self._place.home):
            self._in_loop(self._end, "lock")

    def _lock(self) -> bool:
        """Forgets the key. Raises UsageError where it lies open, and locking would be for show."""
        require_passphrase(self._place.home)
        self._end("lock")
        return True

    def _clear(self, why: str) -> None:
        with self._activity.alone(PATIENCE_SECONDS) as free:
            if free:
                let_go(self._memory)
                self._let_go = True
                log.info("%s: models and caches are let go", why)
        self._held = held_memory()

    def _begin_anew_unseen(self) -> None:
        if self._server.clients == 0:
            self._end("anew")

    def _in_loop(self, work: Callable[..., None], *arguments: Any) -> None:
        self._ending.get_loop().call_soon_threadsafe(work, *arguments)

    def _reload(self) -> tuple[str, ...]:
        """Takes over the settings as they are now; where the file is broken, the last sound ones stay."""
        self._stamp = _stamp(self._place)
        found = load_config(self._place.home)
        self._problems = found.problems
        if found.problems:
            log.warning("the settings were not taken over: the file breaks %d rules", len(found.problems))
            return found.problems
        before, self._config = self._config, found
        self._work.config = found
        self._memory.options, self._memory.config_problems = found.files, ()
        self._memory.finding = found.recall
        resize_log(self._handler, found.daemon.log_mb)
        if _follow_settings(before) != _follow_settings(found):
            self._follower.close()
            self._follower = self._new_follower()
        if before != found:
            self._follow(self._sources)
            self._work.look_at_everything()
            log.info("the settings are taken over")
        return ()

    def _new_follower(self) -> Follower:
        from secondme.following import Follower

        return Follower(self._hinted, settings=_follow_settings(self._config))

    def _hinted(self, hint: Hint) -> None:
        self._work.hint(hint.source, hint.folders)

    def _follow(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        if not self._config.problems:
            self._follower.follow(sources, self._config.files)

    def _controls(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "ping": ping,
            "state": lambda body: self._state(),
            "health": lambda body: encode(self._follower.health()),
            "reload": lambda body: list(self._reload()),
            "log_level": lambda body: _set_level(body.get("level")),
            "lock": lambda body: self._lock(),
            "unlock": lambda body: True,
            "stop": lambda body: self._end("stop"),
        }

    def _doing(self) -> WorkState:
        """What the background work does; while it makes way for a command, that says how far it is."""
        state = self._work.state
        if self._activity.someone_takes_in and self._work.is_idle:
            return replace(state, doing="resting", why="a command takes in files")
        return state

    def _state(self) -> dict[str, Any]:
        return state_of(
            self._doing(),
            since=self._since,
            clients=self._server.clients,
            held=self._held,
            models=self._memory.engines.names(),
            problems=self._problems,
        )


def _follow_settings(config: Config) -> FollowSettings:
    from secondme.following import FollowSettings

    daemon = config.daemon
    return FollowSettings(
        settle_seconds=daemon.settle_seconds,
        longest_wait_seconds=max(FollowSettings().longest_wait_seconds, daemon.settle_seconds),
        reconcile_minutes=daemon.reconcile_minutes,
        poll_minutes=daemon.poll_minutes,
    )


def _stamp(place: Place) -> tuple[int, int] | None:
    """Another one whenever the configuration file is."""
    try:
        found = place.home.config.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _set_level(level: Any) -> str:
    if level not in LEVELS:
        raise UsageError(f"A log level is one of {', '.join(LEVELS)}; it is {level!r}. Nothing was changed.")
    logging.getLogger("secondme").setLevel(LEVELS[level])
    return str(level)
