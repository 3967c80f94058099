"""Starts the daemon again when it dies or hangs: `python -P -m secondme.daemon.supervisor HOME`.

For machines without systemd or launchd. It listens to the daemon's heartbeat on a pipe and does nothing else,
so that it stays small and has nothing to fail at.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from secondme.daemon.notify import BEAT_SECONDS, PIPE

SILENCE_SECONDS = 6 * BEAT_SECONDS
START_SECONDS = 600.0
"""How long a start may take: a large store of an earlier release is copied and brought up to date first."""
KILL_SECONDS = 3.0
HEALTHY_SECONDS = 600.0
"""Whoever lived so long has earned a quick start again."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
LASTING = {0, 2, 4, 75}
"""Exit codes after which another try would end the same: told to end, settings, store or key, another one."""


@dataclass(frozen=True, slots=True)
class Life:
    """How one life of the daemon went. code: its exit code, negative for a signal."""

    code: int
    seconds: float


def pause_before_next(life: Life, pause: float) -> float | None:
    """Seconds to wait before the next life, given the wait before this one; None: there is none. Pure."""
    if life.code in LASTING:
        return None
    if pause == 0.0 or life.seconds >= HEALTHY_SECONDS:
        return FIRST_PAUSE
    return min(2 * pause, LONGEST_PAUSE)


class Supervisor:
    """Watches over one daemon at a time."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._told_to_end = False

    def run(self) -> int:
        """Keeps a daemon alive until one ends for good; returns that one's exit code."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        signal.signal(signal.SIGHUP, self._pass_on)
        pause: float | None = 0.0
        while pause is not None:
            self._rest(pause)
            if self._told_to_end:
                return 0
            life = self._watch_one_life()
            pause = None if self._told_to_end else pause_before_next(life, pause)
            if pause is not None:
                print(f"The daemon ended ({life.code}); started again in {pause:g} s.", file=sys.stderr)
        return 0 if self._told_to_end else life.code

    def _watch_one_life(self) -> Life:
        began = time.monotonic()
        ear, mouth = os.pipe()
        try:
            self._child = subprocess.Popen(
                self._command, pass_fds=(mouth,), env=os.environ | {PIPE: str(mouth)}
            )
            os.close(mouth)
            self._listen(ear)
            return Life(self._child.wait(), time.monotonic() - began)
        finally:
            os.close(ear)

    def _listen(self, ear: int) -> None:
        """Returns when the daemon has gone; makes it go when it is silent for too long."""
        patience = START_SECONDS
        while True:
            heard, _, _ = select.select([ear], [], [], patience)
            if not heard:
                self._kill("no sign of life")
                return
            if not os.read(ear, 4096):
                self._wait_for_end()
                return
            patience = SILENCE_SECONDS

    def _wait_for_end(self) -> None:
        assert self._child is not None
        try:
            self._child.wait(KILL_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill("it hung up and did not end")

    def _kill(self, why: str) -> None:
        assert self._child is not None
        print(f"The daemon was ended: {why}.", file=sys.stderr)
        self._child.kill()

    def _end(self, number: int, frame: FrameType | None) -> None:
        """Told to end: so is the daemon, and one that does not is ended."""
        self._told_to_end = True
        if self._child is None or self._child.poll() is not None:
            return
        self._child.terminate()
        signal.signal(signal.SIGALRM, lambda number, frame: self._kill("it did not end when told to"))
        signal.setitimer(signal.ITIMER_REAL, KILL_SECONDS)

    def _pass_on(self, number: int, frame: FrameType | None) -> None:
        if self._child is not None:
            with suppress(ProcessLookupError):
                self._child.send_signal(number)

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._told_to_end and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))


def main() -> None:
    """Watches over the daemon of the home that is the only argument."""
    command = [sys.executable, "-P", "-m", "secondme.daemon.process", *sys.argv[1:]]
    sys.exit(Supervisor(command).run() & 0xFF)


if __name__ == "__main__":
    main()
