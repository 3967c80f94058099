"""Arrangements: clauses that say of somebody, or of a thing of theirs, what is on at a time to come.

    Aunt Sue is staying till Sunday.      Booked the cottage for the last week of May.
    Got the job, start on the 2nd.        Tax return is due by the 31st.

Whom a clause speaks of, its verb and its time are told by structure (`arranging_wordings`, `coming`); the
plan is told in the clause's own words, with its days in full. Things are read in the person's words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from secondme.memories.english.appointments import AFTER, AS_SURE_AS, LONGEST_REST
from secondme.memories.english.arranging_wordings import (
    ELIDED,
    GAP,
    GIVEN,
    OF_THINGS,
    PREPARED,
    READY,
    THINGS,
    VERB,
    WHO,
)
from secondme.memories.english.clauses import RELATION, SUBJECT, opens, starts_of
from secondme.memories.english.coming import Coming, times_to_come
from secondme.memories.english.personal import by_whom
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.voice import ME
from secondme.memories.hearing.families import is_ordinary
from secondme.memories.statement import Statement

SOON = 240
"""Days; "ordered it on the 3rd of May" is of the last one, where the next is further away."""
_CLAUSE = re.compile(rf"(?:{WHO})(?:(?:{PREPARED})|(?:{READY})|{VERB}){GAP}")
_ELIDED = re.compile(rf"(?:{ELIDED}){GAP}")
_GOES_ON = re.compile(r"['\u2019](?:s|ll|d)\b| (?:is|will|was|would|works|should|might|could|can)\b")
_AND_THEN = re.compile(r"\b(?:and|or|not|but|so|my|your|his|her|our|their)[ ,]*$", re.IGNORECASE)
"""What begins with a time, or denies it, is none of the clause before."""
_AND = re.compile(rf"(?:,? and|,| (?:-|\u2013))(?P<verb>{VERB}|{READY}|,? (?P<back>back|home|away|off)){GAP}")
_GIVEN = re.compile(rf"(?:{GIVEN.pattern}){GAP}")
_PAST = frozenset(
    {"booked", "reserved", "arranged", "scheduled", "rented", "hired", "ordered", "bought", "got"}
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)", re.IGNORECASE)
_WORDS = r"(?:[^.,;:!?()\n\u2013\u2014]|[.:](?=\d))*"
_REST = re.compile(rf" (?:with|at|in|for|to|about|near|on the|as)\b{_WORDS}|, (?:at|in|with) {_WORDS}")
_CUT = re.compile(
    r" (?:but|so|because|cos|and|then|if|when|which|who|that|though|already|i|we|he|she|they)\b",
    re.IGNORECASE,
)
_TOLD_BY_ANOTHER = re.compile(r"[^.!?]*,? (?:he|she|they|[A-Z]\w+) (?:says|said|reckons|thinks|claims)\b")
_DOUBT = re.compile(
    r"\b(?:not sure|no|nothing|none|thinking (?:of|about)|not|never|pretend|story|novel|film|episode|"
    r"series|forecast|weather|rain|snow)\b|n't\b|\b(?=\w*\d)\w{8,}\b",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?:tickets?|seats?|places?|flights?) (?:for|to|at)\b", re.IGNORECASE)
""" "Got tickets to the game on the 21st": that is when the game is."""
_NOTED = re.compile(
    r"\W*(?:(?:reminder|remember|note|fyi|btw)(?: to self)?|[\w' ]{1,24}\b(?:said|says|told (?:me|us)))"
    r"(?: that)?[:,]? ",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(?:thinks?|believes?|reckons?|claims?|guess|maybe|perhaps|probably|possibly|supposedly|rumou?r|"
    r"suppose|assume|doubts?)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(?:usually|normally|always|often|sometimes|generally)\b", re.IGNORECASE)
_OWN_LINE = re.compile(
    r"\W*(?:(?:I|we|got|had|booked|signed|heard|accepted|found|bought|passed|failed|been|finished|sorted|"
    r"paid|sent|packed|quit|finally|got)\b|I'|$)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:he|she|they|his|her)\b", re.IGNORECASE)
_KIN_BEFORE = re.compile(rf"(?i:(?:step|grand|god)?{RELATION}) (?=[A-Z])")
_KIN = re.compile(RELATION)
_PARTS = {"night": "at night"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause up to its time. subject: of the statement; told: its words up to the time, as they are told.

    whom: the words for its subject. first, value: where it begins, and its value.
    """

    subject: str
    told: str
    first: int
    value: int
    whom: str


def arranged_in(reading: Reading, carried: str | None) -> list[Statement]:
    """The plans that a sentence tells with a time to come. carried: whom "he" and "she" mean, if anybody."""
    written, text = reading.passage.written, reading.text
    if written is None or reading.passage.voice.name is None or not times_to_come(text, written):
        return []
    if _OFTEN.search(text):
        return []
    made: list[Statement] = []
    last: _Found | None = None
    for time in times_to_come(text, written):
        if _GOES_ON.match(text, time.end) or _AND_THEN.search(text, 0, time.start):
            continue
        found = _clause(reading, time, carried) or _further(reading, time, last, made)
        if found is None or reading.sentence.supposes(found.first) or _GUESSED.search(text, 0, found.value):
            continue
        made.append(_statement(reading, found, time))
        last = found
    return made


def _clause(reading: Reading, time: Coming, carried: str | None) -> _Found | None:
    """The clause that goes up to a time: the longest one."""
    text = reading.text
    before = [
        one.end for one in times_to_come(text, reading.passage.written or date.max) if one.end <= time.start
    ]
    for start in starts_of(text):
        if start >= time.start:
            return None
        if before and start < before[-1]:
            continue  # A clause has one time.
        for pattern, read in ((_GIVEN, _given), (_ELIDED, _elided), (_CLAUSE, _said_of)):
            match = pattern.fullmatch(text, start, time.start)
            if match is not None and (found := read(reading, match, time, carried)) is not None:
                return found
    return None


def _said_of(reading: Reading, match: re.Match[str], time: Coming, carried: str | None) -> _Found | None:
    """A clause with a subject."""
    groups = match.groupdict()
    doubted = not groups["until"] and _DOUBT.search(reading.text, match.start(), match.end())
    if doubted or not _stands(reading.text, match, time, reading.passage.written):
        return None
    voice = reading.passage.voice
    name = _sort(reading, match)
    subject = subject_of(reading, match, carried)
    if subject is None:
        return None
    verb = next(match.start(one) for one in _VERBS if groups[one])
    verb = _LITTLE.match(reading.text, verb).end()  # type: ignore[union-attr]
    told = reading.verbatim(match.start(), time.start)
    if name == "pronoun":
        whom = f"{subject[:1].upper()}{subject[1:]}"
        told = f"{whom}{reading.verbatim(match.end('pronoun'), time.start)}"
    value = match.start() if name in ("own", "thing") and subject in (ME, voice.name) else verb
    whom = reading.verbatim(*match.span(name)) if name in ("own", "kin", "thing", "person") else subject
    whom = voice.told(whom) if subject != ME or name in ("own", "thing") else "I"
    return _Found(subject, by_whom(told, voice), match.start(), value, whom)


def _sort(reading: Reading, match: re.Match[str]) -> str:
    """Which sort of subject it is; "Passport" is no person."""
    found = next(one for one in ("first", "own", "kin", "person", "pronoun", "thing") if match[one])
    return "thing" if found == "person" and _is_thing(reading, match) else found


def subject_of(reading: Reading, match: re.Match[str], carried: str | None) -> str | None:
    """Whom a clause's statement is of: somebody, or whoever writes where it speaks of a thing of theirs."""
    voice, first = reading.passage.voice, match.start()
    is_first = opens(reading.text, first) or _NOTED.fullmatch(reading.text, 0, first) is not None
    match _sort(reading, match):
        case "first":
            return voice.name
        case "own":
            return _related(reading, match) or voice.name
        case "kin":
            return voice.related(match["kin"].split()[0].lower(), None)
        case "person":
            return _named(reading, match)
        case "pronoun":
            return carried if is_first and carried != ME else None
    return ME if voice.name == ME and is_first else None


def _is_thing(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a name is an ordinary word, with a capital from opening the sentence: "Passport expires"."""
    word = match["person"]
    if " " in word or not opens(reading.text, match.start()):
        return False
    groups = match.groupdict()
    does = groups["does"] or ""
    small = word.lower()
    if _KIN.fullmatch(small):
        return False
    return (
        does.strip() in {"is", "are"}
        or OF_THINGS.match(does) is not None
        or bool(groups.get("ready"))
        or small in THINGS
        or is_ordinary(small)
    )


_VERBS = ("until", "state", "on", "has", "must", "will", "does", "prepared", "ready")


def _stands(text: str, match: re.Match[str], time: Coming, written: date | None) -> bool:
    """Whether its time is to come by the verb too: what was booked "on Friday" may have been so on the last.

    What somebody "will" do wordings have read; that they will be away, they have not.
    """
    has = {name for name, words in match.groupdict().items() if words}
    if "until" in has and time.how not in ("until", "by"):
        return False
    if "ready" in has and match["ready"] == "valid":
        return time.how == "until"
    if "ready" in has and match["ready"].startswith("due"):
        return True
    if "ready" in has or (match.groupdict().get("prepared") or "").lower() in _PAST:
        words = text[time.start : time.end]
        if _EVENT.search(match[0]):
            return True
        is_near = (time.first - (written or time.first)).days < SOON
        is_told = not words.lower().startswith("on ") or _MONTH.search(words) is not None
        return time.how == "for" or (is_told and is_near)
    is_somebody = not has.isdisjoint({"first", "person", "pronoun"})
    return not ("will" in has and is_somebody and _DOES.search(match["will"]))


def _named(reading: Reading, match: re.Match[str]) -> str | None:
    """The subject that a name means; "Grandson Felix" is Felix."""
    text, first = reading.text, match.start("person")
    kin = _KIN_BEFORE.match(text, first)
    found = SUBJECT.match(text, kin.end() if kin else first)
    if found is None or found.end() > match.end("person"):
        return None
    subjects = reading.passage.voice.subjects(found, None)
    return subjects[0] if subjects else None


def _related(reading: Reading, match: re.Match[str]) -> str | None:
    """Whom "my sister" and "my sister Rhian" mean; None of a thing."""
    found = SUBJECT.match(reading.text, match.start("own"))
    if found is None or found.end() != match.end("own"):
        return None
    subjects = reading.passage.voice.subjects(found, None)
    return subjects[0] if subjects else None


def _given(reading: Reading, match: re.Match[str], time: Coming, carried: str | None) -> _Found | None:
    """What somebody gave to the speaker: "They gave me an interview on 9 November"."""
    name = reading.passage.voice.name
    if name is None or (match["given"] == "got" and time.how != "for"):
        return None
    what = reading.verbatim(match.start("what"), time.start)
    return _Found(
        name, by_whom(f"I have {what}", reading.passage.voice), match.start(), match.start("what"), "I"
    )


def _elided(reading: Reading, match: re.Match[str], time: Coming, carried: str | None) -> _Found | None:
    """A clause of whoever writes, without "I"."""
    name, start = reading.passage.voice.name, match.start()
    if (
        name is None
        or not _is_own(reading, start)
        or not _stands(reading.text, match, time, reading.passage.written)
    ):
        return None
    if _TOLD_BY_ANOTHER.match(reading.text, time.end) or _DOUBT.search(reading.text, start, time.start):
        return None
    if match["errand"] and reading.passage.voice.speaker is not None:
        return None  # In a talk "Ring me on Friday" is said to somebody.
    words = reading.verbatim(start, time.start)
    helping = "am " if match["being"] else "plan to " if match["errand"] else ""
    words = f"I {helping}{words[:1].lower()}{words[1:]}"
    return _Found(name, by_whom(words, reading.passage.voice), start, start, "I" if name == ME else name)


_LITTLE = re.compile(r"(?: |'ve |'s |'m |'re |'(?=\w))*")
_DOES = re.compile(r"(?:will|'ll)(?! be )|ing$")


def _is_own(reading: Reading, start: int) -> bool:
    """Whether a clause without a subject is the writer's: nobody else was spoken of on its line before."""
    place = reading.sentence.start + start
    text = reading.passage.text
    before = text[text.rfind("\n", 0, place) + 1 : place].lstrip(" >*-\u2022")
    if not before or (opens(reading.text, start) and before == reading.text[:start].lstrip(" >*-\u2022")):
        return True
    return _OWN_LINE.match(before) is not None and _ANOTHER.search(before) is None


def _further(reading: Reading, time: Coming, last: _Found | None, made: list[Statement]) -> _Found | None:
    """What goes on with the subject of the clause before: "... and stays until the 20th"."""
    if last is None or not made:
        return None
    ended = made[-1].last - reading.sentence.start
    match = _AND.fullmatch(reading.text, ended, time.start)
    if match is None or not _stands(reading.text, match, time, reading.passage.written):
        return None
    whom = last.whom
    helping = "" if not match["back"] else " am" if whom == "I" else " is"
    told = f"{whom[:1].upper()}{whom[1:]}{helping}{reading.verbatim(match.start('verb'), time.start)}"
    start = match.start("verb") + (reading.text[match.start("verb")] == " ")
    return _Found(last.subject, told, start, start, whom)


def _statement(reading: Reading, found: _Found, time: Coming) -> Statement:
    """The plan, in its own words with the days in full."""
    told = re.sub(r"[\s,:;(\u2013\u2014-]+$", "", found.told)
    words = f"{told[:1].upper()}{told[1:]} {time.words}{_part(time)}{_rest(reading, time)}"
    return reading.statement(
        found.subject,
        "plans",
        (found.value, time.end),
        f"{' '.join(words.split()).rstrip('.')}.",
        first=found.first,
        confidence=AS_SURE_AS * reading.sentence.sureness(found.first, told=False),
        when=When(None, None, time.last),
    )


def _part(time: Coming) -> str:
    return f", {_PARTS.get(time.part, f'in the {time.part}')}" if time.part else ""


def _rest(reading: Reading, time: Coming) -> str:
    """The hour, and where or with whom, where that stands right behind the time."""
    after = AFTER.match(reading.text, time.end)
    if after is None:
        return ""
    hour = f", {reading.verbatim(*after.span('time')).lstrip(' ,')}" if after["time"] else ""
    rest = _REST.match(reading.text, after.start("rest"))
    if rest is None:
        return hour
    end = rest.end()
    cut = _CUT.search(reading.text, rest.start(), end)
    following = times_to_come(reading.text, reading.passage.written) if reading.passage.written else ()
    ends = [end, *(one.start for one in following if one.start >= time.end), *([cut.start()] if cut else [])]
    words = reading.passage.voice.told(reading.verbatim(rest.start(), min(ends)).rstrip(" ,"))
    return f"{hour}{words}" if 3 < len(words) <= LONGEST_REST else hour
