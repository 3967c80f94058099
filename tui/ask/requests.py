"""What the home screen asks of the memory: to find, to answer, to show where a passage stands."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.ask.messages import (
    Answered,
    AnswerGrew,
    AskingEnded,
    Recalled,
    SourcesChosen,
    SurroundingsRead,
)
from tui.gateway import EXPECTED, Gateway, Tell
from tui.gateway.latest import Latest

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.recall.hit import Hit

RESULTS = 20


class Requests:
    """Asks the gateway on behalf of `node`, which receives the messages."""

    def __init__(self, gateway: Gateway, node: DOMNode) -> None:
        self._gateway = gateway
        self._node = node
        self._latest = Latest(gateway, node, _recall)
        self._asked = 0
        self._cancelled = gateway.cancellable()

    def recall(self, query: str) -> None:
        """Finds passages while the person types: one search at a time, and always the latest query next."""
        self._latest.want(query)

    def read_surroundings(self, hit: Hit) -> None:
        """Reads what stands around a hit."""
        self._gateway.ask(self._node, "surroundings", partial(_read_surroundings, hit))

    def mark_opened(self, hit: Hit) -> None:
        """Records that a hit of the last question was opened."""
        self._gateway.ask(self._node, "mark", lambda memory, tell: memory.mark(hit, "opened"))

    def ask(self, question: str) -> int:
        """Asks, cancelling an earlier question; returns the number that messages about this one carry."""
        self.cancel()
        self._cancelled = self._gateway.cancellable()
        self._asked += 1
        self._gateway.ask(self._node, "ask", partial(_ask, self._asked, question, self._cancelled))
        return self._asked

    def cancel(self) -> None:
        """Stops the answer that is being written, within a token, or before the first one."""
        self._cancelled.set()


def _recall(memory: MemoryApi, query: str, tell: Tell) -> None:
    tell(Recalled(query, memory.recall(query, limit=RESULTS, unfinished=True, log=False)))


def _read_surroundings(hit: Hit, memory: MemoryApi, tell: Tell) -> None:
    tell(SurroundingsRead(hit, memory.surroundings(hit)))


def _ask(number: int, question: str, cancelled: threading.Event, memory: MemoryApi, tell: Tell) -> None:
    try:
        answer = memory.ask(
            question,
            on_sources=lambda citations: tell(SourcesChosen(number, tuple(citations))),
            on_text=lambda text: tell(AnswerGrew(number, text)),
            cancelled=cancelled,
        )
    except EXPECTED as error:
        tell(AskingEnded(number, "" if cancelled.is_set() else str(error)))
        return
    tell(AskingEnded(number) if answer.cancelled else Answered(number, answer))
