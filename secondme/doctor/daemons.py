"""The daemon: whether it runs, answers, and is of this program."""

from __future__ import annotations

from collections.abc import Iterator

from secondme.daemon.control import daemon_state
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
    elif not state.answers:
        yield Finding("daemon", "wrong", f"It runs and does not answer: {state.why}", _AGAIN)
    elif program != secondme.__version__:
        yield Finding("daemon", "warning", f"It is of another version ({program}).", _AGAIN)
    else:
        yield Finding("daemon", "well", "It runs and answers.")
