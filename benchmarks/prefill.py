"""How many fields of real forms are filled in rightly from a life, as people keep it in files and chats.

    python benchmarks/prefill.py [--half a|b|c|d|e|f|g|h|i|j] [--forms 1,5,caf] [--lives grace] [--no-model]
                                 [--show-wrong] [--limit 10] [--json]

Public forms of eight kinds in seven languages (benchmarks/filling/forms), rebuilt field by field in
their own words, and twenty-eight invented lives (benchmarks/filling/lives). A life is remembered through
`secondme.Memory` (its notes and chats, and downloads as foreign), consolidated with patterns alone, and then
each form is filled in as of NOW. For every field it is known what is right, that the life does not say, or
that nobody is to fill it in.

right, wrong, blank: of the fields that the life knows. wrong: another value, or one where nothing is to
stand. offered: of the blank ones, those for which the right value is shown to choose, since it is not plainly
the person's, or since two stand there. invented: fields filled though the life does not say. waited: right
ones of identity, bank and health that wait for the person's yes, or others that do; unasked: such fields that
stand there without it (who the bank, insurer or doctor is may).
precision: the right ones of all that is written or proposed. unmatched: gold fields that the reader did not
show. A form that could not be filled in at all counts as blank, and is told of.

Beside it, in the same run: what a browser's autofill makes of the same forms from the person's address card.
Halves a and c (forms 1 to 20 with the first two lives, and with the seven further ones), d and e (forms 21
to 40 with the same) are for development, and so is b (three lives) since it was opened; f (forms from 41 on)
was looked at once; h and i (four lives each, by two hands more) were measured unread and then opened, as
were two of the four lives of j; g (four more) and the other two of j are held out. Several may be named:
`--half bd` is all that was held out at first.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

# A script of this folder has the name of a package; it must not stand before the package.
if sys.path[0] == str(Path(__file__).parent):
    sys.path[0] = str(Path(__file__).parent.parent)

import secondme
from benchmarks.filling import autofill
from benchmarks.filling.gold import HALVES, Sheet, pairs, sheets
from benchmarks.filling.life import NAMES, NOW, Life, lives
from benchmarks.filling.scoring import Judged, Written, by, figures, judge
from benchmarks.locomo import share_models
from ingest.errors import IngestError
from ingest.forms import Field, read_form
from models.errors import ModelError
from secondme.errors import SecondmeError
from secondme.memory import Memory

FAULTS = (IngestError, ModelError, SecondmeError, ValueError)
"""What may befall one form and does not end the run: it is told of, and the form counts as blank."""
GROUPS = ("half", "kind", "language", "sort", "life")
COLUMNS = (
    "fields",
    "known",
    "right",
    "wrong",
    "blank",
    "invented",
    "offered",
    "precision",
    "waited",
    "unasked",
    "unmatched",
)


class Filled(Protocol):
    """What filling in a form gives."""

    @property
    def fields(self) -> Sequence[Written]: ...


class Filler(Protocol):
    """A memory that fills in forms."""

    def prefill(self, path: Path, *, now: datetime) -> Filled: ...


class Run:
    """All that was judged, ours and the peer's, and the seconds of each form. read: gives a form's fields."""

    def __init__(self, read: Callable[[Path], Sequence[Field]]) -> None:
        self.read = read
        self.ours: list[Judged] = []
        self.peers: list[Judged] = []
        self.seconds: list[float] = []
        self.failed: list[str] = []

    def fill_in(self, memory: Filler, life: Life, home: Path, forms: Iterable[Sheet]) -> None:
        """Each form for one life. One that cannot be filled in counts as all blank, for us or the peer."""
        card = autofill.profile(sorted((home / "notes").rglob("*.vcf")), life.me.splitlines()[0])
        for sheet in forms:
            path, pair, golds = sheet.write_to(home), sheet.pair(life), sheet.golds(life)
            began = time.perf_counter()
            with self._noting(f"{sheet.name} for {life.name}") as filled:
                filled += memory.prefill(path, now=NOW).fields
            self.seconds.append(time.perf_counter() - began)
            with self._noting(f"{sheet.name} for {life.name}, by the peer") as guesses:
                guesses += autofill.fill(self.read(path), card)
            self.ours += judge(pair, golds, filled)
            self.peers += judge(pair, golds, guesses)
            print(f"{life.name} {sheet.name}: {self.seconds[-1]:.1f} s", file=sys.stderr, flush=True)

    @contextmanager
    def _noting(self, what: str) -> Iterator[list[Written]]:
        """A list to put fields into; what goes wrong is noted, and the list stays empty."""
        fields: list[Written] = []
        try:
            yield fields
        except FAULTS as error:
            self.failed.append(f"{what}: {error}")


def read_fields(path: Path) -> Sequence[Field]:
    """What a form asks, as ours reads it."""
    return read_form(path.read_bytes(), path.name).fields


def main() -> None:
    arguments = _arguments()
    share_models()
    if arguments.no_model:
        os.environ["SECONDME_MODELS"] = str(Path(tempfile.gettempdir()) / "secondme-without-models")
    run = Run(read_fields)
    chosen = _chosen(arguments)
    for life in lives():
        forms = [sheet for sheet, whose in chosen if whose.name == life.name]
        if forms:
            with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
                home = life.copy_to(Path(folder))
                remember(memory, life, home)
                run.fill_in(cast("Filler", memory), life, home, forms)
    print_tables(run)
    if arguments.show_wrong:
        show_wrong(run.ours)
    if arguments.json:
        print(json.dumps(summary(run)))


def remember(memory: Memory, life: Life, home: Path) -> None:
    """Takes in a life: the person's notes, their chats, and what is foreign."""
    memory.add(home / "notes", now=NOW)
    for chat in sorted((home / "chats").glob("*.txt")):
        memory.import_chat("whatsapp", chat, me=life.me, now=NOW)
    if (home / "foreign").exists():
        memory.add(home / "foreign", trust="foreign", now=NOW)
    memory.consolidate(now=NOW, model=False)


def summary(run: Run) -> dict[str, Any]:
    """The figures of all, those of each group, and the peer's."""
    ours, peers = figures(run.ours), figures(run.peers)
    return {
        **ours,
        "seconds_per_form": round(sum(run.seconds) / max(1, len(run.seconds)), 2),
        "forms_filled": len(run.seconds),
        "failed": len(run.failed),
        "peer": peers,
        "right_over_peer": round(ours["right"] / peers["right"], 2) if peers["right"] else None,
        **{f"by_{name}": by(name, run.ours) for name in GROUPS},
    }


def print_tables(run: Run) -> None:
    """Ours and the peer's, then ours by group, then what failed."""
    print(f"{'':22}" + "".join(f"{column:>10}" for column in COLUMNS))
    _print_row("all", figures(run.ours))
    _print_row("a browser's autofill", figures(run.peers))
    for name in GROUPS:
        print(f"by {name}")
        for group, row in by(name, run.ours).items():
            _print_row(f"  {group}", row)
    print(f"{sum(run.seconds) / max(1, len(run.seconds)):.2f} s a form, {len(run.seconds)} forms filled in")
    for line in run.failed:
        print(f"failed: {line}")


def _print_row(name: str, row: dict[str, Any]) -> None:
    print(f"{name:22}" + "".join(f"{row[column]:>10}" for column in COLUMNS))


def show_wrong(judged: Sequence[Judged]) -> None:
    """Each field that is not as it should be, with what it should be."""
    for one in judged:
        if one.verdict in ("right", "left") and one.why != "no such field":
            continue
        right = " / ".join(dict.fromkeys(one.gold.values[:3])) or one.gold.sort
        why = f" ({one.why})" if one.why else ""
        taken = f" <{one.taken_for}, {one.state}>" if one.taken_for else ""
        told = (
            f"{one.verdict:8}{why} {one.life} {one.form} [{one.key}]{taken} {one.written!r}, right: {right}"
        )
        print(told)


def _chosen(arguments: argparse.Namespace) -> list[tuple[Sheet, Life]]:
    chosen = [
        (sheet, life)
        for sheet, life in pairs(sheets(), lives(), arguments.half)
        if not arguments.lives or life.name in arguments.lives
        if not arguments.forms or any(_is_called(sheet, word) for word in arguments.forms)
    ]
    return chosen[: arguments.limit]


def _is_called(sheet: Sheet, word: str) -> bool:
    return sheet.number == int(word) if word.isdigit() else word in sheet.name


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--half", type=_halves, default=HALVES, help="one or more; g and two lives of j are held out"
    )
    parser.add_argument(
        "--forms", type=_words, help="their numbers, or words of their names, such as 1,5,caf"
    )
    parser.add_argument("--lives", type=_words, help=f"of {', '.join(NAMES)}")
    parser.add_argument("--limit", type=int, help="so many forms filled in at most")
    parser.add_argument("--no-model", action="store_true", help="no embedder and no language model")
    parser.add_argument("--show-wrong", action="store_true", help="each field that is not as it should be")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def _halves(text: str) -> str:
    if not text or not set(text) <= set(HALVES):
        raise argparse.ArgumentTypeError(f"one or more of {HALVES}")
    return text


def _words(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()
