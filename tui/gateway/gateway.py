"""The gateway: the only place that talks to the memory, in threads; it tells the screens by messages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from weakref import WeakSet

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import get_current_worker

from ingest import IngestError
from models.errors import ModelError
from secondme.clock import Clock, present
from secondme.errors import DaemonError, LockedError, SecondmeError
from secondme.home import Home, find_home
from secondme.machine import Machine, this_machine
from tui.gateway.messages import (
    Changed,
    Opened,
    OpeningFailed,
    StatusRead,
    StillLocked,
    Stirred,
    Troubled,
    Undoing,
)
from tui.gateway.watching import Watch

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.daemon.client import RemoteMemory
    from secondme.daemon.place import Place
    from secondme.key import Key
    from secondme.memory import Memory

EXPECTED = (SecondmeError, IngestError, ModelError)
ANEW_SECONDS, ANEW_POLL_S = 10.0, 0.1
"""How long a daemon that was just locked is waited for, before it counts as gone."""
MOST_UNDONE = 50
"""So many changes can be taken back, the last one first."""

Tell = Callable[[Message], None]
"""Posts a message to whoever asked, unless it is no longer wanted."""
Work = Callable[["MemoryApi", Tell], None]
Aside = Callable[[Tell], None]


class Gateway:
    """Works for the nodes of the app, and posts to each what it asked for. No method blocks.

    The memory is that of the daemon where one runs, else it is opened here. What may go wrong comes back as
    `Troubled`; anything else is an error of the program.
    """

    def __init__(
        self,
        app: DOMNode,
        home: str | Path | None = None,
        key: Key | None = None,
        clock: Clock = present,
        machine: Callable[[], Machine] = this_machine,
    ) -> None:
        """key: to a memory behind a passphrase, where it is at hand; else the person is asked for it.

        clock: what time it is, for the app and for a memory that is opened here; a daemon has its own.
        machine: what the app runs on.
        """
        self._app = app
        self._asked_for = home
        self._key = key
        self.now = clock
        """What time it is."""
        self.machine = machine
        """What the app runs on."""
        self._memory: MemoryApi | None = None
        self._opening = threading.Lock()
        """Held while the memory is opened or shut: two never are at the same time."""
        self.failure: Exception | None = None
        """What kept the memory from opening, or shut it again, so far."""
        self.is_remote = False
        """Whether a daemon has the memory open, which then reads what is new by itself."""
        self._stopping = threading.Event()
        self._cancellable: WeakSet[threading.Event] = WeakSet()
        self._undone: list[Undoing] = []
        self._left: list[MemoryApi] = []
        """Memories opened here that a daemon took over; something may be under way with them still."""
        self._watch = Watch(self.home.store, lambda: self._memory, self._say_stirred)

    @property
    def home(self) -> Home:
        """The folder of the memory, known before it is open."""
        return find_home(self._asked_for)

    @property
    def key(self) -> Key | None:
        """The key to a memory behind a passphrase, where it was opened here; else it can be found."""
        return self._key

    @property
    def is_open(self) -> bool:
        return self._memory is not None

    @property
    def is_stopping(self) -> bool:
        """Whether the app is about to end: what takes long should."""
        return self._stopping.is_set()

    def open(self) -> None:
        """Opens the memory and makes search ready; the app hears `Opened` or `OpeningFailed`."""
        self.aside(self._app, "open", self._open)

    def unlock(self, node: DOMNode, passphrase: str) -> None:
        """Opens a memory behind a passphrase, for the daemon too where one waits for its key.

        The app hears `Opened`; `node` hears `StillLocked` where it stays locked.
        """
        self.aside(self._app, "unlock", partial(self._unlock, node, passphrase))

    def look_whether_unlocked(self) -> None:
        """Opens the memory where somebody has unlocked it elsewhere; the app hears `Opened`."""
        if self._memory is None:
            self.aside(self._app, "look", self._look)

    def ask(self, node: DOMNode, group: str, work: Work, *, repeatable: bool = False) -> None:
        """Does the work with the memory in a thread; what the same node wanted of this group is dropped.

        repeatable: it changes nothing and is quick, so it is done again when the daemon ends in the middle.
        """
        if (memory := self._memory) is not None:
            self.aside(node, group, partial(self._with_memory, work, memory, repeatable=repeatable))

    def aside(self, node: DOMNode, group: str, work: Aside) -> None:
        """Does work that needs no memory in a thread. The one shape of every worker."""
        node.run_worker(
            partial(self._explained, node, work),
            group=group,
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def change(self, node: DOMNode, work: Callable[[MemoryApi], Changed]) -> None:
        """Changes something: the node hears `Changed`, and the change can be taken back where it says how."""

        def changed(memory: MemoryApi, tell: Tell) -> None:
            done = work(memory)
            if done.undo is not None:
                self._undone.append(done.undo)
                del self._undone[:-MOST_UNDONE]
            tell(done)
            self._tell(self._app, StatusRead(memory.status()))

        # A group of its own each time: no change is dropped for the one after it.
        self.ask(node, f"change {id(work)}", changed)

    def undo(self, node: DOMNode) -> bool:
        """Takes the last change back; False when there is none."""
        if not self._undone:
            return False
        take_back = self._undone.pop()
        self.change(node, lambda memory: Changed(take_back(memory)))
        return True

    def take_over_settings(self, memory: MemoryApi) -> None:
        """Has the settings hold that stand in the file now. For work in a thread."""
        if self.is_remote:
            cast("RemoteMemory", memory).control("reload")
            return
        from secondme.config import load_config

        config, here = load_config(self.home), cast("Memory", memory)
        here.options, here.config_problems, here.finding = config.files, config.problems, config.recall

    def join(self) -> None:
        """Goes on with the memory of the daemon where one runs by now, else with one opened here.

        For work in a thread; the app hears `Opened`. What was under way with the earlier one may fail.
        """
        from secondme.daemon.client import connect_memory

        before, remote = self._memory, connect_memory(self.home)
        if remote is None and not self.is_remote:
            return
        self._memory = remote if remote is not None else self._opened_here([])
        if before is not None and self.is_remote:
            before.close()
        elif before is not None:
            cast("Memory", before).let_go()
            self._left.append(before)
        self.is_remote = remote is not None
        self._announce(Opened(""))

    def read_status(self) -> None:
        """Counts what is remembered; the app hears `StatusRead`."""
        self.ask(self._app, "status", lambda memory, tell: tell(StatusRead(memory.status())), repeatable=True)

    def cancellable(self) -> threading.Event:
        """An event by which something long can be stopped; it is set too when the app ends."""
        event = threading.Event()
        self._cancellable.add(event)
        return event

    def stop(self) -> None:
        """Asks everything under way to end soon; what was queued goes on next time."""
        self._stopping.set()
        self._watch.end()
        for event in list(self._cancellable):
            event.set()

    def close(self) -> None:
        """Closes the memory. For after the app has ended: it waits for models to end."""
        self._watch.end()
        for memory in (*self._left, *filter(None, [self._memory])):
            memory.close()

    def _explained(self, node: DOMNode, work: Aside) -> None:
        try:
            work(partial(self._tell, node))
        except EXPECTED as error:
            self._tell(node, Troubled(str(error)))

    def _tell(self, node: DOMNode, message: Message) -> None:
        if not (self._stopping.is_set() or get_current_worker().is_cancelled):
            node.post_message(message)

    def _announce(self, message: Message) -> None:
        """Tells the app what became of the memory, also where the work that did it was overtaken."""
        if not self._stopping.is_set():
            self._app.post_message(message)

    def _say_stirred(self) -> None:
        if self._app.is_running:
            self._announce(Stirred())

    def _with_memory(self, work: Work, asked: MemoryApi, tell: Tell, *, repeatable: bool = False) -> None:
        """asked: the memory that was open when the work was wanted; by now there may be another one."""
        memory = self._memory or asked
        try:
            self._with_daemon(work, memory, tell, repeatable=repeatable)
        except LockedError as error:
            self._shut(memory, error)

    def _with_daemon(self, work: Work, memory: MemoryApi, tell: Tell, *, repeatable: bool) -> None:
        """Does the work; where the daemon ends in the middle, the memory is opened here."""
        from secondme.daemon.client import RemoteMemory

        try:
            work(memory, tell)
        except DaemonError:
            if self._memory is None:
                return  # It was locked, which is said already.
            if not (isinstance(memory, RemoteMemory) and self._go_on_alone(memory)):
                raise
            told = "The daemon ended. Nothing is lost, and the app goes on with the memory by itself"
            tell(Troubled(f"{told}." if repeatable else f"{told}: do that again, please."))
            if repeatable and self._memory is not None:
                work(self._memory, tell)

    def _go_on_alone(self, lost: MemoryApi) -> bool:
        """Whether the memory could be opened here, now that the daemon is gone."""
        from secondme.daemon.client import connect_memory

        if (again := connect_memory(self.home)) is not None:
            again.close()  # A daemon is there: the lost connection is made anew by the next call.
            return False
        with self._opening:
            if self._memory is lost:
                self._memory = self._opened_here([])
                self.is_remote = False
                lost.close()
        return True

    def _shut(self, locked: MemoryApi, error: LockedError) -> None:
        """Lets go of a memory that was locked. Said once, and not where it was unlocked meanwhile."""
        with self._opening:
            if self._memory is not locked:
                return
            self._memory, self.failure = None, error
        locked.close()
        self._announce(OpeningFailed(str(error), error.exit_code, is_locked=True))

    def _unlock(self, node: DOMNode, passphrase: str, tell: Tell) -> None:
        from secondme.daemon.place import Place
        from secondme.daemon.unlocking import give_key
        from secondme.key.finding import open_with_passphrase

        try:
            key = open_with_passphrase(self.home, passphrase)
            place = Place(self.home)
            if self._awaits_key(place):
                give_key(place, key.secret)
            else:
                self._key = key
            self._begin(tell)
        except EXPECTED as error:
            self._tell(node, StillLocked(str(error)))

    def _awaits_key(self, place: Place) -> bool:
        """Whether a daemon waits for the key; one that had it begins anew first, to forget it."""
        from secondme.daemon.unlocking import is_locked

        until = time.monotonic() + (ANEW_SECONDS if self.is_remote else 0.0)
        while (locked := is_locked(place)) is None and time.monotonic() < until:
            if self._stopping.wait(ANEW_POLL_S):
                break
        return locked is True

    def _look(self, tell: Tell) -> None:
        """Asks the daemon alone: opening the memory here takes the passphrase."""
        from secondme.daemon.client import connect_memory

        if (memory := connect_memory(self.home)) is not None:
            memory.close()
            self._begin(tell)

    def _open(self, tell: Tell) -> None:
        try:
            self._begin(tell)
        except EXPECTED as error:
            self.failure = error
            is_locked = isinstance(error, LockedError)
            self._announce(OpeningFailed(str(error), error.exit_code, is_locked))

    def _begin(self, tell: Tell) -> None:
        """Opens the memory unless it is open by now."""
        from secondme.daemon.client import connect_memory

        notes: list[str] = []
        with self._opening:
            if self._memory is not None:
                return
            remote = connect_memory(self.home, notes.append)
            self.is_remote = remote is not None
            memory = remote if remote is not None else self._opened_here(notes)
            self._memory, self.failure = memory, None
        self._announce(Opened(" ".join(notes)))
        self._watch.begin()
        self._with_memory(self._get_ready, memory, tell)

    def _get_ready(self, memory: MemoryApi, tell: Tell) -> None:
        tell(StatusRead(memory.status()))
        if not self.is_remote and not self._stopping.is_set():
            # An empty query finds nothing, but opens the embedder, so that the first real one is fast.
            memory.recall("", log=False)

    def _opened_here(self, notes: list[str]) -> MemoryApi:
        from secondme.opening import open_memory

        return open_memory(self._asked_for, note=notes.append, key=self._key, clock=self.now)
