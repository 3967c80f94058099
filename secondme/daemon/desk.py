"""Carries out what clients ask for: each verb in its lane, on threads that keep their store connection."""

from __future__ import annotations

import copy
import inspect
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from secondme.daemon.activity import Activity
from secondme.daemon.api import VERBS, Lane, Verb
from secondme.daemon.forms import decode, encode
from secondme.errors import UsageError
from secondme.indexing.progress import Progress, Stopped

if TYPE_CHECKING:
    from secondme.memory import Memory

LANES: dict[Lane, int] = {"quick": 3, "ask": 1, "index": 1}
"""Threads a lane. One alone asks: a model writes one answer at a time, and stopping one stops all of it."""
PROGRESS_SECONDS = 0.1
"""The least time between two progress events: faster ones could not be read."""

Say = Callable[[str, Any], None]
"""Sends an event of that name with that body."""


class Desk:
    """Carries out verbs on one memory; usable from several threads."""

    def __init__(
        self, memory: Memory, activity: Activity, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        """on_change: told after what may have changed the sources there are."""
        self.memory = memory
        self._activity = activity
        self._on_change = on_change
        self._lanes = {
            lane: ThreadPoolExecutor(threads, thread_name_prefix=lane) for lane, threads in LANES.items()
        }

    def view(self) -> Memory:
        """The memory as one client sees it: all is shared but which question was the last."""
        return copy.copy(self.memory)

    def begin(
        self, view: Memory, name: str, body: dict[str, Any], say: Say, cancelled: threading.Event
    ) -> Future[Any]:
        """Starts a verb; the future has its result in the form of JSON. Raises UsageError at once."""
        verb = VERBS.get(name)
        if verb is None:
            raise UsageError(f"There is no verb {name!r}. Nothing was done. See docs/protocol.md.")
        view.options, view.config_problems = self.memory.options, self.memory.config_problems
        view.finding = self.memory.finding
        method = getattr(view, name)
        arguments = _arguments(method, verb, body)
        return self._lanes[verb.lane].submit(self._perform, method, verb, arguments, say, cancelled)

    def close(self) -> None:
        """Takes no more; what has begun is left to end by itself."""
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)

    def _perform(
        self,
        method: Callable[..., Any],
        verb: Verb,
        arguments: dict[str, Any],
        say: Say,
        cancelled: threading.Event,
    ) -> Any:
        if "progress" in verb.events:
            arguments["on_progress"] = _Reporter(say, cancelled)
        if "text" in verb.events:
            arguments["on_text"] = lambda text: say("text", text)
            arguments["on_sources"] = lambda citations: say("sources", encode(list(citations)))
        if "cancelled" in inspect.signature(method).parameters:
            arguments["cancelled"] = cancelled
        try:
            with self._counted(verb):
                return encode(method(**arguments))
        finally:
            if verb.changes:
                self._on_change()

    def _counted(self, verb: Verb) -> AbstractContextManager[None]:
        return self._activity.indexing() if verb.lane == "index" else self._activity.asking()


class _Reporter:
    """Tells a client how far its work is, not too often, and stops the work when it is called off."""

    def __init__(self, say: Say, cancelled: threading.Event) -> None:
        self._say, self._cancelled = say, cancelled
        self._told_at = 0.0
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        if self._cancelled.is_set():
            raise Stopped("It was stopped. What was done is kept; run it again to go on.")
        now = time.monotonic()
        is_last = progress.done == progress.total
        if is_last or progress.stage != self._stage or now - self._told_at >= PROGRESS_SECONDS:
            self._told_at, self._stage = now, progress.stage
            self._say("progress", encode(progress))


def _arguments(method: Callable[..., Any], verb: Verb, body: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a verb, of the types its method names. Raises UsageError."""
    known = inspect.signature(method).parameters
    ours = {"cancelled", *(f"on_{event}" for event in verb.events)}
    try:
        if unknown := set(body) - set(known) | set(body) & ours:
            raise TypeError(f"unknown arguments: {', '.join(sorted(unknown))}")
        given = {name: decode(one, str(known[name].annotation)) for name, one in body.items()}
        inspect.signature(method).bind(**given)
    except (TypeError, ValueError, KeyError) as error:
        raise UsageError(f"The arguments make no sense: {error}. Nothing was done.") from error
    return given
