"""The whole answer, as a story: choose, read, write, check, or say honestly that one does not know."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import ContextTooLongError, ModelError
from secondme.answer.abstaining import (
    ENOUGH_GROUND,
    HOPELESS,
    ground_of,
    is_enough,
    strength_of,
    with_sureness,
)
from secondme.answer.answer import DONT_KNOW, Answer, Citation, unknown
from secondme.answer.at_once import answer_when, doubt
from secondme.answer.attribution import cast_of, is_about_subjects
from secondme.answer.checking import check, date_plainly, goes_round, says_nothing
from secondme.answer.evidence import Evidence, choose_evidence
from secondme.answer.ground import Ground, observe
from secondme.answer.listing import list_things
from secondme.answer.prompt import build_prompt
from secondme.recall.hit import Hit
from secondme.recall.kinds import QuestionKind
from secondme.recall.question import Question, understand

if TYPE_CHECKING:
    from models.generator import Generator
    from models.protocol import Message

HITS_TO_READ = 20
MOST_TOKENS = 72
CANCEL_POLL_S = 0.03
UNKNOWN = DONT_KNOW.removesuffix(".")

OnSources = Callable[[Sequence[Citation]], None]
OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote. certainty: the geometric mean of its tokens' probabilities."""

    text: str
    certainty: float
    cancelled: bool


def answer_question(
    text: str,
    hits: Sequence[Hit],
    generator: Generator,
    *,
    now: datetime,
    on_sources: OnSources | None = None,
    on_text: OnText | None = None,
    cancelled: threading.Event | None = None,
    enough_ground: float = ENOUGH_GROUND,
) -> Answer:
    """Answers from these hits, best first, with sources for each sentence; or abstains and says why."""
    question = understand(text, now=now)
    evidence = choose_evidence(hits, question)
    if not evidence:
        return unknown("Nothing in your memory has anything to do with that.", hits)
    strength = strength_of(evidence, question)
    if strength < HOPELESS:
        return unknown("What I found is about other things.", hits)
    ground = observe(hits, question)
    if at_once := doubt(hits, question, ground, enough_ground) or answer_when(hits, question, ground):
        return at_once
    if on_sources:
        on_sources([_citation(item) for item in evidence])
    if question.kind is QuestionKind.LIST:
        return _list(question, evidence, hits, generator, ground, now, on_text, cancelled)
    writer = _Writer(
        generator,
        on_text or (lambda piece: None),
        cancelled or threading.Event(),
        now,
        ground,
        strength,
        enough_ground,
    )
    written = writer.write(question.plain, evidence)
    if written.cancelled:
        return Answer(written.text, (), 0.0, False, "You stopped the answer.", cancelled=True)
    return _judge(written, evidence, question, hits, ground, enough_ground)


def _list(
    question: Question,
    evidence: Sequence[Evidence],
    hits: Sequence[Hit],
    generator: Generator,
    ground: Ground,
    now: datetime,
    on_text: OnText | None,
    cancelled: threading.Event | None,
) -> Answer:
    """All the things that the passages name, each with its source."""
    stopped = cancelled or threading.Event()
    things = list_things(
        question,
        evidence,
        cast_of(hits, question),
        generator,
        now=now,
        on_text=on_text or (lambda piece: None),
        cancelled=stopped,
    )
    said = ", ".join(thing.text for thing in things)
    if stopped.is_set():
        return Answer(said, (), 0.0, False, "You stopped the answer.", cancelled=True)
    if not things:
        return unknown("What I found does not say it.", hits)
    numbers = sorted({thing.number for thing in things})
    cited = tuple(_citation(item) for item in evidence if item.number in numbers)
    text = f"{said} {''.join(f'[{number}]' for number in numbers)}."
    sureness = sum(thing.certainty for thing in things) / len(things)
    why = f"{len(cited)} of {len(evidence)} passages read name something"
    return Answer(text, cited, ground.probability * sureness, False, why)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Has the model write, unless it and the evidence together give too little ground."""

    generator: Generator
    on_text: OnText
    cancelled: threading.Event
    now: datetime
    found: Ground
    strength: float
    enough_ground: float

    def write(self, text: str, evidence: Sequence[Evidence]) -> Written:
        """What the model writes; where the prompt is too long for it, with less to read."""
        try:
            with _stopping_when(self.cancelled, self.generator):
                return self._write(build_prompt(text, evidence, now=self.now))
        except ContextTooLongError:
            if len(evidence) == 1:
                raise
            return self.write(text, evidence[: len(evidence) // 2])
        except ModelError:
            if self.cancelled.is_set():
                return Written("", 0.0, True)
            raise

    def _write(self, prompt: list[Message]) -> Written:
        unknown = self.generator.score_next(prompt, [UNKNOWN])[UNKNOWN]
        if not is_enough(ground_of(self.found, self.strength, unknown), self.enough_ground):
            return Written("", 0.0, self.cancelled.is_set())
        pieces: list[str] = []
        logprobs: list[float] = []
        for token in self.generator.generate(prompt, max_tokens=MOST_TOKENS, logprobs=1):
            pieces.append(token.text)
            logprobs.append(token.logprob if token.logprob is not None else 0.0)
            self.on_text(token.text)
            if self.cancelled.is_set() or goes_round("".join(pieces)):
                break
        certainty = math.exp(sum(logprobs) / len(logprobs)) if logprobs else 0.0
        return Written("".join(pieces).strip(), certainty, self.cancelled.is_set())


@contextmanager
def _stopping_when(cancelled: threading.Event, generator: Generator) -> Iterator[None]:
    """Stops the model when the event is set, also while it still reads and has said nothing yet."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(CANCEL_POLL_S):
            # Again and again: an engine that is still starting does not hear the first.
            if cancelled.is_set():
                generator.cancel()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _judge(
    written: Written,
    evidence: Sequence[Evidence],
    question: Question,
    hits: Sequence[Hit],
    ground: Ground,
    enough: float,
) -> Answer:
    if says_nothing(written.text):
        return unknown("What I found does not say it.", hits)
    if not ground.nobody_named and not is_enough(with_sureness(ground.logit, written.certainty), enough):
        return unknown("I was not sure enough of what I would have said.", hits)
    checked = check(date_plainly(written.text, evidence, question), evidence, question)
    if not checked.text:
        return unknown("What I would have said is not supported by what I found.", hits)
    sources = [item for item in evidence if item.number in checked.cited]
    cast = cast_of(hits, question)
    if cast.subjects and not any(is_about_subjects(item.hit, cast) for item in sources):
        return unknown(f"What comes closest is not about {' and '.join(sorted(cast.subjects))}.", hits)
    cited = tuple(_citation(item) for item in sources)
    why = f"{len(cited)} of {len(evidence)} passages read support it"
    if checked.dropped:
        why += f"; {checked.dropped} unsupported sentence(s) left out"
    return Answer(checked.text, cited, ground.probability * checked.support, False, why)


def _citation(item: Evidence) -> Citation:
    return Citation(item.number, item.hit, item.quote)
