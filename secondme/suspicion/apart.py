"""A text taken apart into its words, once for all that looks at them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEAD = 5
"""Letters of a word by which it is known."""
LONGEST = 60
"""Words of a stretch that are looked at together; a longer sentence is cut."""
_ENDS = ".!?;:|\u3002\uff01\uff1f\uff1b\uff1a"
_MARKS = (
    "\"#$%&()*+,/<=>@[\\]^_`{}~-'\n\r\t\xa0\xa1\xa7\xab\xb0\xb7\xbb\xbf\uff0c\u3001\uff08\uff09\u300c\u300d\u300a\u300b"
    + "".join(map(chr, range(0x2010, 0x2028)))
    + "".join(map(chr, range(0x2030, 0x205F)))
)
_APART = str.maketrans(_MARKS + _ENDS, " " * len(_MARKS) + "\n" * len(_ENDS))
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Apart:
    """text: in lower case. words: in order. heads: their beginnings. plain: its words and ends of sentences
    alone. unspaced: whether some of it is in a script that puts no spaces.
    """

    text: str
    words: list[str]
    heads: frozenset[str]
    plain: str
    unspaced: bool

    @classmethod
    def of(cls, text: str) -> Apart:
        """A text in lower case."""
        plain = text.translate(_APART)
        words = plain.split()
        unspaced = not text.isascii() and _UNSPACED.search(text) is not None
        return cls(text, words, frozenset(word[:HEAD] for word in words), plain, unspaced)

    def stems(self) -> Iterable[str]:
        """By what its words are known, each once; of a script without spaces each two letters of a word."""
        return {stem for one in self.sentences() for stem in one} if self.unspaced else self.heads

    def sentences(self) -> list[list[str]]:
        """The stems of each sentence that has any, in order; a long one is cut."""
        stems = _parts if self.unspaced else _heads
        found = [stems(part.split()) for part in self.plain.split("\n")]
        return [one[at : at + LONGEST] for one in found for at in range(0, len(one), LONGEST)]


def _heads(words: Iterable[str]) -> list[str]:
    return [word[:HEAD] for word in words]


def _parts(words: Iterable[str]) -> list[str]:
    return [
        part
        for word in words
        for part in (
            [word[at : at + 2] for at in range(max(1, len(word) - 1))]
            if _UNSPACED.search(word)
            else [word[:HEAD]]
        )
    ]
