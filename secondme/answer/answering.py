"""The whole answer, as a story: choose, read, write, check, or say honestly that one does not know."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import ContextTooLongError, ModelError
from models.protocol import Message
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
from secondme.answer.context import NO_CONTEXT, Context
from secondme.answer.evidence import Evidence, choose_evidence, follow_on
from secondme.answer.prompt import build_prompt
from secondme.recall.hit import Hit
from secondme.recall.question import Question, understand

if TYPE_CHECKING:
    from models.speaking import Speaker

HITS_TO_READ = 8
MOST_TOKENS = 120
UNKNOWN = DONT_KNOW.removesuffix(".")
UNTOLD_CERTAINTY = 0.5
"""Of an answer from an endpoint that tells no probabilities: middling, whatever it sounds like."""

OnSources = Callable[[Sequence[Citation]], None]
OnText = Callable[[str], None]
OnPrompt = Callable[[Sequence[Message]], None]


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
    context: Context = NO_CONTEXT,
    on_sources: OnSources | None = None,
    on_text: OnText | None = None,
    on_prompt: OnPrompt | None = None,
    cancelled: threading.Event | None = None,
    enough_ground: float = ENOUGH_GROUND,
) -> Answer:
    """Answers from these hits, best first, with sources for each sentence; or abstains and says why.

    context: what the model has read of the same conversation. on_prompt: told the prompt that the model
    reads.
    """
    question = understand(text, now=now)
    evidence = follow_on(context.evidence, choose_evidence(hits, question))
    if not evidence:
        return _abstain("Nothing in your memory has anything to do with that.", hits)
    measured = question if context.measured is None else understand(context.measured, now=now)
    strength = strength_of(evidence, measured)
    if strength < HOPELESS:
        return _abstain("What I found is about other things.", hits)
    if on_sources:
        on_sources([_citation(item) for item in evidence])
    writer = _Writer(
        generator,
        on_text or (lambda piece: None),
        on_prompt or (lambda prompt: None),
        cancelled or threading.Event(),
        now,
        strength,
        enough_ground,
        context,
    )
    written = writer.write(question.plain, evidence)
    if written.cancelled:
        stopped = Answer(written.text, (), 0.0, False, "You stopped the answer.", cancelled=True)
        return stopped.given_by(generator.place)
    # What earlier answers have put into the question must be proved like everything else.
    own = question if context.asked is None else understand(context.asked, now=now)
    return _judge(written, evidence, own, measured, hits).given_by(generator.place)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Has the model write, unless it and the evidence together give too little ground."""

    generator: Speaker
    on_text: OnText
    on_prompt: OnPrompt
    cancelled: threading.Event
    now: datetime
    strength: float
    enough_ground: float
    context: Context

    def write(self, text: str, evidence: Sequence[Evidence]) -> Written:
        """What the model writes; where the prompt is too long for it, with less to read."""
        try:
            return self._write(self._prompt(text, evidence))
        except ContextTooLongError:
            if len(evidence) == 1 or self.context.messages:
                raise
            return self.write(text, evidence[: len(evidence) // 2])
        except ModelError:
            if self.cancelled.is_set():
                return Written("", 0.0, True)
            raise

    def _prompt(self, text: str, evidence: Sequence[Evidence]) -> list[Message]:
        """The prompt; behind what the model has read already there comes only what is new to it."""
        known = len(self.context.evidence)
        head, *rest = build_prompt(text, evidence[known:], now=self.now)
        if self.context.opening and not self.context.messages:
            rest = [Message(rest[0].role, f"{self.context.opening}\n\n{rest[0].content}"), *rest[1:]]
        prompt = [*(self.context.messages or (head,)), *rest]
        self.on_prompt(prompt)
        return prompt

    def _write(self, prompt: list[Message]) -> Written:
        self.generator.warm(prompt[:1], cancelled=self.cancelled)
        scores = self.generator.score_next(prompt, [UNKNOWN], cancelled=self.cancelled)
        unknown = UNTOLD_DOUBT if scores is None else scores[UNKNOWN]
        if not is_enough(self.strength, unknown, self.enough_ground):
            return Written("", 0.0, self.cancelled.is_set())
        pieces: list[str] = []
        logprobs: list[float] = []
        for token in self.generator.generate(
            prompt, max_tokens=MOST_TOKENS, logprobs=1, cancelled=self.cancelled
        ):
            pieces.append(token.text)
            if token.logprob is not None:
                logprobs.append(token.logprob)
            self.on_text(token.text)
            if self.cancelled.is_set():
                break
        certainty = math.exp(sum(logprobs) / len(logprobs)) if logprobs else UNTOLD_CERTAINTY
        return Written("".join(pieces).strip(), certainty, self.cancelled.is_set())


def _judge(
    written: Written, evidence: Sequence[Evidence], own: Question, measured: Question, hits: Sequence[Hit]
) -> Answer:
    if says_nothing(written.text):
        return _abstain("What I found does not say it.", hits)
    checked = check(date_plainly(written.text, evidence), evidence, own)
    if not checked.text:
        return _abstain("What I would have said is not supported by what I found.", hits)
    sources = [item for item in evidence if item.number in checked.cited]
    if strength_of(sources, measured) < BESIDE_THE_POINT:
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
