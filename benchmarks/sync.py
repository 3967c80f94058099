"""How long it takes to bring two machines in step, beside reading the same files anew on the second one.

    python benchmarks/sync.py [--documents 2000] [--told 200] [--quick] [--json]

A machine with so many notes of five paragraphs, and so many things told, begins a sync; a second one takes
part; then one thing more is told. The peer is `secondme add` of the same notes on the second machine, which
is what one does without sync. Wall seconds, without models.

first_told_s      the first machine says all it has
first_heard_s     the second one takes it in; over_add: as a share of reading the files there
quiet_s           a sync with nothing new
one_s             one thing told: said by one, taken in by the other
folder_share      bytes in the shared folder by bytes of the notes
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring
os.environ["SECONDME_DAEMON"] = "off"

import secondme
from secondme.clock import present
from secondme.memory import Memory
from secondme.sync.pairing import pair
from secondme.sync.syncing import Synced, sync

SENTENCES = (
    "The puffin boat number {0} leaves the pier at {1} past nine when the wind is not from the north. ",
    "Note {0} says that the radiator in room {1} was bled and is warm again. ",
    "For the walk number {1} of week {0} bring a coat, two maps and the blue flask. ",
)
PARAGRAPHS, REPEATED = 5, 3
Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--told", type=int, default=200)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    arguments = parser.parse_args()
    share = 10 if arguments.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), arguments.documents // share, arguments.told // share)
    for name, figure in figures.items():
        print(f"{name:16} {figure:10.3f}")
    if arguments.json:
        print(json.dumps({"documents": arguments.documents // share, **figures}))


def measure(folder: Path, documents: int, told: int) -> dict[str, float]:
    """All figures, in a folder of their own."""
    notes = write_notes(folder / "notes", documents)
    with secondme.open(folder / "peer") as peer:
        add_s, _ = timed(lambda: peer.add(notes))
    with secondme.open(folder / "one") as one, secondme.open(folder / "other") as other:
        one.add(notes)
        for number in range(told):
            one.remember(f"The spare key number {number} is with Beathag.")
        shared = folder / "shared"
        key = pair(one.store, shared, "one", str)[0].key.written
        first_told, _ = timed(lambda: step(one))
        pair(other.store, shared, "other", lambda: key)
        first_heard, came = timed(lambda: step(other))
        if came.missing or came.waiting:
            raise SystemExit("the second machine lacks something")
        step(one)
        quiet, _ = timed(lambda: step(other))
        one.remember("One thing more.")
        more, _ = timed(lambda: (step(one), step(other)))
    text, lying = size_of(notes), size_of(shared)
    return {
        **{"add_s": add_s, "first_told_s": first_told, "first_heard_s": first_heard},
        **{"over_add": first_heard / add_s, "quiet_s": quiet, "one_s": more},
        **{"folder_mb": lying / 1e6, "folder_share": lying / text},
    }


def write_notes(folder: Path, count: int) -> Path:
    """So many notes that differ."""
    folder.mkdir()
    for number in range(count):
        paragraphs = [
            "".join(
                SENTENCES[(number + part + turn) % 3].format(number, part + turn) for turn in range(REPEATED)
            )
            for part in range(PARAGRAPHS)
        ]
        (folder / f"note{number}.md").write_text(f"# Note {number}\n\n" + "\n\n".join(paragraphs) + "\n")
    return folder


def step(memory: Memory) -> Synced:
    """One sync."""
    return sync(memory.home, memory.store, embedder=None, now=present())


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """How many seconds it took, and what came of it."""
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def size_of(folder: Path) -> int:
    """Bytes of all files in it."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
