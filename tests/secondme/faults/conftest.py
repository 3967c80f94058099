"""What the fault tests share: daemons that are hurried, and memories compared with one made in one go."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import secondme
from secondme.daemon.control import daemon_state
from secondme.home import find_home

HURRIED = """
[daemon]
settle_seconds = 0.1
work = "full"
pause_above_load = 0
pause_on_battery = false
"""
RETRY_SOON = "import secondme.daemon.work as work\nwork.RETRY_SECONDS = 0.3\n"
DAEMON = "from secondme.daemon.process import main\nmain()"

WaitFor = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True)
def own_runtime_folder(runtime_folder: Path) -> None:
    """Every test here has one."""


@pytest.fixture
def start_daemon(home: Path, wait_for: WaitFor) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a daemon that does not dawdle in a process of its own, and waits until it answers.

    faults: code that runs in it first. within: the beginning of a command that it runs under.
    """
    started: list[subprocess.Popen[bytes]] = []

    def begin(faults: str = RETRY_SOON) -> subprocess.Popen[bytes]:
        home.mkdir(mode=0o700, exist_ok=True)
        (home / "config.toml").write_text(HURRIED)
        command = [sys.executable, "-P", "-c", faults + DAEMON, str(home)]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, env=dict(os.environ)))
        wait_for(lambda: daemon_state(find_home(home)).answers or started[-1].poll() is not None)
        assert started[-1].poll() is None, started[-1].communicate()[1].decode()
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def differences(tmp_path: Path) -> Callable[..., list[str]]:
    """How the memory at a home differs from one that has added the same folders in one go, in words."""
    from benchmarks.torturing.indexing import differences as compared

    def compare(home: Path, *folders: Path) -> list[str]:
        clean_home = Path(tempfile.mkdtemp(dir=tmp_path))
        with secondme.open(home) as found, secondme.open(clean_home) as clean:
            for folder in folders:
                clean.add(folder)
            return list(compared(found, clean))

    return compare


@pytest.fixture
def hurried_daemon() -> str:
    """The program of a daemon that does not dawdle; its only argument is the home."""
    return (
        "import sys\nfrom pathlib import Path\n"
        f"Path(sys.argv[1], 'config.toml').write_text({HURRIED!r})\n{RETRY_SOON}{DAEMON}"
    )
