"""Decides what to keep of what was learned and measured. Pure: lessons in, verdicts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondme.recall.learning import (
    CHANCE,
    Figures,
    Lesson,
    Served,
    Trial,
    compare,
    cross_validate,
    learn,
    served,
)

LEAST_QUESTIONS = 30
"""Fewer of the recall log, or fewer made by a language model, decide nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was tried, how questions are served without and with it, the verdict.

    gain: the mean difference of (R@5 + R@10 + MRR) / 3; doubt: its standard error.
    """

    tried: str
    before: Figures
    after: Figures
    gain: float
    doubt: float
    verdict: str

    @property
    def changes(self) -> bool:
        """Whether any question is served otherwise."""
        return self.before != self.after

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "tried": self.tried,
            "before": figures_json(self.before),
            "after": figures_json(self.after),
            "gain": round(self.gain, 4),
            "doubt": None if self.doubt == float("inf") else round(self.doubt, 4),
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Material:
    """What decisions rest on. log: of the recall log; asked: known items asked by a language model; words:
    known items asked by their own words."""

    log: Sequence[Lesson] = ()
    asked: Sequence[Lesson] = ()
    words: Sequence[Lesson] = ()

    @property
    def known(self) -> Sequence[Lesson]:
        """All known items."""
        return [*self.words, *self.asked]

    @property
    def telling(self) -> Sequence[Lesson]:
        """Questions in words that nobody took from the passage."""
        return [*self.log, *self.asked]


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights to go on with: the learned ones where they won, else those in force."""

    weights: Mapping[str, float]
    won: bool
    trial: Trial
    row: Row


def figures_json(figures: Figures) -> dict[str, float]:
    """Figures as they are stored and printed."""
    return {name: round(getattr(figures, name), 4) for name in ("r1", "r5", "r10", "mrr")}


def learn_weights(material: Material, current: Mapping[str, float], defaults: Mapping[str, float]) -> Learned:
    """Weights from the recall log, if they win on days held back and known items are found no worse."""
    trial = cross_validate(material.log, defaults, against=current)
    verdict = _verdict_on_log(material.log, trial)
    weights = current
    if not verdict:
        weights = learn(material.log, defaults)
        known = try_weights(material.known, current, weights)
        verdict = "dropped: loses known items" if known.gain < -CHANCE * known.doubt else "kept"
    won = verdict == "kept"
    row = _row("learned weights", trial, verdict)
    return Learned(weights if won else current, won, trial, row)


def _verdict_on_log(log: Sequence[Lesson], trial: Trial) -> str:
    """Why the log teaches nothing; empty where what it taught won."""
    if len(log) < LEAST_QUESTIONS:
        return f"{LEAST_QUESTIONS} needed, {len(log)} used"
    if not trial.after.questions:
        return "all of one day"
    return "" if trial.wins else "no better"


def try_weights(lessons: Sequence[Lesson], before: Mapping[str, float], after: Mapping[str, float]) -> Trial:
    """What other weights change."""
    return compare(_served(lessons, before), _served(lessons, after))


def switch_off(material: Material, weights: Mapping[str, float]) -> tuple[tuple[str, ...], list[Row]]:
    """The signals that do harm, and what leaving out each one changes.

    Chosen on half of the telling questions, confirmed on the other half: of a dozen signals one looks bad by
    chance. A signal without any value, as those of meaning before there are vectors, is left alone: it does
    no harm, and shall count when it comes.
    """
    telling = material.telling
    shown = telling if len(telling) >= LEAST_QUESTIONS else material.known
    halves = (telling[::2], telling[1::2])
    off: list[str] = []
    rows: list[Row] = []
    for name in weights:
        if not weights[name] or not any(_counts(lesson, name) for lesson in shown):
            continue
        verdict = _verdict_on_signal(halves, {**weights, **dict.fromkeys(off, 0.0)}, name)
        off += [name] if verdict == "switched off" else []
        rows.append(_row(f"without {name}", try_weights(shown, weights, {**weights, name: 0.0}), verdict))
    return tuple(off), rows


def _verdict_on_signal(
    halves: tuple[Sequence[Lesson], Sequence[Lesson]], weights: Mapping[str, float], name: str
) -> str:
    if sum(map(len, halves)) < LEAST_QUESTIONS:
        return "too few to decide"
    choosing, confirming = (try_weights(half, weights, {**weights, name: 0.0}) for half in halves)
    return "switched off" if choosing.wins and confirming.gain > 0 else "left on"


def judge_reranker(before: Sequence[Served], after: Sequence[Served], name: str) -> tuple[bool, Row]:
    """Whether looking again pays: only when it is better by more than chance."""
    trial = compare(before, after)
    return trial.wins, _row(f"reranker: {name}", trial, "switched on" if trial.wins else "stays off")


def as_it_is(material: Material, weights: Mapping[str, float]) -> list[Row]:
    """How known items are found now: a measure of this memory, with nothing tried."""
    parts = {"known, own words": material.words, "known, other words": material.asked}
    return [_row(name, try_weights(part, weights, weights), "") for name, part in parts.items() if part]


def _served(lessons: Sequence[Lesson], weights: Mapping[str, float]) -> list[Served]:
    return [served(lesson, weights) for lesson in lessons]


def _counts(lesson: Lesson, name: str) -> bool:
    return name in lesson.names and bool(lesson.signals[:, lesson.names.index(name)].any())


def _row(tried: str, trial: Trial, verdict: str) -> Row:
    return Row(tried, trial.before, trial.after, trial.gain, trial.doubt, verdict)
