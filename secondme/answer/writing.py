"""The model at work: it reads a prompt and writes, and stops when told to, or going round."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from models.errors import ContextTooLongError, ModelError
from models.protocol import Message
from secondme.answer.abstaining import UNTOLD_DOUBT, ground_of, is_enough
from secondme.answer.answer import DONT_KNOW
from secondme.answer.checking import goes_round
from secondme.answer.context import Context
from secondme.answer.evidence import Evidence
from secondme.answer.found import Found
from secondme.answer.prompt import build_prompt

if TYPE_CHECKING:
    from models.speaking import Speaker

MOST_TOKENS = 72
UNKNOWN = DONT_KNOW.removesuffix(".")
UNTOLD_CERTAINTY = 0.7
"""Taken for the words of a model that tells no probabilities: neither doubted nor believed the more."""

T = TypeVar("T")
OnText = Callable[[str], None]
OnPrompt = Callable[[Sequence[Message]], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote. certainty: the geometric mean of its tokens' probabilities, where told."""

    text: str
    certainty: float
    cancelled: bool
    told: bool = True


@dataclass(frozen=True, slots=True)
class Writer:
    """Has the model write, unless it and the evidence together give too little ground."""

    generator: Speaker
    on_text: OnText
    on_prompt: OnPrompt
    cancelled: threading.Event
    now: datetime
    context: Context

    def write(self, text: str, found: Found, hint: str = "") -> Written:
        """What the model writes; where the prompt is too long for it, with less to read.

        hint: what is to be minded with this question alone.
        """
        return self.with_room(
            found.evidence, lambda some: self._write(text, replace(found, evidence=some), hint)
        )

    def with_room(self, evidence: Sequence[Evidence], work: Callable[[Sequence[Evidence]], T]) -> T:
        """What comes of the work on this evidence; on less where its prompt is too long for the model.

        Raises ContextTooLongError where a single passage is too long, or what was read before leaves no room.
        """
        try:
            return work(evidence)
        except ContextTooLongError:
            if len(evidence) == 1 or self.context.messages:
                raise
            return self.with_room(evidence[: len(evidence) // 2], work)

    def say(self, prompt: Sequence[Message], most: int, on_text: OnText, stop: Sequence[str] = ()) -> Written:
        """What the model says to a prompt, at most so many tokens; when stopped, what it said so far."""
        pieces: list[str] = []
        logprobs: list[float] = []
        try:
            for token in self.generator.generate(
                prompt, max_tokens=most, logprobs=1, stop=stop, cancelled=self.cancelled
            ):
                pieces.append(token.text)
                if token.logprob is not None:
                    logprobs.append(token.logprob)
                on_text(token.text)
                if self.cancelled.is_set() or goes_round("".join(pieces)):
                    break
        except ModelError:
            if not self.cancelled.is_set():
                raise
        certainty = math.exp(sum(logprobs) / len(logprobs)) if logprobs else UNTOLD_CERTAINTY
        return Written("".join(pieces).strip(), certainty, self.cancelled.is_set(), told=bool(logprobs))

    def _write(self, text: str, found: Found, hint: str) -> Written:
        prompt = self.prompt(text, found.evidence, hint)
        self.generator.warm(prompt[:1], cancelled=self.cancelled)
        scores = self.generator.score_next(prompt, [UNKNOWN], cancelled=self.cancelled)
        doubt = UNTOLD_DOUBT if scores is None else scores[UNKNOWN]
        if not is_enough(ground_of(found.ground, found.strength, doubt), found.enough):
            return Written("", 0.0, self.cancelled.is_set())
        return self.say(prompt, MOST_TOKENS, self.on_text)

    def prompt(self, text: str, evidence: Sequence[Evidence], hint: str = "") -> list[Message]:
        """The prompt; behind what the model has read already there comes only what is new to it."""
        known = len(self.context.evidence)
        head, *rest = build_prompt(text, evidence[known:], now=self.now, hint=hint)
        if self.context.opening and not self.context.messages:
            rest = [Message(rest[0].role, f"{self.context.opening}\n\n{rest[0].content}"), *rest[1:]]
        prompt = [*(self.context.messages or (head,)), *rest]
        self.on_prompt(prompt)
        return prompt
