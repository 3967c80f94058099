"""Recall: finds the passages that a question is about. `pipeline` tells the whole of it."""

from secondme.recall.hit import Hit
from secondme.recall.pipeline import recall

__all__ = ["Hit", "recall"]
