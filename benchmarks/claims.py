"""How well a language model on this machine tells what a note says from what it does not say.

    python benchmarks/claims.py [--model PATH] [--notes 10] [--show] [--json]

Invented notes in seven languages (benchmarks/filling/claims.toml), each with what it says of the writer and
of others, and with what somebody might take it to say. Each thing is asked of the model, as filling in forms
asks (secondme/prefill/finding/asking/asking.py).

kept, wrongly_kept: right and wrong replies that hold (judging.py), of which a form would be filled in.
right, wrong, none: replies that are what the note says; that are not, or where it says nothing; and no
reply, each of the questions that the note answers and of those it does not. auc: that a right reply has the
higher margin than a wrong one. at: for some margins, how many right and wrong replies are at least so sure.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

from ingest import Locator
from models.generator import Generator
from secondme.prefill.asked import Asked
from secondme.prefill.finding.asking.judging import judge
from secondme.prefill.finding.asking.prompt import head, wanted
from secondme.prefill.finding.asking.reader import Deadline, Reader, Reply
from secondme.prefill.finding.asking.things import thing_asked
from secondme.prefill.finding.asking.windows import Window
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle

CLAIMS = Path(__file__).parent / "filling" / "claims.toml"
MARGINS = (-2.0, 0.0, 2.0, 3.0, 4.0, 5.0, 6.0)
MORE = 6
"""So many characters beside the right words are a title, or a sign: "Dr. ", " Euro"."""
SECONDS = 120.0
"""For one question; only a fault takes so long."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked of a note. right: what it says; empty where it says nothing of it."""

    note: str
    circle: Circle
    asked: Asked
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the model's reply, if it gave one."""

    question: Question
    reply: Reply | None

    @property
    def holds(self) -> bool:
        """Whether a form would be filled in with it."""
        one = self.question
        window = Window(said(one.note), one.note, 1.0)
        return self.reply is not None and judge(one.asked, one.circle, window, self.reply) is not None

    @property
    def is_right(self) -> bool:
        """Whether the reply has the words that say it, and few more."""
        if self.reply is None:
            return not self.question.right
        words = self.reply.words.casefold()
        return any(
            one.casefold() in words and len(words) <= len(one) + MORE for one in self.question.right
        ) or any(words in one.casefold() and 2 * len(words) >= len(one) for one in self.question.right)


def questions(most: int | None = None) -> Iterator[Question]:
    """What is asked of each note, each thing once. most: of so many notes, spread over all."""
    notes = tomllib.loads(CLAIMS.read_text(encoding="utf-8"))["note"]
    for note in notes[:: max(1, len(notes) // (most or len(notes)))][:most]:
        known = {claim[0] for claim in (*note["right"], *note["wrong"]) if claim[0][0].isupper()}
        circle = Circle([note["me"]], [], known)
        rights: dict[tuple[str, str], list[str]] = {}
        for whose, attribute, words in note["right"]:
            rights.setdefault((whose, attribute), []).append(words)
        for whose, attribute, _ in note["wrong"]:
            rights.setdefault((whose, attribute), [])
        for (whose, attribute), words in rights.items():
            yield Question(note["text"], circle, Asked("f", whose, attribute), tuple(words))


def said(note: str) -> Said:
    """A note of the writer's, as it would stand in a store."""
    place = Locator("lines", 1, 1)
    return Said(1, note, "", None, "self", None, place, "notes", "notes.md", "note", None, False)


def answer(model: Generator, asked: Sequence[Question]) -> Iterator[Answered]:
    """The model's reply to each."""
    for one in asked:
        what = wanted(next(iter(one.circle.own)).title(), thing_asked(one.asked, one.circle))
        yield Answered(one, Reader(model, Deadline(SECONDS, None)).reply(one.note, what))


def summary(answered: Sequence[Answered]) -> dict[str, object]:
    """The figures."""
    known = [one for one in answered if one.question.right]
    unknown = [one for one in answered if not one.question.right]
    right = [one.reply.margin for one in known if one.reply and one.is_right]
    wrong = [one.reply.margin for one in answered if one.reply and not one.is_right]
    return {
        "answered_by_notes": len(known),
        "kept": sum(one.holds and one.is_right for one in answered),
        "wrongly_kept": sum(one.holds and not one.is_right for one in answered),
        "right": len(right),
        "none": sum(one.reply is None for one in known),
        "not_answered_by_notes": len(unknown),
        "rightly_none": sum(one.reply is None for one in unknown),
        "auc": round(auc(right, wrong), 3),
        "at": {
            margin: [sum(m >= margin for m in right), sum(m >= margin for m in wrong)] for margin in MARGINS
        },
    }


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """The share of pairs in which the one that should be higher is; a tie is half."""
    pairs = [(one > other) + (one == other) / 2 for one in high for other in low]
    return sum(pairs) / len(pairs) if pairs else 1.0


def main() -> None:
    arguments = _arguments()
    asked = list(questions(arguments.notes))
    with Generator(arguments.model) as model:
        model.warm(head())
        began = time.perf_counter()
        answered = []
        for one in answer(model, asked):
            answered.append(one)
            if arguments.show:
                _show(one)
        seconds = (time.perf_counter() - began) / max(1, len(asked))
    told = summary(answered) | {"seconds_per_question": round(seconds, 2)}
    print(
        json.dumps(told) if arguments.json else "\n".join(f"{name}: {value}" for name, value in told.items())
    )


def _show(one: Answered) -> None:
    reply = f"{one.reply.words!r} {one.reply.margin:.2f}" if one.reply else "none"
    mark = ("right" if one.is_right else "WRONG") + (" kept" if one.holds else "")
    thing = thing_asked(one.question.asked, one.question.circle)
    print(f"{mark} {thing}: {reply}, right: {' / '.join(one.question.right) or 'none'}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, help="a generator, as a GGUF file")
    parser.add_argument("--notes", type=int, help="only so many, of all languages")
    parser.add_argument("--show", action="store_true", help="each reply as it comes")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
