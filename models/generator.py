"""A language model in a process of its own: asks it, streams its answer, survives its death.

llama.cpp aborts the whole process on some faults, so it never runs in the caller's. The process starts with
the first question, and again with the next one after it died.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from models.errors import EngineDiedError
from models.grammar import grammar_of
from models.process import EngineProcess, Pending
from models.protocol import Message, Reply, Run, Token, Verb, error_from, token_from
from models.reading import CacheType
from models.speaking import Speech

__all__ = ["Generator", "HeadKeeper", "Message", "Run", "Stream", "Token"]

DEFAULT_BATCH = 512


class HeadKeeper(Protocol):
    """Where the states of heads are kept between runs. What it gives back must be what it was given.

    The bytes hold what was read, and llama.cpp trusts them: whoever writes them to a disk has to encrypt
    and to authenticate them.
    """

    def load(self, identity: str) -> bytes | None:
        """The state that was saved under this identity, or None where there is none or it is damaged."""

    def save(self, identity: str, state: bytes) -> None:
        """Keep it as well as can be; never raises over a full disk and the like."""


class Stream(Speech):
    """The tokens of one answer as they come. Closing it stops the model within a token.

    The first token raises ContextTooLongError, before anything was evaluated, when the prompt does not fit.
    Any token may raise EngineDiedError. After the last one `run` tells how it went.
    """

    def __init__(self, process: EngineProcess, pending: Pending) -> None:
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

    def close(self) -> None:
        if not self._over:
            self._over = True
            self._process.cancel(self._pending)

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
        flash_attention: bool | None = None,
        cache_type: CacheType = "f16",
        heads: HeadKeeper | None = None,
        identity: str = "",
    ) -> None:
        """Nothing starts yet. `threads` None takes the physical cores, `gpu_layers` None what a GPU can have.

        `context` is the most tokens that a prompt and its answer may have together, and takes memory.
        `flash_attention` None leaves it to llama.cpp; `cache_type` other than "f16" needs it. `heads` keeps
        the states of heads between runs, bound to `identity`, such as the model's hash, among other things.
        """
        self._heads = heads
        self._path = Path(path)
        self._settings = {
            "path": str(self._path.absolute()),
            "threads": threads,
            "gpu_layers": gpu_layers,
            "context": context,
            "batch": batch,
            "flash_attention": flash_attention,
            "cache_type": cache_type,
            "identity": identity,
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
        cancelled: threading.Event | None = None,
    ) -> Stream:
        """The answer to a conversation, token by token.

        `schema`: a JSON schema (see models.grammar) that the answer follows, unless `max_tokens` cuts it.
        `logprobs`: how many of the likeliest tokens to tell with each. Temperature 0 is deterministic; else
        `seed` repeats the draw. Text in messages is data: markers of the chat format in it are not obeyed.
        `cancelled`: once set, this answer and no other ends within a token, also while it waits or the prompt
        is read. Raises BadSchemaError, ModelLoadError, EngineDiedError; what the Stream raises is told there.
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
        return Stream(process, process.call("generate", body, cancelled=cancelled))

    def score_next(
        self,
        messages: Sequence[Message],
        candidates: Sequence[str],
        *,
        cancelled: threading.Event | None = None,
    ) -> dict[str, float]:
        """Natural log of the probability that the answer begins with each candidate, such as "Yes" and "No".

        Raises ContextTooLongError, ModelLoadError, EngineDiedError, and StoppedError once `cancelled` is set.
        """
        body = {"messages": _plain(messages), "candidates": list(candidates)}
        return _scores(self._ask("score", body, cancelled=cancelled).body)

    def score_each(
        self,
        prompts: Sequence[Sequence[Message]],
        candidates: Sequence[str],
        *,
        cancelled: threading.Event | None = None,
    ) -> list[dict[str, float]]:
        """`score_next` for each prompt; what they begin with alike is evaluated once, so put it first.

        Prompts that were read before stay known, which these do not. Raises what `score_next` raises; one
        prompt that is too long spoils all.
        """
        body = {"prompts": [_plain(messages) for messages in prompts], "candidates": list(candidates)}
        reply = self._ask("score each", body, cancelled=cancelled)
        return [_scores(scores) for scores in reply.body["scores"]]

    def warm(self, messages: Sequence[Message], *, cancelled: threading.Event | None = None) -> int:
        """Have the head of prompts to come ready; returns how many of its tokens were evaluated now.

        None is when it is ready already, or was kept since an earlier run. Raises what `score_next` raises.
        """
        body = {"messages": _plain(messages)}
        if self._heads is None:
            return int(self._ask("warm", body, cancelled=cancelled).body["tokens"])
        head = self._ask("head", body, cancelled=cancelled).body
        if head["held"]:
            return 0
        state = self._heads.load(head["identity"])
        if state is not None and self.load_head(messages, state):
            return 0
        evaluated = int(self._ask("warm", body, cancelled=cancelled).body["tokens"])
        if state := self.save_head(messages):
            self._heads.save(head["identity"], state)
        return evaluated

    def save_head(self, messages: Sequence[Message]) -> bytes:
        """The state of that head, evaluated if need be, for `load_head`; empty where it is too long to keep.

        It holds what was read: whoever writes it to a disk has to encrypt it. Raises as `score_next` does.
        """
        return self._ask("save", {"messages": _plain(messages)}).data

    def load_head(self, messages: Sequence[Message], state: bytes) -> bool:
        """Have that head ready as `save_head` gave it, without evaluating it.

        False where the state belongs to another model, version, setting or text, or is damaged. Its checksum
        is against accidents: bytes that somebody else may have written must be authenticated first.
        """
        return bool(self._ask("load", {"messages": _plain(messages)}, state).body["loaded"])

    def drop_heads(self) -> None:
        """Forget what was read, heads and prompts; whatever is asked from now on is evaluated anew."""
        process = self._process
        if process is not None:
            with suppress(EngineDiedError):
                process.call("drop", {})  # takes its turn: nobody waits for it, and nothing overtakes it

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

    def _ask(
        self,
        verb: Verb,
        body: dict[str, Any],
        data: bytes = b"",
        *,
        cancelled: threading.Event | None = None,
    ) -> Reply:
        process = self._engine()
        pending = process.call(verb, body, data, cancelled=cancelled)
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


def _scores(body: Mapping[str, Any]) -> dict[str, float]:
    return {text: float(value) for text, value in body.items()}


def _plain(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]
