"""What is told of forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from secondme.indexing.progress import Progress
    from secondme.prefill.filled import Filled
    from secondme.prefill.unfinished import Unfinished


@dataclass
class FormsFound(Message):
    """Files that may be forms, the newest first. typed: for what was typed, which they go on from."""

    typed: str
    files: Sequence[Path]


@dataclass
class UnfinishedRead(Message):
    """The forms that are being gone through and are still there, the one that was left last first."""

    files: Sequence[Path]


@dataclass
class FillingMoved(Message):
    """How far a form is filled in."""

    progress: Progress


@dataclass
class FormFilled(Message):
    """A form with what memory has for each field. data: the file as it was read. unfinished: what was
    decided of it before, if anything was.
    """

    path: Path
    data: bytes
    filled: Filled
    unfinished: Unfinished | None = None


@dataclass
class FormFailed(Message):
    """A form could not be read, and why."""

    reason: str


@dataclass
class GroundRead(Message):
    """What the value of a field rests on: its sources in their own words, each with its place."""

    key: str
    sources: Sequence[tuple[str, str]]


@dataclass
class FormWritten(Message):
    """What was written: the form, then its receipt. learned: of how many fields it is known what they ask."""

    files: Sequence[Path]
    learned: int


@dataclass
class WritingFailed(Message):
    """Nothing was written, and why. exists: because a file of that name is there."""

    reason: str
    exists: bool
