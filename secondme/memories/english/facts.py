"""Facts: from a claim to its statements, with what it denies or says instead beside it, and its days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from secondme.memories.english.coming import WEEKDAY
from secondme.memories.english.days import Days
from secondme.memories.english.particles import bare
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.shapes import says_something, shape_like
from secondme.memories.predicates import (
    Verb,
    condition_or_diet,
    negated_sentence_of,
    sentence_of,
    speaking,
    tidy,
)
from secondme.memories.statement import Polarity, Statement
from secondme.recall.calendar_days import Span

_NOW = re.compile(r"\b(?:now|any ?more|these days|nowadays)\b", re.IGNORECASE)
_LET_GO = re.compile(
    r"(?: now| these days| actually| instead)?,? (?:and )?(?:not(?! only| just| far)|no longer|instead of|"
    r"rather than) (?:in |at |to |as |with |by |"
    r"on |for )?(?:an? |the |my |our )?"
)
""" "Linz, not Graz"."""
_INSTEAD = re.compile(
    r"(?: any ?more| any longer)?,? (?:and )?(?:but|it's|he's|she's|rather)(?: actually| rather| now| with)? "
    r"(?:in |at |to |"
    r"as |on |for |with )?(?:an? |the )?"
)
""" "not Graz but Linz"."""
_LISTED = frozenset({"allergic to", "has", "diet", "speaks", "does not eat", "does not drink"})
"""A list of these is one statement for each item."""
_ITEM = re.compile(r"(?:(?!, | and | or | nor | & )[^,])+")
_LITTLE = re.compile(r"\s*(?:(?:and|or|nor|&|some|any|a little|a bit of|fluent)\s+)*")
_PLACES = frozenset({"lives in", "born in", "is from"})
_WORKPLACE = re.compile(
    r" (?:office|branch|team|department|site|campus|store|plant|headquarters|HQ|division|unit|ward|project)\b"
)
""" "She moved to the Lisbon office": where somebody works."""
_DAY_OF_WEEK = re.compile(rf"{WEEKDAY}s?\b", re.IGNORECASE)
""" "Choir moved to Thursdays": when, and not where."""
_SUBJECTS_VERB = re.compile(r"^\s*'?(?:ve|s|m|re)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a subject. value: characters of the sentence; lead: the article before it.

    denied: it is said not to be so, which leaves open whether it was. is_change: a time named with it says
    when it began. first: where the words begin; after_subject: where those after the subject do.
    """

    subject: str
    predicate: str
    value: tuple[int, int]
    first: int
    after_subject: int
    confidence: float
    lead: str = ""
    polarity: Polarity = "holds"
    denied: bool = False
    is_change: bool = False
    verb: Verb | None = None


def fact_statements(reading: Reading, claim: Claim) -> list[Statement]:
    """The statements of a claim: one, or one for each item of a list, or two for "Y, not X"."""
    if claim.value[0] == claim.value[1]:
        return [_fact(reading, claim, _when(reading, claim))]
    claim = replace(claim, value=bare(reading.text, *claim.value))
    value = reading.text[slice(*claim.value)]
    if not says_something(value) or not _is_place_like(claim.predicate, value, reading.text):
        return []
    if claim.predicate in _PLACES and _WORKPLACE.match(reading.text, claim.value[1]):
        return []
    when = _when(reading, claim)
    if claim.predicate in _LISTED:
        items = list(_items(reading.text, claim.value))
        listed = [_fact(reading, _item(reading, claim, span, len(items)), when) for span in items]
        return [*listed, *_beside(reading, claim, value)]
    return [_fact(reading, claim, when), *_beside(reading, claim, value)]


def _beside(reading: Reading, claim: Claim, value: str) -> Iterator[Statement]:
    """What is said instead of a denied value; or what is denied beside one that holds."""
    text, place = reading.text, claim.value[1]
    holds = claim.polarity == "holds"
    after = (_LET_GO if holds else _INSTEAD).match(text, place)
    other = shape_like(value).match(text, after.end()) if after else None
    if other is None or other.group() == value or not says_something(other.group()):
        return
    is_over = _NOW.search(text, max(0, place - 40), place + 8) is not None
    is_over = is_over or (after is not None and "no longer" in after.group())
    polarity: Polarity = ("ended" if is_over else "never") if holds else "holds"
    item = _item(reading, claim, other.span(), of=1)
    yield _fact(reading, replace(item, polarity=polarity, denied=False), When())


def _item(reading: Reading, claim: Claim, span: tuple[int, int], of: int) -> Claim:
    """One of a list of things claimed; the article is that of a single one."""
    predicate = claim.predicate
    if predicate == "diet":
        predicate = condition_or_diet(reading.text[slice(*span)])
    return replace(claim, predicate=predicate, value=span, lead=claim.lead if of == 1 else "")


def _items(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The items of a list: "nuts, eggs and shellfish"."""
    for one in _ITEM.finditer(text, *span):
        little = _LITTLE.match(text, one.start(), one.end())
        first = little.end() if little else one.start()
        item = bare(text, first, one.end())
        if says_something(text[slice(*item)]):
            yield item


def _is_place_like(predicate: str, value: str, sentence: str) -> bool:
    """Whether a place is no day, and has its capital unless the whole sentence is without."""
    if predicate not in _PLACES:
        return True
    return not _DAY_OF_WEEK.match(value) and (value != value.lower() or sentence == sentence.lower())


def _fact(reading: Reading, claim: Claim, when: When) -> Statement:
    return reading.statement(
        claim.subject,
        claim.predicate,
        claim.value,
        _sentence(reading, claim),
        first=claim.first,
        confidence=claim.confidence,
        polarity=claim.polarity,
        when=when,
    )


def _sentence(reading: Reading, claim: Claim) -> str:
    """The claim as a sentence; one without a value in its own words: "Noor quit her job."."""
    voice = reading.passage.voice
    value = reading.verbatim(*claim.value)
    if not value:
        words = _SUBJECTS_VERB.sub("", reading.verbatim(claim.after_subject, claim.value[1]))
        return tidy(f"{speaking(claim.subject)} {voice.told(words)}.")
    told = voice.told(f"{claim.lead}{value}")
    if claim.denied:
        return negated_sentence_of(claim.subject, claim.predicate, told)
    return sentence_of(claim.subject, claim.predicate, told, claim.polarity, claim.verb)


def _when(reading: Reading, claim: Claim) -> When:
    """From and until when the fact holds, by the time that is named with it."""
    end = reading.clause_end(claim.value[1])
    after = [one for one in reading.days if claim.value[1] <= one.start < end]
    named = after[0] if after else reading.days_before(claim.first)
    span = _meant(named, reading.passage.written) if named else None
    if named is None or span is None or claim.polarity == "never":
        return When()
    first, last = (None if day in {date.min, date.max} else day for day in span)
    if named.is_range:
        return When(named, first, last)
    if claim.polarity == "ended":
        return When(named, None, first if named.word == "since" else last)
    if named.word in {"until", "till", "til"}:
        return When(named, None, last)
    return When(named, first) if claim.is_change or named.word in {"since", "from"} else When()


def _meant(named: Days, written: date | None) -> Span | None:
    """What a time means beside a fact: "from June" the next one, everything else the last one."""
    before, after = named.before(written), named.after(written)
    return after or before if named.word == "from" and not named.is_range else before or after
