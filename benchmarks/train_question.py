"""Teaches questions where the passages that answer them lie, and says what that gains on ones held back.

    python benchmarks/train_question.py [--data FOLDER] [--folds 4] [--tried-on NAME ...] [--json] [--quick]

Each conversation is imported as a chat export into a throw-away home and each of its answerable questions
asked there, in all its wordings, for what the signals say besides `topic` (some tenth of a second each,
half an hour in all). Then a matrix for their vectors (benchmarks/finding/teaching.py) is learned of
all conversations but every fourth, and tried on those, in turn; or of all but those named, and tried on
them. Printed: recall at 5, 10 and 20 and the mean reciprocal rank of the questions in their first wording,
as questions are, and what is gained as they were taught, by what is a question's own in it, and by what is
the same for all questions; of the gain at 10 the standard error. Nothing in the product uses it: why stands
in docs/decisions/recall.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import numpy as np
import numpy.typing as npt

from benchmarks.finding.talks import talk_of
from benchmarks.finding.teaching import PENALTY, Talk, Taught, served, teach
from benchmarks.training_data import FOLDER, load
from models.layers import one_thread

NAMES = ("r5", "r10", "r20", "mrr")
PLAIN, TAUGHT, OWN, SHARED = "plain", "taught", "own", "shared"
QUICK_FILES, QUICK_QUESTIONS = 2, 10
Serving = npt.NDArray[np.float64]
"""Of shape (questions, 4), in the order of NAMES."""


def main() -> None:
    arguments = _arguments()
    talks = list(_read(Path(arguments.data), arguments.quick))
    with one_thread():
        servings = try_out(talks, parts_of(talks, arguments.folds, arguments.tried_on), arguments.penalty)
    found = {name: figures(servings[PLAIN], serving) for name, serving in servings.items()}
    print(f"{'':10}{'questions':>10}" + "".join(f"{name:>16}" for name in NAMES) + f"{'doubt at 10':>13}")
    for name, one in found.items():
        cells = "".join(f"{one[column]:9.4f}{one[f'gain_{column}']:+7.4f}" for column in NAMES)
        print(f"{name:10}{len(servings[name]):10d}{cells}{one['doubt']:13.4f}")
    if arguments.json:
        print(json.dumps({"questions": len(servings[PLAIN]), **found}))


def parts_of(talks: Sequence[Talk], folds: int, tried_on: Sequence[str]) -> list[list[Talk]]:
    """The conversations that are held back together: those named, else every so many."""
    if tried_on:
        return [[talk for talk in talks if talk.name in tried_on]]
    return [list(talks[fold::folds]) for fold in range(min(folds, len(talks)))]


def try_out(talks: Sequence[Talk], parts: Sequence[Sequence[Talk]], penalty: float) -> dict[str, Serving]:
    """How the questions of each part are served, plain and as the others taught them."""
    found: dict[str, list[Serving]] = {PLAIN: [], TAUGHT: [], OWN: [], SHARED: []}
    for part in parts:
        others = [talk for talk in talks if talk not in part]
        learned = teach(others, penalty=penalty)
        ways: dict[str, Taught | None] = {
            PLAIN: None,
            TAUGHT: learned,
            OWN: learned.own(others),
            SHARED: learned.shared(others),
        }
        for name, way in ways.items():
            found[name] += [served(talk, way)[talk.first] for talk in part]
    return {name: np.concatenate(some) for name, some in found.items()}


def figures(plain: Serving, serving: Serving) -> dict[str, float]:
    """Means over all questions, and what they gain; doubt: the standard error of the gain at 10."""
    gains = serving - plain
    means, more = serving.mean(axis=0).tolist(), gains.mean(axis=0).tolist()
    return {
        **{name: round(mean, 4) for name, mean in zip(NAMES, means, strict=True)},
        **{f"gain_{name}": round(gain, 4) for name, gain in zip(NAMES, more, strict=True)},
        "doubt": round(float(gains[:, 1].std(ddof=1) / np.sqrt(len(gains))), 4),
    }


def _read(folder: Path, quick: bool) -> Iterator[Talk]:
    for path in sorted(folder.glob("*.json"))[: QUICK_FILES if quick else None]:
        talk = talk_of(load(path), most=QUICK_QUESTIONS if quick else None)
        print(f"{talk.name}: {len(talk.around)} passages, {len(talk.first)} wordings", file=sys.stderr)
        yield talk


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default=str(FOLDER), help="folder of question files")
    parser.add_argument("--folds", type=int, default=4, help="so many parts are held back in turn (4)")
    parser.add_argument(
        "--penalty", type=float, default=PENALTY, help=f"on the squared entries ({PENALTY:g})"
    )
    parser.add_argument("--tried-on", nargs="+", default=(), help="conversations that are held back instead")
    parser.add_argument("--quick", action="store_true", help="a few questions of two files")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
