"""The app over a daemon that dies in the middle of a call: it goes on with the memory by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secondme.daemon.control import daemon_state
from secondme.home import find_home

PATIENCE = 60.0
Begin = Callable[[Path], subprocess.Popen[bytes]]


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


async def test_killed_in_the_middle_of_a_call_it_is_asked_to_do_that_again(
    remembered, daemon, app_on, seen, until
):
    process = daemon(remembered)
    async with app_on(remembered) as pilot:
        assert pilot.app.gateway.is_remote
        await until(pilot, lambda: "3 documents" in seen(pilot))
        process.send_signal(signal.SIGSTOP)
        await pilot.press(*"quince")
        await pilot.pause(0.3)  # The query is with the daemon, which does not answer it.
        process.kill()
        await until(pilot, lambda: not pilot.app.gateway.is_remote)
        await until(pilot, lambda: "goes on with the memory by itself" in seen(pilot))
        await pilot.press(*" tree")
        await until(pilot, lambda: "was planted in March" in seen(pilot))
