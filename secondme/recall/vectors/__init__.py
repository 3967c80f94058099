"""Searching many vectors: `scan` compares codes, `frames` holds them in memory, `copy` keeps them in step."""

from secondme.recall.vectors.copy import Similarities, VectorCopy

__all__ = ["Similarities", "VectorCopy"]
