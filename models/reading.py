"""What a generator's context has read, and how the next prompt builds on it.

A prompt is evaluated only from where it differs from the last one. The heads given to `keep_head` stay ready
in sequences of their own; llama.cpp shares their memory with the prompts that begin with them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.errors import ModelError
from models.llama import NativeModel, native_log_tail

if TYPE_CHECKING:
    from models.sampling import Scores

WORKING = 0
HEAD_SEQUENCES = (1, 2, 3)
HEAD_ROOM = 2048
ABORTED = 2


@dataclass(frozen=True)
class Settings:
    """How to run a model: tokens of context, CPU threads, layers on the GPU, prompt tokens a step.

    Measured with Qwen 1.5B Q4_K_M on two cores: steps of 128 to 512 tokens and flash attention on or off
    differ by less than the noise. `repack` doubled the time to load and took 0.8 GB more for no speed on
    x86-64.
    """

    context: int = 4096
    threads: int = 1
    gpu_layers: int = 0
    batch: int = 512
    repack: bool = False
    flash_attention: bool | None = None


class Cancelled(Exception):
    """The caller no longer wants the answer. Never leaves the worker."""


class Reader:
    """A context over `model`. Use it from one thread; `cancelled` is asked all the time while it computes."""

    def __init__(self, model: NativeModel, settings: Settings, cancelled: Callable[[], bool]) -> None:
        """Raises ModelLoadError when there is no room for the context."""
        self.limit = min(settings.context, model.trained_context)
        self._model, self._api = model, model.api
        self._batch = min(settings.batch, self.limit)
        self._context = model.open_context(**self._parameters(settings)).handle
        self._memory = self._api.llama_get_memory(self._context)
        self._read: list[int] = []
        self._heads: OrderedDict[tuple[int, ...], int] = OrderedDict()
        self._cancelled = cancelled
        self._abort = self._api.ggml_abort_callback(
            lambda _: cancelled()
        )  # kept alive: llama.cpp has the address
        self._api.llama_set_abort_callback(self._context, self._abort, None)

    def known(self, tokens: Sequence[int]) -> int:
        """How many of the first `tokens` need no evaluation."""
        kept = max(_common(tokens, known) for known in (self._read, *self._heads))
        return min(kept, len(tokens) - 1)

    def read(self, tokens: Sequence[int]) -> Scores:
        """The scores of the token after `tokens`, float32 of shape (vocabulary,), valid until the next read.

        Raises Cancelled, after which what was read so far is still known.
        """
        self._go_back_to(tokens)
        fresh = tokens[len(self._read) :]
        for at in range(0, len(fresh), self._batch):
            self._evaluate(fresh[at : at + self._batch])
        return self._scores()

    def read_on(self, token: int) -> Scores:
        """The scores after one more token."""
        self._evaluate([token])
        return self._scores()

    def keep_head(self, tokens: Sequence[int]) -> None:
        """Read `tokens` and keep them ready until newer heads need the room."""
        self.read(tokens)
        head = tuple(tokens)
        if head in self._heads:
            self._heads.move_to_end(head)
        elif len(head) <= HEAD_ROOM:
            sequence = self._free_sequence(len(head))
            self._api.llama_memory_seq_cp(self._memory, WORKING, sequence, -1, -1)
            self._heads[head] = sequence

    def _go_back_to(self, tokens: Sequence[int]) -> None:
        """Leave in the working sequence only what `tokens` begin with, at most all but the last of them."""
        most = len(tokens) - 1
        head = max(self._heads, key=lambda kept: _common(tokens, kept), default=())
        kept = min(most, _common(tokens, self._read))
        if min(most, _common(tokens, head)) > kept:
            kept = min(most, _common(tokens, head))
            self._api.llama_memory_seq_rm(self._memory, WORKING, -1, -1)
            self._api.llama_memory_seq_cp(self._memory, self._heads[head], WORKING, 0, kept)
            self._heads.move_to_end(head)
        elif not self._api.llama_memory_seq_rm(self._memory, WORKING, kept, -1):
            self._forget()  # a recurrent model cannot go back a part of the way
            kept = 0
        self._read = list(tokens[:kept])

    def _evaluate(self, tokens: Sequence[int]) -> None:
        if self._cancelled():
            raise Cancelled
        buffer = self._model.token_array(tokens)
        status = self._api.llama_decode(self._context, self._api.llama_batch_get_one(buffer, len(tokens)))
        if status == 0:
            self._read += tokens
            return
        self._api.llama_memory_seq_rm(self._memory, WORKING, len(self._read), -1)
        if status == ABORTED:
            raise Cancelled
        self._forget()
        raise ModelError(
            f"{self._model.path.name} could not go on (status {status}; {native_log_tail()}). "
            "Nothing else was lost. Ask again, or choose a smaller model."
        )

    def _scores(self) -> Scores:
        import numpy as np

        pointer = self._api.llama_get_logits_ith(self._context, -1)
        return np.asarray(np.ctypeslib.as_array(pointer, (self._model.vocab_size,)))

    def _free_sequence(self, tokens: int) -> int:
        """A sequence for a head of that many tokens, taken from the heads that were used longest ago."""
        while self._heads and sum(map(len, self._heads)) + tokens > HEAD_ROOM:
            self._drop_oldest_head()
        if len(self._heads) == len(HEAD_SEQUENCES):
            self._drop_oldest_head()
        return next(number for number in HEAD_SEQUENCES if number not in self._heads.values())

    def _drop_oldest_head(self) -> None:
        _, sequence = self._heads.popitem(last=False)
        self._api.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def _forget(self) -> None:
        self._api.llama_memory_clear(self._memory, True)
        self._heads.clear()
        self._read = []

    def _parameters(self, settings: Settings) -> dict[str, Any]:
        flash = settings.flash_attention
        return {
            "n_ctx": self.limit + HEAD_ROOM,
            "n_batch": self._batch,
            "n_ubatch": self._batch,
            "n_seq_max": 1 + len(HEAD_SEQUENCES),
            "kv_unified": True,
            "n_threads": settings.threads,
            "n_threads_batch": settings.threads,
            "flash_attn_type": -1 if flash is None else int(flash),
            "no_perf": True,
        }


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Length of the common beginning."""
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))
