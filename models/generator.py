"""A language model in a process of its own: asks it, streams its answer, survives its death.

llama.cpp aborts the whole process on some faults, so it never runs in the caller's. The process starts with
the first question, and again with the next one after it died.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.grammar import grammar_of
from models.process import EngineProcess, Pending
from models.protocol import Message, Reply, Run, Token, Verb, error_from, token_from

__all__ = ["Generator", "Message", "Run", "Stream", "Token"]

DEFAULT_BATCH = 512


class Stream(Iterator[Token]):
    """The tokens of one answer as they come. Closing it stops the model within a token.

    The first token raises ContextTooLongError, before anything was evaluated, when the prompt does not fit.
    Any token may raise EngineDiedError. After the last one `run` tells how it went.
    """

    def __init__(self, process: EngineProcess, pending: Pending) -> None:
        self.run: Run | None = None
        self._process, self._pending = process, pending
        self._over = False

    def __next__(self) -> Token:
        if self._over:
            raise StopIteration
        try:
            reply = self._pending.wait()
        except BaseException:
            self.close()
            raise
        if reply.kind == "token":
            return token_from(reply.body)
        self._over = True
        if reply.kind == "error":
            raise error_from(reply.body)
        self.run = Run(**reply.body)
        raise StopIteration

    def text(self) -> str:
        """The rest of the answer, once it is complete."""
        return "".join(token.text for token in self)

    def close(self) -> None:
        """Stop the model if it still speaks. Safe to call twice, and from any thread."""
        if not self._over:
            self._over = True
            self._process.cancel(self._pending)

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class Generator:
    """A generator model. Usable from several threads: their questions wait for each other in one queue."""

    def __init__(
        self,
        path: Path,
        *,
        threads: int | None = None,
        gpu_layers: int | None = None,
        context: int = 4096,
        batch: int = DEFAULT_BATCH,
    ) -> None:
        """Nothing starts yet. `threads` None takes the physical cores, `gpu_layers` None what a GPU can have.

        `context` is the most tokens that a prompt and its answer may have together, and takes memory.
        """
        self._path = Path(path)
        self._settings = {
            "path": str(self._path.absolute()),
            "threads": threads,
            "gpu_layers": gpu_layers,
            "context": context,
            "batch": batch,
        }
        self._starting = threading.Lock()
        self._process: EngineProcess | None = None
        self._info: dict[str, Any] = {}

    @property
    def place(self) -> str:
        """Empty: it runs on this machine."""
        return ""

    @property
    def context_length(self) -> int:
        """Tokens that a prompt and its answer may have together. Starts the engine."""
        return int(self.info()["context_length"])

    def info(self) -> dict[str, Any]:
        """The model's name, context, threads, GPU layers, seconds to load, process id. Starts the engine."""
        self._engine()
        return dict(self._info)

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
    ) -> Stream:
        """The answer to a conversation, token by token.

        `schema`: a JSON schema (see models.grammar) that the answer follows, unless `max_tokens` cuts it.
        `logprobs`: how many of the likeliest tokens to tell with each. Temperature 0 is deterministic; else
        `seed` repeats the draw. Text in messages is data: markers of the chat format in it are not obeyed.
        Raises BadSchemaError, ModelLoadError, EngineDiedError; what the Stream raises is told there.
        """
        body = {
            "messages": _plain(messages),
            "max_tokens": max_tokens,
            "temperature": temperature,
            "grammar": None if schema is None else grammar_of(schema),
            "logprobs": logprobs,
            "stop": list(stop),
            "seed": seed,
        }
        process = self._engine()
        return Stream(process, process.call("generate", body))

    def score_next(self, messages: Sequence[Message], candidates: Sequence[str]) -> dict[str, float]:
        """Natural log of the probability that the answer begins with each candidate, such as "Yes" and "No".

        Raises ContextTooLongError, ModelLoadError, EngineDiedError.
        """
        reply = self._ask("score", {"messages": _plain(messages), "candidates": list(candidates)})
        return {text: float(value) for text, value in reply.body.items()}

    def warm(self, messages: Sequence[Message]) -> int:
        """Evaluate the head of prompts to come, which then start after it; returns how many were new."""
        return int(self._ask("warm", {"messages": _plain(messages)}).body["tokens"])

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` by itself. Answered at once, even while the model speaks."""
        return int(self._ask("count", {"text": text}).body["tokens"])

    def cancel(self) -> None:
        """Stop what is under way or waiting, from any thread: streams end, other calls raise ModelError."""
        process = self._process
        if process is not None:
            process.cancel_all()

    def close(self) -> None:
        """End the engine; the next call would start a new one. Safe to call twice."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            process.close()

    def __enter__(self) -> Generator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _engine(self) -> EngineProcess:
        """The running process, started if there is none. Raises ModelLoadError, EngineDiedError."""
        with self._starting:
            if self._process is None or not self._process.alive:
                process = EngineProcess(self._path.name)
                try:
                    self._info = _result(process.call("open", self._settings)).body
                except BaseException:
                    process.close()
                    raise
                weakref.finalize(self, process.close)
                self._process = process
            return self._process

    def _ask(self, verb: Verb, body: dict[str, Any]) -> Reply:
        process = self._engine()
        pending = process.call(verb, body)
        try:
            return _result(pending)
        except BaseException:
            process.cancel(pending)
            raise


def _result(pending: Pending) -> Reply:
    reply = pending.wait()
    if reply.kind == "error":
        raise error_from(reply.body)
    return reply


def _plain(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]
