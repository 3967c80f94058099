"""Learns small matrices beside an encoder's upper blocks, to tell orders to a machine by their tokens.

    python benchmarks/train_tuned.py [--left-out q s] [--rounds 3] [--keep FILE] [--of FILE]
                                     [--each 6] [--halves b c] [--gguf FILE] [--json]

Needs torch and SciPy, which nothing else here does, and the embedder `multilingual` on the shelf. Learned
from (benchmarks/tuning/material.py): the attacks and ordinary texts of half a and of all other hands but
those left out, against files, talk, licences, messages and documentation. What the frozen blocks below give
is computed once and kept beside the real files, some 100 kB a window.

Then the score of a text, that of its window most like an order, goes into the sum of rules, words and meaning
(benchmarks/tuning/measuring.py), which is learned from the hands left out, each tried with a sum of the
others. Printed beside the sum as it is shipped and one learned anew without the score, all where .0085 of
each so many real passages are quarantined. --halves: also these, which nothing is learned from, nor was
anything chosen by them. --of measures what --keep of an earlier run left, and learns nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

if __name__ == "__main__":  # One file here has the name of a package; this folder must not stand before it.
    sys.path[0] = str(Path(__file__).parent.parent)

from benchmarks.red_team.documents import HALVES, UNSEEN
from secondme.home import MODELS_VARIABLE

FILE = "multilingual-e5-small.Q4_0.gguf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--left-out", nargs="+", choices=UNSEEN, default=["q", "s"], help="to choose by")
    parser.add_argument("--rounds", type=int, default=3, help="through all that is learned from")
    parser.add_argument("--keep", type=Path, help="write what was learned to this file")
    parser.add_argument("--of", type=Path, help="measure this, and learn nothing")
    parser.add_argument("--each", type=int, default=6, help="of so many real passages one is measured")
    parser.add_argument("--halves", nargs="*", choices=HALVES[1:], default=(), help="measure these, too")
    parser.add_argument("--gguf", type=Path, help=f"the encoder; else {FILE} on the shelf")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    options = parser.parse_args()
    from benchmarks.tuning.running import figures_of  # torch, which is not installed everywhere

    figures = figures_of(
        options.gguf or Path(os.environ[MODELS_VARIABLE]) / FILE,
        without=options.left_out,
        rounds=options.rounds,
        keep=options.keep,
        of=options.of,
        halves=options.halves,
        each=options.each,
    )
    for name, figure in figures.items():
        print(f"{name:60} {figure}")
    if options.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
