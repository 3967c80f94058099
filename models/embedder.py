"""Text to unit vectors, with a small encoder run by llama.cpp inside this process.

Measured on two cores, MiniLM Q8_0, texts of 31 tokens: one context with two threads 60 to 120 texts/s, two contexts
with one thread each 135 texts/s (and hardly slower next to a busy program), so bulk work runs one such lane a core.
A single text has its own lane with all threads: 4 ms for 16 tokens against 7.5 ms with one thread.
Packing four texts into a batch saves a little; more gains nothing, because attention runs over the whole batch.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from models.errors import ModelLoadError
from models.hardware import cpu_threads
from models.llama import NativeModel, native_log_tail

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

Pooling = Literal["mean", "cls", "last"]

POOLING_CODES: dict[str, int] = {"mean": 1, "cls": 2, "last": 3}
LONGEST_WINDOW = 2048
TEXTS_A_BATCH = 4
QUERY_THREADS = 4


@dataclass(frozen=True)
class Window:
    """One run of tokens that fits the model: `weight` counts those that are the text's own."""

    text: int
    tokens: list[int]
    weight: int


class Embedder:
    """An embedding model in memory. Usable from several threads; close it, or use it in a `with` block."""

    def __init__(
        self,
        path: Path,
        *,
        pooling: Pooling | None = None,
        query_prefix: str = "",
        passage_prefix: str = "",
        threads: int | None = None,
        self_test: bool = True,
    ) -> None:
        """Open the model at `path` and check that it tells near from far.

        `pooling` None takes what the file says; another one than the file's is refused, because vectors pooled
        the wrong way look fine and find nothing. `self_test` costs about 15 ms: a caller who remembers that this very
        file passed may leave it out. Raises ModelLoadError.
        """
        self._model = NativeModel(Path(path))
        self._threads = threads or cpu_threads()
        self._prefixes = {"query": query_prefix, "passage": passage_prefix}
        self._opening = threading.Lock()
        self._bulk: list[_Lane] = []
        self._single: _Lane | None = None
        try:
            self.pooling = _agreed_pooling(self._model, pooling)
            self._plan = _Plan.of(self._model)
            self._single = self._open_lane(min(self._threads, QUERY_THREADS))
            if self_test:
                self._check_near_and_far()
        except BaseException:
            self.close()
            raise

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._plan.dimensions

    @property
    def identity(self) -> str:
        """What, besides the file's bytes, decides the vectors: store it next to the file's hash."""
        query, passage = self._prefixes["query"], self._prefixes["passage"]
        return f"{self.dimensions}d {self.pooling} query={query!r} passage={passage!r}"

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, float32 of shape (dimensions,). Empty text counts as one space."""
        return self._embed_here([text], "query")[0]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 of shape (len(texts), dimensions), in the order given.

        Text longer than the model's context is embedded window by window and averaged by tokens: nothing is cut.
        """
        if len(texts) <= 1 or self._threads == 1:
            return self._embed_here(texts, "passage")
        windows = self._windows(texts, "passage")
        batches = _batches(windows, self._plan.room)
        lanes = self._bulk_lanes()
        shares = [batches[start :: len(lanes)] for start in range(len(lanes))]
        with ThreadPoolExecutor(len(lanes), thread_name_prefix="embed") as pool:
            for _ in pool.map(_Lane.embed_all, lanes, _shared(shares)):
                pass
        return _blend(windows, len(texts), self.dimensions)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` alone, without prefix and without the model's own start and end."""
        return len(self._model.tokenize(text))

    def close(self) -> None:
        """Free the model. Waits for work under way; safe to call twice."""
        with self._opening:
            for lane in [*self._bulk, *([self._single] if self._single else [])]:
                lane.close()
            self._bulk, self._single = [], None
            self._model.close()

    def __enter__(self) -> Embedder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
