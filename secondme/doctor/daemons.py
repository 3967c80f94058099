"""The daemon: whether it runs, answers, and is of this program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from secondme.daemon.address import read_address
from secondme.daemon.control import daemon_state
from secondme.daemon.lock import take
from secondme.daemon.place import Place, withdraw
from secondme.doctor.finding import Finding
from secondme.home import Home

_AGAIN = "secondme daemon stop, then secondme daemon start"


def examine_daemon(home: Home) -> Iterator[Finding]:
    """One that does not run is no fault."""
    import secondme

    state = daemon_state(home)
    program = str((state.about or {}).get("program", ""))
    if not state.running:
        told = "It does not run; changes are read when you say secondme index."
        yield Finding("daemon", "well", told)
        yield from _left_over(home)
    elif not state.answers:
        yield Finding("daemon", "wrong", f"It runs and does not answer: {state.why}", _AGAIN)
    elif program != secondme.__version__:
        yield Finding("daemon", "warning", f"It is of another version ({program}).", _AGAIN)
    else:
        yield Finding("daemon", "well", "It runs and answers.")


def _left_over(home: Home) -> Iterator[Finding]:
    """The address of a daemon that was killed; whoever comes next takes it over, and nobody else needs it."""
    place = Place(home)
    address = read_address(place.address)
    if address is None:
        return
    told = "The address of a daemon that was killed is left; every command tries it first."
    yield Finding("daemon", "warning", told, f"Delete {place.address}", partial(_withdraw, place))


def _withdraw(place: Place) -> str:
    """Under the lock of a daemon, so that none that starts meanwhile loses its own."""
    lock = take(place.lock)
    if lock is None:
        return "A daemon has started meanwhile."
    with lock:
        address = read_address(place.address)
        if address is not None:
            withdraw(place, address)
    return "The address of the daemon that was killed is gone."
