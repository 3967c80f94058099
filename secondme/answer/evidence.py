"""Chooses what the model reads: few passages, the right part of each, dated and marked with who speaks.

A small model reads about 90 tokens a second on a laptop's processor and answers worse the more it reads, so
the budget is tight and every word in it has to earn its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.passages import count_words
from secondme.answer.answer import Citation
from secondme.answer.relative_dates import annotate, plainly, say
from secondme.recall.diversity import wants_many_places
from secondme.recall.excerpt import focus
from secondme.recall.hit import Hit, unsuspicious
from secondme.recall.question import Question

MOST_PASSAGES = 8
WORDS_A_PASSAGE = 40
WORDS_IN_ALL = 300
WIDE_PASSAGES = 10
WIDE_WORDS = 350
"""For a question that asks for all of something, or how many: what is not read cannot be in the list."""
MOST_NEW = 3
"""As many are added for a question that follows others: what was read for these stays in the prompt."""
WEAK_SHARE = 0.5
"""A passage with less than this share of the best one's score is left out."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as the model reads it. number: the one it is cited by; quote: the part that is read."""

    number: int
    hit: Hit
    quote: str

    @property
    def note(self) -> str:
        """`7 November 2025, Jurij: The recital is next Friday (= Friday 14 November 2025)`."""
        date = f"{plainly(say(self.hit.time.date()))}, " if self.hit.time else ""
        return f"{date}{self.speaker}: {self.dated_quote}"

    @property
    def line(self) -> str:
        """The note with its number before it: `[2] 7 November 2025, Jurij: …`."""
        return f"[{self.number}] {self.note}"

    @property
    def speaker(self) -> str:
        """Who says it, from the person's own point of view."""
        if self.hit.trust == "assistant":
            return "an assistant"
        if self.hit.speaker is None:
            return f'my note "{self.hit.title}"' if self.hit.trust == "self" else f'"{self.hit.title}"'
        return f"{self.hit.speaker} (me)" if self.hit.trust == "self" else self.hit.speaker

    @property
    def citation(self) -> Citation:
        """The same as a source of an answer."""
        return Citation(self.number, self.hit, self.quote)

    @property
    def dated_quote(self) -> str:
        """The quote with its relative dates worked out."""
        return annotate(self.quote, self.hit.time.date()) if self.hit.time else self.quote


def choose_evidence(hits: Sequence[Hit], question: Question) -> list[Evidence]:
    """The passages to read, oldest first, numbered from 1, within the budget of words; none in quarantine."""
    hits = unsuspicious(hits)
    wide = wants_many_places(question)
    room = WIDE_WORDS if wide else WORDS_IN_ALL
    chosen: list[tuple[Hit, str]] = []
    words = 0
    for hit in hits[: WIDE_PASSAGES if wide else MOST_PASSAGES]:
        if hit.score < WEAK_SHARE * hits[0].score:
            break
        quote = focus(hit.text, question, words=WORDS_A_PASSAGE)
        words += count_words(quote)
        if chosen and words > room:
            break
        chosen.append((hit, quote))
    in_time = sorted(chosen, key=lambda one: _moment(one[0]))
    return [Evidence(number, hit, quote) for number, (hit, quote) in enumerate(in_time, 1)]


def narrowed(evidence: Sequence[Evidence]) -> list[Evidence]:
    """As many of the best as are read at once, in their order, numbered from 1."""
    best = sorted(evidence, key=lambda item: -item.hit.score)[:MOST_PASSAGES]
    kept = [item for item in evidence if item in best]
    return [replace(item, number=number) for number, item in enumerate(kept, 1)]


def follow_on(known: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """What was read before, then what is new among the chosen, numbered on: nothing is shown twice."""
    before = {item.hit.passage for item in known}
    new = [item for item in chosen if item.hit.passage not in before]
    if known:
        best = sorted(new, key=lambda item: -item.hit.score)[:MOST_NEW]
        new = [item for item in new if item in best]
    return [*known, *(replace(item, number=number) for number, item in enumerate(new, len(known) + 1))]


def _moment(hit: Hit) -> tuple[float, int]:
    return (hit.time.timestamp() if isinstance(hit.time, datetime) else 0.0, hit.passage)
