"""The thread: what the model has read of questions that follow each other, kept word for word in its place.

A prompt that begins with what was read before costs only what is new. So the exchanges of a thread stay as
they were sent, passages included, and each follow-up is put behind them. A question about something else
begins a new thread, and so does one too many, so that no prompt ever grows beyond a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.passages import count_words
from models.protocol import Message
from secondme.answer.answer import Citation
from secondme.answer.checking import without_citations
from secondme.answer.context import Context
from secondme.answer.evidence import Evidence
from secondme.conversation.state import WorkingState
from secondme.recall.hit import Hit, unsuspicious

MOST_EXCHANGES = 4
MOST_WORDS = 900
OPENING_LINES = 3

LoadHits = Callable[[Sequence[int]], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages as the model has read them, the head first, and the passages in them."""

    messages: tuple[Message, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def words(self) -> int:
        return sum(count_words(message.content) for message in self.messages)


NO_THREAD = Thread()


def go_on(prompt: Sequence[Message], answer: str, read: Sequence[Citation]) -> Thread:
    """The thread after an answer, without its numbers; none where the next question had better begin anew."""
    messages = (*prompt, Message("assistant", without_citations(answer)))
    evidence = tuple(Evidence(citation.number, citation.hit, citation.quote) for citation in read)
    thread = Thread(messages, evidence)
    exchanges = sum(message.role == "assistant" for message in messages)
    return NO_THREAD if exchanges >= MOST_EXCHANGES or thread.words > MOST_WORDS else thread


def context_of(thread: Thread, state: WorkingState, *, asked: str, measured: str, follows: bool) -> Context:
    """What a question stands on: the thread where it follows, and where that is over what was said last."""
    if not follows:
        return Context(asked=asked, measured=measured)
    opening = "" if thread.messages else opening_of(state)
    return Context(thread.messages, thread.evidence, opening, asked, measured)


def opening_of(state: WorkingState) -> str:
    """A few lines on what was said, for a model that has not read it."""
    lines = [*(f"My aim: {goal}" for goal in state.goals[-1:]), *state.summary[-OPENING_LINES:]]
    return "\n".join(["Earlier in this conversation (no notes, never cite it):", *lines]) if lines else ""


def thread_as_json(thread: Thread) -> dict[str, Any]:
    """The thread as plain values, as it is kept in the store."""
    return {
        "messages": [[message.role, message.content] for message in thread.messages],
        "evidence": [[item.number, item.hit.passage, item.quote] for item in thread.evidence],
    }


def thread_from_json(said: dict[str, Any], head: str, load_hits: LoadHits) -> Thread:
    """The thread that `thread_as_json` made this of; none when any passage of it is gone or quarantined, or
    its head is another.

    Raises KeyError, TypeError, ValueError for anything else.
    """
    messages = tuple(Message(role, content) for role, content in said["messages"])
    found = unsuspicious(load_hits([passage for _, passage, _ in said["evidence"]]))
    hits = {hit.passage: hit for hit in found}
    if not messages or messages[0].content != head or any(p not in hits for _, p, _ in said["evidence"]):
        return NO_THREAD
    return Thread(messages, tuple(Evidence(n, hits[p], quote) for n, p, quote in said["evidence"]))
