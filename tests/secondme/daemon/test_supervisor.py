"""The supervisor: what dies or hangs is started again, what ended for good is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from secondme.daemon.control import daemon_state, stop
from secondme.daemon.supervisor import FIRST_PAUSE, LASTING, LONGEST_PAUSE, Life, pause_before_next
from secondme.home import Home

WaitFor = Callable[[Callable[[], object]], None]

QUICK = """
import sys
import secondme.daemon.supervisor as s
s.SILENCE_SECONDS = 1.5
beat = "import secondme.daemon.daemon as d; d.BEAT_SECONDS = 0.2"
beat += "; from secondme.daemon.process import main; main()"
raise SystemExit(s.Supervisor([sys.executable, "-P", "-c", beat, sys.argv[1]]).run())
"""


@pytest.fixture
def supervisor(place: Home, wait_for: WaitFor) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor whose daemon answers, and which is less patient than usual."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", QUICK, str(place.root)], stderr=subprocess.PIPE, start_new_session=True
    )
    wait_for(lambda: daemon_state(place).answers)
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate()
    stop(place)


def daemon_process(place: Home) -> int:
    about = daemon_state(place).about
    return int(about["process"]) if about else 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_daemon_that_dies_or_hangs_is_started_again(
    supervisor: subprocess.Popen[bytes], place: Home, wait_for: WaitFor, number: signal.Signals
) -> None:
    first = daemon_process(place)
    os.kill(first, number)
    wait_for(lambda: daemon_process(place) not in (0, first))
    assert supervisor.poll() is None


def test_a_daemon_that_was_told_to_stop_stays_stopped(
    supervisor: subprocess.Popen[bytes], place: Home
) -> None:
    assert stop(place) is True
    assert supervisor.wait(30) == 0
    assert not daemon_state(place).running


def test_a_supervisor_that_is_told_to_end_takes_its_daemon_along(
    supervisor: subprocess.Popen[bytes], place: Home, wait_for: WaitFor
) -> None:
    supervisor.terminate()
    assert supervisor.wait(30) == 0
    wait_for(lambda: not daemon_state(place).running)


def test_a_supervisor_ends_a_daemon_that_does_not_end(
    supervisor: subprocess.Popen[bytes], place: Home, wait_for: WaitFor
) -> None:
    os.kill(daemon_process(place), signal.SIGSTOP)
    supervisor.terminate()
    assert supervisor.wait(30) == 0
    wait_for(lambda: not daemon_state(place).running)


def test_a_daemon_whose_supervisor_is_killed_goes_on(
    supervisor: subprocess.Popen[bytes], place: Home, wait_for: WaitFor
) -> None:
    first = daemon_process(place)
    supervisor.kill()
    supervisor.wait()
    assert daemon_process(place) == first
    assert stop(place) is True


def test_pauses_grow_to_a_limit_and_a_long_life_earns_a_quick_start() -> None:
    pauses = [0.0]
    while len(pauses) < 15:
        pause = pause_before_next(Life(-9, 3.0), pauses[-1])
        assert pause is not None
        pauses.append(pause)
    assert pauses[1:4] == [1.0, 2.0, 4.0] and pauses[-1] == LONGEST_PAUSE
    assert pause_before_next(Life(-11, 3_600.0), LONGEST_PAUSE) == FIRST_PAUSE


@pytest.mark.parametrize("code", sorted(LASTING))
def test_what_would_end_the_same_is_not_tried_again(code: int) -> None:
    assert pause_before_next(Life(code, 1.0), 0.0) is None
