"""What a generator's context has read, and how the next prompt builds on it.

A prompt is evaluated only from where it differs from what was read before. The heads given to `keep_head`,
and the last few prompts beside them, stay in sequences of their own; llama.cpp shares their memory with the
prompts that begin with them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from models.errors import ModelError
from models.llama import NativeModel, SequenceBatch, native_log_tail
from models.sequences import Sequences, common

if TYPE_CHECKING:
    from models.sampling import Scores

WORKING = 0
KEPT_SEQUENCES = (1, 2, 3, 4, 5, 6, 7)
SIDE_SEQUENCES = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
"""For prompts that are read side by side."""
MOST_HEADS = 3
KEPT_ROOM = 2048
WORTH_KEEPING = 32
"""A prompt of which fewer tokens would be lost is not kept when another one is read."""
NO_ROOM = 1
ABORTED = 2

CacheType = Literal["f16", "q8_0"]
GGML_TYPES: dict[CacheType, int] = {"f16": 1, "q8_0": 8}


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
    cache_type: CacheType = "f16"


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
        self._passing = False
        self._kept = Sequences(KEPT_SEQUENCES, room=KEPT_ROOM, most_heads=MOST_HEADS)
        self._cancelled = cancelled
        self._abort = self._api.ggml_abort_callback(
            lambda _: cancelled()
        )  # kept alive: llama.cpp has the address
        self._api.llama_set_abort_callback(self._context, self._abort, None)

    def known(self, tokens: Sequence[int]) -> int:
        """How many of the first `tokens` need no evaluation."""
        known = max(common(tokens, self._read), common(tokens, self._kept.nearest(tokens)))
        return min(known, len(tokens) - 1)

    def holds(self, head: Sequence[int]) -> bool:
        """Whether that head is kept."""
        return tuple(head) in self._kept

    def read(self, tokens: Sequence[int], *, passing: bool = False) -> Scores:
        """The scores of the token after `tokens`, float32 of shape (vocabulary,), valid until the next read.

        passing: nothing will go on from here, so it need not be kept when another prompt is read. Raises
        Cancelled, after which what was read so far is still known.
        """
        self._go_back_to(tokens)
        self._passing = passing
        fresh = tokens[len(self._read) :]
        for at in range(0, len(fresh), self._batch):
            self._evaluate(fresh[at : at + self._batch])
        return self._scores()

    def read_each(self, prompts: Sequence[Sequence[int]]) -> Iterator[Scores]:
        """The scores after each prompt, each valid until the next; what all begin with is read once.

        The rest is read side by side, as many at a time as one step takes. Nothing goes on from here: none of
        them is kept. Raises Cancelled.
        """
        shared = min((common(prompts[0], prompt) for prompt in prompts), default=0)
        shared = min([shared, *(len(prompt) - 1 for prompt in prompts)])
        for group in self._groups([prompt[shared:] for prompt in prompts]):
            beginning = prompts[0][:shared]
            if shared and self.known([*beginning, -1]) < shared:
                self.read(beginning, passing=True)
            yield from self._read_side_by_side(beginning, group)

    def read_on(self, token: int) -> Scores:
        """The scores after one more token."""
        self._evaluate([token])
        return self._scores()

    def keep_head(self, tokens: Sequence[int]) -> None:
        """Read `tokens` and keep them ready until newer heads need the room."""
        head = tuple(tokens)
        if head in self._kept:
            self._kept.use(head)
            return
        self.read(tokens)
        self._keep(head, head=True)

    def save_head(self, tokens: Sequence[int]) -> bytes:
        """The state of that head, kept and read if need be; empty where there is no room to keep it."""
        self.keep_head(tokens)
        if not self.holds(tokens):
            return b""
        sequence = self._kept.use(tuple(tokens))
        size: int = self._api.llama_state_seq_get_size(self._context, sequence)
        state = (ctypes.c_uint8 * size)()
        written: int = self._api.llama_state_seq_get_data(self._context, state, size, sequence)
        return bytes(memoryview(state)[:written])

    def load_head(self, tokens: Sequence[int], state: bytes) -> bool:
        """Keep that head as `save_head` gave it; False where llama.cpp does not take it, or has no room.

        The state must come from this very model, version and settings: another may end the process.
        """
        head = tuple(tokens)
        sequence = None if head in self._kept else self._sequence_for(head, head=True)
        if sequence is None:
            return head in self._kept
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        taken: int = self._api.llama_state_seq_set_data(self._context, data, len(state), sequence)
        last: int = self._api.llama_memory_seq_pos_max(self._memory, sequence)
        if taken == len(state) and last == len(head) - 1:
            return True
        self._empty(self._kept.drop(head))
        return False

    def forget(self) -> None:
        """Know nothing of what was read; the memory that held it is overwritten."""
        self._api.llama_memory_clear(self._memory, True)
        self._kept.clear()
        self._read = []

    def _go_back_to(self, tokens: Sequence[int]) -> None:
        """Leave in the working sequence only what `tokens` begin with, at most all but the last of them."""
        most = len(tokens) - 1
        here = min(most, common(tokens, self._read))
        self._keep_prompt(here)
        nearest = self._kept.nearest(tokens)
        there = min(most, common(tokens, nearest))
        if there > here:
            self._empty(WORKING)
            sequence = self._kept.use(nearest)
            self._api.llama_memory_seq_cp(self._memory, sequence, WORKING, 0, there)
        elif not self._api.llama_memory_seq_rm(self._memory, WORKING, here, -1):
            self.forget()  # a recurrent model cannot go back a part of the way
            here = 0
        self._read = list(tokens[: max(here, there)])

    def _keep_prompt(self, staying: int) -> None:
        """Keep what the working sequence holds, unless little more than `staying` tokens would be lost."""
        prompt = tuple(self._read)
        lost = len(prompt) - max(staying, common(prompt, self._kept.nearest(prompt)))
        if lost >= WORTH_KEEPING and not self._passing:
            self._keep(prompt, head=False)

    def _keep(self, tokens: tuple[int, ...], *, head: bool) -> None:
        """Keep what the working sequence holds now, if there is room."""
        sequence = self._sequence_for(tokens, head=head)
        if sequence is not None:
            self._api.llama_memory_seq_cp(self._memory, WORKING, sequence, -1, -1)

    def _sequence_for(self, tokens: tuple[int, ...], *, head: bool) -> int | None:
        place = self._kept.take(tokens, head=head)
        if place is None:
            return None
        for sequence in place.emptied:
            self._empty(sequence)
        return place.sequence

    def _empty(self, sequence: int) -> None:
        self._api.llama_memory_seq_rm(self._memory, sequence, -1, -1)

    def _evaluate(self, tokens: Sequence[int]) -> None:
        buffer = self._model.token_array(tokens)
        status = self._decode(self._api.llama_batch_get_one(buffer, len(tokens)))
        if status == 0:
            self._read += tokens
            return
        self._api.llama_memory_seq_rm(self._memory, WORKING, len(self._read), -1)
        self._check(status)

    def _check(self, status: int) -> None:
        """Raises Cancelled or ModelError for a status that llama.cpp gave."""
        if status == 0:
            return
        if status == ABORTED:
            raise Cancelled
        self.forget()
        raise ModelError(
            f"{self._model.path.name} could not go on (status {status}; {native_log_tail()}). "
            "Nothing else was lost. Ask again, or choose a smaller model."
        )

    def _groups(self, tails: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
        """The tails in their order, cut where a step is full; one too long for a step stands alone."""
        group: list[Sequence[int]] = []
        for tail in tails:
            full = len(group) == len(SIDE_SEQUENCES) or sum(map(len, group)) + len(tail) > self._batch
            if group and full:
                yield group
                group = []
            group.append(tail)
        if group:
            yield group

    def _read_side_by_side(
        self, beginning: Sequence[int], tails: Sequence[Sequence[int]]
    ) -> Iterator[Scores]:
        if len(tails) == 1:
            yield self.read([*beginning, *tails[0]], passing=True)
            return
        self._go_back_to([*beginning, -1])
        self._passing = True
        sides = SIDE_SEQUENCES[: len(tails)]
        for side in sides if beginning else ():
            self._api.llama_memory_seq_cp(self._memory, WORKING, side, -1, -1)
        batch = SequenceBatch(
            self._api, tails, after=len(beginning), first=SIDE_SEQUENCES[0], last_alone=True
        )
        try:
            self._check(self._decode(batch.native))
            yield from map(self._scores, batch.ends)
        finally:
            for side in sides:
                self._empty(side)

    def _decode(self, batch: Any) -> int:
        """llama.cpp's status; kept prompts make room where there is too little."""
        if self._cancelled():
            raise Cancelled
        while True:
            status: int = self._api.llama_decode(self._context, batch)
            oldest = self._kept.drop_oldest_prompt() if status == NO_ROOM else None
            if oldest is None:
                return status
            self._empty(oldest)

    def _scores(self, at: int = -1) -> Scores:
        import numpy as np

        pointer = self._api.llama_get_logits_ith(self._context, at)
        return np.asarray(np.ctypeslib.as_array(pointer, (self._model.vocab_size,)))

    def _parameters(self, settings: Settings) -> dict[str, Any]:
        flash = settings.flash_attention
        return {
            "n_ctx": self.limit + KEPT_ROOM + self._batch,
            "n_batch": self._batch,
            "n_ubatch": self._batch,
            "n_seq_max": 1 + len(KEPT_SEQUENCES) + len(SIDE_SEQUENCES),
            "kv_unified": True,
            "n_threads": settings.threads,
            "n_threads_batch": settings.threads,
            "flash_attn_type": -1 if flash is None else int(flash),
            "type_k": GGML_TYPES[settings.cache_type],
            "type_v": GGML_TYPES[settings.cache_type],
            "no_perf": True,
        }
