"""Recurring: what is on again and again, on days of the week or of the month.

    Choir every Tuesday.      Bert has physio on Mondays and Thursdays.      Payday is the 25th of each month.

Of somebody where a clause says so in the present; of a thing in the person's own words alone, where it opens
a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondme.memories.english.appointments import AS_SURE_AS
from secondme.memories.english.arranging import subject_of
from secondme.memories.english.arranging_wordings import GAP, THING, WHO
from secondme.memories.english.clauses import opens, starts_of
from secondme.memories.english.coming import WEEKDAY
from secondme.memories.english.personal import by_whom
from secondme.memories.english.reading import Reading
from secondme.memories.english.voice import ME
from secondme.memories.statement import Statement

REGULARLY = "has regularly"
_DAYS = rf"(?:{WEEKDAY}|mon|tues?|wed|thurs?|fri|sat|sun)s"
_WHICH = r"(?:other|second|third|fourth|first|last|2nd|3rd|4th|single)"
_PART = r"(?: (?:morning|afternoon|evening|night|lunchtime)s?)?"
_TIMES = (
    rf"(?:on )?(?:every|each) (?:{_WHICH} )?{WEEKDAY}{_PART}(?:(?:,| and|, and) {WEEKDAY}{_PART})*(?! of\b)|"
    rf"(?:on )?(?:alternate )?{_DAYS}{_PART}(?:(?:,| and|, and| \+| &) {_DAYS}{_PART})*|"
    rf"(?:on )?(?:{WEEKDAY} (?:mornings|afternoons|evenings|nights))|(?:on )?the (?:\d{{1,2}}(?:st|nd|rd|th)|"
    rf"first|last|(?:first|second|third|fourth|last) {WEEKDAY}) of (?:each|every|the) month"
)
_DOES = (
    r"(?: (?:now|always|usually|also|only|still|normally|both))*(?: (?:has|have|'ve got|does|do|go|goes|"
    r"plays?|works?|comes?|sings?|trains?|meets?|runs?|swims?|teach(?:es)?|visits?|stops?|starts?|opens?|"
    r"closes?|falls?|takes?|sees?|volunteers?|helps?|looks? after|picks? up|cooks?|delivers?|collects?|"
    r"cleans?|rehearses?|practi[sc]es?|studies|study|attends?|hosts?|pays?|gets?|is(?: on| at| in)?|"
    r"are(?: on| at| in)?)\b(?! (?:been|had|gone|done|seen|met|\w+ed)\b)|'(?:ve got|s (?:on|at|in)|m (?:in|"
    r"at|on)|re (?:in|at|on)))"
)
_CLAUSE = re.compile(rf"(?:{WHO})(?P<does>{_DOES}){GAP}(?P<times>(?i:{_TIMES}))(?!\w|['\u2019]s)")
_TITLE = re.compile(rf"(?P<thing>{THING}),? (?P<times>(?i:{_TIMES}))(?!\w|['\u2019]s)")
_RECURS = re.compile(
    rf"\b(?:every|each)\b|\b{_DAYS}\b|{WEEKDAY} (?:morning|afternoon|evening|night)s\b|"
    r"\bof the month\b",
    re.IGNORECASE,
)
_HINTS = (
    *("every", "each", "days", "mons", "tues", "weds", "thurs", "fris", "sats", "suns"),
    *("ings", "noons", "nights", "the month"),
)
"""One of these stands in whatever recurs."""
_NOT_SO = re.compile(
    r"\b(?:not|n't|never|no longer|used to|stopped|cancel+ed|was|were|had|did|would|could|might|maybe|"
    r"hates?|loves?|likes?|hope|hopes|want|wants|wish|supposed|feels?|seems?|mood|except|ends|sale)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"(?: at [\w':. -]{2,20}| from (?:now on|\d[\w:. -]{0,16}))*(?=$|[\s.,;:!)])")


def recurring_in(reading: Reading, stated: Sequence[Statement]) -> list[Statement]:
    """What a sentence says is on again and again, if wordings did not say what of it."""
    text = reading.text
    if (
        reading.passage.voice.name is None
        or any(one.predicate not in ("", "did") for one in stated)
        or not _recurs(text)
        or _NOT_SO.search(text)
    ):
        return []
    for start in starts_of(text):
        if reading.sentence.supposes(start):
            return []
        for pattern in (_CLAUSE, _TITLE):
            match = pattern.match(text, start)
            if match is not None and (made := _statement(reading, match)) is not None:
                return [made]
    return []


def _recurs(text: str) -> bool:
    """Whether anything in a text may be on again and again; first by a quick look."""
    small = text.lower()
    return any(word in small for word in _HINTS) and _RECURS.search(text) is not None


def _statement(reading: Reading, match: re.Match[str]) -> Statement | None:
    voice = reading.passage.voice
    groups = match.groupdict()
    subject = subject_of(reading, match, None) if "does" in groups else None
    if "does" not in groups and voice.name == ME and opens(reading.text, match.start()):
        subject = ME
    if subject is None:
        return None
    rest = _REST.match(reading.text, match.end())
    end = rest.end() if rest else match.end()
    told = by_whom(reading.verbatim(match.start(), end), voice).rstrip(" .")
    does = (groups.get("does") or "").strip()
    first = match.end("does") + 1 if does in {"have", "has", "'ve got"} else match.start()
    if subject != ME and first == match.start():
        first = match.start("does") + 1
    return reading.statement(
        subject,
        REGULARLY,
        (first, end),
        f"{told[:1].upper()}{told[1:]}.",
        first=match.start(),
        confidence=AS_SURE_AS * reading.sentence.sureness(match.start(), told=False),
    )
