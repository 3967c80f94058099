"""Does anything get lost when the disk fails, or the power, at any single call?

    python benchmarks/disk_faults.py [--every 1] [--seed 7] [--piece NAME ...] [--json]

A layer below SQLite's cipher (benchmarks/torturing/disk.py) fails one call of a fixed piece of work: opening
a new memory, migrating an old one, adding a folder, remembering, forgetting, exchanging the key, emptying
the log, writing the file anew. Every call fails in its turn, in every way that it can: an error, once or from
there on; half of a write; a full disk; a power failure that leaves of each file what was synced, or some
sectors more. Afterwards the home is opened on a sound disk: it must open and be sound, everything that was
acknowledged must be there, and nothing half done.

`--every 20` takes each twentieth case, another twentieth with each `--seed`. The peer is the same with
`synchronous = OFF`, on the power failures of one piece of work alone: what it loses shows that the power
failures are real ones. What the layer does not see is the key files, which SQLite does not write.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ.setdefault("SECONDME_KEYRING", "off")  # throw-away homes leave nothing in the person's keyring

from benchmarks.torturing.disk import Fault, faults_for
from benchmarks.torturing.sweep import Swept, calls_of, quiet, try_fault
from benchmarks.torturing.workload import PIECES, Piece

CONTRAST = "remember"
SHOWN = 20


def cases_of(piece: Piece, folder: Path, *, every: int, seed: int) -> Iterator[Fault]:
    """Of all faults that can befall the piece each so manieth, beginning with another one for each seed."""
    yield from faults_for(calls_of(piece, folder), seed=seed)[seed % every :: every]


def sweep(names: list[str], folder: Path, *, every: int, seed: int) -> dict[str, Swept]:
    """What came of each piece of work, by its name."""
    swept = {}
    for piece in PIECES:
        if piece.name in names:
            begun, sum_ = time.monotonic(), Swept()
            for fault in cases_of(piece, folder, every=every, seed=seed):
                sum_ += try_fault(piece, fault, folder)
            swept[piece.name] = sum_
            seconds = time.monotonic() - begun
            print(f"{piece.name:11} {sum_.cases:6} cases {seconds:6.0f} s  {_told(sum_)}", flush=True)
    return swept


def contrast(folder: Path, *, every: int, seed: int) -> Swept:
    """The same power failures for a store that leaves syncing to the system."""
    [piece] = [piece for piece in PIECES if piece.name == CONTRAST]
    sum_ = Swept()
    for fault in cases_of(piece, folder, every=every, seed=seed):
        if fault.kind == "lost":
            sum_ += try_fault(piece, fault, folder, durable=False)
    return sum_


def _told(swept: Swept) -> str:
    return (
        f"struck {swept.struck}, power failed {swept.power}, acknowledged {swept.acknowledged}, "
        f"lost {swept.lost}, unsound {swept.unsound}, half done {swept.half_done}, "
        f"not explained {swept.unexplained}"
    )


def main() -> None:
    arguments = _arguments()
    quiet()
    with tempfile.TemporaryDirectory() as name:
        os.environ["SECONDME_MODELS"] = f"{name}/none"
        swept = sweep(arguments.piece, Path(name), every=arguments.every, seed=arguments.seed)
        peer = contrast(Path(name), every=arguments.every, seed=arguments.seed)
    whole = Swept()
    for one in swept.values():
        whole += one
    print(f"{'all':11} {whole.cases:6} cases           {_told(whole)}")
    print(f"{'not synced':11} {peer.cases:6} cases           {_told(peer)}")
    for violation in whole.violations[:SHOWN]:
        print(f"  {violation}")
    if arguments.json:
        figures = {name: value for name, value in vars(whole).items() if name != "violations"}
        share = whole.lost / max(1, whole.acknowledged)
        unsynced = peer.lost / max(1, peer.acknowledged)
        print(json.dumps(figures | {"lost_share": share, "unsynced_lost_share": unsynced}))
    raise SystemExit(1 if whole.violations else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [piece.name for piece in PIECES]
    parser.add_argument("--every", type=int, default=1, help="take each so manieth case only")
    parser.add_argument("--seed", type=int, default=7, help="which of them, and which sectors arrive")
    parser.add_argument("--piece", nargs="+", choices=names, default=names, help="only this work")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
