"""What the first start is told."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.start.candidates import Candidate


@dataclass
class CandidateFound(Message):
    """A folder or chat that could be remembered."""

    candidate: Candidate


@dataclass
class SearchEnded(Message):
    """All that could be remembered was found."""


@dataclass
class KeyRead(Message):
    """Where the key is kept, in words; whether a recovery key was made already."""

    kept_in: str
    has_recovery: bool


@dataclass
class RecoveryMade(Message):
    """The recovery key as it is written down. It is kept nowhere."""

    written: str
