"""The reader: a language model on this machine that is shown a few lines and points at the words that answer.

A grammar leaves it nothing but words that stand there. How likely they are beside no answer, and beside other
things that they may tell, is their margin.
"""

from __future__ import annotations

import json
import math
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import StoppedError
from secondme.prefill.finding.asking.prompt import (
    IT,
    NOTHING,
    OTHERS,
    SOMETHING,
    Wanted,
    asking,
    telling,
)
from secondme.prefill.finding.notes.labels import read_label, words_in
from secondme.prefill.finding.notes.lines import first_sentence
from secondme.prefill.finding.people.relations import RELATIONS

if TYPE_CHECKING:
    from models.generator import Generator
    from models.protocol import Message

MOST_TOKENS = 40
_ASKING = ("allergi", "alergi", "geboren", "wohn")
"""How words begin that say what follows and are labels nowhere."""
FEWEST_ANSWERED = -2.0
"""By so much, in natural log, words must be likelier than none to begin the answer, for it to be asked on."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Words of a note. margin: by how much they hold, the sum of three natural logs: of words over none, of
    just these words, and of what is asked over other things that they may tell.
    """

    words: str
    margin: float


class Deadline(threading.Event):
    """Set once another event is, or its time is over."""

    def __init__(self, seconds: float, other: threading.Event | None) -> None:
        super().__init__()
        self._until, self._other = time.monotonic() + seconds, other

    def is_set(self) -> bool:
        return (
            super().is_set() or time.monotonic() >= self._until or bool(self._other and self._other.is_set())
        )


class Reader:
    """A model that reads windows, until its time is over. limit: raises StoppedError once it is set."""

    def __init__(self, model: Generator, limit: Deadline) -> None:
        self._model, self._limit = model, limit

    def reply(self, note: str, what: Wanted) -> Reply | None:
        """The words of a note that answer best; None where none is likelier."""
        prompt = asking(note, what)
        begins = self._model.score_next(prompt, (SOMETHING, NOTHING), cancelled=self._limit)
        answered = begins[SOMETHING] - begins[NOTHING]
        if answered < FEWEST_ANSWERED:
            return None
        words, likely = self._pointed(prompt, note)
        if words and repeats(words):
            words, likely = self._pointed(prompt, note.partition(words)[2])
        if not words or repeats(words):
            return None
        return Reply(words, answered + likely + self._told(note, what, words))

    def _pointed(self, prompt: Sequence[Message], text: str) -> tuple[str, float]:
        """The likeliest words of a text and their natural log; empty where it has none."""
        if not re.search(r"\w", text):
            return "", 0.0
        stream = self._model.generate(
            prompt, max_tokens=MOST_TOKENS, schema={"verbatim": [text]}, logprobs=1, cancelled=self._limit
        )
        tokens = list(stream)
        if self._limit.is_set():
            raise StoppedError("The time for this field is over. Nothing was filled in; ask again.")
        likely = sum(token.logprob or 0.0 for token in tokens[:-1])
        return first_sentence(_string("".join(token.text for token in tokens))), likely

    def _told(self, note: str, what: Wanted, words: str) -> float:
        """By how much the model holds these words to tell what is asked rather than something else."""
        scores = self._model.score_next(telling(note, what, words), (IT, *OTHERS), cancelled=self._limit)
        return scores[IT] - math.log(sum(math.exp(scores[other]) for other in OTHERS))


def repeats(words: str) -> bool:
    """Whether words only say what is asked, as "landlord" and "allergic" do."""
    return all(
        word in RELATIONS or read_label(word).attributes or word.startswith(_ASKING)
        for word in words_in(words)
    )


def _string(reply: str) -> str:
    """The text in a JSON string; empty where it was cut short."""
    try:
        return str(json.loads(reply)).strip()
    except json.JSONDecodeError:
        return ""
