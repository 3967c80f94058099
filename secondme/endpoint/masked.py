"""A speaker that is told masked text and is heard unmasked; nothing else reaches the one behind it.

Each prompt has a mask of its own. Placeholders are numbered by first appearance, so all prompts that begin
alike are masked alike, as the turns of a conversation are and as a server's memory of them needs it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.endpoint import Endpoint
from models.protocol import Message, Token
from models.speaking import Speech
from secondme.masking import Mask, Names, Restorer

_SHOWN = {"enum", "const", "title", "description", "default", "examples"}
"""What of a schema a model reads as text."""


class Unmasked(Speech):
    """The tokens of an answer, unmasked. The text of one may wait for those behind it."""

    def __init__(self, speech: Speech, restorer: Restorer) -> None:
        self._speech, self._restorer = speech, restorer
        self._over = False

    def __next__(self) -> Token:
        if self._over:
            raise StopIteration
        token = next(self._speech, None)
        if token is not None:
            return replace(token, text=self._restorer.feed(token.text), top=())
        self._over, self.run = True, self._speech.run
        rest = self._restorer.rest()
        if not rest:
            raise StopIteration
        return Token(rest)

    def close(self) -> None:
        self._over = True
        self._speech.close()


class MaskedSpeaker:
    """An endpoint as the generator. names: whom not to name; dates: whether days are masked too."""

    def __init__(self, endpoint: Endpoint, names: Callable[[], Names], *, dates: bool = False) -> None:
        self._endpoint, self._names, self._dates = endpoint, names, dates

    @property
    def place(self) -> str:
        """Where it runs, for people."""
        return self._endpoint.place

    @property
    def context_length(self) -> int:
        return self._endpoint.context_length

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
    ) -> Unmasked:
        """As `models.generator.Generator.generate`; of the likeliest tokens only the first is told.

        Every option is named here, so that none of those to come passes by the mask unseen.
        """
        mask, masked = self._masked(messages)
        speech = self._endpoint.generate(
            masked,
            max_tokens=max_tokens,
            temperature=temperature,
            schema=None if schema is None else _masked_schema(schema, mask),
            logprobs=logprobs,
            stop=[mask.mask(one) for one in stop],
            seed=seed,
            cancelled=cancelled,
        )
        # In JSON a name with a quotation mark must not end the string that it stands in.
        return Unmasked(speech, mask.restorer(_in_json) if schema is not None else mask.restorer())

    def score_next(
        self,
        messages: Sequence[Message],
        candidates: Sequence[str],
        *,
        cancelled: threading.Event | None = None,
    ) -> dict[str, float] | None:
        """As `models.endpoint.Endpoint.score_next`."""
        mask, masked = self._masked(messages)
        asked = {one: mask.mask(one) for one in candidates}
        scores = self._endpoint.score_next(masked, list(asked.values()), cancelled=cancelled)
        return None if scores is None else {one: scores[said] for one, said in asked.items()}

    def warm(self, messages: Sequence[Message], *, cancelled: threading.Event | None = None) -> int:
        """Nothing: nothing is sent unasked."""
        return self._endpoint.warm(messages)

    def count_tokens(self, text: str) -> int:
        """An estimate; nothing is sent for it."""
        return self._endpoint.count_tokens(text)

    def cancel(self) -> None:
        self._endpoint.cancel()

    def close(self) -> None:
        self._endpoint.close()

    def _masked(self, messages: Sequence[Message]) -> tuple[Mask, list[Message]]:
        mask = Mask(self._names(), dates=self._dates)
        return mask, [Message(one.role, mask.mask(one.content)) for one in messages]


def _masked_schema(schema: Any, mask: Mask, *, shown: bool = False) -> Any:
    """The schema with the texts in it masked, and its keywords as they are."""
    if isinstance(schema, Mapping):
        return {
            name: _masked_schema(value, mask, shown=shown or name in _SHOWN) for name, value in schema.items()
        }
    if isinstance(schema, (list, tuple)):
        return [_masked_schema(one, mask, shown=shown) for one in schema]
    return mask.mask(schema) if shown and isinstance(schema, str) else schema


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
