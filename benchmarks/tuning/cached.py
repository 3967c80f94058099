"""What an encoder's frozen blocks give for each window, kept on disk in float16: it is computed once."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.tuning.encoder import Block, frozen, looked_up
from models.layers import Layers

TOKENS_AT_ONCE = 4_096
Rows = npt.NDArray[np.float16]
Tokens = tuple[int, ...]


class Cached:
    """The rows of some windows, each of shape (tokens, width)."""

    def __init__(self, rows: Rows, starts: npt.NDArray[np.int64]) -> None:
        self._rows, self._starts = rows, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def lengths(self) -> npt.NDArray[np.int64]:
        """Tokens of each window."""
        return np.diff(self._starts)

    def __getitem__(self, at: int) -> torch.Tensor:
        return torch.from_numpy(np.array(self._rows[self._starts[at] : self._starts[at + 1]]))


def cache(folder: Path, path: Path, encoder: Layers, depth: int, windows: Sequence[Tokens]) -> Cached:
    """What the first `depth` blocks of the encoder in the file at `path` give for these windows."""
    starts = np.concatenate([[0], np.cumsum([len(window) for window in windows])]).astype(np.int64)
    known = hashlib.sha256(repr((path.name, depth, windows)).encode()).hexdigest()[:32]
    kept = folder / "vectors" / f"tuned-{known}.npy"
    if not kept.exists():
        unfinished = kept.with_suffix(".part.npy")
        width = encoder.vectors(windows[0], 0).shape[1]
        rows = np.lib.format.open_memmap(unfinished, "w+", np.float16, (int(starts[-1]), width))
        _fill(rows, starts, encoder, depth, windows)
        rows.flush()
        unfinished.replace(kept)
    return Cached(np.load(kept, mmap_mode="r"), starts)


@torch.inference_mode()
def _fill(
    rows: Rows, starts: npt.NDArray[np.int64], encoder: Layers, depth: int, windows: Sequence[Tokens]
) -> None:
    blocks = frozen(encoder.first(depth))
    begun, done = time.monotonic(), 0
    for number, some in enumerate(like_long([len(window) for window in windows])):
        made = _through(blocks, *looked_up(encoder, [windows[at] for at in some]))
        for one, at in zip(made, some, strict=True):
            rows[starts[at] : starts[at + 1]] = one[: len(windows[at])].numpy()
        done += len(some)
        if number % 50 == 0:
            print(
                f"frozen blocks: {done:,} of {len(windows):,}, {time.monotonic() - begun:.0f} s",
                file=sys.stderr,
                flush=True,
            )


def _through(blocks: Sequence[Block], rows: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    for block in blocks:
        rows = block(rows, mask[:, None, None, :])
    return rows


def like_long(lengths: Sequence[int], most: int = TOKENS_AT_ONCE) -> Iterator[list[int]]:
    """The numbers of windows of like length together, so many that they have no more than `most` tokens."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda one: lengths[one]):
        if batch and (len(batch) + 1) * lengths[at] > most:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
