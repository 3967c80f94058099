"""Finds where the parts of a question stand: quotations word for word, all else as recall finds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import apsw

from secondme.recall.hit import Hit
from secondme.recall.order.aligning import WHOLE, align, densest
from secondme.recall.order.asking import OrderQuestion, Part
from secondme.recall.order.dating import event_span
from secondme.recall.order.places import Place, Spot, load_spots, load_stretch, standing
from secondme.recall.order.words import content_stems, stems_of, words_of
from secondme.recall.question import Question, name_words
from secondme.recall.standing import Standing
from secondme.store.query import rows

MOST_QUOTED_WORDS = 2_000
PROBES = 8
PROBE_WORDS = 5
MOST_OF_A_PROBE = 300
"""Passages that one run of words is looked up in; a run that more of them have tells little."""
MOST_CLUSTERS = 40
HITS = 8
WINDOW_WORDS = 60
LEAST_SHARE = 0.5
"""With less of its words, and less likeness of meaning, a part was not found."""
NEARLY = 0.9
MISQUOTED = 0.75
"""The same for what stands nowhere word for word, though the question has it in quotation marks."""

_SYNTAX = re.compile(r"[\"\u201c-\u201f«»:]|(?<!\w)-")
"""What recall reads as a filter, a phrase or something to leave out."""

Find = Callable[[str, int], Sequence[Hit]]
"""Ordinary recall: the hits for a text, best first, at most so many."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Looks parts up. find: plain recall. stands: what may be found; filters: the same in words, for it."""

    db: apsw.Connection
    find: Find
    stands: Standing
    filters: str = ""

    def find_plainly(self, text: str, limit: int) -> Sequence[Hit]:
        """What recall finds for the words of a text, whatever they look like, within the filters."""
        return self.find(f"{self.filters} {_SYNTAX.sub(' ', text)}".strip(), limit)

    def locate(self, part: Part, question: OrderQuestion) -> list[Place]:
        """The places where the part stands, the likeliest first; empty when it was not found."""
        found = self._quoted(part.text) if part.quoted else []
        found = found or self._described(part, question, MISQUOTED if part.quoted else LEAST_SHARE)
        if not question.telling:
            found = [_dated(place, part.text) for place in found]
        return found

    def _quoted(self, text: str) -> list[Place]:
        """Where these very words stand, in the order in which they were stored."""
        words = words_of(text[: MOST_QUOTED_WORDS * 20])[:MOST_QUOTED_WORDS]
        if not words:
            return []
        places = [
            place
            for cluster in self._clusters(words)
            for place in _aligned(words, standing(self.db, load_stretch(self.db, *cluster), self.stands))
        ]
        best = max((place.share for place in places), default=0.0)
        return [place for place in places if place.share >= NEARLY * best]

    def _clusters(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """The stretches that have most runs of these words: document, first and last position."""
        found: dict[int, set[int]] = defaultdict(set)
        for number, probe in enumerate(probes(words)):
            for (passage,) in rows(self.db, _PHRASE, f'text : "{" ".join(probe)}"', MOST_OF_A_PROBE):
                found[passage].add(number)
        reach = 2 + len(words) // 50
        spots = sorted(
            load_spots(self.db, list(found), self.stands), key=lambda spot: (spot.document, spot.position)
        )
        clusters = [
            (len(set().union(*(found[spot.passage] for spot in some))), some) for some in _runs(spots, reach)
        ]
        most = max((count for count, _ in clusters), default=0)
        kept = [one for one in clusters if 2 * one[0] >= most]
        best = sorted(kept, key=lambda one: -one[0])[:MOST_CLUSTERS]
        return sorted(
            (some[0].document, some[0].position - reach, some[-1].position + reach) for _, some in best
        )

    def _described(self, part: Part, question: OrderQuestion, least: float) -> list[Place]:
        """Where recall finds what the part is about, and the very words in it that say so.

        least: of its words so large a share, or else likeness of meaning, is asked for.
        """
        wanted = content_stems(f"{part.text} {question.context}")
        # Whoever speaks is asked for by name; in the words of the part they would only mislead.
        text = " ".join(filter(None, (question.who, question.context, part.text)))
        hits = list(self.find_plainly(text, HITS))
        spots = {
            spot.passage: spot for spot in load_spots(self.db, [hit.passage for hit in hits], self.stands)
        }
        places = [
            (self._dense(wanted, spots[hit.passage], hit), hit.score / (hits[0].score or 1.0))
            for hit in hits
            if hit.passage in spots
        ]
        good = [(place, score) for place, score in places if place.share >= least]
        ranked = sorted(good, key=lambda one: -(one[0].share + one[1]))
        return list(dict.fromkeys(place for place, score in ranked if _is_near(place.share + score, ranked)))

    def _dense(self, wanted: frozenset[str], spot: Spot, hit: Hit) -> Place:
        """The place around a hit that has most of the words, which may begin in the passage before it."""
        around = load_stretch(self.db, spot.document, spot.position - 1, spot.position + 1)
        around = around if spot.kind != "chat" else [spot]
        owners, words = _joined(around)
        start, share = densest(wanted, stems_of(words), WINDOW_WORDS)
        alike = hit.similarity or 0.0
        if share < LEAST_SHARE <= alike:
            return Place(spot, 0, alike)
        owner, word = owners[start] if owners else (spot, 0)
        return Place(owner, word, max(share, alike))


_PHRASE = "SELECT rowid FROM passages_text WHERE passages_text MATCH ? LIMIT ?"


def probes(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Runs of words to look a quotation up by, spread over it; in each part of it the one of longest words,

    which are mostly the rarest.
    """
    starts = max(1, len(words) - PROBE_WORDS + 1)
    bins = min(PROBES, -(-starts // PROBE_WORDS))
    for number in range(bins):
        own = range(number * starts // bins, (number + 1) * starts // bins)
        best = max(own, key=lambda start: sum(map(len, words[start : start + PROBE_WORDS])))
        yield words[best : best + PROBE_WORDS]


def speaks(spot: Spot, who: str) -> bool:
    """Whether the passage is the words of whom the question names; "I" is the person."""
    if not who:
        return True
    if who.casefold() in SELF:
        return spot.trust == "self"
    asked = Question(who, (), frozenset(name_words(who)))
    return asked.names(spot.speaker)


SELF = frozenset({"i", "ich", "je", "j", "ai", "yo", "io", "ho", "eu", "ik"})


def _aligned(words: Sequence[str], spots: Sequence[Spot]) -> list[Place]:
    owners, stretch = _joined(spots)
    return [
        Place(*owners[start], share, exact=share >= WHOLE)
        for start, share in sorted(align(words, stretch))
        if start < len(owners)
    ]


def _joined(spots: Sequence[Spot]) -> tuple[list[tuple[Spot, int]], list[str]]:
    """All words of the passages, one after the other, and for each where it stands."""
    owners: list[tuple[Spot, int]] = []
    words: list[str] = []
    for spot in spots:
        own = words_of(spot.text)
        owners += [(spot, at) for at in range(len(own))]
        words += own
    return owners, words


def _runs(spots: Sequence[Spot], reach: int) -> list[list[Spot]]:
    """Passages of one document that stand near each other, together."""
    runs: list[list[Spot]] = []
    for _, own in groupby(spots, key=lambda spot: spot.document):
        for number, spot in enumerate(own):
            if number and spot.position - runs[-1][-1].position <= reach:
                runs[-1].append(spot)
            else:
                runs.append([spot])
    return runs


def _is_near(measure: float, ranked: Sequence[tuple[Place, float]]) -> bool:
    best = ranked[0]
    return measure >= NEARLY * (best[0].share + best[1])


def _dated(place: Place, part: str) -> Place:
    return replace(place, event=event_span(place.spot.text, part, place.spot.day))
