"""What people keep for themselves: notes, cards, letters and chats of the invented lives, as passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import real_files
from benchmarks.filling.life import LATEST, SEALED, Life, lives
from secondme.suspicion.judging import above
from secondme.suspicion.weighing import Seen

HELD_OUT = frozenset({*LATEST, *SEALED[2:]})
"""Lives that nothing is learned from."""


def to_learn_from() -> list[Life]:
    """All lives that were opened."""
    return [life for life in lives() if life.name not in HELD_OUT]


def held_out() -> list[Life]:
    """Those that are only counted."""
    return [life for life in lives() if life.name in HELD_OUT]


def passages(some: Iterable[Life]) -> Mapping[str, Sequence[Seen]]:
    """By life what people see of each passage of its own files and chats; foreign ones are left out."""
    return {life.name: _passages(life) for life in some}


def _passages(life: Life) -> list[Seen]:
    with TemporaryDirectory() as folder:
        home = life.copy_to(Path(folder))
        outcomes = [one for part in ("notes", "chats") for one in real_files.read_all(home / part)[0]]
    return [
        Seen(passage.text, above(passage.heading, passage.speaker))
        for outcome in outcomes
        for document in outcome.documents
        for passage in document.passages
    ]
