"""Does anything crash, hang or swell when what others wrote is taken apart? At least 100,000 inputs.

    python benchmarks/fuzz.py [--inputs 100000] [--first 0] [--seed 7] [--target NAME ...] [--keep FOLDER]
        [--json]

Real files, exports, forms, backups, lines of the daemon's protocol, calls of other programs, questions,
settings and sayings are changed in a few places (benchmarks/fuzzing/mutating.py) and given to the code that
takes them apart (targets.py). Read or refused in words is well; any other error, 20 seconds of processor, or
1.5 GB more memory is a fault. Some of the files also go through the confined processes in which they are read
in life, where a crash must cost one file and no more; and a running daemon hears lines that make no sense.

Which input is which depends on its number and the seed alone: a run that was broken off goes on with
`--first`. `--keep tests/fuzzed` puts inputs that did harm where the tests try them again.

The figure beside is the share of inputs that were read, and not refused: a fuzzer whose inputs are all
refused at the door tests the door.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)
os.environ["SECONDME_KEYRING"] = "off"  # throw-away homes leave nothing in the person's keyring

from benchmarks.fuzzing.confined import try_confined
from benchmarks.fuzzing.daemon import try_daemon
from benchmarks.fuzzing.running import Failure, fuzz, read_share
from benchmarks.fuzzing.targets import Target, targets

SAMPLE = 200
BESIDE = (("confined", 5, try_confined), ("daemon", 40, try_daemon))
"""What is tried through processes of our own, with how many of a thousand inputs."""


def try_target(target: Target, *, first: int, count: int, seed: int) -> tuple[list[Failure], float]:
    """What did harm, and the share of inputs that were read."""
    failures = list(fuzz(target, first=first, count=count, seed=seed))
    return failures, read_share(target, first=first, count=min(count, SAMPLE), seed=seed)


def main() -> None:
    arguments = _arguments()
    figures: dict[str, Any] = {"inputs": 0, "failures": 0}
    with tempfile.TemporaryDirectory(prefix="sm") as name:
        os.environ["SECONDME_MODELS"] = f"{name}/none"
        os.environ["XDG_RUNTIME_DIR"] = name
        os.environ["TMPDIR"] = tempfile.tempdir = name
        for target in targets():
            if target.name in arguments.target or not arguments.target:
                count = arguments.inputs * target.share // 1000
                begun = time.monotonic()
                failures, read = try_target(target, first=arguments.first, count=count, seed=arguments.seed)
                _tell(target.name, count, time.monotonic() - begun, failures, arguments.keep, figures)
                figures[f"{target.name}_read_share"] = read
        for other, share, try_ in BESIDE:
            if other in arguments.target or not arguments.target:
                count, begun = arguments.inputs * share // 1000, time.monotonic()
                failures = try_(Path(name), count=count, seed=arguments.seed)
                _tell(other, count, time.monotonic() - begun, failures, arguments.keep, figures)
    print(f"{figures['inputs']} inputs, {figures['failures']} faults")
    if arguments.json:
        print(json.dumps(figures))
    raise SystemExit(1 if figures["failures"] else 0)


def _tell(
    name: str, count: int, seconds: float, failures: list[Failure], keep: Path | None, figures: dict[str, Any]
) -> None:
    figures["inputs"] += count
    figures["failures"] += len(failures)
    print(f"{name:10} {count:7} inputs {seconds:6.0f} s {len(failures):3} faults", flush=True)
    for one in failures:
        print(f"  {one.number}: {one.what} ({one.name}, {len(one.data)} bytes)", flush=True)
        if keep is not None:
            one.keep(keep)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [*(one.name for one in targets()), *(one[0] for one in BESIDE)]
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input of each target")
    parser.add_argument("--seed", type=int, default=7, help="another seed, other inputs")
    parser.add_argument("--target", nargs="+", choices=names, default=[], help="only these")
    parser.add_argument("--keep", type=Path, help="write inputs that did harm here")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
