"""A running daemon that is told nonsense, line after line, and must go on answering whoever makes sense."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from pathlib import Path

import secondme
from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.mutating import mutated
from benchmarks.fuzzing.running import Failure
from secondme.daemon.address import connect, read_address
from secondme.daemon.control import daemon_state
from secondme.daemon.place import Place
from secondme.home import find_home

AT_ONCE = 25
PATIENCE_S = 60.0
HELLO = json.dumps({"hello": {"protocol": 1, "program": secondme.__version__}}).encode() + b"\n"


def try_daemon(folder: Path, *, count: int, seed: int) -> list[Failure]:
    """Says so many lines, some on each connection, and asks after each whether it still answers."""
    home = find_home(folder / "heard")
    with secondme.open(home.root) as memory:
        memory.remember("The puffin boat leaves at nine.")
    command = [sys.executable, "-P", "-m", "secondme.daemon.process", str(home.root)]
    failures: list[Failure] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            while not daemon_state(home).answers and process.poll() is None:
                pass
            for start in range(0, count, AT_ONCE):
                said = [_line(number, seed) for number in range(start, min(count, start + AT_ONCE))]
                _say(Place(home), said)
                if process.poll() is not None or not daemon_state(home).answers:
                    failures.append(
                        Failure("daemon", start, "the daemon does not answer", "line", b"".join(said))
                    )
                    break
        finally:
            process.kill()
    return failures


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
