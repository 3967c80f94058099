"""What every language model that answers can do, whether it runs here or on another machine."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, Self

from models.protocol import Message, Run, Token


class Speech(Iterator[Token]):
    """The tokens of one answer as they come; closing it stops the model."""

    run: Run | None = None
    """How it went, once the last token is out."""

    @abstractmethod
    def close(self) -> None:
        """Stop the model if it still speaks. Safe to call twice, and from any thread."""

    def text(self) -> str:
        """The rest of the answer, once it is complete."""
        return "".join(token.text for token in self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Speaker(Protocol):
    """A model that answers: `models.generator.Generator` here, `models.endpoint.Endpoint` elsewhere."""

    @property
    def place(self) -> str:
        """Where it runs, for people: "qwen3 at 192.168.1.20:8080"; empty for this machine."""

    @property
    def context_length(self) -> int:
        """Tokens that a prompt and its answer may have together."""

    def generate(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 256,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
        logprobs: int = 0,
        stop: Sequence[str] = (),
        seed: int = 0,
        cancelled: threading.Event | None = None,
    ) -> Speech:
        """The answer to a conversation, token by token; ends soon after `cancelled` is set.

        Raises ModelError and its children.
        """

    def score_next(
        self,
        messages: Sequence[Message],
        candidates: Sequence[str],
        *,
        cancelled: threading.Event | None = None,
    ) -> Mapping[str, float] | None:
        """Natural log of the probability that the answer begins with each candidate; None where it is not
        told. Raises StoppedError once `cancelled` is set.
        """

    def warm(self, messages: Sequence[Message], *, cancelled: threading.Event | None = None) -> int:
        """Evaluate the head of prompts to come where that helps; returns how many tokens were new."""

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` by itself; over the network an estimate that is rather too high."""

    def cancel(self) -> None:
        """Stop what is under way, from any thread."""

    def close(self) -> None:
        """Let go of what it holds; the next call would start anew. Safe to call twice."""
