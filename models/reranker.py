"""A reranking model: reads a question and a passage together and tells how well they fit (a cross-encoder).

The way in which both are joined is llama.cpp's own: start, question, end, separator, passage, end.
"""

from __future__ import annotations

from pathlib import Path

from models.errors import ModelLoadError
from models.hardware import cpu_threads
from models.llama import EmbeddingLane, NativeModel

RANK_POOLING = 4
LONGEST_PAIR = 1024
"""Tokens of question and passage together; what is more is cut off the passage, then off the question."""


class RankingModel:
    """A reranking model in memory. Close it, or use it in a `with` block; usable from several threads."""

    def __init__(self, path: Path, *, threads: int | None = None) -> None:
        """Opens the model at `path`. Raises ModelLoadError, also for a model that cannot rank."""
        self._model = NativeModel(Path(path))
        try:
            kind = self._model.metadata(f"{self._model.architecture}.pooling_type")
            if kind != str(RANK_POOLING):
                raise ModelLoadError(
                    f"{path.name} is no reranking model (its pooling is {kind or 'not told'}). Nothing was "
                    "changed. Choose another: secondme models list"
                )
            self._room = min(self._model.trained_context, LONGEST_PAIR)
            self._lane = EmbeddingLane(
                self._model,
                RANK_POOLING,
                room=self._room,
                texts=1,
                threads=threads or cpu_threads(),
                outputs=1,
            )
        except BaseException:
            self.close()
            raise

    def score(self, question: str, passage: str) -> float:
        """How well the passage answers the question: higher is better, 0 is undecided (a logit)."""
        [[score]] = self._lane.embed([self._joined(question, passage)])
        return float(score)

    def close(self) -> None:
        """Free the model once the work under way ends; later calls raise ModelLoadError."""
        self._model.close()

    def __enter__(self) -> RankingModel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _joined(self, question: str, passage: str) -> list[int]:
        start, between, end = self._model.pair_tokens()
        room = self._room - len(start) - len(between) - len(end)
        asked = self._model.tokenize(question)[: room // 2]
        told = self._model.tokenize(passage)[: room - len(asked)]
        return [*start, *asked, *between, *told, *end]
