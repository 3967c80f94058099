"""One generator in memory: conversations in, tokens out. Runs inside the worker process, on one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.chat import ChatFormat
from models.errors import ContextTooLongError
from models.llama import NativeModel
from models.protocol import Finish, Message, Run, Token
from models.reading import Cancelled, Reader, Settings
from models.sampling import Grammar, choose, likeliest, log_probabilities
from models.states import identity_of, pack, unpack
from models.writing import Writer

if TYPE_CHECKING:
    from models.sampling import Scores


@dataclass(frozen=True)
class Order:
    """What to generate. Temperature 0 takes the likeliest token; `logprobs` is how many to tell with each."""

    messages: tuple[Message, ...]
    max_tokens: int = 256
    temperature: float = 0.0
    grammar: str | None = None
    logprobs: int = 0
    stop: tuple[str, ...] = ()
    seed: int = 0


class Engine:
    """A model ready to speak. Use it from one thread; only `count` may be called from others meanwhile."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        identity: str = "",
    ) -> None:
        """Open the model at `path`. Work stops soon after `cancelled` says yes. Raises ModelLoadError.

        identity: what else than the file's size and time its kept states are bound to, such as its hash.
        """
        self.model = NativeModel(path, gpu_layers=settings.gpu_layers, repack=settings.repack)
        self._reader = Reader(self.model, settings, cancelled)
        self._chat = ChatFormat(self.model)
        self._traits = _traits(self.model, settings) | {"model": identity, "context": self._reader.limit}

    @property
    def context_length(self) -> int:
        """Tokens that a prompt and its answer may have together."""
        return self._reader.limit

    def generate(self, order: Order) -> Iterator[Token | Run]:
        """The answer's tokens, then one Run.

        Raises BadSchemaError, and ContextTooLongError when prompt and answer do not fit, before evaluating.
        """
        prompt = self._chat.tokens(order.messages)
        self._check_room(prompt, order.max_tokens)
        grammar = Grammar(self.model, order.grammar) if order.grammar else None
        try:
            yield from self._answer(prompt, order, grammar)
        finally:
            if grammar:
                grammar.close()

    def warm(self, messages: Sequence[Message]) -> int:
        """Evaluate the head of prompts to come and keep it; returns how many of its tokens were new."""
        head = self._head(messages)
        fresh = 0 if self._reader.holds(head) else len(head) - self._reader.known(head)
        self._reader.keep_head(head)
        return fresh

    def head(self, messages: Sequence[Message]) -> tuple[str, bool]:
        """What a state of that head belongs to, and whether the head is kept now."""
        head = self._head(messages)
        return identity_of(self._traits, head), self._reader.holds(head)

    def save_head(self, messages: Sequence[Message]) -> bytes:
        """The state of that head for `load_head` of an engine like this one; empty when it cannot be kept."""
        head = self._head(messages)
        state = self._reader.save_head(head)
        return pack(identity_of(self._traits, head), state) if state else b""

    def load_head(self, messages: Sequence[Message], packed: bytes) -> bool:
        """Keep that head without evaluating it; False, and nothing happened, where the state is of no use."""
        head = self._head(messages)
        state = unpack(identity_of(self._traits, head), packed)
        return state is not None and self._reader.load_head(head, state)

    def forget(self) -> None:
        """Forget all that was read."""
        self._reader.forget()

    def score_each(
        self, prompts: Sequence[Sequence[Message]], candidates: Sequence[str]
    ) -> list[dict[str, float]]:
        """`score` for several prompts; their common beginning is evaluated once, the rest side by side."""
        firsts = {text: self.model.tokenize(text)[0] for text in candidates if text}
        if len(set(firsts.values())) < len(firsts):
            return [self.score(messages, candidates, passing=True) for messages in prompts]
        read = [self._chat.tokens(messages) for messages in prompts]
        for prompt in read:
            self._check_room(prompt, 1)
        told = map(log_probabilities, self._reader.read_each(read))
        return [{text: float(one[first]) for text, first in firsts.items()} for one in told]

    def score(
        self, messages: Sequence[Message], candidates: Sequence[str], *, passing: bool = False
    ) -> dict[str, float]:
        """Natural log of the probability that the answer begins with each candidate.

        Where the candidates' first tokens differ, those alone decide and nothing more is evaluated; else all
        the tokens of each candidate count. Raises ContextTooLongError.
        """
        prompt = self._chat.tokens(messages)
        spelled = {text: self.model.tokenize(text) for text in candidates if text}
        self._check_room(prompt, max(map(len, spelled.values()), default=1))
        first = log_probabilities(self._reader.read(prompt, passing=passing))
        if len({tokens[0] for tokens in spelled.values()}) == len(spelled):
            return {text: float(first[tokens[0]]) for text, tokens in spelled.items()}
        return {text: self._score_all(prompt, tokens, first) for text, tokens in spelled.items()}

    def count(self, text: str) -> int:
        """Tokens of `text` by itself."""
        return len(self.model.tokenize(text))

    def close(self) -> None:
        """Free the model. Safe to call twice."""
        self.model.close()

    def _answer(self, prompt: list[int], order: Order, grammar: Grammar | None) -> Iterator[Token | Run]:
        started, reused = time.perf_counter(), self._reader.known(prompt)
        writer, spoken = Writer(order.stop), _Spoken(started)
        try:
            for token, scores in self._speak(prompt, order, grammar, spoken):
                said = self._token(token, scores, order.logprobs)
                yield from writer.write(self.model.piece(token), said)
                if writer.stopped:
                    spoken.finish = "stop"
                    break
        except Cancelled:
            spoken.finish = "cancelled"
        yield from writer.rest()
        seconds = spoken.first - started, time.perf_counter() - spoken.first
        yield Run(spoken.finish, len(prompt), reused, spoken.tokens, *seconds)

    def _speak(
        self, prompt: list[int], order: Order, grammar: Grammar | None, spoken: _Spoken
    ) -> Iterator[tuple[int, Scores]]:
        """Each token of the answer with the scores it was chosen from; `spoken` follows along."""
        import numpy as np

        random = np.random.default_rng(order.seed)
        scores = self._reader.read(prompt)
        spoken.first = time.perf_counter()
        while True:
            token = choose(scores, order.temperature, random, grammar)
            if token is None or self.model.ends(token):
                spoken.finish = "end"
                return
            spoken.tokens += 1
            yield token, scores
            if spoken.tokens == order.max_tokens:
                spoken.finish = "length"
                return
            if grammar:
                grammar.accept(token)
            scores = self._reader.read_on(token)

    def _token(self, token: int, scores: Scores, logprobs: int) -> Token:
        if not logprobs:
            return Token("")
        told = log_probabilities(scores)
        top = tuple((self._spelled(other), value) for other, value in likeliest(told, logprobs))
        return Token("", float(told[token]), top)

    def _score_all(self, prompt: list[int], tokens: Sequence[int], first: Scores) -> float:
        total, logprobs = 0.0, first
        for at, token in enumerate(tokens):
            if at:
                logprobs = log_probabilities(self._reader.read([*prompt, *tokens[:at]], passing=True))
            total += float(logprobs[token])
        return total

    def _spelled(self, token: int) -> str:
        return self.model.piece(token, special=True).decode("utf-8", "replace")

    def _head(self, messages: Sequence[Message]) -> list[int]:
        head = self._chat.tokens(messages, answer=False)
        self._check_room(head, 1)
        return head

    def _check_room(self, prompt: Sequence[int], answer: int) -> None:
        room = self.context_length - min(answer, self.context_length // 2)
        if len(prompt) > room:
            raise ContextTooLongError(len(prompt), room)


def _traits(model: NativeModel, settings: Settings) -> dict[str, object]:
    """All that shapes a state: the file, the version of llama.cpp and what it uses here, the settings."""
    from importlib.metadata import version

    file = model.path.stat()
    return {
        "llama.cpp": version("llama-cpp-python"),
        "system": model.api.llama_print_system_info().decode("utf-8", "replace"),
        "architecture": model.architecture,
        "file": [file.st_size, file.st_mtime_ns],
        "settings": [settings.gpu_layers, settings.flash_attention, settings.cache_type, settings.repack],
    }


@dataclass
class _Spoken:
    """How far an answer has come."""

    first: float
    tokens: int = 0
    finish: Finish = "length"
