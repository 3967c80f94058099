"""A text cut into sentences, everywhere alike."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def sentences_of(text: str) -> list[str]:
    """The sentences and lines of a text in their order; none that is blank."""
    return [one for one in _END.split(text) if one.strip()]
