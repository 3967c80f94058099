"""Which token comes next: from the model's raw scores, a temperature and a grammar."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.errors import BadSchemaError
from models.llama import NativeModel, native_log_tail

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Scores = npt.NDArray[np.float32]
    Tokens = npt.NDArray[np.int32]

CANDIDATES = 40
NUCLEUS = 0.95


class Grammar:
    """The tokens that a GBNF grammar allows next. Knows what was written only through `accept`."""

    def __init__(self, model: NativeModel, text: str) -> None:
        """Raises BadSchemaError when llama.cpp does not take the grammar."""
        self._api = model.api
        self._sampler = model.api.llama_sampler_init_grammar(model.vocab, text.encode("utf-8"), b"root")
        if not self._sampler:
            raise BadSchemaError(
                f"llama.cpp did not take the grammar made from this schema ({native_log_tail()}). "
                "Nothing was generated. Simplify the schema."
            )

    def allowed(self, tokens: Tokens) -> Tokens:
        """Those of `tokens` that may come next, in the same order."""
        import numpy as np

        entry = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        table = np.zeros(len(tokens), dtype=entry)
        table["id"] = tokens
        pointer = table.ctypes.data_as(ctypes.POINTER(self._api.llama_token_data))
        array = self._api.llama_token_data_array(pointer, len(tokens), -1, False)
        self._api.llama_sampler_apply(self._sampler, ctypes.byref(array))
        return np.asarray(table["id"][np.isfinite(table["logit"])])

    def accept(self, token: int) -> None:
        """Go on after `token`, which must be one that is allowed: llama.cpp aborts on any other."""
        self._api.llama_sampler_accept(self._sampler, token)

    def close(self) -> None:
        """Free the grammar. Safe to call twice."""
        if self._sampler:
            self._api.llama_sampler_free(self._sampler)
            self._sampler = None


def choose(
    scores: Scores, temperature: float, random: np.random.Generator, grammar: Grammar | None
) -> int | None:
    """The next token: the likeliest at temperature 0, else drawn from the likeliest few; None if none may be.

    The draw is among the best 40, cut to the smallest set that holds 95% of their probability (nucleus
    sampling, Holtzman et al. 2020).
    """
    import numpy as np

    likeliest = np.array([scores.argmax()], dtype=np.int32)
    if temperature <= 0 and (grammar is None or len(grammar.allowed(likeliest))):
        return int(likeliest[0])
    ranked = _ranked(scores, CANDIDATES)
    if grammar is not None:
        allowed = grammar.allowed(ranked)
        ranked = allowed if len(allowed) else grammar.allowed(_ranked(scores, len(scores)))[:CANDIDATES]
    if not len(ranked):
        return None
    return int(ranked[0]) if temperature <= 0 else _draw(ranked, scores[ranked], temperature, random)


def _draw(tokens: Tokens, scores: Scores, temperature: float, random: np.random.Generator) -> int:
    import numpy as np

    odds = np.exp((scores - scores[0]).astype(np.float64) / temperature)
    reached = np.cumsum(odds / odds.sum())
    kept = int(np.searchsorted(reached, NUCLEUS)) + 1
    return int(random.choice(tokens[:kept], p=odds[:kept] / odds[:kept].sum()))


def _ranked(scores: Scores, count: int) -> Tokens:
    """The `count` likeliest tokens, best first."""
    import numpy as np

    best = np.argpartition(scores, -count)[-count:] if count < len(scores) else np.arange(len(scores))
    return np.asarray(best[np.argsort(-scores[best], kind="stable")], dtype=np.int32)


def log_probabilities(scores: Scores) -> Scores:
    """Natural logs of the softmax of `scores`."""
    import numpy as np

    shifted = scores - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


def likeliest(logprobs: Scores, count: int) -> Sequence[tuple[int, float]]:
    """The `count` likeliest tokens with their log-probabilities, best first."""
    return [(int(token), float(logprobs[token])) for token in _ranked(logprobs, count)] if count else []
