"""Text without what is not seen but acts: escape sequences, direction marks and hidden letters."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def harmless(text: str) -> str:
    """The text as it may be shown or given out; line ends and tabs stay."""
    return _CONTROL.sub("", text)
