"""What an event is called: in its own words, without a model. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondme.events.likeness import content_stems, stem_of
from secondme.events.weighing import Part, importance_of
from secondme.events.wrapping import whole_sentences

MOST_TITLE = 72
"""Characters of a title; what is longer is cut between words."""
FEWEST_WORDS, MOST_WORDS = 4, 14
"""Words of a sentence that makes a good title."""
MOST_KEYWORDS = 4
ON_ITS_WAY = 0.7
"""How much less a sentence is worth as a title that is too short or too long."""

_BULLET = re.compile(r"^(?:[-*•#>]+ |\[[ xX]\] |\(?\w{1,2}[.)] )+")


@dataclass(frozen=True, slots=True)
class Title:
    """The name of an event, and the words that come back in it."""

    text: str
    keywords: tuple[str, ...] = ()


def title_of(
    parts: Sequence[Part], weights: Sequence[float], usual: Mapping[str, int] | None = None
) -> Title:
    """The heading that all its passages stand under, else the sentence that says most of what it is about.

    weights: how much each passage says of it. usual: by stem, in how many events beside it a word stands.
    """
    counts = _counts(parts)
    shared = {stem: count for stem, count in counts.items() if count > 1 or len(parts) == 1}
    keywords = _keywords(parts, counts, usual or {})
    return Title(_heading(parts) or _sentence(parts, weights, shared), keywords)


def shortened(text: str, most: int = MOST_TITLE) -> str:
    """The text in one line without the mark of a list, cut between words where it is too long."""
    plain = _BULLET.sub("", " ".join(text.split()))
    if len(plain) <= most:
        return plain
    head = plain[: most - 1]
    whole, _, _ = head.rpartition(" ")
    return f"{(whole or head).rstrip(' ,;:-')}…"


def _heading(parts: Sequence[Part]) -> str:
    """The innermost heading that all stand under; empty where they have none in common."""
    trails = [part.heading.split(" > ") if part.heading else [] for part in parts]
    shared = ""
    for level in zip(*trails, strict=False):
        if len(set(level)) > 1:
            break
        shared = level[0]
    return shortened(shared)


def _sentence(parts: Sequence[Part], weights: Sequence[float], shared: Mapping[str, int]) -> str:
    best, found = -1.0, ""
    for part, weight in zip(parts, weights, strict=True):
        for sentence in whole_sentences(part.text):
            worth = (0.2 + weight) * _worth(sentence, part.trust, shared)
            if worth > best:
                best, found = worth, sentence
    return shortened(found)


def _worth(sentence: str, trust: str, shared: Mapping[str, int]) -> float:
    """What a sentence is worth as a title: it says something, has the event's words, and is short."""
    stems = set(content_stems(sentence))
    told = sum(math.log(1 + shared[stem]) for stem in stems if stem in shared)
    fits = FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
    return (0.1 + importance_of(sentence, stems, trust)) * (1 + told) * (1.0 if fits else ON_ITS_WAY)


def _counts(parts: Sequence[Part]) -> Counter[str]:
    """In how many of the passages each word stands, by its stem."""
    return Counter(stem for part in parts for stem in set(part.stems))


def _keywords(parts: Sequence[Part], counts: Mapping[str, int], usual: Mapping[str, int]) -> tuple[str, ...]:
    """The words that stand in several of its passages and in few others; those who speak are none."""
    said_by = {stem_of(word) for part in parts for word in re.findall(r"\w+", part.speaker or "")}
    worth = {
        stem: count / math.log(math.e + usual.get(stem, 0))
        for stem, count in counts.items()
        if count > 1 and stem not in said_by and len(stem) > 2 and not stem.isdigit()
    }
    chosen = sorted(worth, key=lambda stem: (-worth[stem], stem))[:MOST_KEYWORDS]
    forms = _forms(parts, chosen)
    return tuple(forms[stem] for stem in chosen)


def _forms(parts: Sequence[Part], wanted: Sequence[str]) -> dict[str, str]:
    """By stem, the form in which a wanted word stands most often; of several the first in order."""
    met: dict[str, Counter[str]] = {}
    for part in parts:
        for word, stem in zip(part.words, part.stems, strict=True):
            if stem in wanted:
                met.setdefault(stem, Counter())[re.split(r"['\u2019]", word)[0]] += 1
    return {stem: min(forms, key=lambda form: (-forms[form], form)) for stem, forms in met.items()}
