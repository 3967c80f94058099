"""What the daemon's tests share: real daemons in processes of their own, and a runtime folder for each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secondme.daemon.client import RemoteMemory, connect_memory
from secondme.daemon.control import daemon_state, stop
from secondme.home import Home, find_home

ON_A_BUSY_MACHINE = "[daemon]\npause_above_load = 0\npause_on_battery = false\n"
"""Other tests run beside, and no daemon is to wait for their end."""

WaitFor = Callable[[Callable[[], object]], None]
StartDaemon = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def own_runtime_folder(runtime_folder: Path) -> None:
    """Every test here has one."""


@pytest.fixture
def place(home: Path) -> Home:
    """The home of the test, as the daemon's modules know it."""
    return find_home(home)


@pytest.fixture
def start_daemon(place: Home, wait_for: WaitFor) -> Iterator[StartDaemon]:
    """Starts a daemon in the foreground of a process of its own and waits until it answers.

    faults: code that runs in it first, to make something fail or come sooner.
    """
    started: list[subprocess.Popen[bytes]] = []

    def begin(faults: str = "", *, wait: bool = True) -> subprocess.Popen[bytes]:
        place.root.mkdir(mode=0o700, exist_ok=True)
        settings = place.root / "config.toml"
        if not settings.exists():
            settings.write_text(ON_A_BUSY_MACHINE, "utf-8")
        code = f"{faults}\nfrom secondme.daemon.process import main\nmain()"
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(place.root)], stderr=subprocess.PIPE, env=dict(os.environ)
        )
        started.append(process)
        if wait:
            wait_for(lambda: daemon_state(place).answers or process.poll() is not None)
            assert process.poll() is None, process.communicate()[1].decode()
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def remote(start_daemon: StartDaemon, place: Home) -> Iterator[RemoteMemory]:
    """The memory of a daemon without models."""
    start_daemon()
    memory = connect_memory(place)
    assert memory is not None
    yield memory
    memory.close()
    stop(place)
