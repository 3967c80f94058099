"""Put off: what is moved to another day, and what is called off. It ends the plan that it speaks of.

    Dentist moved to the 15th.        The scope is now on the 18th, not the 11th.
    Yoga is cancelled.                The Hendersons cancelled.

Which plan is meant is told by what it is called, where all plans are known (`memories.planned`). What moved
is a plan of its own on its new day. In the person's words; of others, what they move of theirs. What goes
from one weekday to another for good is no plan.
"""

from __future__ import annotations

import re
from dataclasses import replace

from secondme.memories.english.appointments import APPOINTMENT_WORDS, AS_SURE_AS
from secondme.memories.english.arranging_wordings import NO_NOUN, THINGS
from secondme.memories.english.clauses import starts_of
from secondme.memories.english.coming import Coming, times_to_come
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.voice import ME
from secondme.memories.statement import Statement

_TOKEN = rf"(?!(?i:{NO_NOUN})\b(?!-))[A-Za-z\u00c0-\u024f0-9][\w.&+'-]*"
_TITLE = rf"(?:(?:[Tt]he|[Mm]y|[Oo]ur) )?(?P<title>{_TOKEN}(?: (?:of |for |with )?{_TOKEN}){{0,4}}?)"
_OLD = r"(?:,? (?:on|of|from|for|at) (?P<old>[\w :]{2,20}?))?"
_MOVE = (
    r"(?:moved|postponed|rescheduled|changed|shifted|switched|put back|put off|pushed(?: back)?|bumped|"
    r"delayed|brought forward)"
)
_BE = r",?(?:(?:'s| is| are| was| has| have| had| got| gets)(?: now| just)?(?: been| being)?)?"
_TO = (
    r"(?: (?:me|us|it))?(?: (?:from|back|forward|an?|two|three|\d) [\w ]{2,20}?)? (?:to|until|"
    r"till)(?: the)? *"
)
_MOVED = re.compile(rf"{_TITLE}{_OLD}{_BE} {_MOVE}{_TO}")
_NOW_ON = re.compile(rf"{_TITLE}(?:'s| is| are) now(?: going to be)?(?: on| at)? *")
_THEY_MOVED = re.compile(
    rf"(?:I|i|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|{_TOKEN}(?: {_TOKEN})?)(?:'ve|'s| have| has| had| just|"
    rf" had to)* (?:{_MOVE}|move|change) (?:the|my|our) (?P<title>{_TOKEN}(?: {_TOKEN}){{0,3}}?){_OLD}{_TO}"
)
_I_MOVED = re.compile(
    rf"(?:I|i|[Ww]e)(?:'ve| have| had| just| had to)* (?:{_MOVE}|move|change) (?:my|our) "
    rf"(?P<title>{_TOKEN}(?: {_TOKEN}){{0,3}}?){_OLD}{_TO}"
)
"""What others move of theirs."""
_CALLED = re.compile(
    rf"{_TITLE}(?: (?:people|office|place))? (?:called|rang|phoned|emailed|texted|wrote)[,:]?(?: (?:and|"
    rf"to say))?,?(?: they| he| she)?(?:'ve|'s| have| has)? {_MOVE} (?:me|us|it) (?:to|until|"
    rf"till)(?: the)? *"
)
_OFF = re.compile(
    rf"{_TITLE}{_OLD}{_BE} (?:(?:been )?cancel+ed|called off|scrapped)\b|"
    rf"{_TITLE.replace('<title>', '<off>')}(?:'s| is| are)(?: now)? (?:off|not happening)(?=\s*$|[.,;:!)]|"
    rf" because| as | this| today| tomorrow| after all)|(?:I|i|[Ww]e|[Tt]hey)(?:'ve|'s| have| has| had|"
    rf" had to)? (?:cancel+ed|called off|cancel) (?:the|my|"
    rf"our) (?P<called>{_TOKEN}(?: {_TOKEN}){{0,3}}?)(?=\s*$|[.,;:!]| (?:on|for|because|as|so|and|but|in|"
    rf"with)\b)"
)
_OF_PEOPLE = re.compile(
    rf"(?:[Tt]he )?(?P<title>{_TOKEN}(?: {_TOKEN}){{0,2}}?)(?: have| has|'ve)? cancel+ed\b"
)
_ANOTHER = re.compile(
    r"\b(?:every|each|weekly|from now on|for now|permanently|ago|last (?:week|month|year|time)|\w+days)\b|"
    r"\bfrom \w+day to\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:not|n't|never|if|might|may|could|should|would|want|wants|hope|asked|wish|almost|nearly|maybe|"
    r"perhaps|house|flat|goalposts|subject|mind|subscription|membership|account|contract|order|card)\b|\?",
    re.IGNORECASE,
)
""" "I cancelled my subscription" speaks of no plan."""
_HINTS = (
    *("move", "cancel", " off", "is now", "are now", "'s now", "postpone", "schedule", "change", "shift"),
    *("switch", "put back", "pushed", "bumped", "delayed", "forward", "scrapped", "happening"),
)
"""One of these stands in whatever is put off."""
_BEFORE_DAY = re.compile(r"[ ,]*(?:on |the |to |till |until |for )*$")


def put_off_in(reading: Reading) -> list[Statement]:
    """What ends the plan that a sentence speaks of, and the plan on the day that it was moved to."""
    passage = reading.passage
    if passage.voice.name is None or passage.written is None or not _may_be_put_off(reading.text):
        return []
    times = times_to_come(reading.text, passage.written)
    for start in starts_of(reading.text):
        if reading.sentence.supposes(start):
            continue
        for time in times:
            if (moved := _moved(reading, start, time)) is not None:
                return [_ended(reading, moved, moved.end(), time), _plan(reading, moved, time)]
        if passage.voice.name != ME:
            continue
        off = _OFF.match(reading.text, start) or _OF_PEOPLE.match(reading.text, start)
        if off is not None and not _NOT_SO.search(off[0]) and not _is_somebody(off):
            return [_ended(reading, off, off.end(), None)]
    return []


def _may_be_put_off(text: str) -> bool:
    """A quick look, and whether nothing speaks of another time."""
    small = text.lower()
    return any(word in small for word in _HINTS) and _ANOTHER.search(text) is None


def _moved(reading: Reading, start: int, time: Coming) -> re.Match[str] | None:
    """The words that move something to this time."""
    patterns = (_CALLED, _THEY_MOVED, _MOVED, _NOW_ON) if reading.passage.voice.me else (_I_MOVED,)
    for pattern in patterns:
        match = pattern.match(reading.text, start, time.end)
        if match is None or _NOT_SO.search(match[0]) or match.end() < time.start:
            continue
        if match.end() <= time.end and _BEFORE_DAY.fullmatch(reading.text, time.start, match.end()):
            return match
    return None


def _is_somebody(off: re.Match[str]) -> bool:
    """Whether it may be somebody who is "off", and no plan: "Bert's off."."""
    title = off.groupdict().get("off")
    word = title.split()[0].lower() if title is not None and title[0].isupper() else "it"
    return len(word) > 2 and not (word in THINGS | APPOINTMENT_WORDS or word.endswith("ing"))


def _title(match: re.Match[str]) -> tuple[int, int]:
    """Where the words stand that say what is moved or called off."""
    groups = match.groupdict()
    return match.span(next(one for one in ("title", "off", "called") if groups.get(one)))


def _ended(reading: Reading, match: re.Match[str], end: int, time: Coming | None) -> Statement:
    """That a plan is over; which one, is told where it is known. It begins on the day it was moved to."""
    subject = reading.passage.voice.name or ME
    over = reading.statement(
        subject, "", _title(match), "", first=match.start(), confidence=AS_SURE_AS, polarity="ended"
    )
    last = max(over.last, reading.sentence.start + (time.end if time else end))
    return replace(over, kind="plan", last=last, valid_from=time.last if time else None)


def _plan(reading: Reading, match: re.Match[str], time: Coming) -> Statement:
    """The plan on its new day."""
    first, last = _title(match)
    title = reading.verbatim(first, last)
    words = time.words if time.how != "until" else time.words.replace("until", "on", 1)
    voice = reading.passage.voice
    told = f"{title[:1].upper()}{title[1:]}" if voice.me else f"{voice.name}'s {title}"
    return reading.statement(
        voice.name or ME,
        "plans",
        (first, time.end),
        f"{told} {words}.",
        first=match.start(),
        confidence=AS_SURE_AS * reading.sentence.sureness(match.start(), told=False),
        when=When(None, None, time.last),
    )
