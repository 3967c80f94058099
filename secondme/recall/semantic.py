"""Finds passages by meaning: cosine similarity to the question's; see `secondme.recall.vectors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondme.recall.vectors import Similarities, VectorCopy

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

__all__ = ["Similarities", "VectorCopy"]
