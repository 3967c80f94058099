"""Hearing: what a sentence says whose wording no pattern knows, by the words around its values."""
