"""The working state: what a conversation is about at the moment, of a bounded size however long it lasts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

GOALS_KEPT = 5
QUESTIONS_KEPT = 5
FOCUS_KEPT = 12
CITED_KEPT = 12
SUMMARY_WORDS = 120
LINE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Focus:
    """A name or a content word that is talked about. weight: 1 when it was just named, less with every
    turn.
    """

    text: str
    is_name: bool
    weight: float


@dataclass(frozen=True, slots=True)
class WorkingState:
    """All that a follow-up question can refer to.

    goals: what the person says they are about to do. open_questions: those that found no answer yet. focus:
    by weight, the heaviest first. question: the last one, standing by itself. answer: to it, shortened.
    cited: the passages it cites. summary: what was said, a line an exchange, oldest first.
    """

    goals: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    focus: tuple[Focus, ...] = ()
    question: str = ""
    answer: str = ""
    cited: tuple[int, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def names(self) -> list[Focus]:
        """The names in focus, the heaviest first."""
        return [one for one in self.focus if one.is_name]

    @property
    def topics(self) -> list[Focus]:
        """The content words in focus, the heaviest first."""
        return [one for one in self.focus if not one.is_name]


NOTHING_SAID = WorkingState()


def state_as_json(state: WorkingState) -> dict[str, Any]:
    """The state as plain values, as it is kept in the store."""
    return asdict(state)


def state_from_json(said: dict[str, Any]) -> WorkingState:
    """The state that `state_as_json` made this of. Raises KeyError, TypeError for anything else."""
    return WorkingState(
        goals=tuple(said["goals"]),
        open_questions=tuple(said["open_questions"]),
        focus=tuple(Focus(**one) for one in said["focus"]),
        question=said["question"],
        answer=said["answer"],
        cited=tuple(said["cited"]),
        summary=tuple(said["summary"]),
    )


def size_of(state: WorkingState) -> int:
    """Characters that it takes as it is kept."""
    return len(json.dumps(state_as_json(state), ensure_ascii=False))
