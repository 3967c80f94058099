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
    BESIDE_THE_POINT,
    ENOUGH_GROUND,
    HOPELESS,
    UNTOLD_DOUBT,
    is_enough,
    strength_of,
)
from secondme.answer.answer import DONT_KNOW, Answer, Citation
from secondme.answer.checking import check, date_plainly, says_nothing
from secondme.answer.evidence import Evidence, choose_evidence
from secondme.answer.prompt import build_prompt
from secondme.recall.hit import Hit
from secondme.recall.question import Question, understand

if TYPE_CHECKING:
    from models.protocol import Message
    from models.speaking import Speaker

HITS_TO_READ = 8
MOST_TOKENS = 120
CANCEL_POLL_S = 0.03
UNKNOWN = DONT_KNOW.removesuffix(".")
UNTOLD_CERTAINTY = 0.5
"""Of an answer from an endpoint that tells no probabilities: middling, whatever it sounds like."""

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
    generator: Speaker,
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
        return _abstain("Nothing in your memory has anything to do with that.", hits)
    strength = strength_of(evidence, question)
    if strength < HOPELESS:
        return _abstain("What I found is about other things.", hits)
    if on_sources:
        on_sources([_citation(item) for item in evidence])
    writer = _Writer(
        generator,
        on_text or (lambda piece: None),
        cancelled or threading.Event(),
        now,
        strength,
        enough_ground,
    )
    written = writer.write(question.plain, evidence)
    if written.cancelled:
        stopped = Answer(written.text, (), 0.0, False, "You stopped the answer.", cancelled=True)
        return stopped.given_by(generator.place)
    return _judge(written, evidence, question, hits).given_by(generator.place)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Has the model write, unless it and the evidence together give too little ground."""

    generator: Speaker
    on_text: OnText
    cancelled: threading.Event
    now: datetime
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
        scores = self.generator.score_next(prompt, [UNKNOWN])
        unknown = UNTOLD_DOUBT if scores is None else scores[UNKNOWN]
        if not is_enough(self.strength, unknown, self.enough_ground):
            return Written("", 0.0, self.cancelled.is_set())
        pieces: list[str] = []
        logprobs: list[float] = []
        for token in self.generator.generate(prompt, max_tokens=MOST_TOKENS, logprobs=1):
            pieces.append(token.text)
            if token.logprob is not None:
                logprobs.append(token.logprob)
            self.on_text(token.text)
            if self.cancelled.is_set():
                break
        certainty = math.exp(sum(logprobs) / len(logprobs)) if logprobs else UNTOLD_CERTAINTY
        return Written("".join(pieces).strip(), certainty, self.cancelled.is_set())


@contextmanager
def _stopping_when(cancelled: threading.Event, generator: Speaker) -> Iterator[None]:
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


def _judge(written: Written, evidence: Sequence[Evidence], question: Question, hits: Sequence[Hit]) -> Answer:
    if says_nothing(written.text):
        return _abstain("What I found does not say it.", hits)
    checked = check(date_plainly(written.text, evidence), evidence, question)
    if not checked.text:
        return _abstain("What I would have said is not supported by what I found.", hits)
    sources = [item for item in evidence if item.number in checked.cited]
    if strength_of(sources, question) < BESIDE_THE_POINT:
        return _abstain("The passages that come closest are about something else.", hits)
    cited = tuple(_citation(item) for item in sources)
    why = f"{len(cited)} of {len(evidence)} passages read support it"
    if checked.dropped:
        why += f"; {checked.dropped} unsupported sentence(s) left out"
    return Answer(checked.text, cited, written.certainty * checked.support, False, why)


def _abstain(why: str, hits: Sequence[Hit]) -> Answer:
    return Answer(DONT_KNOW, (), 0.0, True, why, nearest=tuple(hits[:3]))


def _citation(item: Evidence) -> Citation:
    return Citation(item.number, item.hit, item.quote)
