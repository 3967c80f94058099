"""The language of a form as its own words tell, and which of them are sentences."""

from __future__ import annotations

import re

FEWEST_LETTERS = 40
"""Shorter texts tell too little."""


def language_of(declared: str, text: str) -> str:
    """ISO 639-1: what the file declares ("de-AT" is "de"), else what its words tell, else ""."""
    code = declared.strip().replace("_", "-").split("-")[0].lower()
    if len(code) == 2 and code.isalpha():
        return code
    if sum(character.isalpha() for character in text) < FEWEST_LETTERS:
        return ""
    from py3langid import langid

    return str(langid.classify(text[:5000])[0])


def is_prose(text: str) -> bool:
    """Whether a paragraph says something, and does not only label a field."""
    return len(text.split()) > 5 and re.search(r"[.!?\u2026\u3002][)\"\u201d]?\s*$", text) is not None
