"""What is so on which day of the scripted year: people, and facts that change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

BEGIN = date(2025, 1, 1)
END = date(2025, 12, 31)
MARGIN = 8
"""Days around a change that are not asked about: "last week" is no exact day."""


@dataclass(frozen=True)
class Person:
    """Somebody in the year. name: the whole; he: the pronoun; child, animal: the words for theirs."""

    name: str
    he: str
    child: str
    animal: str

    @property
    def first(self) -> str:
        return self.name.split()[0]

    def words(self) -> dict[str, str]:
        """What stands for this person in a wording."""
        he = self.he == "he"
        return {
            "name": self.first,
            "he": self.he,
            "his": "his" if he else "her",
            "him": "him" if he else "her",
            "child": self.child,
            "animal": self.animal,
        }


@dataclass(frozen=True)
class Span:
    """A value, and the day from which it is so, up to the next span; None: it is over."""

    value: str | None
    first: date


@dataclass(frozen=True)
class Fact:
    """What is so of one attribute of one person over the year.

    subject: the first name, or "me". half: whose wordings tell it. spans: in order. stated: every value that
    anybody stated, also by mistake, with the day it was first said. rival: what somebody else insists on,
    against the last span. unsure: days of change and of telling.
    """

    number: int
    subject: str
    attribute: str
    half: str
    spans: tuple[Span, ...]
    stated: tuple[tuple[str, date], ...]
    rival: str | None
    unsure: tuple[date, ...]

    def true_on(self, day: date) -> str | None:
        """The value on that day, None where it is over. The day must not be before the first span."""
        assert day >= self.spans[0].first, "nothing is known yet on that day"
        return [span.value for span in self.spans if span.first <= day][-1]

    def wrong_on(self, day: date) -> tuple[str, ...]:
        """The values that are not so on that day: earlier, later, mistaken; not one in dispute."""
        disputed = self.rival if day >= self.spans[-1].first else None
        return tuple(value for value, _ in self.stated if value not in (self.true_on(day), disputed))

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "subject": self.subject,
            "attribute": self.attribute,
            "half": self.half,
            "spans": [{"value": span.value, "first": span.first.isoformat()} for span in self.spans],
            "stated": {value: day.isoformat() for value, day in self.stated},
            "rival": self.rival,
        }


def past_days(fact: Fact, count: int, seed: int) -> list[date]:
    """Days of the year on which the fact was settled, at random; fewer where there are not so many."""
    known = min(day for _, day in fact.stated)
    days = [known + timedelta(days=ahead) for ahead in range(1, (END - known).days)]
    settled = [day for day in days if not _near(day, fact.unsure)]
    return sorted(random.Random(f"{seed} {fact.number}").sample(settled, min(count, len(settled))))


def _near(day: date, days: Sequence[date]) -> bool:
    return any(abs((day - other).days) < MARGIN for other in days)
