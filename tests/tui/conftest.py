"""What the tests of the app share: the real app over a real memory, and what is to be read on its screen."""

from __future__ import annotations

import asyncio
import html
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

import secondme
from secondme.daemon.control import daemon_state
from secondme.home import find_home
from tui.app import SecondmeApp
from tui.ask.screen import AskScreen
from tui.dialogs.locked import Locked
from tui.trouble import Trouble

LARGE = (120, 36)
PATIENCE = 120
"""Seconds until a test gives up on something that never comes; nothing is measured with it."""

NOTES = {
    "boat.md": (
        "# The boat\n\n## Buying\n\nWe bought the boat in Falmouth for 900 pounds.\n\n"
        "## Painting\n\nPainted the hull green on 3 May, two coats.\n\n"
        "## Launch\n\nThe launch is at Custom House Quay on 12 June at nine.\n\n"
        "## After\n\nAfter the launch there was saffron cake for everyone.\n"
    ),
    "garden.md": "# The garden\n\nThe quince tree was planted in March. It wants water every other day.\n",
    "keys.txt": "The spare key hangs behind the blue plate in the kitchen.\n",
}

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
Seen = Callable[[Pilot[None]], str]
Until = Callable[..., "asyncio.Future[None]"]
Begin = Callable[[Path], "subprocess.Popen[bytes]"]


@pytest.fixture(autouse=True)
def plain_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dates are written the same on every machine."""
    for name in ("LC_ALL", "LC_TIME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with a few notes."""
    root = tmp_path / "notes"
    root.mkdir()
    for name, text in NOTES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def remembered(home: Path, notes: Path) -> Path:
    """The home of a memory of the notes, without models."""
    with secondme.open(home) as memory:
        memory.add(notes)
    return home


@pytest.fixture
def answering(stocked_home: Path, notes: Path) -> Path:
    """The home of a memory of the notes, with the default embedder and the tiny generator."""
    with secondme.open(stocked_home) as memory:
        memory.add(notes)
    return stocked_home


@pytest.fixture
def app_on() -> OpenApp:
    """Opens the app on a home and waits until the memory is open, or is known not to open."""

    @asynccontextmanager
    async def open_app(home: Path, size: tuple[int, int] = LARGE) -> AsyncIterator[Pilot[None]]:
        app = SecondmeApp(home)
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await wait_until(pilot, lambda: is_open(app))
                yield pilot
        finally:
            app.gateway.close()

    return open_app


@pytest.fixture
def until() -> Callable[..., object]:
    """Waits until something is so: await until(pilot, lambda: ...)."""
    return wait_until


@pytest.fixture
def seen() -> Seen:
    """What stands on the screen, as a person reads it."""
    return read_screen


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts a daemon in a process of its own and waits until it answers: daemon(home)."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(home: Path) -> subprocess.Popen[bytes]:
        code = "from secondme.daemon.process import main\nmain()"
        process = subprocess.Popen([sys.executable, "-P", "-c", code, str(home)], env=dict(os.environ))
        started.append(process)
        until = time.monotonic() + PATIENCE
        while not daemon_state(find_home(home)).answers:
            assert process.poll() is None and time.monotonic() < until, "the daemon never came"
            time.sleep(0.05)
        return process

    with tempfile.TemporaryDirectory(prefix="sm") as folder:  # The path of a socket must be short.
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield begin
        for process in started:
            process.kill()
            process.wait()


def is_open(app: SecondmeApp) -> bool:
    return isinstance(app.screen, (Trouble, Locked)) or (
        isinstance(app.screen, AskScreen) and app.gateway.is_open
    )


async def wait_until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    async def wait() -> None:
        while not (is_so() and hears_keys(pilot.app)):
            await pilot.pause(0.02)

    try:
        await asyncio.wait_for(wait(), PATIENCE)
    except TimeoutError:
        pytest.fail(f"It never came. The screen says:\n{read_screen(pilot)}")
    await pilot.pause()


def hears_keys(app: App[None]) -> bool:
    """A dialog is the screen at once, but before it is mounted nothing in it hears a key."""
    return not app.is_running or app.screen.is_mounted


def read_screen(pilot: Pilot[None]) -> str:
    drawing = pilot.app.export_screenshot()
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in re.findall(r'<text [^>]*? x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', drawing):
        lines.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " ")))
    return "\n".join("".join(text for _, text in sorted(line)) for _, line in sorted(lines.items()))
