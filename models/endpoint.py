"""A language model behind an OpenAI-compatible server: llama-server, vLLM, Ollama and their like.

It is asked as the one in `models.generator` is. What is sent is what it is given, so whoever owns secrets
masks them before. Nothing is sent before the first question.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from models.errors import ContextTooLongError, EndpointError, RefusedError, StoppedError
from models.event_stream import Said, fault_in, said_in
from models.exchange import GO_BACK, Door, Exchange
from models.grammar import grammar_of
from models.protocol import Finish, Message, Run, Token
from models.scoring import Walk, first_tokens_decide
from models.speaking import Speech

BYTES_A_TOKEN = 3
"""English has four and more, other languages about three: the estimate is rather too high."""
MOST_TOP = 20
"""OpenAI's own limit for the likeliest tokens."""
MOST_SCORED = 12
"""Tokens: longer candidates are judged by their beginning."""
POLL_S = 0.03


class _Held:
    """The exchange that is under way, to be stopped from any thread."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.exchange: Exchange | None = None

    def take(self, exchange: Exchange) -> None:
        self.exchange = exchange
        if self.over.is_set():
            exchange.stop()

    def stop(self) -> None:
        self.over.set()
        if self.exchange is not None:
            self.exchange.stop()

    def watch(self, cancelled: threading.Event) -> None:
        while not self.over.wait(POLL_S):
            if cancelled.is_set():
                self.stop()


class EndpointStream(Speech):
    """The tokens of one answer as they come; the request is sent with the first. As `generator.Stream`."""

    def __init__(
        self, endpoint: Endpoint, body: dict[str, Any], cancelled: threading.Event | None = None
    ) -> None:
        self.stopped = False
        """Whether it was ended before the model was done."""
        self._place, self._most = endpoint.place, 2 * int(body["max_tokens"])
        self._held = _Held()
        self._events = endpoint.events(body, self._held.take)
        self._waiting: deque[Token] = deque()
        self._spoken, self._heard, self._finish = 0, Said(), ""
        self._begun = self._first = 0.0
        if cancelled is not None:
            threading.Thread(target=self._held.watch, args=(cancelled,), daemon=True).start()

    def __next__(self) -> Token:
        self._begun = self._begun or time.monotonic()
        try:
            while not self._held.over.is_set():
                if self._waiting:
                    return self._waiting.popleft()
                self._hear(next(self._events, None))
        except StoppedError:
            self.close()
        except BaseException:
            self._held.stop()
            raise
        self.stopped = self.run is None
        raise StopIteration

    def close(self) -> None:
        self._held.stop()

    def __del__(self) -> None:
        self.close()

    def _hear(self, said: Said | None) -> None:
        if said is None or self._spoken >= self._most:
            self._end()
            return
        if said.tokens:
            self._first = self._first or time.monotonic()
            self._spoken += len(said.tokens)
            self._waiting.extend(said.tokens)
        self._finish = said.finish or self._finish
        if said.prompt is not None:
            self._heard = said

    def _end(self) -> None:
        too_much = self._spoken >= self._most  # A server that does not keep to `max_tokens` is not heard out.
        if not self._finish and not too_much:
            raise EndpointError(
                f"{self._place} broke off in the middle of its answer. Nothing of it was kept. "
                f"Ask again, {GO_BACK}"
            )
        over = time.monotonic()
        first = self._first or over
        finish: Finish = "length" if too_much or self._finish == "length" else "end"
        generated = self._heard.generated or self._spoken
        self.run = Run(finish, self._heard.prompt or 0, 0, generated, first - self._begun, over - first)
        self._held.stop()


class Endpoint:
    """A generator behind an endpoint. Usable from several threads; each question has its own connection."""

    def __init__(self, door: Door, model: str, *, context: int = 4096) -> None:
        """`context`: the most tokens that a prompt and its answer may have together; some servers cut longer
        ones without a word, so none is sent.
        """
        self._door, self._model, self._context = door, model, context
        self._tells_probabilities = True
        self._under_way: set[Exchange] = set()
        self._guard = threading.Lock()

    @property
    def place(self) -> str:
        """`qwen3 at 192.168.1.20:8080`."""
        return f"{self._model} at {self._door.address.netloc}"

    @property
    def context_length(self) -> int:
        return self._context

    def models(self) -> list[str]:
        """The names of the models it offers; nothing but the API key is sent. Raises EndpointError."""
        exchange = self._door.ask("/models")
        for event in exchange.events():
            data = event.get("data")
            if isinstance(data, list):
                return [str(one["id"]) for one in data if isinstance(one, dict) and "id" in one]
        return []

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
    ) -> EndpointStream:
        """The answer to a conversation, token by token; see `models.generator.Generator.generate`.

        Whether the schema is kept, and the seed, is up to the server. Raises BadSchemaError and
        ContextTooLongError before anything is sent; the stream raises EndpointError.
        """
        self._require_room(messages)
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": one.role, "content": one.content} for one in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "seed": seed,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if stop:
            body["stop"] = list(stop)
        if logprobs and self._tells_probabilities:
            body |= {"logprobs": True, "top_logprobs": min(logprobs, MOST_TOP)}
        if schema is not None:
            grammar_of(schema)  # The same schemas are refused here as by the model on this machine.
            form = {"name": "answer", "strict": True, "schema": dict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return EndpointStream(self, body, cancelled)

    def score_next(
        self,
        messages: Sequence[Message],
        candidates: Sequence[str],
        *,
        cancelled: threading.Event | None = None,
    ) -> dict[str, float] | None:
        """Natural log of the probability that the answer begins with each candidate; see `models.scoring`.

        Never too low, and exact where the model's own answer begins so, or where the first token decides.
        None where the server tells no probabilities. Raises EndpointError, and StoppedError once cancelled.
        """
        if not self._tells_probabilities:
            return None
        walks = {one: Walk(one) for one in candidates}
        with self.generate(
            messages, max_tokens=MOST_SCORED, logprobs=MOST_TOP, cancelled=cancelled
        ) as stream:
            for token in stream:
                if token.logprob is None or not token.top:
                    self._tells_probabilities = False
                    return None
                if not any(walk.steps for walk in walks.values()):
                    decided = first_tokens_decide(candidates, token)
                    if decided is not None:
                        return decided
                for walk in walks.values():
                    walk.go(token)
                if all(walk.over for walk in walks.values()):
                    break
            if not any(walk.steps for walk in walks.values()):
                if stream.stopped:
                    raise StoppedError("The question was stopped.")
                return None
        return {one: walk.logprob for one, walk in walks.items()}

    def warm(self, messages: Sequence[Message], *, cancelled: threading.Event | None = None) -> int:
        """Nothing: a server keeps what it read last by itself, and nothing is sent unasked."""
        return 0

    def count_tokens(self, text: str) -> int:
        """An estimate that is rather too high; nothing is sent for it."""
        return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_A_TOKEN)

    def cancel(self) -> None:
        """Stop what is under way, from any thread: streams end, other calls raise StoppedError."""
        with self._guard:
            under_way = list(self._under_way)
        for exchange in under_way:
            exchange.stop()

    def close(self) -> None:
        """Ends what is under way."""
        self.cancel()

    def events(self, body: dict[str, Any], hold: Callable[[Exchange], None]) -> Iterator[Said]:
        """What the server says to a request; without probabilities where it refuses them."""
        try:
            yield from self._said(body, hold)
        except RefusedError as refusal:
            if refusal.status not in {400, 422, 501} or "logprobs" not in body:
                raise
            self._tells_probabilities = False
            optional = {"logprobs", "top_logprobs", "stream_options"}
            yield from self._said({key: one for key, one in body.items() if key not in optional}, hold)

    def _said(self, body: dict[str, Any], hold: Callable[[Exchange], None]) -> Iterator[Said]:
        exchange = self._door.ask("/chat/completions", body)
        with self._guard:
            self._under_way.add(exchange)
        hold(exchange)
        try:
            for event in exchange.events():
                yield self._understood(event)
        finally:
            exchange.stop()
            with self._guard:
                self._under_way.discard(exchange)

    def _understood(self, event: dict[str, Any]) -> Said:
        origin = self._door.address.origin
        if event.get("error"):
            words = self._door.hide(fault_in(event))
            raise EndpointError(
                f'{origin} broke off: "{words}". Nothing of its answer was kept. Ask again, {GO_BACK}'
            )
        try:
            return said_in(event)
        except ValueError as error:
            raise EndpointError(
                f"{origin} answered something that is not of OpenAI's form ({error}). "
                f"Nothing of it was kept. Check that the address is the right one, {GO_BACK}"
            ) from error

    def _require_room(self, messages: Sequence[Message]) -> None:
        tokens = sum(self.count_tokens(one.content) for one in messages)
        if tokens > self._context:
            raise ContextTooLongError(tokens, self._context)
