"""The vectors of stretches that heads are learned from, kept between runs: to make them takes the longest."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import real_files
from models.shelf import Shelf
from secondme.engines import Engines, NamedEmbedder
from secondme.home import MODELS_VARIABLE

AT_ONCE = 256


class Vectors:
    """Unit vectors by text, of one embedder, kept as they are made."""

    def __init__(self, embedder: NamedEmbedder, path: Path) -> None:
        self._embedder, self._path = embedder, path
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        if path.exists():
            with np.load(path, allow_pickle=False) as kept:
                self._known = dict(
                    zip(kept["texts"].tolist(), kept["vectors"].astype(np.float32), strict=True)
                )

    @classmethod
    def of_embedder(cls, name: str) -> Vectors:
        """Those of the embedder of that name on the shelf. Raises SystemExit where it is not there."""
        embedder = Engines(Shelf(Path(os.environ[MODELS_VARIABLE]))).embedder(name)
        if embedder is None:
            raise SystemExit(
                f"The embedder {name} is not on the shelf. Get it with: secondme models pull {name}"
            )
        known = hashlib.sha256(embedder.identity.encode()).hexdigest()[:16]
        path = real_files.FOLDER / "vectors" / f"heads-{known}.npz"
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(embedder, path)

    def one(self, text: str) -> npt.NDArray[np.float32]:
        """The vector of one text."""
        if text not in self._known:
            self.of([text])
        return self._known[text]

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """The vectors of these, shape (texts, dimensions)."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        for start in range(0, len(new), AT_ONCE):
            if len(new) > AT_ONCE:
                print(f"embedding {start:,} of {len(new):,} (kept for the next run) …", file=sys.stderr)
            some = new[start : start + AT_ONCE]
            self._known |= zip(some, self._embedder.embed_passages(some), strict=True)
            if start % (8 * AT_ONCE) == 0 or start + AT_ONCE >= len(new):
                self._keep()
        return np.array([self._known[text] for text in texts], np.float32)

    def _keep(self) -> None:
        unfinished = self._path.with_suffix(".part.npz")
        texts = np.array(list(self._known))
        np.savez(unfinished, texts=texts, vectors=np.array(list(self._known.values()), np.float16))
        unfinished.replace(self._path)
