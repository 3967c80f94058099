"""Starting, stopping and asking after the daemon, from outside."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from secondme.daemon.address import connect, peer_process, read_address
from secondme.daemon.connection import HELLO_SECONDS, Connection, connect_daemon
from secondme.daemon.lock import is_held
from secondme.daemon.place import Place
from secondme.errors import DaemonError, NoSpaceError
from secondme.home import Home

START_SECONDS = 60.0
STOP_SECONDS = 4.0
POLL_S = 0.05
WORDS_SHOWN = 2_000
SUPERVISOR = "secondme.daemon.supervisor"
LEAST_ROOM = 1_000_000
"""Bytes that must be free where the home is: without any, a daemon could not even say what is wrong."""


@dataclass(frozen=True, slots=True)
class DaemonState:
    """running: a daemon has this home. answers: it can be talked with. about: what it says of itself."""

    running: bool
    answers: bool = False
    about: dict[str, Any] | None = None
    why: str = ""
    """Why it does not answer."""


def daemon_state(home: Home) -> DaemonState:
    """How the daemon of this home is; changes nothing and never raises for a daemon that is away."""
    place = Place(home)
    if not is_held(place.lock):
        return DaemonState(running=False)
    try:
        connection = connect_daemon(place)
        if connection is None:
            return DaemonState(running=True, why="It is starting or ending.")
        with _closing(connection):
            return DaemonState(True, True, connection.call("state", {}))
    except DaemonError as error:
        return DaemonState(running=True, why=str(error))


def daemon_health(home: Home) -> list[dict[str, Any]]:
    """How the daemon follows each source, in the form of JSON. Raises DaemonError when none answers."""
    connection = connect_daemon(Place(home))
    if connection is None:
        raise DaemonError("No daemon runs. Nothing was done. Start it: secondme daemon start")
    with _closing(connection):
        watches: list[dict[str, Any]] = connection.call("health", {})
        return watches


def start(home: Home) -> bool:
    """Starts a daemon that outlives this program, and waits until it answers; False when one did already.

    Raises DaemonError with the daemon's last words when it does not come up, NoSpaceError on a full disk.
    """
    place = Place(home)
    if daemon_state(home).answers:
        return False
    home.create()
    _require_room(home)
    words = os.open(
        place.last_words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC, 0o600
    )
    try:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", SUPERVISOR, str(home.root)],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
            cwd="/",  # No folder of the person's is held in use.
        )
    finally:
        os.close(words)
    _wait_until_up(place, child)
    return True


def stop(home: Home) -> bool:
    """Stops the daemon; True when it ended by itself, False when it had to be killed or none was running.

    Killing loses nothing but the step under way: every job is durable. Raises DaemonError when even that
    does not end it.
    """
    place = Place(home)
    if not is_held(place.lock):
        return False
    with suppress(DaemonError):
        connection = connect_daemon(place, STOP_SECONDS / 4)
        if connection is not None:
            with _closing(connection):
                connection.call("stop", {})
    if _wait_until_free(place, STOP_SECONDS):
        return True
    _kill(place)
    if not _wait_until_free(place, STOP_SECONDS):
        raise DaemonError(
            "The daemon does not end. Nothing was lost. End the process that holds "
            f"{place.lock} by hand, for example with: fuser -k {place.lock}"
        )
    return False


def last_words(place: Place) -> str:
    """What the daemon's processes said outside the log, the end of it."""
    try:
        return place.last_words.read_text("utf-8", errors="replace").strip()[-WORDS_SHOWN:]
    except OSError:
        return ""


def _require_room(home: Home) -> None:
    if shutil.disk_usage(home.root).free < LEAST_ROOM:
        raise NoSpaceError(
            f"The disk with {home.root} is full. The daemon was not started; what is remembered is kept. "
            "Make room, then: secondme daemon start"
        )


def _wait_until_up(place: Place, child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if daemon_state(place.home).answers:
            return
        if child.poll() is not None and not is_held(place.lock):
            words = last_words(place).removeprefix("Error: ")
            raise DaemonError(f"The daemon did not start. {words or 'It said nothing.'}")
        time.sleep(POLL_S)
    raise DaemonError(
        f"The daemon has not come up within {START_SECONDS:g} s and goes on trying. "
        "See how it is: secondme daemon status; secondme daemon logs"
    )


def _wait_until_free(place: Place, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while is_held(place.lock):
        if time.monotonic() >= until:
            return False
        time.sleep(POLL_S)
    return True


def _kill(place: Place) -> None:
    """Kills the daemon. The system itself says which process listens on its socket, and who started that."""
    import psutil

    address = read_address(place.address)
    if address is None:
        return
    with suppress(OSError, psutil.Error), connect(address, HELLO_SECONDS) as link:
        number = peer_process(link)
        if number is None:
            return
        daemon = psutil.Process(number)
        supervisor = daemon.parent()
        if supervisor is not None and SUPERVISOR in supervisor.cmdline():
            supervisor.send_signal(signal.SIGTERM)  # Or it would start the next one.
        daemon.kill()


class _closing:
    """Hangs up at the end of the block."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Connection:
        return self._connection

    def __exit__(self, *ending: object) -> None:
        self._connection.close()
