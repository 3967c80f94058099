"""General knowledge: what a model has learned somewhere, never mixed with what the person remembers.

It is asked only when the person wants it and memory does not know. It is told nothing that is remembered, its
words carry no sources, and they stand apart from the answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import apsw

from models.errors import ModelError
from models.protocol import Message
from secondme.answer.answer import Answer
from secondme.recall.hit import Hit
from secondme.recall.question import understand

if TYPE_CHECKING:
    from models.speaking import Speaker

MARK = "Not from your memory: "
MOST_TOKENS = 100
MOST_TERMS = 12
MOST_CHARACTERS = 2_000
PERSONAL = "General knowledge knows nothing about you and yours."
HEAD = """\
You answer from general knowledge, in one or two short sentences. You know nothing about the person who asks \
or about the people in their life. If you are not certain, say that you are not certain."""

_OURS = frozenset("we us our ours ourselves".split())  # noqa: SIM905


def is_personal(question: str, people: Sequence[str] = ()) -> bool:
    """Whether a question is about the person or somebody in their life, of whom nobody else can know.

    people: names of those who speak in what was found.
    """
    asked = understand(question)
    named = any(asked.names(name) for name in people)
    return asked.speaks_of_self or named or not _OURS.isdisjoint(asked.words)


def people_named(db: apsw.Connection, question: str, hits: Sequence[Hit]) -> list[str]:
    """The words of a question by which somebody in the person's life is known.

    hits: what was found; who speaks in it is known even where no name is whole.
    """
    from secondme.people.directory import find_exactly

    asked = understand(question)
    speakers = " ".join(hit.speaker for hit in hits if hit.speaker).casefold().split()
    terms = asked.terms[:MOST_TERMS]
    return [term for term in terms if term in speakers or (len(term) > 2 and find_exactly(db, term))]


def add_general(
    answer: Answer,
    question: str,
    people: Sequence[str],
    generator: Speaker,
    *,
    on_text: Callable[[str], None] | None = None,
    cancelled: threading.Event | None = None,
) -> Answer:
    """The answer with what the model knows beside it, marked; as it is where memory knows, or nobody else
    can.
    """
    if not answer.abstained:
        return answer
    if is_personal(question, people):
        return replace(answer, why=f"{answer.why} {PERSONAL}")
    if on_text:
        on_text(MARK)
    said = answer_generally(question, generator, on_text=on_text, cancelled=cancelled)
    return replace(answer, general=f"{MARK}{said}" if said else "").given_by(generator.place)


def answer_generally(
    question: str,
    generator: Speaker,
    *,
    on_text: Callable[[str], None] | None = None,
    cancelled: threading.Event | None = None,
) -> str:
    """What the model knows by itself, without the mark; empty when it was stopped before the first word."""
    stop = cancelled or threading.Event()
    prompt = [
        Message("system", HEAD),
        Message("user", f"Question: {question[:MOST_CHARACTERS].strip()}\nAnswer:"),
    ]
    pieces: list[str] = []
    try:
        for token in generator.generate(prompt, max_tokens=MOST_TOKENS, cancelled=stop):
            pieces.append(token.text)
            if on_text:
                on_text(token.text)
            if stop.is_set():
                break
    except ModelError:
        if not stop.is_set():
            raise
    return "".join(pieces).strip()
