"""Extraction by the language model, for what patterns do not understand; each statement checked."""
