"""Text to unit vectors, with a small encoder that llama.cpp runs inside this process.

Measured on two cores with MiniLM Q8_0 and texts of 31 tokens: one context with two threads made 60 to 120
texts/s, two contexts with one thread each 135 (and hardly fewer next to a busy program), so bulk work runs
one lane a core. A single text has its own lane with all threads: 4 ms for 16 tokens, 7.5 ms with one thread.
Four texts in a batch save a little; more gain nothing, because attention runs over the whole batch.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from models.errors import ModelLoadError
from models.hardware import cpu_threads
from models.llama import EmbeddingLane, NativeModel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

Pooling = Literal["mean", "cls", "last"]

POOLING_CODES: dict[Pooling, int] = {"mean": 1, "cls": 2, "last": 3}
LONGEST_WINDOW = 2048
TEXTS_A_BATCH = 4
SINGLE_TEXT_THREADS = 4

NEAR_AND_FAR = ("The cat sleeps on the sofa.", "A kitten is napping on the couch.", "Taxes are due in April.")


@dataclass(frozen=True)
class Window:
    """One run of tokens that fits the model; `text` and `row` say whose it is and where its vector goes."""

    text: int
    row: int
    tokens: list[int]
    weight: int


class Embedder:
    """An embedding model in memory, usable from several threads. Close it, or use it in a `with` block."""

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

        `pooling` None takes what the file says; another one than the file's is refused, because vectors
        pooled the wrong way look fine and find nothing. `self_test` costs about 15 ms: a caller who remembers
        that this very file passed may leave it out. Raises ModelLoadError.
        """
        self._model = NativeModel(Path(path))
        self._threads = threads or cpu_threads()
        self._query_prefix, self._passage_prefix = query_prefix, passage_prefix
        self._opening = threading.Lock()
        self._bulk: list[EmbeddingLane] = []
        try:
            self.pooling = _agreed_pooling(self._model, pooling)
            self._start, self._end = _wrapping(self._model)
            self._room = min(self._model.trained_context, LONGEST_WINDOW)
            self._single = self._open_lane(min(self._threads, SINGLE_TEXT_THREADS))
            if self_test:
                self._check_near_and_far()
        except BaseException:
            self.close()
            raise

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._model.dimensions

    @property
    def identity(self) -> str:
        """What decides the vectors besides the file's bytes: store it next to the file's hash."""
        return (
            f"{self.dimensions}d {self.pooling} query={self._query_prefix!r} passage={self._passage_prefix!r}"
        )

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, float32 of shape (dimensions,). Empty text counts as one space."""
        vector: Vectors = self._embed([text], self._query_prefix)[0]
        return vector

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 of shape (len(texts), dimensions), in the order given.

        Text longer than the model's context is embedded window by window and averaged by tokens, never cut.
        """
        return self._embed(texts, self._passage_prefix)

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` alone, without prefix and without the model's own start and end."""
        return len(self._model.tokenize(text))

    def tokens(self, text: str) -> list[int]:
        """The tokens of `text` alone, as llama.cpp has them."""
        return self._model.tokenize(text)

    def in_context(self, tokens: Sequence[int], layer: int) -> Vectors:
        """What each of `tokens` means where it stands: its vector behind the layer of that number.

        float32 of shape (start + tokens + end, dimensions), with the model's own start and end; they must fit
        its context. The first call takes a second. Raises ModelLoadError where the file is no BERT encoder.
        """
        from models.layers import open_layers

        return open_layers(self._model.path.resolve()).vectors([*self._start, *tokens, *self._end], layer)

    def close(self) -> None:
        """Free the model once the batches under way end; later calls raise ModelLoadError."""
        with self._opening:
            self._model.close()

    def __enter__(self) -> Embedder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _embed(self, texts: Sequence[str], prefix: str) -> Vectors:
        import numpy as np

        windows = list(self._windows(texts, prefix))
        rows = np.zeros((len(windows), self.dimensions), dtype=np.float32)
        batches = deque(_batches(windows, self._room))
        lanes = self._lanes(len(batches))
        if len(lanes) == 1:
            _drain(batches, lanes[0], rows)
        else:
            _drain_together(batches, lanes, rows)
        return _one_a_text(windows, rows, len(texts))

    def _windows(self, texts: Sequence[str], prefix: str) -> Iterator[Window]:
        """Each text's tokens, wrapped as the model expects, in as many windows as it takes."""
        lead = self._model.tokenize(prefix) if prefix else []
        room = self._room - len(self._start) - len(self._end)
        row = 0
        for index, text in enumerate(texts):
            whole = self._model.tokenize(prefix + (text or " "))
            pieces = [whole] if len(whole) <= room else _cut(self._model.tokenize(text), lead, room)
            for piece in pieces:
                tokens = [*self._start, *piece, *self._end] or [0]
                yield Window(index, row, tokens, max(1, len(piece)))
                row += 1

    def _lanes(self, batches: int) -> list[EmbeddingLane]:
        """The lanes for this much work: the quick one for a single batch, else one a core, opened once."""
        if batches <= 1 or self._threads == 1:
            return [self._single]
        with self._opening:
            while len(self._bulk) < self._threads:
                self._bulk.append(self._open_lane(1))
        return self._bulk[:batches]

    def _open_lane(self, threads: int) -> EmbeddingLane:
        return EmbeddingLane(
            self._model, POOLING_CODES[self.pooling], room=self._room, texts=TEXTS_A_BATCH, threads=threads
        )

    def _check_near_and_far(self) -> None:
        question = self.embed_query(NEAR_AND_FAR[0])
        near, far = self.embed_passages(NEAR_AND_FAR[1:]) @ question
        if not near > far + 0.01:
            raise ModelLoadError(
                f"{self._model.path.name} opened, but its vectors do not tell near from far (to a cat, "
                f"a kitten scores {near:.2f} and taxes {far:.2f}). Nothing was indexed with it. Check that "
                "it is an embedding model, pooled rightly, or choose another with `secondme models use`."
            )


def _agreed_pooling(model: NativeModel, asked: Pooling | None) -> Pooling:
    """The pooling to use: the file's own. Raises ModelLoadError when `asked` differs from it."""
    code = model.metadata(f"{model.architecture}.pooling_type")
    named: Pooling | None = next((name for name, known in POOLING_CODES.items() if str(known) == code), None)
    if asked and named and asked != named:
        raise ModelLoadError(
            f"{model.path.name} pools by {named}, not by {asked}; pooled the wrong way it finds nothing. "
            f"Nothing was indexed. Correct the model's entry in the catalogue to pooling = {named!r}."
        )
    return named or asked or "mean"


def _wrapping(model: NativeModel) -> tuple[list[int], list[int]]:
    """The tokens that the model wants before and after every text, such as [CLS] and [SEP]."""
    body, wrapped = model.tokenize("a"), model.tokenize("a", wrap=True)
    start = next(at for at in range(len(wrapped)) if wrapped[at : at + len(body)] == body)
    return wrapped[:start], wrapped[start + len(body) :]


def _cut(tokens: list[int], lead: list[int], room: int) -> list[list[int]]:
    """`tokens` in runs of nearly equal length that fit `room`, each after the prefix's tokens."""
    most = room - len(lead)
    runs = -(-len(tokens) // most)
    size = -(-len(tokens) // runs)
    return [lead + tokens[at : at + size] for at in range(0, len(tokens), size)]


def _batches(windows: list[Window], room: int) -> Iterator[list[Window]]:
    """Windows of like length together, the longest first so that the lanes finish together."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda window: -len(window.tokens)):
        filled = sum(len(other.tokens) for other in batch)
        if batch and (len(batch) == TEXTS_A_BATCH or filled + len(window.tokens) > room):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _drain(batches: deque[list[Window]], lane: EmbeddingLane, rows: Vectors) -> None:
    """Take batches until none is left; several lanes may share one deque."""
    while batches:
        try:
            batch = batches.popleft()
        except IndexError:
            return  # another lane took the last one between the two lines above
        rows[[window.row for window in batch]] = lane.embed([window.tokens for window in batch])


def _drain_together(batches: deque[list[Window]], lanes: list[EmbeddingLane], rows: Vectors) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(lanes), thread_name_prefix="embed") as pool:
        list(pool.map(_drain, repeat(batches), lanes, repeat(rows)))


def _one_a_text(windows: list[Window], rows: Vectors, texts: int) -> Vectors:
    """The average of each text's windows by their tokens, at unit length."""
    import numpy as np

    weights = np.array([window.weight for window in windows], dtype=np.float32)
    vectors = np.zeros((texts, rows.shape[1]), dtype=np.float32)
    np.add.at(vectors, [window.text for window in windows], _unit(rows) * weights[:, None])
    return _unit(vectors)


def _unit(rows: Vectors) -> Vectors:
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-12)), dtype=np.float32)
