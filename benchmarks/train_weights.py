"""Trains recall's default weights on questions to conversations, and says what they gain on ones held back.

    python benchmarks/train_weights.py [--data benchmarks/training] [--json] [--quick]

Each file holds a conversation and questions with the turns that hold the answers; README.md in that folder
describes the form. Each conversation is imported as a chat export into a throw-away home, each question is
asked, and the signals of the candidates are kept. Weights are learned on all files but one and tried on that
one, in turn: printed are the share of evidence among the first 1, 5 and 10 turns and the mean reciprocal rank
of plain BM25, of today's defaults and of the learned weights held back; then what leaving out each signal
costs, and the weights learned on all files, ready for secondme/recall/signals.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

from benchmarks.training_data import SCORED, Conversation, Turn, load, remembering
from secondme.recall.learning import (
    SHRINKAGE,
    Figures,
    Lesson,
    Served,
    Trial,
    compare,
    cross_validate,
    learn,
    lesson_of,
    served,
)
from secondme.recall.signals import DEFAULT_WEIGHTS

if TYPE_CHECKING:
    from secondme.memory import Memory

DEPTH = 50
QUICK_FILES = 2
QUICK_QUESTIONS = 10
STRENGTHS = (3.0, 10.0, 30.0, 100.0, 300.0)


@dataclass(frozen=True)
class Asked:
    """One question: what can be learned of it, how plain BM25 serves it, and of which kind it is."""

    lesson: Lesson
    bm25: Served
    kind: str


def main() -> None:
    arguments = _arguments()
    paths = sorted(Path(arguments.data).glob("*.json"))[: QUICK_FILES if arguments.quick else None]
    asked = [one for path in paths for one in _ask_all(load(path), arguments.quick)]
    lessons = [one.lesson for one in asked]
    trials = {
        strength: cross_validate(lessons, DEFAULT_WEIGHTS, shrinkage=strength, folds=len(asked))
        for strength in STRENGTHS
    }
    strength = arguments.shrinkage or max(trials, key=lambda strength: trials[strength].gain)
    trial = trials.get(strength) or cross_validate(
        lessons, DEFAULT_WEIGHTS, shrinkage=strength, folds=len(asked)
    )
    bm25 = compare([one.bm25 for one in asked], [one.bm25 for one in asked]).after
    weights = learn(lessons, DEFAULT_WEIGHTS, shrinkage=strength)
    _print_figures({"plain BM25": bm25, "defaults": trial.before, "learned, held back": trial.after})
    _print_kinds(asked)
    print("\nshrinkage   gain held back (standard error)")
    for tried, result in trials.items():
        print(f"{tried:9g}   {result.gain:+.4f} ({result.doubt:.4f})")
    left_out = {name: _without(lessons, weights, name) for name in weights}
    print(f"\n{'signal':16} {'default':>8} {'learned':>8}   what leaving it out costs")
    for name, weight in weights.items():
        default, out = DEFAULT_WEIGHTS.get(name, 0.0), left_out[name]
        print(f"{name:16} {default:8.3f} {weight:8.3f}   {-out.gain:+.4f} ({out.doubt:.4f})")
    if arguments.json:
        print(json.dumps(_summary(weights, strength, trial, bm25)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", default=str(Path(__file__).parent / "training"), help="folder of question files"
    )
    parser.add_argument(
        "--shrinkage", type=float, help=f"instead of the best of {STRENGTHS} (the product: {SHRINKAGE:g})"
    )
    parser.add_argument("--quick", action="store_true", help="a few questions of two files")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _ask_all(conversation: Conversation, quick: bool) -> list[Asked]:
    questions = [one for one in conversation.questions if one.kind in SCORED and one.evidence]
    with tempfile.TemporaryDirectory() as folder, remembering(Path(folder), conversation) as memory:
        turn_of = _turns_of(memory)
        plain = _plain_bm25(conversation.turns)
        print(f"{conversation.name}: {len(turn_of)} passages, {len(questions)} questions", file=sys.stderr)
        return [
            Asked(
                _lesson(memory, one.question, set(one.evidence), turn_of, conversation.name),
                _serve(plain(one.question), set(one.evidence)),
                one.kind,
            )
            for one in questions[: QUICK_QUESTIONS if quick else None]
        ]


def _lesson(memory: Memory, text: str, evidence: set[str], turn_of: Mapping[int, str], group: str) -> Lesson:
    found = memory.examine(text)
    turns = [turn_of.get(candidate.passage, "") for candidate in found.candidates]
    gain = [float(turn in evidence) for turn in turns]
    return lesson_of(found.signals, gain, missed=len(evidence - set(turns)), group=group)


def _turns_of(memory: Memory) -> dict[int, str]:
    """By passage, the turn that it is."""
    from secondme.store.query import rows

    found = rows(memory.store.connection(), "SELECT id, json_extract(locator, '$.message') FROM passages")
    return {number: turn for number, turn in found if turn}


def _plain_bm25(turns: Sequence[Turn]) -> Callable[[str], list[str]]:
    """Each turn alone in SQLite FTS5 with the porter stemmer, any word of the question, stop words out."""
    import apsw

    from secondme.recall.question import understand

    db = apsw.Connection(":memory:")
    db.execute("CREATE VIRTUAL TABLE turns USING fts5(text, tokenize = 'porter unicode61')")
    for row, turn in enumerate(turns, 1):
        db.execute("INSERT INTO turns (rowid, text) VALUES (?, ?)", (row, turn.text))

    def rank(text: str) -> list[str]:
        terms = " OR ".join(f'"{term}"' for term in understand(text).terms)
        sql = "SELECT rowid FROM turns WHERE turns MATCH ? ORDER BY rank LIMIT ?"
        return [turns[int(str(row)) - 1].id for (row,) in db.execute(sql, (terms, DEPTH))]

    return rank


def _serve(ranking: Sequence[str], evidence: set[str]) -> Served:
    places = [place for place, turn in enumerate(ranking, 1) if turn in evidence]
    shares = [sum(place <= cut for place in places) / len(evidence) for cut in (1, 5, 10)]
    return Served(*shares, 1 / places[0] if places else 0.0)


def _without(lessons: Sequence[Lesson], weights: Mapping[str, float], name: str) -> Trial:
    less = {**weights, name: 0.0}
    return compare([served(one, weights) for one in lessons], [served(one, less) for one in lessons])


def _print_figures(rows: Mapping[str, Figures]) -> None:
    print(f"{'':20} {'R@1':>8} {'R@5':>8} {'R@10':>8} {'MRR':>8} {'questions':>10}")
    for name, one in rows.items():
        print(f"{name:20} {one.r1:8.4f} {one.r5:8.4f} {one.r10:8.4f} {one.mrr:8.4f} {one.questions:10d}")


def _print_kinds(asked: Sequence[Asked]) -> None:
    """Today's defaults, by kind of question."""
    for kind in SCORED:
        of_kind = [served(one.lesson, DEFAULT_WEIGHTS) for one in asked if one.kind == kind]
        if of_kind:
            _print_one(f"  defaults, {kind}", compare(of_kind, of_kind).after)


def _print_one(name: str, one: Figures) -> None:
    print(f"{name:20} {one.r1:8.4f} {one.r5:8.4f} {one.r10:8.4f} {one.mrr:8.4f} {one.questions:10d}")


def _summary(weights: Mapping[str, float], strength: float, trial: Trial, bm25: Figures) -> dict[str, Any]:
    return {
        "questions": trial.after.questions,
        "shrinkage": strength,
        "gain": round(trial.gain, 4),
        "doubt": round(trial.doubt, 4),
        **{f"bm25_{name}": round(value, 4) for name, value in asdict(bm25).items() if name != "questions"},
        **{
            f"defaults_{name}": round(value, 4)
            for name, value in asdict(trial.before).items()
            if name != "questions"
        },
        **{
            f"learned_{name}": round(value, 4)
            for name, value in asdict(trial.after).items()
            if name != "questions"
        },
        "r10_over_bm25": round(trial.after.r10 / max(bm25.r10, 1e-9), 4),
        "weights": {name: round(weight, 4) for name, weight in weights.items()},
    }


if __name__ == "__main__":
    main()
