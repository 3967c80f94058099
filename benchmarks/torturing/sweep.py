"""Every call of the fixed work fails once, in each way that it can; afterwards all must be sound.

Each case is a process of its own, forked from this one, on a fresh copy of a prepared home. What it was told
is done it writes to a pipe, which outlives it; then the home is opened on a sound disk and looked at.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import apsw

import secondme
from benchmarks.torturing.disk import POWER_FAILED, Fault, FaultyDisk
from benchmarks.torturing.workload import NOW, Piece, reads_here
from secondme.errors import SecondmeError
from secondme.store import database
from secondme.store.query import rows

FAILED, UNEXPLAINED = 3, 4
"""How a case ends when the work was refused with an error of ours, and when with any other."""
STRUCK = "struck"


@dataclass
class Swept:
    """What came of many cases. lost: acknowledged steps that were not there. violations: in words.

    struck: cases in which the fault came; the others ended before its call. power: those of them in which
    the power failed. acknowledged: steps, in all cases.
    """

    cases: int = 0
    struck: int = 0
    power: int = 0
    acknowledged: int = 0
    lost: int = 0
    unsound: int = 0
    half_done: int = 0
    unexplained: int = 0
    violations: list[str] = field(default_factory=list)

    def __iadd__(self, other: Swept) -> Swept:
        for name, figure in vars(other).items():
            setattr(self, name, getattr(self, name) + figure)
        return self

    @property
    def is_sound(self) -> bool:
        return not self.violations


def calls_of(piece: Piece, folder: Path) -> list[str]:
    """The calls to the disk that the work makes when nothing fails."""
    case = _prepared(piece, folder)
    ended, said = _run(piece, case, None, durable=True)
    assert ended == 0, f"{piece.name} fails on a sound disk"
    return [word[1:] for word in said if word.startswith(" ")]


def try_fault(piece: Piece, fault: Fault, folder: Path, *, durable: bool = True) -> Swept:
    """One case. durable: False has SQLite leave syncing to the system (`synchronous = OFF`), for contrast."""
    case = _prepared(piece, folder)
    ended, said = _run(piece, case, fault, durable=durable)
    done = {word for word in said if not word.startswith(" ")}
    power = int(ended == POWER_FAILED)
    swept = Swept(cases=1, acknowledged=len(done), struck=power or said.count(f" {STRUCK}"), power=power)
    if ended not in (0, FAILED, POWER_FAILED):
        swept.unexplained += 1
        swept.violations.append(f"{piece.name}, {fault}: ended with {ended}: {' '.join(said)[-600:]}")
    _look(piece, case, done, swept, f"{piece.name}, {fault}")
    return swept


def _prepared(piece: Piece, folder: Path) -> Path:
    """A home as the piece begins with it; made once, copied for each case."""
    template, case = folder / piece.prepare.__name__ / "home", folder / "case" / "home"
    if not template.parent.exists():
        template.parent.mkdir()
        piece.prepare(template)
    shutil.rmtree(case.parent, ignore_errors=True)
    case.parent.mkdir()
    if template.exists():
        shutil.copytree(template, case)
    return case


def _run(piece: Piece, home: Path, fault: Fault | None, *, durable: bool) -> tuple[int, list[str]]:
    """The exit code of a process that does the work on the faulty disk, and what it said, a line each."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.close(reader)
        os._exit(_work(piece, home, fault, lambda text: os.write(writer, f"{text}\n".encode()), durable))
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        said = pipe.read().splitlines()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _work(piece: Piece, home: Path, fault: Fault | None, say: Callable[[str], object], durable: bool) -> int:
    """In the forked process: the work, once more on a disk that is well again, and the calls it made."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    disk = _installed(fault, durable)
    try:
        try:
            piece.steps(home, say)
        except SecondmeError:
            if fault is None or fault.kind not in ("error", "short"):
                return FAILED
            piece.steps(home, lambda step: None)
        return 0
    except BaseException:
        say(traceback.format_exc())
        return UNEXPLAINED
    finally:
        for call in disk.calls if fault is None else [STRUCK] * disk.struck:
            say(f" {call}")


def _installed(fault: Fault | None, durable: bool) -> FaultyDisk:
    disk = FaultyDisk(fault)
    disk.install()
    reads_here()
    fsync, configure, close = os.fsync, database._configure, database._close

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        disk.folder_synced()

    def careless(connection: apsw.Connection, locking: str) -> None:
        configure(connection, locking)
        connection.pragma("synchronous", "off")

    def closed(connection: apsw.Connection) -> None:
        with suppress(apsw.Error):  # Unlike a layer in C, one in Python raises where SQLite itself goes on.
            close(connection)

    os.fsync = noted  # type: ignore[assignment]
    database._close = closed
    if not durable:
        database._configure = careless
    return disk


def _look(piece: Piece, home: Path, done: set[str], swept: Swept, where: str) -> None:
    """What is wrong with the home after the fault, on a sound disk."""
    try:
        with secondme.open(home, now=NOW) as memory:
            db = memory.store.connection()
            for check in ("integrity_check", "foreign_key_check"):
                if (found := rows(db, f"PRAGMA {check}")) not in ([], [("ok",)]):
                    swept.unsound += 1
                    swept.violations.append(f"{where}: {check}: {found[:2]}")
            state = piece.state(memory)
    except SecondmeError as error:
        swept.unsound += 1
        swept.lost += len(done)
        swept.violations.append(f"{where}: does not open: {error}")
        return
    for half in (said for said in state.values() if isinstance(said, str)):
        swept.half_done += 1
        swept.violations.append(f"{where}: half done: {half}")
    kept = {name for name in state if name.startswith("kept ")}
    for name in sorted((done | kept) & {name for name, there in state.items() if there is False}):
        swept.lost += 1
        swept.violations.append(f"{where}: lost: {name}")


def quiet() -> None:
    """Errors that SQLite asks nobody about are told to nobody: a fault is meant."""
    sys.unraisablehook = lambda _: None
