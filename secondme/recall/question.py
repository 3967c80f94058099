"""Understands a question: its words, filters and times, what it leaves out, what sort of answer it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from secondme.clock import present
from secondme.recall.filters import Filter, Sifted, sift
from secondme.recall.kinds import QuestionKind, kind_of
from secondme.recall.negation import is_question, take_negations
from secondme.recall.periods import Mention, Period, find_periods
from secondme.recall.stop_words import STOP_WORDS as STOP_WORDS
from secondme.recall.stop_words import language_of, stop_words_of
from secondme.recall.time_tokens import fold, may_name_time
from secondme.recall.time_words import FEASTS, MONTHS, SEASONS

MAX_TERMS = 64
"""A pasted page has more words than are worth asking for; the first ones are taken."""
MAX_CHARACTERS = 2_000
"""As much of the text is compared by meaning; a pasted book would keep the model busy for half a minute."""
MIN_PREFIX = 2
ASKING = frozenset(
    [
        "what",
        "which",
        "how",
        "tell",
        "was",
        "welche",
        "welcher",
        "quel",
        "quelle",
        "quels",
        "que",
        "qué",
        "quale",
        "cosa",
        "o",
        "wat",
    ]
)
"""First words of questions of no special kind."""

_WORD = re.compile(r"\w+")
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    text: as it was asked; plain: without filters and without what is left out. terms: its content words in
    lower case, each once, in order; the stop words when there is nothing else to go by. prefix: an unfinished
    last word, while the person is still typing. speaks_of_self: whether it says "I". filters: all must hold
    (of several with the same name, one). periods: the times it is about; those with the same words are
    readings of one phrase. phrases: must stand in a passage; quoted: phrases that are better there, and need
    not be. excluded: words and phrases that must not.
    only_times: besides times it has nothing to go by.
    """

    text: str
    terms: tuple[str, ...]
    words: frozenset[str]
    prefix: str = ""
    speaks_of_self: bool = False
    plain: str = ""
    kind: QuestionKind = QuestionKind.WHAT
    filters: tuple[Filter, ...] = ()
    periods: tuple[Period, ...] = ()
    phrases: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    only_times: bool = False

    @property
    def lists_what_stands(self) -> bool:
        """Whether it has nothing to search for, only conditions: then all that fulfils them is meant."""
        steered = self.filters or self.phrases or self.excluded
        return bool(steered) and not (self.terms or self.prefix or self.periods)

    @property
    def asks(self) -> bool:
        """Whether it is a question, and not just words to look for."""
        first = self.plain.split(maxsplit=1)[:1]
        return (
            self.kind is not QuestionKind.WHAT
            or "?" in self.plain
            or bool(first and first[0].casefold() in ASKING)
        )

    def without(self, speakers: Iterable[str]) -> str:
        """The question without the names of these speakers: "what does ana play" is about playing.

        Who says something stands before each passage's own words, so a name outweighs what is asked about.
        """
        known = list(speakers)
        named = self.words.intersection(name for speaker in known for name in name_words(speaker))
        named |= self.short_names(known).keys()
        pattern = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
        rest = (
            re.sub(rf"\b(?:{pattern})\b(?:['\u2019]s)?", " ", self.plain, flags=re.IGNORECASE)
            if named
            else ""
        )
        return " ".join(rest.split()) or self.plain

    def short_names(self, speakers: Iterable[str]) -> dict[str, str]:
        """By a word that names a speaker by the beginning of a name ("mel"), that name ("melanie").

        Only where it begins the name of one of these speakers alone, and is nobody's whole name.
        """
        names = {name for speaker in speakers for name in name_words(speaker)}
        begun = {word: [name for name in names if name.startswith(word)] for word in _capitals(self.plain)}
        return {word: found[0] for word, found in begun.items() if len(found) == 1 and found[0] != word}

    def in_full(self, speakers: Iterable[str]) -> Question:
        """The question as one that names these speakers in full, where it does by the beginning of a name."""
        return replace(self, words=self.words.union(self.short_names(speakers).values()))

    def names(self, speaker: str | None) -> bool:
        """Whether one of the speaker's names is a word of the question."""
        return any(name in self.words for name in name_words(speaker))


def understand(text: str, *, unfinished: bool = False, now: datetime | date | None = None) -> Question:
    """Takes a question apart, as somebody means it who asks now (default: today on this machine's clock).

    unfinished: the last word may be only its beginning, and a filter may not make sense yet. Raises
    UsageError for a finished filter that makes no sense.
    """
    today = _day(now)
    sifted = sift(text, today, unfinished=unfinished)
    plain, left_out = take_negations(sifted.plain[:MAX_CHARACTERS])
    plain += sifted.plain[MAX_CHARACTERS:]
    mentions = find_periods(plain, today)
    quoted = sifted.phrases if is_question(_without_quotes(sifted)) else ()
    spelled = _WORD.findall(plain)
    words = [word.casefold() for word in spelled]
    typed = words[-1] if unfinished and words and text[-1:].isalnum() and plain.endswith(text[-1:]) else ""
    steered = bool(sifted.filters or mentions or sifted.phrases or sifted.excluded or left_out)
    content = _content(spelled, _relative(plain, mentions)) or ([] if steered else words)
    return Question(
        text=text,
        terms=tuple(dict.fromkeys(content))[:MAX_TERMS],
        words=frozenset(words),
        prefix=typed if len(typed) >= MIN_PREFIX else "",
        speaks_of_self=not _FIRST_PERSON.isdisjoint(words),
        plain=plain,
        kind=kind_of(plain),
        filters=sifted.filters,
        periods=tuple(period for mention in mentions for period in mention.periods),
        phrases=() if quoted else sifted.phrases,
        quoted=quoted,
        excluded=tuple(dict.fromkeys((*_worth_excluding(sifted.excluded), *left_out))),
        only_times=bool(mentions) and not set(content) - _words_of(plain, mentions),
    )


def name_words(speaker: str | None) -> list[str]:
    """The parts of a name that can name its bearer; initials and little words cannot."""
    parts = _WORD.findall((speaker or "").casefold())
    return [part for part in parts if len(part) > 2 and part not in STOP_WORDS]


def _without_quotes(sifted: Sifted) -> str:
    """What stands around the quotes: in a question a quote is a title or what somebody said, and the passage
    that answers may name it in other words."""
    around = sifted.plain
    for phrase in sifted.phrases:
        around = around.replace(phrase, " ", 1)
    return around


def _capitals(plain: str) -> Iterator[str]:
    """The words that are names by their writing and stand alone, in lower case: the San of San Diego does
    not, and where all nouns have a capital none is told by it."""
    spelled = _WORD.findall(plain)
    if language_of([word.casefold() for word in spelled]) == "de":
        return
    for place, word in enumerate(spelled):
        after = spelled[place + 1] if place + 1 < len(spelled) else ""
        little = word.casefold() in STOP_WORDS or may_name_time(word)
        if place > 0 and _is_name(word) and not _is_name(after) and not little:
            yield word.casefold()


def _day(now: datetime | date | None) -> date:
    if now is None:
        now = present()
    return now.date() if isinstance(now, datetime) else now


def _content(spelled: Sequence[str], relative: frozenset[str]) -> list[str]:
    """The words worth searching for, in lower case. Names are, also where they spell like a little word."""
    words = [word.casefold() for word in spelled]
    stops = stop_words_of(words)
    lower = sum(word[:1].islower() for word in spelled)
    return [
        word
        for place, (word, written) in enumerate(zip(words, spelled, strict=True))
        if word not in relative and (word not in stops or (place > 0 and lower > 1 and _is_name(written)))
    ]


def _is_name(written: str) -> bool:
    return len(written) > 2 and written[0].isupper() and written[1:].islower()


def _relative(plain: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """The words of times that say nothing by themselves ("last week"); months, feasts and numbers do."""
    named = MONTHS.keys() | FEASTS.keys() | SEASONS.keys()
    said = _words_of(plain, mentions)
    return frozenset(word for word in said if fold(word) not in named and not any(map(str.isdigit, word)))


def _words_of(plain: str, mentions: Sequence[Mention]) -> set[str]:
    return {word for one in mentions for word in _WORD.findall(plain[one.start : one.end].casefold())}


def _worth_excluding(excluded: Sequence[str]) -> list[str]:
    return [one for one in excluded if one.casefold() not in STOP_WORDS]
