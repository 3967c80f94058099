"""Reading: a sentence of a passage, with what is known around it, and the statements made of its spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from secondme.memories.english.clauses import BREAK, Clause
from secondme.memories.english.days import Days, find_days
from secondme.memories.english.spoken import Sentence, plainly
from secondme.memories.english.voice import Voice
from secondme.memories.predicates import is_single, kind_of
from secondme.memories.statement import Polarity, Statement

LOOKING_ON = 80
"""Characters after a sentence in which the next one may complete it."""

_LITTLE = re.compile(
    r"(?:\W|\b(?:and|but|so|then|also|anyway|well|oh|ok|okay|yes|yeah|no|btw|on|in|at|by|since|from|for|until|till|"
    r"around|about|during|over|before|after|the|last|this|next|past|early|late|later|back|just|only|again|every|"
    r"one|some|finally|already|still|now|today|starting|as|of|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read, who says it, and when it was written."""

    text: str
    voice: Voice
    written: date | None


@dataclass(frozen=True, slots=True)
class When:
    """The days of a statement, and where they are named."""

    named: Days | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence of a passage. Places are characters of the sentence as it is matched."""

    passage: Passage
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def days(self) -> tuple[Days, ...]:
        """The times that the sentence names."""
        return find_days(self.text, self.passage.written)

    def with_what_follows(self) -> Reading:
        """The same with the beginning of what comes after the sentence: "New number! It's 0123"."""
        end = self.sentence.start + len(self.text)
        after = plainly(self.passage.text[end : end + LOOKING_ON]).replace("\n", " ")
        return replace(self, sentence=replace(self.sentence, text=self.text + after))

    def verbatim(self, first: int, last: int) -> str:
        """The passage's own words at a place."""
        return self.passage.text[self.sentence.start + first : self.sentence.start + last]

    def clause_end(self, place: int) -> int:
        """Where a clause ends that goes on at a place."""
        found = BREAK.search(self.text, place)
        return found.start() if found else len(self.text)

    def days_of(self, clause: Clause, end: int) -> Days | None:
        """The time that belongs to a clause: the first within it, else the one right before its subject."""
        within = [one for one in self.days if clause.first <= one.start < end]
        return within[0] if within else self.days_before(clause.first)

    def days_before(self, place: int) -> Days | None:
        """The time that is named right before a place, and belongs to no clause before it."""
        before = [
            one for one in self.days if one.end <= place and not re.search(r"\w", self.text[one.end : place])
        ]
        return before[-1] if before and self._begins_with(before[-1]) else None

    def _begins_with(self, days: Days) -> bool:
        """Whether little stands before a time since the last break: "And then, on Monday, …"."""
        breaks = [one.end() for one in BREAK.finditer(self.text, 0, days.start)]
        return _LITTLE.fullmatch(self.text, breaks[-1] if breaks else 0, days.start) is not None

    def statement(
        self,
        subject: str,
        predicate: str,
        value: tuple[int, int],
        text: str,
        *,
        first: int,
        confidence: float,
        polarity: Polarity = "holds",
        when: When | None = None,
    ) -> Statement:
        """The statement whose value stands at a place. first: where the words for it begin at the latest."""
        when = when or When()
        named, start = when.named, self.sentence.start
        return Statement(
            kind=kind_of(predicate),
            subject=subject,
            predicate=predicate,
            value=self.verbatim(*value),
            text=text,
            first=start + min(first, value[0], named.start if named else first),
            last=start + max(value[1], named.end if named else 0),
            single=is_single(predicate),
            polarity=polarity,
            valid_from=when.valid_from,
            valid_to=when.valid_to,
            confidence=round(confidence, 3),
        )
