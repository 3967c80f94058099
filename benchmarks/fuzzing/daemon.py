"""A running daemon that is told nonsense, line after line, and must go on answering whoever makes sense."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import secondme
from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.mutating import mutated
from benchmarks.fuzzing.running import Failure
from secondme.daemon.address import connect, read_address
from secondme.daemon.control import daemon_state
from secondme.daemon.place import Place
from secondme.home import Home, find_home

AT_ONCE = 25
PATIENCE_S = 60.0
POLL_S = 0.05
HELLO = json.dumps({"hello": {"protocol": 1, "program": secondme.__version__}}).encode() + b"\n"


def try_daemon(folder: Path, *, count: int, seed: int) -> list[Failure]:
    """Says so many lines, some on each connection, and asks after each whether it still answers."""
    home = find_home(folder / "heard")
    with secondme.open(home.root) as memory:
        memory.remember("The puffin boat leaves at nine.")
    command = [sys.executable, "-P", "-m", "secondme.daemon.process", str(home.root)]
    words = folder / "last words"
    failures: list[Failure] = []
    with words.open("wb") as heard, subprocess.Popen(command, stderr=heard) as process:
        try:
            if silence := _silence(home, process):
                raise RuntimeError(f"The daemon did not begin: {silence} {words.read_text()}")
            for start in range(0, count, AT_ONCE):
                said = [_line(number, seed) for number in range(start, min(count, start + AT_ONCE))]
                _say(Place(home), said)
                if silence := _silence(home, process):
                    why = f"the daemon does not answer: {silence} {words.read_text()}"
                    failures.append(Failure("daemon", start, why, "line", b"".join(said)))
                    break
        finally:
            process.kill()
    return failures


def _silence(home: Home, process: subprocess.Popen[bytes]) -> str:
    """Why the daemon does not answer; "" as soon as it does, for which a busy machine may need some time."""
    until = time.monotonic() + PATIENCE_S
    while not (state := daemon_state(home)).answers:
        if process.poll() is not None:
            return f"It ended with {process.returncode}."
        if time.monotonic() > until:
            return state.why or "It is not running."
        time.sleep(POLL_S)
    return ""


def _line(number: int, seed: int) -> bytes:
    chance = random.Random(f"{seed} daemon {number}")
    examples = seeds.lines()
    line = mutated(chance.choice(examples)[1], chance, [data for _, data in examples])
    return line if chance.random() < 0.1 else line.replace(b"\n", b" ") + b"\n"


def _say(place: Place, lines: list[bytes]) -> None:
    """What is said after a line too wrong to go on from is not heard; that is as it should be."""
    address = read_address(place.address)
    if address is None:
        return
    with connect(address, PATIENCE_S) as connection:
        connection.settimeout(PATIENCE_S)
        try:
            connection.sendall(HELLO + b"".join(lines))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1 << 16):
                pass
        except OSError:
            return
