"""Renewing: an owner's noun that is new, changed, or was given wrongly, and then its value.

"I have a new doctor, Dr Kim", "New number! It's 0123", "she's switched banks and is with Monzo now", "we've
renamed the dog, it's Miso now", "I gave you the wrong number: it's 0123".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondme.memories.english.attributes import NOUN, PLAIN, Attribute, meanings_of
from secondme.memories.english.clauses import SUBJECT, starts_of
from secondme.memories.english.reading import Reading
from secondme.memories.english.shapes import NAME, PERSON
from secondme.memories.english.voice import Voice

_WHO = rf"(?:(?P<first>I|[Ww]e)|(?P<whose>{PERSON})|(?P<their>[Hh]e|[Ss]he))"
_HAVE = (
    r"(?:'ve|'s| have| has| had)?"
    r"(?: just| now| recently| also| finally| already| got| gotten| found| chosen| picked| have)*"
)
_ADJECTIVES = r"(?P<adj>(?:(?:phone|work|private|home|current|all-time|absolute) )?)"
_DEMAND = r"(?:an?|my|our|his|her|their|another|the)"
_NOUNS = rf"(?P<noun>{NOUN})s?\b"
NEWLY = re.compile(
    rf"(?:{_WHO}{_HAVE}|(?:has|have|got|adopted|bought|found|chose)(?: got)?) {_DEMAND} (?:brand[- ])?new "
    rf"{_ADJECTIVES}{_NOUNS}"
)
BARELY = re.compile(rf"(?:[Aa] )?(?:brand[- ])?[Nn]ew {_ADJECTIVES}{_NOUNS}")
SWITCHED = re.compile(
    rf"(?:{_WHO}{_HAVE} )(?:switched|changed|swapped|moved|renamed) (?:{_DEMAND} )?{_ADJECTIVES}{_NOUNS}"
)
WRONGLY = re.compile(
    rf"(?:{_WHO}{_HAVE} )(?:(?:gave|given|told|sent|wrote|written|put|typed|said|had|got|have)(?: down)?(?: "
    rf"(?:you|him|her|them|everyone|everybody|people|down|{PERSON}))*(?: {_DEMAND})? (?:wrong|incorrect|old|"
    rf"outdated)"
    rf"|(?:mistyped|misspelt|misspelled|got wrong)(?: {_DEMAND})?) {_ADJECTIVES}{_NOUNS}"
)
_PET = r"(?:dog|cat|puppy|kitten|rabbit|hamster|parrot|horse|pony|budgie|guinea pig|tortoise|goldfish)"
PETS = re.compile(
    rf"(?:(?P<mine>[Tt]he|[Mm]y|[Oo]ur)|(?P<whose>{PERSON})'s) (?:[a-z]+ )?(?P<noun>{_PET})(?:'s name(?: "
    rf"now)? is|'s called|'s named|"
    rf"(?: now)? answers to| goes by|(?: is| was)(?: now| still| actually)? (?:called|named))(?: the name(?: "
    rf"of)?)?(?: now)? (?P<value>{NAME})"
    rf"|(?:(?P<first>I|[Ww]e)|(?P<who>{PERSON}))(?:'ve| have| has)?(?: just| finally| now)* (?:named|call|"
    rf"calls|called|christened) (?:the|my|our|his|her) "
    rf"(?:new )?(?P<noun_2>{_PET}) (?P<value_2>{NAME})"
)
ASKED = re.compile(rf"\W*(?P<mine>[Mm]y|[Oo]ur) {_ADJECTIVES}(?P<noun>{NOUN})\?\s*")
""" "My job? Carpenter.": nobody is asked."""
_RENAMED = re.compile(
    rf"(?:[\w' ]{{0,20}}? )?(?:renamed|rechristened|called) (?P<owner>the|my|our|his|her) "
    rf"(?P<adj>)(?P<noun>{NOUN})\b"
    rf"|[Tt]he (?P<adj_2>)(?P<noun_2>{NOUN}) (?:has|'s got|got|has got) a new name"
)
_IS = (
    r"(?:it's|it is|that's|this is|(?:the )?(?:right|correct|new) one(?:'s| is)|"
    r"it should (?:be|read|have been))"
)
_AM = r"(?:(?:I'm|we're|I am|we are|(?:he|she)(?:'s| is)) (?:now )?(?:at|with|in))"
_MORE = (
    r"(?:(?:I|we|he|she|am|is|to|now|with|at|in|on|goes|go|use|uses|see|sees|train|trains|bank|banks|called|"
    r"named|actually|"
    r"of course|again|an?|my|his|her|our|number|address|email)\b[ ,:]*)*"
)
_ABOUT = re.compile(
    r"\b(?:[Nn]ew|switched|changed|swapped|moved|renamed|rechristened|wrong|incorrect|old|outdated|mis\w+)\b"
)
LOOKING_BACK = 80
_NUMBERED = re.compile(
    r"\b(?:cards?|account|policy|licen[cs]e|passport|ticket|order|room|plate|membership|customer|case|contract|"
    r"booking|invoice|student|badge|locker)\b",
    re.IGNORECASE,
)
"""What has a number of its own, which is none to call."""
_TO_CALL = re.compile(r"\b(?:phone|mobile|cell|telephone|home|work)\b", re.IGNORECASE)
_LINK = re.compile(
    rf"(?:[.!]\s+(?:{_IS}|{_AM})[ ,:]+|[^.!?;:]{{1,70}}?,? (?:called|named|by the name of) (?=[A-Z])|"
    rf"[\s,:;\u2013\u2014-]*(?:(?:and|so|but|which|because)\b[ ,]*)?(?:(?:{_IS}|{_AM})[ ,:]+)?){_MORE}",
    re.IGNORECASE,
)


def renewed_of(text: str, start: int, voice: Voice, carried: str | None) -> Iterator[Attribute]:
    """What is said from this place on. text: the sentence with what follows, which may hold the value."""
    if (asked := ASKED.match(text, start)) is not None and voice.name:
        place = asked.end()
        answer = _valued(
            f"{text[:place]}{text[place : place + 1].lower()}{text[place + 1 :]}",
            asked,
            voice.name,
            asked["noun"],
        )
        answer = answer or _valued(text, asked, voice.name, asked["noun"])
        if answer is not None:
            yield answer
        return
    if (pet := PETS.match(text, start)) is not None:
        yield from _pet(pet, voice)
    if not _ABOUT.search(text, start):
        return
    for pattern in (NEWLY, BARELY, SWITCHED, WRONGLY):
        found = pattern.match(text, start)
        if found is None:
            continue
        subject = _subject(found, voice, carried)
        made = _valued(text, found, subject, found["noun"]) if subject else None
        if made is not None:
            yield made
            return
    if (renamed := _RENAMED.match(text, start)) is not None and voice.name:
        noun = renamed["noun"] or renamed["noun_2"]
        if (made := _valued(text, renamed, voice.name, noun)) is not None:
            yield replace(made, instead=True)


def is_of_something(reading: Reading, found: Attribute) -> bool:
    """Whether "new number" is that of a thing that was named right before: "Lost my card. New number: 1"."""
    if found.predicate != "phone number" or _TO_CALL.search(reading.text, found.first, found.value[0]):
        return False
    return follows_what_is_numbered(reading, found.first)


def follows_what_is_numbered(reading: Reading, place: int) -> bool:
    """Whether a thing that has a number of its own is named right before a place of the sentence."""
    at = reading.sentence.start + place
    before = reading.passage.text[max(0, at - LOOKING_BACK) : at]
    named = max((one.end() for one in _NUMBERED.finditer(before)), default=None)
    return named is not None and _TO_CALL.search(before, named) is None


def _pet(found: re.Match[str], voice: Voice) -> Iterator[Attribute]:
    """What an animal is called; "the dog" is the speaker's."""
    named = found["whose"] or found["who"]
    subject = voice.named(named) if named else voice.name
    value = "value" if found["value"] else "value_2"
    if subject:
        noun = found["noun"] or found["noun_2"]
        yield Attribute(subject, noun, found.start(), found.span(value), "", PLAIN, weight=0.75)


def _subject(found: re.Match[str], voice: Voice, carried: str | None) -> str | None:
    groups = found.groupdict()
    if groups.get("whose"):
        return voice.named(groups["whose"])
    if groups.get("their"):
        return carried
    if (
        not groups.get("first") and found.re is NEWLY
    ):  # "gave Miso away and has a new dog": the same as before.
        before = SUBJECT.match(found.string, starts_of(found.string)[0])
        return next(iter(voice.subjects(before, carried)), None) if before else voice.name
    return voice.name


def _valued(text: str, found: re.Match[str], subject: str, noun: str) -> Attribute | None:
    link = _LINK.match(text, found.end())
    place = link.end() if link else found.end()
    for predicate, shape, loose in meanings_of(noun, ""):
        if (value := shape.match(text, place)) is not None:
            lead = value.groupdict().get("lead") or ""
            return Attribute(
                subject, predicate, found.start(), value.span("value"), lead, PLAIN, False, loose, 0.8
            )
    return None
