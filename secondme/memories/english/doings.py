"""Doings: plans, with the day they are due, and what was done on a day that is named."""

from __future__ import annotations

import re
from datetime import date

from secondme.memories.english.clauses import Clause
from secondme.memories.english.days import Days, due, said
from secondme.memories.english.particles import bare
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.shapes import LOOSE, says_something, trimmed_end
from secondme.memories.predicates import Verb, sentence_of, speaking, tidy
from secondme.memories.statement import Statement
from secondme.recall.calendar_days import Span

UNDATED = 0.8
"""So much of the confidence is left to a plan without a day."""

_LOOSE = re.compile(LOOSE)
_WEAK = re.compile(
    r"(?:be|see|try|let|think|say|tell you|admit|bet|take it|pass|wait|know|miss|love|"
    r"never|not|need|regret|die|kill|cry|scream|"
    r"believe|explain|keep|remember|forget|go (?:mad|crazy|insane|nuts)|sleep|manage|want|"
    r"like|feel|give you|add|start by|"
    r"assume|get (?:back|there|it)|have to|just|probably|leave (?:it|you|that)|stop|do "
    r"(?:it|that|so|this)|check|look|make (?:it|sure)|"
    r"have (?:an? )?(?:look|go|think|word|rest|nap|chat)|"
    r"come back|show you|send you|use|need|guess|cope|survive|become|get)\b"
)
"""What is said of no plan in particular: "I'll see", "I'll try"."""
_VAGUE = re.compile(r"\b(?:it|you|your|that|this|them|these|those|one|something|anything)\b", re.IGNORECASE)
_OTHER_VERB = re.compile(r"\w+ (?:\w+ )?(?:is|was|are|were|will)\b")
""" "Hesper's leaving do is on Friday"."""
_POINTING = re.compile(r"\b(?:there|here|it|that|this|you|them|so|one|know|back|then)$", re.IGNORECASE)
_VERB_LIKE = re.compile(
    r"(?!(?:the|an?|my|our|his|her|their|your|this|that|these|those|it|in|on|at|to|be|with|for|and|or|but|"
    r"from|by|as|"
    r"not)\b)[a-z][a-z'-]+\b"
)
_NOTHING_DONE = re.compile(
    r"(?:up|home|back|late|early|out|away|off|in|on|around|over|again|together|down|well)?\Z", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:starting|beginning|commencing|starts?|begins?|due|planned|scheduled|set|for)"
    r"(?: (?:in|on|at|from))?(?: the)? $"
    r"|\b(?:moved|pushed|put|postponed|rescheduled|changed|brought) [^.;:!?]*\bto(?: the)? $"
)
""" "Signed up for a course starting in January": what was done was done at another time."""
_GOT_FOR_IT = re.compile(
    r"(?:bought|booked|got|ordered|reserved|found|won|arranged|made|was given|received|sent)\b.*?"
    r"\b(?:tickets?|seats?|flights?|a table|a room|a slot|an? appointment|a date|invitations?|invites?)\b",
    re.IGNORECASE,
)
""" "Bought tickets for the concert on 12 December", too."""
_OPEN = frozenset({"since", "for", "until", "till", "before", "after"})


def plan_statements(
    reading: Reading,
    clause: Clause,
    subject: str,
    first: int,
    *,
    confidence: float,
    lead: str = "",
    verb: Verb | None = None,
    needs_day: bool = False,
) -> list[Statement]:
    """The plan whose words begin at a place. needs_day: it is one only where a day to come is named."""
    loose = _LOOSE.match(reading.text, first)
    if loose is None:
        return []
    end = min(reading.clause_end(first), loose.end())
    days = reading.days_of(clause, end)
    coming = days.after(reading.passage.written) if days else None
    last = _value_end(reading.text, first, end, days)
    value = reading.text[first:last]
    if not _is_planned(value, lead) or (coming is None and (needs_day or not _is_definite(value))):
        return []
    day = coming[1] if coming and coming[1] != date.max else None
    told = reading.passage.voice.told(reading.verbatim(first, last))
    return [
        reading.statement(
            subject,
            "plans",
            (first, last),
            sentence_of(subject, "plans", f"{lead}{told} {_when(days, coming)}".rstrip(), verb=verb),
            first=clause.first,
            confidence=confidence if day else confidence * UNDATED,
            when=When(days, None, day),
        )
    ]


def event_statements(
    reading: Reading, clause: Clause, subject: str, span: tuple[int, int], confidence: float
) -> list[Statement]:
    """What somebody did, where the days are named."""
    first, end = span[0], min(span[1], reading.clause_end(span[0]))
    days = reading.days_of(clause, end)
    then = days.before(reading.passage.written) if days and days.word not in _OPEN else None
    if days is None or then is None or then[0] == date.min or then[1] == date.max:
        return []
    if _TO_COME.search(reading.text, 0, days.start) or _GOT_FOR_IT.match(reading.text, first, days.start):
        return []
    last = _value_end(reading.text, first, end, days)
    done = reading.text[first:last].partition(" ")[2]
    if _NOTHING_DONE.match(done) or not says_something(done) or _POINTING.search(done):
        return []
    told = reading.passage.voice.told(reading.verbatim(first, last))
    told = told if clause.subject else told[:1].lower() + told[1:]
    return [
        reading.statement(
            subject,
            "did",
            (first, last),
            tidy(f"{speaking(subject)} {told} {said(then)}."),
            first=clause.first,
            confidence=confidence,
            when=When(days, *then),
        )
    ]


def _value_end(text: str, first: int, end: int, days: Days | None) -> int:
    """Where the words end that begin at a place: before the time that is named with them."""
    if days and first < days.start:
        end = min(end, days.start)
    return bare(text, first, trimmed_end(text, first, end))[1]


def _is_planned(value: str, lead: str) -> bool:
    """Whether it is something to do, or, after an article, to have."""
    if _OTHER_VERB.match(value) or _POINTING.search(value) or not says_something(value):
        return False
    return bool(lead) or _VERB_LIKE.match(value) is not None


def _is_definite(value: str) -> bool:
    """Whether it says what is to be done without a day: not "see", not "hold it"."""
    return " " in value and not _WEAK.match(value) and not _VAGUE.search(value)


def _when(days: Days | None, coming: Span | None) -> str:
    """The days of a plan in words: "on 3 December 2025", "by 14 November 2025"."""
    if days is None or coming is None or coming[1] == date.max:
        return ""
    is_open = coming[0] == date.min or days.word in {"by", "before", "until"}
    return due(coming[1]) if is_open else said(coming)
