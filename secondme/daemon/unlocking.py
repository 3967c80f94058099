"""Locking and unlocking from outside: what the daemon of a memory behind a passphrase is given or told."""

from __future__ import annotations

import time
from contextlib import suppress

from secondme.daemon.connection import connect_daemon
from secondme.daemon.lock import is_held
from secondme.daemon.place import Place
from secondme.errors import DaemonError

LOCK_SECONDS = 10.0
UNLOCK_SECONDS = 600.0
"""A store of an earlier release is brought up to date first."""
POLL_S = 0.05


def is_locked(place: Place) -> bool | None:
    """Whether the daemon waits for the key; None while none answers. Raises DaemonError."""
    connection = connect_daemon(place)
    if connection is None:
        return None
    connection.close()
    return connection.locked


def lock(place: Place) -> bool:
    """Has the daemon forget the key, and waits until it has begun anew without it; False where none runs.

    Raises DaemonError when it still has the memory open, UsageError where locking would be for show.
    """
    connection = connect_daemon(place)
    if connection is None:
        return False
    try:
        with suppress(DaemonError):  # It may end before its answer is out.
            connection.call("lock", {})
    finally:
        connection.close()
    _wait_until_locked(place)
    return True


def _wait_until_locked(place: Place) -> None:
    """One that does not begin anew has neither key nor memory any more, once its process has let go."""
    until = time.monotonic() + LOCK_SECONDS
    while not _waits_for_key(place):
        if time.monotonic() >= until:
            if not is_held(place.lock):
                return
            raise DaemonError("The daemon does not close the memory. End it: secondme daemon stop")
        time.sleep(POLL_S)


def _waits_for_key(place: Place) -> bool:
    """One that is ending takes a call and hangs up."""
    try:
        return is_locked(place) is True
    except DaemonError:
        return False


def give_key(place: Place, secret: bytes) -> None:
    """Gives the daemon the key, and waits until it has opened the memory with it. Raises DaemonError."""
    until = time.monotonic() + UNLOCK_SECONDS
    given = False
    while (locked := is_locked(place)) is not False:
        if locked and not given:
            _give(place, secret)
            given = True
        if time.monotonic() >= until or (given and not is_held(place.lock)):
            raise DaemonError(
                "The daemon was given the key and does not open the memory. What is remembered is kept. "
                "See why: secondme daemon logs; secondme doctor"
            )
        time.sleep(POLL_S)


def _give(place: Place, secret: bytes) -> None:
    connection = connect_daemon(place)
    if connection is not None:
        try:
            connection.call("unlock", {"key": secret.hex()})
        finally:
            connection.close()
