"""Recall: finds the passages that a question is about. `pipeline` tells the whole of it."""
