"""A wording: one way to say a predicate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from secondme.memories.english.shapes import GROUP, LIST, LOOSE
from secondme.memories.predicates import Verb

Does = Literal["state", "change", "ending", "be", "once", "have", "plan", "due", "event"]


@cache
def _compiled(source: str) -> re.Pattern[str]:
    """Compiled when it is first needed: all of them would take a second at import."""
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a predicate. weight: how sure it is that this is meant. verb: reads so instead of the
    predicate's own. trimmed: the value is loose."""

    predicate: str
    at_main: bool
    now: frozenset[str]
    past: frozenset[str]
    source: str
    does: Does
    weight: float
    trimmed: bool
    verb: Verb | None

    @property
    def rest(self) -> re.Pattern[str]:
        """The pattern of what follows, or stands at, the main word."""
        return _compiled(self.source)


def worded(
    predicate: str, words: str, rest: str, does: Does = "state", weight: float = 0.8, verb: Verb | None = None
) -> Wording:
    now, _, past = words.partition("|")
    return Wording(
        predicate,
        rest.startswith("@"),
        frozenset(now.split()),
        frozenset(past.split()),
        rest.removeprefix("@"),
        does,
        weight,
        LOOSE in rest or GROUP in rest or LIST in rest,
        verb,
    )
