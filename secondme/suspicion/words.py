"""The words in which machines are given orders, by what they mean (words.toml)."""

from __future__ import annotations

import tomllib
from importlib import resources


def _read() -> dict[str, tuple[str, ...]]:
    text = resources.files("secondme.suspicion").joinpath("words.toml").read_text("utf-8")
    return {
        concept: tuple(filter(None, (word.strip() for word in " ".join(words.split()).split("|"))))
        for concept, words in tomllib.loads(text).items()
    }


CONCEPTS = _read()
"""By concept, its words; see the head of words.toml."""
