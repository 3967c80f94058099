"""What encryption costs: the same memory with and without it, in the same run.

    python benchmarks/encryption.py [--notes 1000] [--questions 40] [--rounds 5] [--json]

Notes are indexed into a new memory, and questions asked of it, once with every page encrypted as it always
is, and once with a store that this benchmark opens without a key; the product has no way to. The two take
turns, and the turn changes, so that what else the machine does hits both. Without a model: vectors take the
same time either way, so that with one the share of encryption is smaller.

Ratios are of the medians; below each the aim is 1.15. `warm` asks a memory that is open, whose pages are in
memory in the clear; `cold` opens it for each question, as the command line does, and reads every page anew.
`cpu` is the processor's time of this process in place of the clock's, which a busy machine does not stretch.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring

import apsw

import secondme
from secondme.store import database

AIM = 1.15
WORDS = (
    *("puffin", "ferry", "lighthouse", "dentist", "recital", "sourdough", "heron", "gull", "quince", "boat"),
    *("invoice", "garden", "neighbour", "violin", "winter", "letter", "bicycle", "bakery", "island", "tide"),
)
KINDS = ("encrypted", "plain")
Times = dict[str, list[tuple[float, float]]]
"""By what was done and how: seconds of the clock, and of the processor."""


@contextmanager
def stored(kind: str) -> Iterator[None]:
    """Stores are opened so while the block lasts."""
    if kind == "encrypted":
        yield
        return
    connect, require = database._connect, database._require_encrypted
    database._connect, database._require_encrypted = _connect_plainly, lambda path: None
    try:
        yield
    finally:
        database._connect, database._require_encrypted = connect, require


def _connect_plainly(path: Path, secret: bytes, locking: str) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.set_busy_timeout(database.BUSY_MS)
    database._configure(connection, locking)
    return connection


def write_notes(folder: Path, count: int, chance: random.Random) -> None:
    """Notes of some 1.7 KB."""
    for number in range(count):
        place = folder / str(number % 20)
        place.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(" ".join(chance.choices(WORDS, k=60)) + f" {number}." for _ in range(4))
        (place / f"{number}.md").write_text(f"# Note {number}\n\n{text}\n")


def measure(root: Path, *, notes: int, questions: int, rounds: int) -> Times:
    """All times of all rounds."""
    chance, times = random.Random(7), defaultdict(list)
    write_notes(root / "notes", notes, chance)
    asked = [f"{' '.join(chance.sample(WORDS, 3))} {chance.randrange(notes)}" for _ in range(questions)]
    for number in range(rounds):
        for kind in KINDS if number % 2 else reversed(KINDS):
            with stored(kind):
                _one_round(root / kind, root / "notes", asked, lambda what, seconds, kind=kind: times[
                    f"{what} {kind}"
                ].append(seconds))  # fmt: skip
    return times


def _one_round(
    home: Path, notes: Path, asked: list[str], note: Callable[[str, tuple[float, float]], None]
) -> None:
    shutil.rmtree(home, ignore_errors=True)
    with secondme.open(home) as memory:
        note("index", _timed(lambda: memory.add(notes)))
    for question in asked[: len(asked) // 4]:
        note("cold", _timed(lambda question=question: _ask_once(home, question)))
    with secondme.open(home) as memory:
        for question in asked:
            memory.recall(question, log=False)
        for question in asked:
            note("warm", _timed(lambda question=question: memory.recall(question, log=False)))


def _ask_once(home: Path, question: str) -> None:
    with secondme.open(home) as memory:
        memory.recall(question, log=False)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - busy


def ratios(times: Times) -> dict[str, float]:
    """Encrypted over plain, of each thing that was done."""
    figures = {}
    for what in ("index", "cold", "warm"):
        for place, clock in enumerate(("", "_cpu")):
            one, other = (median(each[place] for each in times[f"{what} {kind}"]) for kind in KINDS)
            figures[f"{what}{clock}_ratio"] = one / other
            figures[f"{what}{clock}_ms"] = one * 1000
    return figures


def main() -> None:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as name:
        os.environ["SECONDME_MODELS"] = f"{name}/none"
        times = measure(
            Path(name), notes=arguments.notes, questions=arguments.questions, rounds=arguments.rounds
        )
        whole = (Path(name) / "encrypted" / "memory.db").stat().st_size
        plain = (Path(name) / "plain" / "memory.db").stat().st_size
    figures: dict[str, Any] = ratios(times) | {"size_ratio": whole / plain}
    for what in ("index", "cold", "warm"):
        print(
            f"{what:6} encrypted {figures[f'{what}_ms']:9.1f} ms, {figures[f'{what}_ratio']:.2f} of plain; "
            f"processor {figures[f'{what}_cpu_ms']:9.1f} ms, {figures[f'{what}_cpu_ratio']:.2f} (aim {AIM})"
        )
    print(f"size   {figures['size_ratio']:.3f} of plain")
    if arguments.json:
        print(json.dumps(figures))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=1000, help="how many are indexed")
    parser.add_argument("--questions", type=int, default=40, help="how many are asked")
    parser.add_argument("--rounds", type=int, default=5, help="how often all of it is done, each way")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
