"""Placeholders such as Person1: how they look, and how they are found again in what a model writes.

Small models copy a word with a number more faithfully than brackets or codes, and can tell from the word what
may be said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from secondme.masking.span import CASED, KINDS, Kind

_WORDS = "|".join(KINDS)
_BEGINNINGS = "|".join(sorted({kind[:end] for kind in KINDS for end in range(1, len(kind) + 1)}, key=len))
_AT_WORD = r"(?<![A-Za-z0-9_])"
_FLAGS = re.IGNORECASE | re.ASCII
PLACEHOLDER = re.compile(rf"{_AT_WORD}({_WORDS})([1-9][0-9]{{0,5}})(?![0-9])", _FLAGS)
_UNFINISHED = re.compile(rf"{_AT_WORD}(?:(?:{_WORDS})[1-9][0-9]{{0,5}}|{_BEGINNINGS})\Z", _FLAGS)
LONGEST = max(map(len, KINDS)) + 6
_KIND_OF = {kind.lower(): kind for kind in KINDS}

Find = Callable[[Kind, int], str | None]
"""What a placeholder stands for; None where it is none."""
Quote = Callable[[str], str]


def restore(text: str, find: Find, quote: Quote = str) -> str:
    """The text with what its placeholders stand for; what only looks like one stays.

    quote: how what comes back is written, where it stands inside JSON for instance.
    """
    return PLACEHOLDER.sub(lambda match: _restored(match, find, quote), text)


def kind_of(word: str) -> Kind:
    """The kind that a placeholder's word names, in whatever case."""
    return _KIND_OF[word.lower()]


class Restorer:
    """Restores a text that comes in pieces: holds back only what may yet become a placeholder."""

    def __init__(self, find: Find, quote: Quote = str) -> None:
        self._find, self._quote = find, quote
        self._before, self._held = "", ""

    def feed(self, piece: str) -> str:
        """What can be said after this piece."""
        text = self._held + piece
        tail = max(0, len(text) - LONGEST)
        unfinished = _UNFINISHED.search(self._before + text, len(self._before) + tail)
        ready = unfinished.start() - len(self._before) if unfinished else len(text)
        return self._say(text[:ready], text[ready:])

    def rest(self) -> str:
        """What was held back, once nothing more comes."""
        return self._say(self._held, "")

    def _say(self, ready: str, held: str) -> str:
        before = self._before
        self._before = (before + ready)[-1:]
        self._held = held
        said = restore(before + ready, self._find, self._quote)
        # One character is no placeholder, so what stands before is as it was.
        return said[len(before) :]


def _restored(match: re.Match[str], find: Find, quote: Quote) -> str:
    kind = kind_of(match[1])
    value = find(kind, int(match[2]))
    if value is None:
        return match[0]
    if kind in CASED:
        value = value.lower() if match[1].islower() else value.upper() if match[1].isupper() else value
    return quote(value)
