"""When something was, or will be: read off the calendar, without a language model.

The passage says "last Saturday" or "the 14th of June", and when it was written; the date follows. A small
model gets such dates wrong more often than right; a calendar does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from secondme.answer.attribution import (
    Cast,
    asked_stems,
    best_sentence,
    cast_of,
    is_about_subjects,
    nearest_first,
    share_of,
    speaks_of_speaker,
)
from secondme.answer.relative_dates import find_dates, is_future, plainly, say, stretch
from secondme.recall.calendar_days import WEEKDAYS
from secondme.recall.hit import Hit
from secondme.recall.periods import Period, find_periods
from secondme.recall.question import Question
from secondme.recall.time_tokens import fold
from secondme.recall.time_words import SEASONS, TAGS

LOOKED_AT = 3
"""So many of the first hits may hold the date; further ones are about something else more often than not."""
NEAR = 0.5
"""A hit with a date stands in for a better one without, down to this share of its score."""

MOST_OF_IT = 0.5
"""A sentence of a note with a smaller share of what is asked is of something else."""

_SEASON = re.compile(rf"\b({'|'.join(SEASONS)})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?(?:am|pm|uhr|h)\b|"
    r"\b(?:at|um|gegen|à|a las|alle|às|om) (?:noon|midnight|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|\d{1,2}|half past|quarter|neun|zehn|acht|sieben|sechs|zwölf|midi|minuit|mezzogiorno)\b",
    re.IGNORECASE,
)
_EXACTLY = re.compile(r"\b\d{1,2}(?:[:.h]\d\d)? ?(?:am|pm|uhr)\b|\b\d{1,2}[:.h]\d\d\b", re.IGNORECASE)
_PAST_QUESTION = re.compile(
    r"\b(?:did|was|were|had|has|have|war|waren|wurden?|hat|haben|hatte|ist|était|fut|a|ont|avait|fue|fueron|era|"
    r"estaba|ha|è|foi|foram|werd|heeft|hebben)\b",
    re.IGNORECASE,
)
_VAGUELY_AGO = re.compile(
    r"\b(?:a few|a couple of|several|some|many)?\s*(?:years|months|weeks|decades|ages) (?:ago|back)\b|"
    r"\bvor (?:ein paar|einigen|vielen|langen)? ?(?:jahren|monaten|wochen)\b|"
    r"\bil y a (?:quelques|plusieurs|des|longtemps) ?(?:années|ans|mois|semaines)?|"
    r"\bhace (?:unos|varios|muchos|algunos) (?:años|meses)|\bhá (?:alguns|vários|muitos) (?:anos|meses)|"
    r"\b(?:qualche|alcuni|molti) (?:anni|mesi|anno|mese) fa\b|"
    r"\b(?:een paar|enkele|vele) (?:jaar|maanden) geleden\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:she|he|they)(?:['\u2019]\w+)?\b|\b(?:sie|er|elle|elles|ils|ella|él|ellos|ellas|ela|ele|eles|elas|lei|lui|"
    r"zij|hij)\b",
    re.IGNORECASE,
)
_POINTING = frozenset("LlTNR")
"""The tags of words that tell which of its like a time is, counted from when one asks: "last", "this"."""
_LONG = 26
"""A period of more days than this is told as what it is, a month or a year, and not by its first day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as found. text: as it is told; words: as the passage says it, empty where it only was written
    then; hit: the passage."""

    text: str
    words: str
    hit: Hit

    @property
    def is_either(self) -> bool:
        """Whether it names two days, of which one is meant."""
        return " or " in self.text


def read_when(hits: Sequence[Hit], question: Question) -> Dated | None:
    """The date that the best of the hits gives, with its hour; None where none has one, or an hour alone.

    What was written down when it happened gives its day even without naming one; what is yet to come, or
    comes again and again, does not.
    """
    cast = cast_of(hits, question)
    asked = asked_stems(question, cast)
    dated = [hit for hit in hits if hit.time is not None]
    if not dated:
        return None
    first = _nearest_hit(dated, cast, asked)
    nearest = best_sentence(first, asked)
    if hour := _CLOCK.search(nearest):
        exact = _EXACTLY.search(nearest)
        return _with_hour(first, nearest, (exact or hour).group(), cast, asked)
    if question.periods:  # "in June" leaves only dates of June.
        theirs = [hit for hit in dated[: 2 * LOOKED_AT] if is_about_subjects(hit, cast)]
        return next(_within(theirs, question, asked), None)
    if said := next(_said(first, asked), None):
        return said if cast.subjects or _is_of(said, nearest, asked) else None
    assert first.time is not None
    if not _PAST_QUESTION.search(question.plain) or _is_of_others(nearest, first, cast):
        return None
    day = plainly(say(first.time.date()))
    if vague := _VAGUELY_AGO.search(nearest):
        return Dated(f"{vague.group().strip()}, as told on {day}", vague.group().strip(), first)
    return Dated(day, "", first)


def _with_hour(hit: Hit, sentence: str, hour: str, cast: Cast, asked: frozenset[str]) -> Dated | None:
    """The one date that a sentence with an hour names, and the hour."""
    assert hit.time is not None
    named = dates_in(sentence, hit.time.date())
    if len(named) != 1:
        return None
    words, text = named[0]
    dated = Dated(f"{text}, {hour}", words, hit)
    return dated if cast.subjects or _is_of(dated, sentence, asked) else None


def _nearest_hit(dated: Sequence[Hit], cast: Cast, asked: frozenset[str]) -> Hit:
    """The first hit about whom the question is about; where that is nobody, the one that says most of it."""
    near = dated[:LOOKED_AT]
    if not cast.subjects:
        return max(near, key=lambda hit: share_of(asked, best_sentence(hit, asked)))
    return next((hit for hit in near if is_about_subjects(hit, cast)), dated[0])


def _is_of_others(sentence: str, hit: Hit, cast: Cast) -> bool:
    """Whether a sentence of the one who is asked about tells of somebody else: "she has retired"."""
    return hit.speaker in cast.subjects and bool(_OTHERS.search(sentence)) and not speaks_of_speaker(sentence)


def _is_of(dated: Dated, sentence: str, asked: frozenset[str]) -> bool:
    """Whether a date is of what is asked about nobody in particular: a note is of many things, and any date
    may stand beside them. The words of the date itself prove nothing.
    """
    others = sentence.replace(dated.words, " ")
    return others != sentence and share_of(asked, others) >= MOST_OF_IT


def _within(hits: Sequence[Hit], question: Question, asked: frozenset[str]) -> Iterator[Dated]:
    """The dates of these hits that fall into a time which the question names, in the order of the hits."""
    for hit in hits:
        assert hit.time is not None
        written = hit.time.date()
        wanted = [*question.periods, *_of_any_year(question, written)]
        for one in (*_said(hit, asked), Dated(plainly(say(written)), "", hit)):
            mentions = find_periods(_day_in(one.text), written)
            meant = [period for mention in mentions for period in mention.periods]
            if any(period.overlaps(other) for period in meant for other in wanted):
                yield one


def _of_any_year(question: Question, written: date) -> Iterator[Period]:
    """What a time without a year, such as "in March", means to who wrote that day; "last March" does not."""
    for mention in find_periods(question.plain, written):
        for period in mention.periods:
            points = any(TAGS.get(fold(word)) in _POINTING for word in period.words.split())
            if not period.certain and not points:
                yield period


def _day_in(text: str) -> str:
    """The day in "the week before 9 August 2023"."""
    return text.rsplit("before ", 1)[-1]


def _said(hit: Hit, asked: frozenset[str]) -> Iterator[Dated]:
    """The dates that a passage names, those of the sentences nearest to the question first."""
    assert hit.time is not None
    written = hit.time.date()
    for sentence in nearest_first(hit, asked):
        yield from (Dated(text, words, hit) for words, text in dates_in(sentence, written))


def dates_in(sentence: str, written: date) -> list[tuple[str, str]]:
    """The dates that a sentence of that day names: the words, and what they mean."""
    found = [
        (start, sentence[start:end], _told(sentence[start:end], meaning, written))
        for start, end, meaning in find_dates(sentence, written)
    ]
    taken = [(start, start + len(words)) for start, words, _ in found]
    for mention in find_periods(sentence, written):
        if any(mention.start < end and start < mention.end for start, end in taken):
            continue
        chosen = _meant(mention.periods, sentence, written)
        if chosen is not None and (text := _named(chosen)):
            found.append((mention.start, sentence[mention.start : mention.end], text))
    return [
        (words, text)
        for start, words, text in sorted(found)
        if not _is_its_weekday(start, words, found, sentence)
    ]


def _is_its_weekday(start: int, words: str, found: Sequence[tuple[int, str, str]], sentence: str) -> bool:
    """Whether it is the weekday of a date that stands right behind it: "on Saturday 18 October"."""
    end = start + len(words)
    weekday = words.casefold().split()[-1] in WEEKDAYS
    return weekday and any(sentence[end:other].strip(" ,") == "" for other, *_ in found if other > start)


def _told(words: str, meaning: str, written: date) -> str:
    """As people tell it: nobody who says "last week" means all of it from Monday on."""
    phrase = words.casefold()
    for unit in ("week", "weekend"):
        if phrase == f"last {unit}":
            return f"the {unit} before {plainly(say(written))}"
    return plainly(meaning)


def _meant(periods: Sequence[Period], sentence: str, written: date) -> Period | None:
    """Which of several readings the sentence means: one to come where it speaks of what is to come."""
    closed = [one for one in periods if not one.is_open]
    if len(closed) <= 1:
        return closed[0] if closed else None
    ahead = [one for one in closed if one.last >= written]
    behind = [one for one in closed if one.last < written]
    if is_future(sentence) and ahead:
        return ahead[0]
    if is_future(sentence) is False and behind:
        return behind[-1]
    return min(closed, key=lambda one: abs((one.first - written).days))


def _named(period: Period) -> str:
    """A period in words: a day, a month, a season, a year; empty for others."""
    days = (period.last - period.first).days + 1
    if season := _SEASON.search(period.words):
        return f"{season[1].lower()} {period.first.year}"
    if days == 1:
        return plainly(say(period.first))
    if days <= _LONG:
        return stretch(period.first, period.last)
    if days <= 31:
        return f"{period.first:%B %Y}"
    return str(period.first.year) if 360 < days < 370 else ""
