"""Whether an answer that is called sure is right, and whether what nobody wrote down is given up.

    python benchmarks/sure.py [--model NAME]… [--misses] [--json]

Questions (sure_questions.json, written by hand) about two things: the invented life of the demonstration, and
a folder of real documentation: the READMEs and licences of eleven projects, from their source packages on the
Python package index, fetched by hash. Half of them have no answer there but something that comes near: the
licence of another program, the day on which a lease begins where its end is asked for. They are asked once
without any model, where a question that needs one counts as neither answered nor given up, and once with each
model that is named (default: none). Printed for each:

sure          how many answers were called sure, and which share of them was right
right         the share of the answerable questions that were answered rightly
given up      the share of the others that were given up; of those that were not, how many were called sure
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from unittest.mock import patch

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import platformdirs

import secondme
from benchmarks.real_files import Package, fetch_into, packages
from models.errors import ModelMissingError
from models.shelf import Shelf
from secondme.answer.answer import Answer
from secondme.answer.checking import without_citations
from secondme.home import MODELS_VARIABLE, find_home
from secondme.memory import Memory

ROOT = Path(__file__).parent.parent
QUESTIONS = Path(__file__).with_name("sure_questions.json")
DEMO = ROOT / "docs" / "demo"
PROJECTS = (
    "caldav", "csvkit", "icalendar", "khard", "odfpy", "orgparse", "pikepdf", "puremagic",
    "unoconv", "vobject", "webvtt-py",
)  # fmt: skip
TEXTS = re.compile(r"README\.\w+|(?:LICENSE|COPYING)[\w.-]*", re.ASCII)
NOW = datetime(2025, 11, 21, 12, tzinfo=UTC)
WITHOUT = "no model"


@dataclass(frozen=True)
class Asked:
    """A question. answer: a pattern that a right one matches, None where there is none; near: what comes
    near."""

    about: str
    question: str
    answer: str | None = None
    near: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a question; answer: None where it needs a model that is not there."""

    asked: Asked
    answer: Answer | None

    @property
    def is_given(self) -> bool:
        """Whether something was answered."""
        return self.answer is not None and not self.answer.abstained

    @property
    def is_sure(self) -> bool:
        """Whether what was answered was called sure."""
        return self.answer is not None and self.answer.confidence_word == "sure"

    @property
    def is_right(self) -> bool:
        """Whether it was answered rightly."""
        if self.answer is None or self.asked.answer is None or not self.is_given:
            return False
        said = without_citations(self.answer.text)
        return re.search(self.asked.answer, said, re.IGNORECASE) is not None


def main() -> None:
    arguments = _arguments()
    asked = [Asked(**one) for one in json.loads(QUESTIONS.read_text("utf-8"))]
    archives = platformdirs.user_cache_path("secondme") / "real-files" / "packages"
    figures: dict[str, dict[str, float | int | None]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        places = {"life": DEMO, "docs": gather(archives, Path(scratch) / "docs")}
        for name in (WITHOUT, *arguments.model):
            outcomes = []
            for about, place in places.items():
                with remembering(Path(scratch) / name / about, about, place, name) as memory:
                    outcomes += ask_all(memory, [one for one in asked if one.about == about])
            figures[name] = measure(outcomes)
            _tell(name, outcomes, misses=arguments.misses)
    _print_table(figures)
    if arguments.json:
        print(json.dumps({**figures[WITHOUT], "by_model": figures}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--model", action="append", default=[], help="a generator on the shelf to ask as well"
    )
    parser.add_argument("--misses", action="store_true", help="tell every answer that is wrong, or lacking")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def gather(archives: Path, folder: Path) -> Path:
    """The folder with the documentation, one folder a project, from packages that are fetched by hash."""
    known = {package.project: package for package in packages()}
    for project in PROJECTS:
        _unpack(fetch_into(archives, known[project]), known[project], folder / project)
    return folder


def _unpack(archive: Path, package: Package, folder: Path) -> None:
    folder.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is not None and len(path.parts) == 2 and TEXTS.fullmatch(path.name):
                (folder / path.name).write_bytes(stream.read())


@contextmanager
def remembering(home: Path, about: str, place: Path, generator: str) -> Iterator[Memory]:
    """A memory of one of the two things, with the person's embedder and this generator, or none."""
    own, shelf = Shelf(find_home().models), Shelf(home / "models")
    for name in filter(None, (own.chosen("embedder"), None if generator == WITHOUT else generator)):
        _borrow(own, shelf, name)
    with patch.dict(os.environ, {MODELS_VARIABLE: str(shelf.folder)}), secondme.open(home) as memory:
        if about == "life":
            memory.add(place / "notes")
            memory.import_chat("jsonl", place / "chat.jsonl", me="Merrin")
        else:
            memory.add(place)
        memory.catch_up(NOW)
        yield memory


def _borrow(own: Shelf, shelf: Shelf, name: str) -> None:
    """Puts a model of the person's shelf on a throw-away one, chosen, without copying it."""
    installed = own.find(name)
    if installed is None:
        raise SystemExit(f"{name} is not here. Get it with: secondme models pull {name}")
    shelf.make_folder(shelf.folder)
    built = shelf.partial(name)
    built.parent.mkdir(parents=True, exist_ok=True)
    built.symlink_to(installed.path)
    shelf.install(shelf.catalogue.model(name), built, installed.sha256)
    shelf.use(name)


def ask_all(memory: Memory, questions: Sequence[Asked]) -> list[Outcome]:
    """What comes of each question."""
    outcomes = []
    for asked in questions:
        try:
            outcomes.append(Outcome(asked, memory.ask(asked.question, now=NOW)))
        except ModelMissingError:
            outcomes.append(Outcome(asked, None))
    return outcomes


def measure(outcomes: Sequence[Outcome]) -> dict[str, float | int | None]:
    """The figures that the head of this file explains; None where there is nothing to take a share of."""
    answerable = [one for one in outcomes if one.asked.answer is not None]
    others = [one for one in outcomes if one.asked.answer is None]
    sure = [one for one in outcomes if one.is_sure]
    given = [one for one in outcomes if one.is_given]
    return {
        "questions": len(outcomes),
        "sure": len(sure),
        "sure_right": _share([one.is_right for one in sure]),
        "given": len(given),
        "given_right": _share([one.is_right for one in given]),
        "right": _share([one.is_right for one in answerable]),
        "given_up": _share([one.answer is not None and one.answer.abstained for one in others]),
        "needs_model": _share([one.answer is None for one in outcomes]),
        "sure_without_answer": sum(one.is_sure for one in others),
        "given_up_answerable": _share(
            [one.answer is not None and one.answer.abstained for one in answerable]
        ),
    }


def _share(held: Sequence[bool]) -> float | None:
    return round(sum(held) / len(held), 4) if held else None


def _tell(name: str, outcomes: Sequence[Outcome], *, misses: bool) -> None:
    """A line for every question that did not end as it should, where they are wanted."""
    for one in outcomes if misses else ():
        answer = one.answer
        ended_well = one.is_right or (one.asked.answer is None and not one.is_given)
        if answer is None or ended_well:
            continue
        wanted = one.asked.answer or f"nothing; near: {one.asked.near}"
        word = answer.confidence_word
        print(
            f"{name}: {word}: {one.asked.question} | {wanted} | {answer.text} | {answer.why}", file=sys.stderr
        )


def _print_table(figures: dict[str, dict[str, float | int | None]]) -> None:
    columns = list(next(iter(figures.values())))
    print(f"{'':18}" + "".join(f"{name:>20}" for name in columns))
    for name, row in figures.items():
        print(f"{name:18}" + "".join(f"{_told(row[column]):>20}" for column in columns))


def _told(figure: float | int | None) -> str:
    return "-" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:.2f}"


if __name__ == "__main__":
    main()
