"""Listening: the statements of sentences that no pattern understood, by the marks in them.

Only short passages are listened to, as people write to each other: what is said in prose is another matter.
What is over or was never so is stated without its predicate, which its value gives it (`resolving`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from secondme.memories.english.reading import Passage, Reading, When
from secondme.memories.english.renewing import follows_what_is_numbered
from secondme.memories.english.spoken import Sentence
from secondme.memories.english.turning import OPEN
from secondme.memories.hearing.claiming import SO, TOLD_BY_NAME, Claimed, claims_in, is_sure
from secondme.memories.hearing.head import OPEN_VALUE
from secondme.memories.hearing.marks import Marked, marked
from secondme.memories.hearing.reader import Bars, Reader, by_words
from secondme.memories.hearing.talk import is_talk
from secondme.memories.hearing.traits import FIRST_PERSON, Around
from secondme.memories.predicates import condition_or_diet, sentence_of
from secondme.memories.statement import AS_HEARD, Statement

MOST_CHARACTERS = 600
"""Of a passage that is listened to."""
PREDICATES = {
    "lives": "lives in",
    "street": "address",
    "employer": "works at",
    "job": "works as",
    "partner": "partner",
    "car": "drives",
    "phone": "phone number",
    "email": "email",
    "food": "favourite food",
    "colour": "favourite colour",
    "book": "favourite book",
    "gym": "gym",
    "doctor": "doctor",
    "bank": "bank",
    "language": "learns",
    "shoe": "shoe size",
    "class": "takes a class in",
    "allergy": "allergic to",
    "instrument": "plays",
    "commute": "goes to work by",
    "reading": "reads",
}
_ANIMALS = re.compile(
    r"\b(dog|cat|puppy|kitten|rabbit|hamster|parrot|horse|pony|tortoise)s?\b", re.IGNORECASE
)
_CHILDREN = tuple(
    re.compile(rf"\b({one})s?\b", re.IGNORECASE) for one in ("daughter", "son", "child", "kid", "girl", "boy")
)
_UNMEANT = re.compile(
    r"[?][\W_]*$|;-?\)|\b(?:kidding|joking|joke|jk|whether|wish\w*|hop(?:e|es|ing) to|imagin\w+|pretend\w*|"
    r"dream\w*|(?:n't|not|never) (?:think|believe|true)|untrue|doubt\w*|lied|lies|wants? to|wanted to)\b",
    re.IGNORECASE,
)
"""In a sentence that asks, jokes, wishes or disbelieves, nothing is heard."""
_OF_SOMETHING = re.compile(
    r"\W*(?:there(?:'s| is| was| are| were)|the|an?|some\w*|they|in the|every\w*)\b", re.IGNORECASE
)
"""So begins what is told of something, which is not the speaker's unless "my" or the like stands in it."""
_MEETING_AT = re.compile(r"\W*(?:(?:i|we) )?(?:met|saw|ran into|bumped into)\b[^,;]*$", re.IGNORECASE)
"""Where somebody was met is neither their home nor their work."""
_FIRST = re.compile(rf"\b(?:i'?m|i'?ve|{'|'.join(sorted(FIRST_PERSON))})\b", re.IGNORECASE)
_LOST = re.compile(r"\blost (?:my|his|her|the|their) job\b|\blaid off\b", re.IGNORECASE)
_PARAGRAPH = "\n\n"
"""Behind it nobody is meant any more who is not named."""
_AGO = re.compile(r"ago\b|\b(?:yesterday|last|since|today)\b", re.IGNORECASE)

_INSTEAD = re.compile(r"\b(?:switch|chang|swapp?|mov|go|went|gone)\w* (?:over )?(?:to|on to|onto) (?:\w+ )?$")
""" "I switched to oat milk": nobody is allergic to what they took to."""
_PLACED = re.compile(
    r"\b(?:over|under|above|below|behind|beside|next to|on top of|against|in front of) "
    r"(?:the|my|our|his|her|their|an?) $",
    re.IGNORECASE,
)
""" "Hung it over the piano": there it is furniture."""


def heard_in(
    passage: Passage,
    sentences: Sequence[Sentence],
    unread: Collection[int],
    ended: Collection[int] = (),
    reader: Reader | None = None,
) -> Iterator[Statement]:
    """What the sentences at these places state. sentences: all of the passage; ended: places where only
    what is over or never was is listened for. reader: who reads them, by words if nobody else.
    """
    if not (unread or ended) or len(passage.text) > MOST_CHARACTERS:
        return
    reader, is_note = reader or by_words(), passage.voice.speaker is None
    every = [marked(one.text) for one in sentences]
    spoken_of: str | None = None
    for place, sentence in enumerate(sentences):
        if not every[place].tokens:
            continue
        around = around_of(every, place)
        is_read = (place in unread or place in ended) and _may_mean(sentence.text, is_note=is_note)
        claims = claims_in(reader if is_read else by_words(), around)
        if place and _PARAGRAPH in passage.text[sentences[place - 1].start : sentence.start]:
            spoken_of = None
        if claims.whom is not None:
            spoken_of = passage.voice.named(sentence.text[slice(*every[place].span(claims.whom))])
        if not is_read:
            continue
        reading = Reading(passage, sentence)
        theirs = claims.theirs > (TOLD_BY_NAME if spoken_of is None else 0.0)
        subject = spoken_of if theirs else passage.voice.name
        unsaid = not theirs and not _FIRST.search(sentence.text)
        is_told = not (unsaid and _OF_SOMETHING.match(sentence.text)) and not _MEETING_AT.match(sentence.text)
        if subject is not None:
            for one in claims.values:
                if one.role in ("employer", "job") and _LOST.search(sentence.text):
                    one = replace(one, act="was")
                if one.act not in SO or (place in unread and is_told):
                    yield from _statements(reading, around, one, subject, reader.bars, unsaid=unsaid)


def around_of(every: Sequence[Marked], place: int) -> Around:
    """A sentence of a text between its neighbours."""
    before = every[place - 1] if place else None
    return Around(every[place], before, every[place + 1] if place + 1 < len(every) else None)


def _may_mean(sentence: str, *, is_note: bool) -> bool:
    """Whether a sentence is one that somebody says and means."""
    return not _UNMEANT.search(sentence) and is_talk(sentence, is_note=is_note)


def _statements(
    reading: Reading, around: Around, one: Claimed, subject: str, bars: Bars, *, unsaid: bool
) -> Iterator[Statement]:
    span = _span(reading, around, one)
    if one.act in ("was", "never"):
        yield reading.statement(
            subject,
            OPEN,
            span,
            "",
            first=span[0],
            confidence=AS_HEARD * one.sure,
            polarity="ended" if one.act == "was" else "never",
            when=_when(reading, one),
        )
    elif (
        is_sure(one, bars, unsaid=unsaid)
        and one.role != OPEN_VALUE
        and (predicate := _predicate(reading, one, span)) is not None
    ):
        value = reading.verbatim(*span)
        yield reading.statement(
            subject,
            predicate,
            span,
            sentence_of(subject, predicate, value),
            first=span[0],
            confidence=AS_HEARD * one.sure,
            when=_when(reading, one),
        )


def _span(reading: Reading, around: Around, claimed: Claimed) -> tuple[int, int]:
    first, last = around.here.span(claimed.mark)
    if claimed.role in ("reading", "book") and claimed.mark.begin > 1:
        before = around.here.tokens[claimed.mark.begin - 1]
        first = before.first if before.text in ("The", "A", "An") else first
    return first, last


def _predicate(reading: Reading, claimed: Claimed, span: tuple[int, int]) -> str | None:
    """The canonical predicate of a role; None where the sentence does not say whose pet or school it is."""
    said = f"{reading.text} {reading.passage.text}"
    match claimed.role:
        case "pet":
            animal = _ANIMALS.search(said)
            return animal[1].lower() if animal else "pet"
        case "school":
            child = next((one for words in _CHILDREN if (one := words.search(said))), None)
            return f"{child[1].lower()}'s school" if child else None
        case "instrument" if _PLACED.search(reading.text, 0, span[0]):
            return None
        case "allergy" if _INSTEAD.search(reading.text, 0, span[0]):
            return None
        case "phone" if follows_what_is_numbered(reading, span[0]):
            return None
        case "diet":
            return condition_or_diet(reading.verbatim(*span))
    return PREDICATES[claimed.role]


def _when(reading: Reading, claimed: Claimed) -> When:
    """The day of a turn, where the sentence names one that was."""
    if claimed.act in ("so", "never"):
        return When()
    named = next((one for one in reading.days if _AGO.search(reading.text[one.start : one.end])), None)
    days = named.before(reading.passage.written) if named else None
    if named is None or days is None or days[0] == date.min:
        return When()
    return When(named, None, days[0]) if claimed.act == "was" else When(named, days[0])
