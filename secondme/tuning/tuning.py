"""The whole of tuning, as a story: gather questions, learn, measure, decide, keep what wins."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from secondme.indexing.progress import OnProgress, Progress
from secondme.recall.hit import Hit
from secondme.recall.learning import Lesson, Served
from secondme.recall.pipeline import Examined, recall
from secondme.recall.reranking import MOST_CANDIDATES, Reranking, rerank
from secondme.recall.signals import DEFAULT_WEIGHTS, for_words_alone
from secondme.recall.tuned import reranking_of, weights_of
from secondme.store.recalls import count_uses, list_used
from secondme.store.tunings import (
    RerankerKind,
    Tuning,
    active_tuning,
    note_tried,
    put_tuning,
)
from secondme.tuning.deciding import (
    LEAST_QUESTIONS,
    Material,
    Row,
    as_it_is,
    figures_json,
    judge_reranker,
    learn_weights,
    switch_off,
)
from secondme.tuning.known_items import KnownItem, ask_by_model, ask_by_words, choose_items, lesson_for
from secondme.tuning.log import lessons_from
from secondme.tuning.threshold import Grounds, Picked, measure_grounds, pick_threshold

if TYPE_CHECKING:
    from models.generator import Generator
    from secondme.memory import Memory

MOST_LOGGED = 500
MOST_ASKED = 60
MOST_RERANKED = 30
MOST_GROUNDS = 30
HITS_FOR_GROUNDS = 30
SECONDS = 120.0
"""How long the language model may work for one tuning: a third each on questions, threshold, reranking."""


@dataclass(frozen=True, slots=True)
class Report:
    """What tuning found. kept: whether `tuning` was put in force; else it shows what would be."""

    rows: tuple[Row, ...]
    tuning: Tuning
    kept: bool
    threshold: Picked
    known_items: int
    used_questions: int

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        return {
            "kept": self.kept,
            "known_items": self.known_items,
            "used_questions": self.used_questions,
            "rows": [row.as_json() for row in self.rows],
            "threshold": {
                "value": self.threshold.threshold,
                "before": round(self.threshold.before, 4),
                "after": round(self.threshold.after, 4),
                "pairs": self.threshold.pairs,
            },
            "tuning": self.tuning.as_json(),
        }


def tune(
    memory: Memory, *, now: datetime, keep: bool, on_progress: OnProgress, seconds: float = SECONDS
) -> Report:
    """Measures this memory and fits recall to it. keep: put in force what wins; nothing else is written.

    seconds: what a language model may take. Nothing that is asked here is logged.
    """
    return _Tuner(memory, now, on_progress, seconds).tune(keep)


def relearn(memory: Memory, *, now: datetime, on_progress: OnProgress) -> bool:
    """In the background: learns weights anew when the recall log has grown enough; True when some were kept.

    Without any language model, so that it costs seconds.
    """
    return _Tuner(memory, now, on_progress, 0.0).relearn()


class _Tuner:
    def __init__(self, memory: Memory, now: datetime, on_progress: OnProgress, seconds: float) -> None:
        self._memory, self._now, self._seconds = memory, now, seconds
        self._on_progress = on_progress
        self._db = memory.store.connection()
        self._known: list[KnownItem] = []
        self._in_force = active_tuning(self._db)
        self._current = weights_of(self._in_force)

    def tune(self, keep: bool) -> Report:
        generator = self._generator()
        material = self._gather(generator)
        learned = learn_weights(material, self._current, DEFAULT_WEIGHTS)
        off, rows = switch_off(material, weights_of(Tuning(weights=learned.weights)))
        picked = self._pick_threshold(generator)
        kind, reranked = self._try_rerankers(generator)
        tuning = replace(
            self._in_force,
            made_by="person",
            weights=learned.weights if learned.won else self._in_force.weights,
            off=off if len(material.telling) >= LEAST_QUESTIONS else self._in_force.off,
            enough_ground=picked.threshold or self._in_force.enough_ground,
            reranker=kind if reranked else self._in_force.reranker,
            questions=len(material.log) if learned.won else self._in_force.questions,
            before=figures_json(learned.trial.before) if learned.won else self._in_force.before,
            after=figures_json(learned.trial.after) if learned.won else self._in_force.after,
        )
        kept = keep and tuning != replace(self._in_force, made_by="person")
        if keep:
            tuning = self._keep(tuning, kept)
        return Report(
            (*as_it_is(material, self._current), learned.row, *rows, *reranked),
            tuning,
            kept,
            picked,
            len(self._known),
            len(material.log),
        )

    def relearn(self) -> bool:
        material = self._gather(None)
        learned = learn_weights(material, self._current, DEFAULT_WEIGHTS)
        tuning = replace(
            self._in_force,
            made_by="daemon",
            weights=learned.weights,
            questions=len(material.log),
            before=figures_json(learned.trial.before),
            after=figures_json(learned.trial.after),
        )
        self._keep(tuning, learned.won)
        return learned.won

    def _keep(self, tuning: Tuning, changed: bool) -> Tuning:
        with self._memory.store.write() as db:
            note_tried(db, count_uses(db))
            return put_tuning(db, tuning, now=self._now) if changed else self._in_force

    def _gather(self, generator: Generator | None) -> Material:
        """All questions with their signals, which takes most of the time."""
        examine = self._examine
        logged = list_used(self._db, MOST_LOGGED)
        items = choose_items(self._db)
        by_words = list(ask_by_words(self._db, items))
        done, total = 0, len(logged) + len(by_words)
        log: list[Lesson] = []
        for one in logged:
            log += lessons_from([one], examine)
            self._tell(done := done + 1, total, "the recall log")
        words: list[Lesson] = []
        for known in by_words:
            words.append(lesson_for(known, examine(known.question)))
            self._tell(done := done + 1, total, "known items")
        asked = self._ask(generator)
        self._known = [*by_words, *asked]
        return Material(log, [lesson_for(known, examine(known.question)) for known in asked], words)

    def _examine(self, question: str) -> Examined:
        """As recall weighs it: where nothing is known of meanings, their weights go to the words."""
        found = self._memory.examine(question)
        if found.cosines:
            return found
        lent = {name for name in found.signals if for_words_alone({name: 1.0}).get("lexical")} - {"lexical"}
        words = found.signals["lexical"]
        return replace(found, signals={**found.signals, **dict.fromkeys(lent, words)})

    def _ask(self, generator: Generator | None) -> list[KnownItem]:
        if generator is None:
            return []
        items = choose_items(self._db, MOST_ASKED)
        found: list[KnownItem] = []
        for known in ask_by_model(generator, items, until=time.monotonic() + self._seconds / 3):
            found.append(known)
            self._tell(len(found), len(items), "questions of the language model")
        return found

    def _pick_threshold(self, generator: Generator | None) -> Picked:
        if generator is None:
            return pick_threshold([])
        return pick_threshold(list(self._grounds(generator)))

    def _grounds(self, generator: Generator) -> Iterator[Grounds]:
        until = time.monotonic() + self._seconds / 3
        asked = [known for known in self._known if known.made == "model"][:MOST_GROUNDS]
        for done, known in enumerate(asked, 1):
            if time.monotonic() >= until:
                return
            hits = self._find(known.question, HITS_FOR_GROUNDS)
            yield measure_grounds(known.question, hits, known.item.document, generator, now=self._now)
            self._tell(done, len(asked), "answering or not")

    def _try_rerankers(self, generator: Generator | None) -> tuple[RerankerKind, list[Row]]:
        """The reranker that pays, and the rows of those that are here. One that is not here is not tried."""
        rows: list[Row] = []
        on: RerankerKind = ""
        kinds: tuple[RerankerKind, ...] = ("model", "generator")
        for kind in kinds:
            how = None if generator is None and kind == "generator" else self._reranking(kind)
            if how is None or not self._seconds:
                continue
            before, after = self._rerank_all(how)
            pays, row = judge_reranker(before, after, kind)
            rows.append(row)
            on = on or (kind if pays else "")
        return on, rows

    def _rerank_all(self, how: Reranking) -> tuple[list[Served], list[Served]]:
        """How known items are served without and with it, within a third of the time."""
        until = time.monotonic() + self._seconds / 3
        asked = [known for known in self._known if known.made == "model"] or self._known
        before: list[Served] = []
        after: list[Served] = []
        for done, known in enumerate(asked[:MOST_RERANKED], 1):
            if time.monotonic() >= until:
                break
            hits = self._find(known.question, MOST_CANDIDATES)
            ranks = ([hit.passage for hit in one] for one in (hits, rerank(known.question, hits, how)))
            for passages, into in zip(ranks, (before, after), strict=True):
                into.append(_served(passages, known.item.passage))
            self._tell(done, len(asked[:MOST_RERANKED]), "looking again")
        return before, after

    def _reranking(self, kind: RerankerKind) -> Reranking | None:
        return reranking_of(kind, self._memory.engines, self._memory.finding)

    def _find(self, question: str, limit: int) -> list[Hit]:
        meaning = self._memory.meaning(self._db)
        return recall(self._db, question, limit=limit, meaning=meaning, weights=self._current)

    def _generator(self) -> Generator | None:
        from models.errors import ModelMissingError

        if not self._seconds:
            return None
        try:
            return self._memory.engines.local_generator()
        except ModelMissingError:
            return None

    def _tell(self, done: int, total: int, item: str) -> None:
        self._on_progress(Progress("measuring", done, total, item))


def _served(passages: Sequence[int], right: int) -> Served:
    place = passages.index(right) + 1 if right in passages else 0
    r1, r5, r10 = (float(0 < place <= cut) for cut in (1, 5, 10))
    return Served(r1, r5, r10, 1 / place if place else 0.0)
