"""What the home screen asks of the memory: to find, to answer, to show where a passage stands."""

from __future__ import annotations

import threading
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from models.errors import ModelMissingError
from secondme.errors import DaemonError
from tui.ask.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    ConversationRead,
    ConversationsFound,
    Recalled,
    RestingFound,
    SourcesChosen,
    SurroundingsRead,
    WeightsRead,
)
from tui.gateway import EXPECTED, Gateway, Tell
from tui.gateway.latest import Latest

if TYPE_CHECKING:
    from datetime import datetime

    from secondme.conversation.turn import Exchange
    from secondme.daemon.api import MemoryApi
    from secondme.recall.hit import Hit

RESULTS = 20
NO_MODEL = "No language model is here to answer with. What was found stands below. Ctrl+G o has models."
MOST_REPLACED = 6
"""So many memories are offered to be replaced by a correction."""


class Requests:
    """Asks the gateway on behalf of `node`, which receives the messages."""

    def __init__(self, gateway: Gateway, node: DOMNode) -> None:
        self._gateway = gateway
        self._node = node
        self._latest = Latest(gateway, node, _recall)
        self._asked = 0
        self._cancelled = gateway.cancellable()
        self._idle = gateway.cancellable()

    def recall(self, query: str) -> None:
        """Finds passages while the person types: one search at a time, and always the latest query next."""
        self._latest.want(query)

    def read_surroundings(self, hit: Hit) -> None:
        """Reads what stands around a hit."""
        self._gateway.ask(self._node, "surroundings", partial(_read_surroundings, hit))

    def read_weights(self) -> None:
        """Reads how much each signal weighs."""
        self._gateway.ask(self._node, "weights", _read_weights)

    def mark_opened(self, hit: Hit) -> None:
        """Records that a hit of the last question was opened."""
        self._gateway.ask(self._node, "mark", lambda memory, tell: memory.mark(hit, "opened"))

    def ask(self, question: str, conversation: str | None = None, *, general: bool = False) -> int:
        """Asks, cancelling an earlier question; returns the number that messages about this one carry."""
        self.cancel()
        self._idle.set()
        self._cancelled = self._gateway.cancellable()
        self._asked += 1
        began = self._gateway.now()
        asking = _Asking(self._asked, question, conversation, general, began, self._cancelled)
        self._gateway.ask(self._node, "ask", asking.ask)
        return self._asked

    def cancel(self) -> None:
        """Stops the answer that is being written, within a token, or before the first one."""
        self._cancelled.set()

    def refine(self, exchange: Exchange) -> None:
        """Has the running summary shortened while the person reads; the next question ends that."""
        if exchange.ending in ("answered", "unknown") and exchange.read:
            self._idle = self._gateway.cancellable()
            self._gateway.ask(self._node, "refine", partial(_refine, exchange.conversation, self._idle))

    def read_conversation(self, conversation: str, *, anew: bool = False) -> None:
        """Reads the turns of a conversation, to go on with it or to see what became of them."""
        self._gateway.ask(self._node, "conversation", partial(_read_conversation, conversation, anew))

    def find_conversations(self, text: str) -> None:
        """Finds conversations: all, or those in which the words were said."""
        self._gateway.ask(self._node, "conversations", partial(_find_conversations, text))

    def find_resting(self, passages: Collection[str]) -> None:
        """Finds the memories that rest on these passages."""
        self._gateway.ask(self._node, "resting", partial(_find_resting, passages))


class _Asking:
    """One question on its way to an answer."""

    def __init__(
        self,
        number: int,
        question: str,
        conversation: str | None,
        general: bool,
        began: datetime,
        cancelled: threading.Event,
    ) -> None:
        self._number, self._question, self._conversation = number, question, conversation
        self._general, self._began, self._cancelled = general, began, cancelled

    def ask(self, memory: MemoryApi, tell: Tell) -> None:
        try:
            exchange = memory.converse(
                self._question,
                conversation=self._conversation,
                general=self._general,
                now=self._began,
                on_sources=lambda citations: tell(SourcesChosen(self._number, tuple(citations))),
                on_text=lambda text: tell(AnswerGrew(self._number, text)),
                cancelled=self._cancelled,
            )
        except DaemonError as error:
            tell(AskingEnded(self._number, str(error), self._conversation))
            raise  # The gateway goes on without the daemon.
        except EXPECTED as error:
            told = NO_MODEL if isinstance(error, ModelMissingError) else str(error)
            reason = "" if self._cancelled.is_set() else told
            tell(AskingEnded(self._number, reason, self._conversation or _begun(memory, self._began)))
            return
        if exchange.answer.cancelled:
            tell(AskingEnded(self._number, conversation=exchange.conversation))
        else:
            tell(Answered(self._number, exchange))


def _begun(memory: MemoryApi, began: datetime) -> str | None:
    """The conversation that was begun then: a question that failed is kept in one, to be gone on with."""
    with suppress(*EXPECTED):
        for one in memory.conversations()[:1]:
            return one.id if abs((one.begun_at - began).total_seconds()) < 0.002 else None
    return None


def _recall(memory: MemoryApi, query: str, tell: Tell) -> None:
    tell(Recalled(query, memory.recall(query, limit=RESULTS, unfinished=True, log=False)))


def _read_surroundings(hit: Hit, memory: MemoryApi, tell: Tell) -> None:
    tell(SurroundingsRead(hit, memory.surroundings(hit)))


def _read_weights(memory: MemoryApi, tell: Tell) -> None:
    from secondme.recall.tuned import weights_of_hits

    tell(WeightsRead(weights_of_hits(memory.tuning())))


def _refine(conversation: str, idle: threading.Event, memory: MemoryApi, tell: Tell) -> None:
    with suppress(*EXPECTED):  # Nobody asked for it, so nobody is told; the summary will do as it is.
        memory.refine(conversation, cancelled=idle)


def _read_conversation(conversation: str, anew: bool, memory: MemoryApi, tell: Tell) -> None:
    from tui.ask.talk import MOST_SHOWN

    tell(ConversationRead(conversation, tuple(memory.turns(conversation, 2 * MOST_SHOWN)), anew))


def _find_conversations(text: str, memory: MemoryApi, tell: Tell) -> None:
    tell(ConversationsFound(text, tuple(memory.conversations(text.strip() or None))))


def _find_resting(passages: Collection[str], memory: MemoryApi, tell: Tell) -> None:
    found = [one for one in memory.memories() if not set(passages).isdisjoint(one.evidence)]
    tell(RestingFound(tuple(found[:MOST_REPLACED])))
