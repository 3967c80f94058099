"""The part of a passage that a question is about."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from ingest.passages import count_words
from secondme.recall.question import Question
from secondme.recall.sentences import sentences_of

WORDS_A_PASSAGE = 50


def focus(text: str, question: Question, *, words: int = WORDS_A_PASSAGE) -> str:
    """The sentences of a passage that share most with the question, in their order, about `words` words.

    A sentence is followed by the next one while there is room, since answers often stand right behind the
    words that were asked for.
    """
    sentences = [piece for sentence in sentences_of(text) for piece in _pieces(sentence, words)]
    if sum(map(count_words, sentences)) <= words:
        return " ".join(sentences)
    shared = [_shared(sentence, question) for sentence in sentences]
    kept: set[int] = set()
    room = words
    for place in sorted(range(len(sentences)), key=lambda place: (-shared[place], place)):
        for near in (place, place + 1) if shared[place] else (place,):
            length = count_words(sentences[near]) if near < len(sentences) else 0
            if length and near not in kept and (length <= room or not kept):
                kept.add(near)
                room -= length
    return _joined(sentences, sorted(kept))


def _pieces(sentence: str, words: int) -> list[str]:
    """The sentence, in several pieces where it alone would be too much, as a list can be."""
    plain = " ".join(sentence.split())
    size = count_words(plain)
    if size <= words:
        return [plain] if plain else []
    return textwrap.wrap(plain, max(1, len(plain) * words // size), break_on_hyphens=False)


def _joined(sentences: Sequence[str], places: Sequence[int]) -> str:
    pieces: list[str] = []
    for earlier, place in zip([None, *places], places, strict=False):
        if earlier is not None and place != earlier + 1:
            pieces.append("…")
        pieces.append(sentences[place])
    return " ".join(pieces)


def _shared(sentence: str, question: Question) -> int:
    words = {stem(word) for word in re.findall(r"\w+", sentence.casefold())}
    return sum(stem(term) in words for term in question.terms)


def stem(word: str) -> str:
    """The beginning of a word: enough to see that "boats" and "boat", "booked" and "booking" are akin."""
    return re.sub(r"(?:ing|ed|es|s|e|y|ies)$", "", word) if len(word) > 4 else word.removesuffix("s")
