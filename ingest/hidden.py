"""What stands in a document and is not seen by who reads it on the screen: handed on as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.document import Hidden, HiddenBy, Passage
from ingest.encoding import clean

MOST = 200
"""Stretches of a document that are handed on."""
LONGEST = 2_000
"""Characters of one of them."""
LEAST_WORDS = 3
"""What is shorter says nothing."""
_TOLD_BY = 60
"""Letters by which a stretch is found in a passage."""


def hidden(by: HiddenBy, text: str, near: str = "") -> Iterable[Hidden]:
    """The stretch as data, or none where it says nothing. near: what is read before it."""
    words = clean(text).split()
    if len(words) >= LEAST_WORDS or (words and not words[0].isascii()):
        yield Hidden(by, " ".join(words)[:LONGEST], " ".join(near.split())[-_TOLD_BY:])


def with_hidden(passages: Sequence[Passage], found: Iterable[Hidden]) -> tuple[Passage, ...]:
    """The passages, each with what is hidden in it or beside it; the first has what has no place."""
    some = list(found)[:MOST]
    if not some or not passages:
        return tuple(passages)
    texts = [_squeezed(passage.text) for passage in passages]
    own: dict[int, list[Hidden]] = {}
    for one in some:
        own.setdefault(_place(one, texts), []).append(one)
    return tuple(
        replace(passage, hidden=tuple(own[number])) if number in own else passage
        for number, passage in enumerate(passages)
    )


def limited(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with no more of what is hidden than is handed on of one document."""
    left, kept = MOST, []
    for passage in passages:
        kept.append(replace(passage, hidden=passage.hidden[:left]) if passage.hidden else passage)
        left -= len(kept[-1].hidden)
    return tuple(kept)


def _place(one: Hidden, texts: Sequence[str]) -> int:
    """The number of the passage that holds it, else of the one beside which it stands."""
    for told in (_squeezed(one.text)[:_TOLD_BY], _squeezed(one.near)[-_TOLD_BY // 2 :]):
        if told:
            for number, text in enumerate(texts):
                if told in text:
                    return number
    return 0


def _squeezed(text: str) -> str:
    """The text without white space, by which it is found again however its lines were broken."""
    return "".join(text.split())
