"""Inverting: the value before the words that tell what it is: "it's Finnish that I'm learning", "on Mondays I do
pottery", "I have pilates every Friday"; and "it wasn't the nuts" beside what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondme.memories.english.attributes import PLAIN, Attribute
from secondme.memories.english.habit_wordings import WEEKLY
from secondme.memories.english.reading import Reading
from secondme.memories.english.shapes import PERSON
from secondme.memories.english.turning import LITTLE, SPAN
from secondme.memories.english.vocabulary import CLASS
from secondme.memories.english.voice import Voice
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Statement

_WHO = rf"(?:(?P<first>I|[Ww]e)|(?P<whose>{PERSON})|(?P<their>[Hh]e|[Ss]he))"
_SAID_AFTER = {
    "allergic to": r"allergic to",
    "learns": r"(?:learning|studying|taking lessons in)",
    "reads": r"(?:reading|in the middle of)",
    "drives": r"(?:driving|drives?)",
    "plays": r"(?:playing|plays?|practising)",
    "lives in": r"(?:living in|lives? in|moved to)",
    "works at": r"(?:working (?:at|for)|works? (?:at|for))",
    "partner": r"(?:dating|seeing|married to|together with)",
    "bank": r"(?:banking with|banks? with)",
    "gym": r"(?:training at|trains? at)",
}
_AFTER = "|".join(f"(?P<p{place}>{words})" for place, words in enumerate(_SAID_AFTER.values()))
CLEFT = re.compile(
    rf"(?:[Ii]t|[Tt]hat)(?:'s| is| was) (?:actually |really |now |in fact )?{LITTLE}(?P<value>{SPAN}) (?:that |which |who |whom )?"
    rf"{_WHO}(?:'m|'s|'re| am| is| are| have been| has been)?(?: now| actually| really)* (?:{_AFTER})(?=\s*$|[.,;!?]| (?:now|and|not|after)\b)"
)
HAVING_WEEKLY = re.compile(
    rf"{_WHO}(?:'ve| have| has)(?: also| now| got)* (?P<value>{CLASS}){WEEKLY}"
)
ON_DAYS = re.compile(
    rf"(?:[Oo]n|[Ee]very|[Ee]ach) (?:\w+day)(?:s| evenings?| nights?| mornings?| afternoons?)?,? {_WHO}(?:'ve)? "
    rf"(?:do|does|have|has|go to|goes to|take|takes|attend|attends|got|'ve got) (?P<value>{CLASS})(?=\s*$|[.,;!]| (?:so|and|in|at|now|with|instead)\b)"
)
WAS_NOT = re.compile(
    rf"\b(?:it|that)(?: (?:wasn't|was not|was never|never was|isn't|is not)|'s not) {LITTLE}(?P<old>{SPAN})(?= after all|\s*$|[.,;:!?])",
    re.IGNORECASE,
)


def inverted_of(sentence: str, start: int, voice: Voice, carried: str | None) -> Iterator[Attribute]:
    """What a sentence says from this place on with its value first, or its day."""
    if cleft := CLEFT.match(sentence, start):
        place = next(number for number in range(len(_SAID_AFTER)) if cleft[f"p{number}"])
        yield from _made(cleft, list(_SAID_AFTER)[place], voice, carried)
    for pattern in (HAVING_WEEKLY, ON_DAYS):
        if weekly := pattern.match(sentence, start):
            yield from _made(weekly, "takes a class in", voice, carried)


def _made(found: re.Match[str], predicate: str, voice: Voice, carried: str | None) -> Iterator[Attribute]:
    subject = voice.named(found["whose"]) if found["whose"] else carried if found["their"] else voice.name
    if subject:
        yield Attribute(subject, predicate, found.start(), found.span("value"), "", PLAIN, False, True, 0.7)


def beside_it(reading: Reading, made: Sequence[Statement]) -> Iterator[Statement]:
    """What it was not, where the same sentence says what it is: "it's the birch, it wasn't the nuts"."""
    holding = [one for one in made if one.polarity == "holds" and one.kind == "fact"]
    other = WAS_NOT.search(reading.text) if holding else None
    if other is None or reading.verbatim(*other.span("old")) == holding[0].value:
        return
    one, value = holding[0], reading.verbatim(*other.span("old"))
    text = sentence_of(one.subject, one.predicate, value, "ended")
    yield replace(one, value=value, text=text, polarity="ended", valid_from=None)
