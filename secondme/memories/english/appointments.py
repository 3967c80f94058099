"""Appointments: lines of notes that say what is on which day, without a verb of anybody's.

    Appointment 14 December, 9:30, Dr. Aziz.        Dentist: Tuesday 3 pm        12 May 9:00 eye test
    Flight BA123 on 3 June 07:40                    Bins go out on Friday        Essay due 5 May

Only in the person's own words, only with a noun of the table, and only for one day that is to come. The value
holds the day too: the exam on Monday and the exam on Tuesday are two.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from secondme.memories.english.coming import FARTHEST, next_of_month, next_weekday
from secondme.memories.english.days import Days, said
from secondme.memories.english.reading import Reading, When
from secondme.memories.english.voice import ME
from secondme.memories.statement import Statement
from secondme.recall.periods import Period

AS_SURE_AS = 0.7
LONGEST_REST = 60
"""Characters after the day that still belong to it: where, with whom."""

_HEALTH = (
    r"dentist|hygienist|orthodontist|doctor|doctor's|gp|vet|vet's|physio|physiotherapist|optician|midwife|"
    r"dermatologist|cardiologist|gynaecologist|therapist|podiatrist|chiropodist|osteopath|hospital|clinic|"
    r"surgery|operation|scan|mri|x-ray|ultrasound|check-?up|vaccination|jab|booster|flu shot|"
    r"(?:blood|eye|hearing|driving|theory) test|haircut|hairdresser|barber|massage"
)
_WORK = (
    r"appointment|appt|meeting|interview|exam|exams|viva|defence|lecture|seminar|tutorial|workshop|course|"
    r"conference|webinar|presentation|rehearsal|deadline|hearing|viewing|inspection|induction|audition|call|"
    r"training|orientation|graduation|resit|supervision"
)
_TRAVEL = r"flight|train|ferry|eurostar|check-?in|check-?out|move|moving day|departure|trip|holiday|pick-?up"
_HOME = (
    r"delivery|plumber|electrician|gas man|boiler service|chimney sweep|mot|car service|garage|bins?|bin day|"
    r"recycling|rubbish|green bin|bulky waste|meter reading|handover|removal van|window cleaner|cleaner|"
    r"(?:boiler|gas|water|washing machine|dishwasher|internet|broadband|tv) (?:man|woman|engineer|person)|"
    r"engineer|technician|roofer|piano tuner|movers|builders|decorators"
)
_JOY = (
    r"concert|gig|theatre|opera|ballet|cinema|match|game|play|recital|exhibition|fair|festival|wedding|funeral|"
    r"christening|baptism|party|dinner|lunch|brunch|breakfast|coffee|drinks|bbq|barbecue|book club|choir|"
    r"parents' evening|school trip|sports day|open day|reunion|reservation|table|quiz|sleepover|playdate"
)
_NOUN = rf"(?:{_HEALTH}|{_WORK}|{_TRAVEL}|{_HOME}|{_JOY})"
APPOINTMENT_WORDS = frozenset(re.findall(r"[a-z']{2,}", re.sub(r"\(\?:|\\.|\?", " ", _NOUN))) | {
    "due",
    "bins",
}
"""The words of the table, and what makes a deadline of any noun."""
_BESIDE = r"[\w.'\"&+-]+"
_TITLE = (
    rf"(?P<title>(?:{_BESIDE} ){{0,3}}?{_NOUN}\b(?:(?: {_BESIDE}){{0,6}}?|: ?{_BESIDE}(?: {_BESIDE}){{0,3}}?)"
    rf"|(?:{_BESIDE} ){{1,4}}?(?=(?:is |are )?(?:due|begins|starts)\b))"
)
_LINK = (
    r"(?:[ ,:;=\u2013\u2014-]*\b(?:on|is|are|due|begins?|starts?|comes?|coming|arrives?|arriving|goes?|go|"
    r"out|put|be|will|booked|set|for|by|"
    r"at|next|this|the|takes place|collected|collection|again)\b)*[ ,:;=\u2013\u2014-]*"
)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?|noon|midnight|\d{1,2} o'clock|"
    r"(?:half past|quarter (?:past|to)) \w+)"
)
_HOUR = rf"(?:{_CLOCK}|\d{{1,2}})"
_TIME = rf"(?P<time>{_CLOCK}(?: ?(?:-|\u2013|to) ?{_CLOCK})?|between {_HOUR} and {_HOUR})"
AFTER = re.compile(rf"(?:[ ,;(@\u2013\u2014-]*(?:at |from )?{_TIME})?(?P<rest>[^\n]*)", re.IGNORECASE)
"""What stands behind a day: the hour, and the rest."""
_LEADING = re.compile(
    r"[\s>*\u2022-]*(?:\[ \] ?)?(?:(?:todo|note|reminder|remember|nb)\b[:,]? )?", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_TITLE}{_LINK}", re.IGNORECASE)
_THEN = re.compile(
    rf"[ ,:;=\u2013\u2014-]*(?:(?:at )?{_TIME})?[ ,:;=\u2013\u2014-]+(?P<title>(?:{_BESIDE} ){{0,4}}?"
    rf"{_NOUN}\b[^.,;:!?()\n]{{0,40}})(?P<rest>)",
    re.IGNORECASE,
)
_THEN_TIME = re.compile(rf"[ ,:;=-]*(?:at )?{_CLOCK}", re.IGNORECASE)
_ONLY_ON = re.compile(r"(?:on |this |next )?", re.IGNORECASE)
_NOT_SO = re.compile(
    r"\b(?:not|no|never|cancel+ed|postponed|moved|missed|was|were|had|went|did|got|came|forgot|paid|done|if|"
    r"notes|minutes|reports?|review|results|photos|pictures|recipe|summary|log|receipt|costs?|price|euros?|"
    r"pounds|dollars|maybe|might|would|could|should|every|each|weekly|monthly|last|ago|since|until|past|over|again\?|than|"
    r"rain|snow|weather|storm|hope|hopes|enjoy|have a|good luck|"
    r"i|i'm|i'll|i've|we|we're|we'll|you|your|he|she|they|who|which|that|said|says|asked|told|thinks?)\b|n't\b|\[x\]|"
    r"[\u2713\u2714\u2705?\u20ac\u00a3$]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\bthe (\d{1,2})(?:st|nd|rd|th)\b(?!-|['\u2019]s? | (?:of|floor|century|time|birthday|anniversary|"
    r"place|grade|street|avenue|edition|round|day|week|month|year|one|quarter|chapter|attempt)\b)"
)
_TRAILING = re.compile(r"(?:[\s,:;=(\u2013\u2014-]|\b(?:on|at|for|by|this|next|is|are|the|of)\b)+$")
_CUT = re.compile(r"[.!;]\s|[.!;]$|\s[\u2013\u2014]\s| but | so | because ")


def appointments_of(reading: Reading) -> list[Statement]:
    """What a line says is on which day to come; nothing where it says more, or anything else."""
    text = reading.text
    if reading.passage.voice.name != ME or reading.passage.written is None:
        return []
    if _NOT_SO.search(text):
        return []
    leading = _LEADING.match(text)
    first = leading.end() if leading else 0
    days = _first_named(reading) or _ordinal(text, reading.passage.written)
    is_bare = days is None
    days = days or _weekday(text, reading.passage.written)
    coming = _coming(days, reading.passage.written, text)
    if days is None or coming is None:
        return []
    before = _BEFORE.fullmatch(text, first, days.start)
    after = AFTER.match(text, days.end)
    if is_bare and (after is None or not (after["time"] or _THEN_TIME.match(text, days.end))):
        return []  # In a diary "Friday: dinner with Noor" may well be the last one.
    if before is not None and after is not None:
        return [_statement(reading, days, coming, before, after, before.start("title"))]
    then = _THEN.match(text, days.end) if _ONLY_ON.fullmatch(text, first, days.start) else None
    return [_statement(reading, days, coming, then, then, days.start)] if then is not None else []


def _coming(days: Days | None, written: date, text: str) -> date | None:
    """The one day that is meant, if it is to come."""
    span = days.after(written) if days is not None else None
    if days is None or span is None or span[0] != span[1]:
        return None
    has_year = str(span[0].year) in text[days.start : days.end]
    return span[0] if has_year or (span[0] - written).days <= FARTHEST else None


def _first_named(reading: Reading) -> Days | None:
    """The first time that is named, with the date right behind it: "Monday 30 November" is one day."""
    found = reading.days
    if len(found) > 1 and not reading.text[found[0].end : found[1].start].strip(" ,"):
        return replace(found[1], start=found[0].start)
    return found[0] if found else None


def _ordinal(text: str, written: date) -> Days | None:
    """The next day of a month that stands alone, where it is not one that was just: "the 14th"."""
    found = _ORDINAL.search(text)
    day = next_of_month(int(found[1]), written) if found is not None else None
    if found is None or day is None:
        return None
    return Days(found.start(), found.end(), "on", False, (Period(day, day, found[0], True),))


def _weekday(text: str, written: date) -> Days | None:
    """The next day of a name that stands alone: "Dentist: Tuesday 3 pm"."""
    found = _WEEKDAY.search(text)
    if found is None:
        return None
    day = next_weekday(found[1], written)
    return Days(found.start(), found.end(), "on", False, (Period(day, day, found[0], True),))


def _statement(
    reading: Reading, days: Days, day: date, titled: re.Match[str], after: re.Match[str], first: int
) -> Statement:
    """The plan. Its words: what it is, the day in full, the time, and what stands after them."""
    ends = days.start if titled.start("title") < days.start else titled.end("title")
    title = _TRAILING.sub("", reading.verbatim(titled.start("title"), ends))
    time = reading.verbatim(*after.span("time")) if after["time"] else ""
    rest_end = _rest_end(after)
    rest = reading.verbatim(after.start("rest"), rest_end).strip(" ,:;-@()\u2013\u2014")
    last = max(days.end, titled.end("title"), after.end("time"), rest_end if rest else 0)
    words = ", ".join(filter(None, [f"{title[:1].upper()}{title[1:]} {said((day, day))}", time, rest]))
    return reading.statement(
        ME,
        "plans",
        (first, last),
        f"{words.rstrip('.')}.",
        first=first,
        confidence=AS_SURE_AS * reading.sentence.sureness(first, told=False),
        when=When(days, None, day),
    )


def _rest_end(after: re.Match[str]) -> int:
    """Where what stands after the day ends; at its beginning where it is too long to belong to it."""
    begins, ends = after.span("rest")
    cut = _CUT.search(after.string, begins, ends)
    end = cut.start() if cut else ends
    return end if end - begins <= LONGEST_REST else begins
