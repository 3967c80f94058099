"""Chooses what the model reads: few passages, the right part of each, dated and marked with who speaks.

A small model reads about 90 tokens a second on a laptop's processor and answers worse the more it reads, so
the budget is tight and every word in it has to earn its place.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.passages import count_words
from secondme.answer.relative_dates import annotate, say
from secondme.recall.hit import Hit
from secondme.recall.question import Question

MOST_PASSAGES = 6
WORDS_A_PASSAGE = 50
WORDS_IN_ALL = 220
WEAK_SHARE = 0.5
"""A passage with less than this share of the best one's score is left out."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as the model reads it. number: the one it is cited by; quote: the part that is read."""

    number: int
    hit: Hit
    quote: str

    @property
    def line(self) -> str:
        """`[2] Friday 7 November 2025, Jurij: The recital is next Friday (= Friday 14 November 2025)`."""
        date = f"{say(self.hit.time.date())}, " if self.hit.time else ""
        return f"[{self.number}] {date}{self.speaker}: {self.dated_quote}"

    @property
    def speaker(self) -> str:
        """Who says it, from the person's own point of view."""
        if self.hit.trust == "assistant":
            return "an assistant"
        if self.hit.speaker is None:
            return f'my note "{self.hit.title}"' if self.hit.trust == "self" else f'"{self.hit.title}"'
        return f"{self.hit.speaker} (me)" if self.hit.trust == "self" else self.hit.speaker

    @property
    def dated_quote(self) -> str:
        """The quote with its relative dates worked out."""
        return annotate(self.quote, self.hit.time.date()) if self.hit.time else self.quote


def choose_evidence(hits: Sequence[Hit], question: Question) -> list[Evidence]:
    """The passages to read, oldest first, numbered from 1, within the budget of words."""
    chosen: list[tuple[Hit, str]] = []
    words = 0
    for hit in hits[:MOST_PASSAGES]:
        if hit.score < WEAK_SHARE * hits[0].score:
            break
        quote = focus(hit.text, question)
        words += count_words(quote)
        if chosen and words > WORDS_IN_ALL:
            break
        chosen.append((hit, quote))
    in_time = sorted(chosen, key=lambda one: _moment(one[0]))
    return [Evidence(number, hit, quote) for number, (hit, quote) in enumerate(in_time, 1)]


def focus(text: str, question: Question, *, words: int = WORDS_A_PASSAGE) -> str:
    """The sentences of a passage that share most with the question, in their order, about `words` words.

    A sentence is followed by the next one while there is room, since answers often stand right behind the
    words that were asked for.
    """
    sentences = [piece for sentence in _SENTENCE_END.split(text) for piece in _pieces(sentence, words)]
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


def _moment(hit: Hit) -> tuple[float, int]:
    return (hit.time.timestamp() if isinstance(hit.time, datetime) else 0.0, hit.passage)
