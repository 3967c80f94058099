"""Checks an answer against what was read: each sentence keeps only sources that support it.

Numbers, names and dates of a sentence must stand in a source that it cites, or in the question. A sentence
that cites nothing is given the source that supports it best; one that nothing supports is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondme.answer.evidence import Evidence, stem
from secondme.recall.question import STOP_WORDS, Question

ENOUGH = 0.5
"""The share of a sentence's content words that its sources and the question must hold."""

_CITATION = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?\n]?(?:\s*\[\d+(?:\s*[,;]\s*\d+)*\])*[.!?]?")
_WORD = re.compile(r"\w+(?:[.:'\u2019]\w+)*")
_ABSTAINING = re.compile(
    r"\bi (?:do not|don.?t) know\b|\b(?:notes?|messages?) (?:do|does) not (?:say|mention|contain)|"
    r"\bnot (?:mentioned|specified|stated)\b|\bno (?:information|mention)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check. support: the mean share of its words that its sources hold, 0 to 1."""

    text: str
    cited: tuple[int, ...]
    support: float
    dropped: int


def says_nothing(text: str) -> bool:
    """Whether the model itself says that it does not know."""
    return not _CITATION.sub("", text).strip(" .") or bool(_ABSTAINING.search(text))


def check(text: str, evidence: Sequence[Evidence], question: Question) -> Checked:
    """The answer with the sentences that hold and the sources that support them."""
    kept: list[str] = []
    cited: list[int] = []
    supports: list[float] = []
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text) if match.group().strip()]
    for sentence in sentences:
        plain = _CITATION.sub("", sentence).strip()
        sources, support = best_sources(plain, named(sentence), evidence, question)
        if not sources:
            continue
        kept.append(_with_citations(plain, sources))
        cited += [number for number in sources if number not in cited]
        supports.append(support)
    mean = sum(supports) / len(supports) if supports else 0.0
    return Checked(" ".join(kept), tuple(sorted(cited)), mean, len(sentences) - len(kept))


def named(sentence: str) -> list[int]:
    """The numbers that a sentence cites, in order."""
    return [int(number) for group in _CITATION.findall(sentence) for number in re.split(r"\s*[,;]\s*", group)]


def best_sources(
    sentence: str, wished: Sequence[int], evidence: Sequence[Evidence], question: Question
) -> tuple[list[int], float]:
    """The fewest sources that support a sentence, those it names first, and how well they do.

    None when even all together do not hold its facts (numbers and names) or enough of its words.
    """
    needed = content(sentence) - {stem(word) for word in question.words}
    facts = facts_of(sentence) - question.words
    held = {item.number: content(item.line) for item in evidence}
    texts = {item.number: item.line.casefold() for item in evidence}
    order = sorted(held, key=lambda number: (number not in wished, -len(needed & held[number]), -number))
    sources: list[int] = []
    while order and not (sources and _holds(needed, facts, sources, held, texts)):
        sources.append(order.pop(0))
    if not _holds(needed, facts, sources, held, texts):
        return [], 0.0
    useful = [number for number in sources if number in wished or needed & held[number] or len(sources) == 1]
    covered = set().union(*(held[number] for number in useful)) if useful else set()
    return sorted(useful or sources), len(needed & covered) / len(needed) if needed else 1.0


def content(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {stem(word) for word in words if word not in STOP_WORDS}


def facts_of(sentence: str) -> set[str]:
    """What must not be invented: numbers, and names (capital letters but at the beginning)."""
    words = _WORD.findall(sentence)
    names = [word for place, word in enumerate(words) if place > 0 and word[:1].isupper() and len(word) > 1]
    numbers = [word for word in words if any(character.isdigit() for character in word)]
    return {word.casefold() for word in [*names, *numbers] if word.casefold() not in STOP_WORDS}


def _holds(
    needed: set[str],
    facts: set[str],
    sources: Sequence[int],
    held: dict[int, set[str]],
    texts: dict[int, str],
) -> bool:
    everything = " ".join(texts[number] for number in sources)
    covered = set().union(*(held[number] for number in sources)) if sources else set()
    enough = not needed or len(needed & covered) >= ENOUGH * len(needed)
    return enough and all(fact in everything for fact in facts)


def _with_citations(sentence: str, sources: Sequence[int]) -> str:
    marks = "".join(f"[{number}]" for number in sources)
    ending = sentence[-1:] if sentence[-1:] in ".!?" else ""
    return f"{sentence.removesuffix(ending)} {marks}{ending or '.'}"
