"""The event loop waits for nothing: once the places are prepared, all that takes long happens in threads.

How long something takes depends on the machine and what else it does; who does it, does not.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

import secondme
from secondme.priority import NICE
from secondme.store import Store
from tui.giving_way import unchanged
from tui.places.places import PLACES
from tui.screenshots import settle

SLOW = {
    *("open", "import", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.walk"),
    *("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.posix_spawn", "shutil.copyfile"),
}
"""What Python tells of that may take long: the disk, other programs, other machines, modules."""
KEYS = {
    "ask": (
        *(*"quince", "down", "x", "delete", "escape", "enter", "escape", "f1", "escape", "ctrl+p", "escape"),
        *("enter", "ctrl+s", "escape", "ctrl+r", "escape", "ctrl+o", "escape", "ctrl+g", "escape"),
    ),
    "recall": (*"tree", "ctrl+t", "down", "x", "delete", "escape", "ctrl+d", "escape", "escape"),
    "timeline": ("up", "left", "enter", "escape", "slash", *"2025", "enter", "escape"),
    "memories": ("down", "e", "escape", "delete", "escape", "enter", "escape", "slash", "k", "escape"),
    "people": ("down", "enter", "escape", "slash", "k", "escape"),
    "forms": ("slash", *"tmp", "slash"),
    "sources": ("down", "e", "escape", "i", "escape", "a", "escape", "delete", "escape"),
    "models": ("down", "delete", "escape"),
    "backups": ("p", "escape"),
    "settings": ("down", "T", "escape", "slash", "d", "escape"),
    "doctor": ("down", "down"),
}
"""What is pressed in the places, beside going there."""
DIALOGS = {
    *("Help", "CommandPalette", "Conversations", "OwnWords", "ForgetDialog", "AddFolder", "PlaceChooser"),
    *("AddChat", "IgnoreRules", "Confirm", "ChoosePlace", "Pick", "EditMemory"),
}
"""What opens by that."""


class Watch:
    """Notes what a thread does that may take long."""

    def __init__(self) -> None:
        self.thread: int | None = None
        self.seen: list[str] = []

    def note(self, event: str, what: object) -> None:
        if threading.get_ident() == self.thread:
            self.seen.append(f"{event} {what}")

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """An audit hook of Python, which cannot be taken away again."""
        if self.thread is not None and event in SLOW:
            self.note(event, arguments[0])

    @contextmanager
    def over_this_thread(self) -> Iterator[None]:
        self.thread = threading.get_ident()
        try:
            yield
        finally:
            self.thread = None


WATCH = Watch()
sys.addaudithook(WATCH.hear)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Also notes who asks the store: all that is remembered is behind it, and the models too."""

    def noted(name: str, method: Callable[..., object]) -> Callable[..., object]:
        def call(self: Store, *arguments: object, **named: object) -> object:
            WATCH.note("store", name)
            return method(self, *arguments, **named)

        return call

    for name in ("connection", "reading", "write", "apart"):
        monkeypatch.setattr(Store, name, noted(name, getattr(Store, name)))
    WATCH.seen.clear()
    return WATCH


async def test_neither_places_nor_dialogs_have_the_loop_wait_for_the_disk_the_store_or_a_module(
    answering, app_on, until, watch
):
    with secondme.open(answering) as memory:
        memory.remember("The spare key hangs behind the blue plate.")
    shown: set[str] = set()
    async with app_on(answering) as pilot:
        await until(pilot, lambda: pilot.app.is_prepared)
        await settle(pilot)
        with watch.over_this_thread():
            for place in [*PLACES[1:], PLACES[0]]:
                pilot.app.go_to(place.name)
                await settle(pilot)
                for key in KEYS.get(place.name, ()):
                    await pilot.press(key)
                    await pilot.app.workers.wait_for_complete()
                    shown.add(type(pilot.app.screen).__name__)
                await settle(pilot)
    assert shown >= DIALOGS
    assert not watch.seen


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all threads of a program have one priority")
async def test_what_works_for_the_loop_gives_way_to_it(stocked_home, app_on):
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = priority()
    async with app_on(stocked_home):
        assert (priority(), await asyncio.to_thread(priority)) == (before, NICE)
        outliving = await asyncio.to_thread(unchanged, priority)
        assert outliving == before, "a daemon that the app starts keeps its own"
