"""The program itself: its packages from one place, its libraries as it needs them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from secondme.doctor.finding import Finding
from secondme.machine import Machine

PACKAGES = ("secondme", "ingest", "models", "tui")
"""One application; each of these names could be somebody else's library too."""


def examine_program(machine: Machine) -> Iterator[Finding]:
    """Where the packages come from, and whether this SQLite encrypts and this Python loads what it must."""
    yield Finding("program", "well", f"secondme {machine.program} on Python {machine.python}.")
    yield from _places()
    yield from _cipher()
    if importlib.util.find_spec("sqlite_vec") is None:
        told = "sqlite-vec is not installed, and without it no memory opens."
        yield Finding("program", "wrong", told, "pip install sqlite-vec")
    if importlib.util.find_spec("llama_cpp") is None:
        yield Finding(
            "program",
            "warning",
            "llama.cpp is not installed: it is found by words alone, and nothing is answered.",
            "pip install llama-cpp-python",
        )


def _places() -> Iterator[Finding]:
    places = {name: _folder_of(name) for name in PACKAGES}
    missing = [name for name, place in places.items() if place is None]
    if missing:
        yield Finding("program", "wrong", f"The package {missing[0]} is missing.", "Install secondme anew.")
    elif len(set(places.values())) > 1:
        where = ", ".join(f"{name} from {place}" for name, place in places.items())
        yield Finding(
            "program",
            "wrong",
            f"Its packages come from different places: {where}.",
            "Something of the same name stands before it. Install secondme in an environment of its own.",
        )


def _folder_of(name: str) -> Path | None:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent.parent


def _cipher() -> Iterator[Finding]:
    import apsw

    if not getattr(apsw, "mc_version", ""):
        yield Finding(
            "program",
            "wrong",
            "This SQLite cannot encrypt: plain apsw is installed over apsw-sqlite3mc.",
            "pip uninstall apsw && pip install --force-reinstall apsw-sqlite3mc",
        )
