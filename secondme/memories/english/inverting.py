"""Inverting: the value before the words that tell what it is: "it's Finnish that I learn", "I have pilates
every Friday"; and "it wasn't the nuts" beside what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondme.memories.english.attributes import PLAIN, Attribute, meanings_of
from secondme.memories.english.habit_wordings import WEEKLY
from secondme.memories.english.reading import Reading
from secondme.memories.english.shapes import LONG_NAME, PERSON
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
    rf"(?:[Ii]t|[Tt]hat)(?:'s| is| was) (?:actually |really |now |in fact )?{LITTLE}(?P<value>{SPAN}) "
    rf"(?:that |which |who |whom )?"
    rf"{_WHO}(?:'m|'s|'re| am| is| are| have been| has been)?(?: now| actually| really)* (?:{_AFTER})(?=\s*$|"
    rf"[.,;!?]| (?:now|and|not|after)\b)"
)
HAVING_WEEKLY = re.compile(
    rf"{_WHO}(?:'ve| have| has| does| do)(?: also| now| got)* (?P<value>{CLASS}){WEEKLY}"
)
ON_DAYS = re.compile(
    rf"(?:[Oo]n|[Ee]very|[Ee]ach) (?:\w+day)(?:s| evenings?| nights?| mornings?| afternoons?)?,? "
    rf"{_WHO}(?:'ve)? "
    rf"(?:do|does|have|has|go to|goes to|take|takes|attend|attends|got|'ve got) (?P<value>{CLASS})(?=\s*$|"
    rf"[.,;!]| (?:so|and|in|at|now|with|instead)\b)"
)
AFTERWARDS = re.compile(
    rf"(?:(?<=beats )|(?<=like )|(?<=love )|(?<=eat )|(?<=have )|(?<=try )|(?<=for )|(?<=with )|(?<=loves )|"
    rf"(?<=likes )|(?=[A-Z]))"
    rf"(?P<value>{LONG_NAME}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,2}}),? (?:and )?(?:it's|it is|which is|that's|"
    rf"it has become|which has become) (?P<owner>my|our|his|her|{PERSON}'s) "
    rf"(?:new |all-time |absolute |own )?(?P<noun>fav(?:ou?rite)? [a-z]+|bank|gym|employer|home town|"
    rf"hometown)\b"
)
BEST_OF = re.compile(
    rf"[Tt]he (?:best |one )?(?P<noun>book|novel|film|movie|food|dish|meal|colou?r|song|band) (?:(?P<first>I|"
    rf"we)|(?P<whose>{PERSON})|(?P<their>he|she))"
    rf"(?:'ve| has| have)? (?:likes?|loves?|prefers?|enjoys?|ever (?:read|seen|eaten|had))(?: (?:the "
    rf")?(?:most|best)| more than any other)? (?:is|would be|has to be) "
    rf"(?P<value>{LONG_NAME}|[a-z][\w'-]*(?: [a-z][\w'-]*){{0,2}})"
)
WAS_NOT = re.compile(
    rf"\bit (?:wasn't|was not|was never|never was|turned out not to be) {LITTLE}(?P<old>{SPAN})(?= after all|"
    rf"\s*$|[.,;:!?])",
    re.IGNORECASE,
)


def inverted_of(sentence: str, start: int, voice: Voice, carried: str | None) -> Iterator[Attribute]:
    """What a sentence says from this place on with its value first, or its day."""
    if cleft := CLEFT.match(sentence, start):
        place = next(number for number in range(len(_SAID_AFTER)) if cleft[f"p{number}"])
        yield from _made(cleft, list(_SAID_AFTER)[place], voice, carried)
    if start == 0 and (after := AFTERWARDS.search(sentence)) is not None:
        subject = owner_of(after["owner"], voice, carried)
        predicate, _, loose = next(meanings_of(after["noun"], ""))
        if subject:
            yield Attribute(
                subject, predicate, after.start(), after.span("value"), "", PLAIN, False, loose, 0.75
            )
    if best := BEST_OF.match(sentence, start):
        predicate, _, _ = next(meanings_of(f"favourite {best['noun']}", ""))
        yield from _made(best, predicate, voice, carried)
    for pattern in (HAVING_WEEKLY, ON_DAYS):
        if weekly := pattern.match(sentence, start):
            yield from _made(weekly, "takes a class in", voice, carried)


def owner_of(words: str, voice: Voice, carried: str | None) -> str | None:
    """Whom "my", "her" or "Ben's" means."""
    if words in {"my", "our"}:
        return voice.name
    return carried if words in {"his", "her"} else voice.named(words[:-2])


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
