"""What is told as so: whether a sentence asks, doubts or supposes, whether something is over or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secondme.memories.tongues.matching import Matcher

_ASKS = re.compile(r"\?|\u00bf")
_JOKES = re.compile(
    r";-?\)|[\U0001F609\U0001F61C\U0001F643\U0001F92A]|\b(?:lol|mdr|ptdr|xd|jaja\w*|haha\w*)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[.;:!?()\n]|,(?! (?:\d|\w+ \d))| (?:und|aber|et|mais|y|pero|e) ")
_SO_LONG = re.compile(r"\b(?:ça fait|il y a|voilà|hace) [\w ]{2,20} (?:que|qu')$", re.IGNORECASE)
""" "Ça fait deux ans que j'habite à Nantes"."""
Standing = Literal["holds", "ended", "denied"]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and how what it says is told."""

    text: str
    matcher: Matcher

    @property
    def is_meant(self) -> bool:
        """Whether it says something at all."""
        signs = self.matcher.grammar.signs
        return not (
            _ASKS.search(self.text)
            or _JOKES.search(self.text)
            or self.matcher.pattern(signs.doubted).search(self.text)
            or self.matcher.pattern(signs.asks).search(self.text)
        )

    def supposes(self, first: int, last: int) -> bool:
        """Whether what stands before, within or right behind a place takes from it that it is so."""
        signs = self.matcher.grammar.signs
        return bool(
            self.matcher.pattern(signs.supposed).search(self.text, 0, last)
            or self.matcher.pattern(signs.reserved).match(self.text, last)
            or self._depends(self.text[:first].rstrip())
        )

    def _depends(self, before: str) -> bool:
        leads = self.matcher.pattern(self.matcher.grammar.signs.leads).search(before)
        return leads is not None and _SO_LONG.search(before) is None

    def is_later(self, first: int, last: int) -> bool:
        """Whether it is so only from then on."""
        return (
            self.matcher.pattern(self.matcher.grammar.signs.later).search(self.text, first, last) is not None
        )

    def standing(self, first: int, last: int) -> Standing:
        """How what stands at a place stands: as it goes on to the end of its clause."""
        signs, end = self.matcher.grammar.signs, self.clause_end(last)
        if self.matcher.pattern(signs.over).search(self.text, first, end):
            return "ended"
        return "denied" if self.matcher.pattern(signs.denied).search(self.text, first, end) else "holds"

    def clause_end(self, place: int) -> int:
        """Where a clause ends that goes on at a place."""
        found = _BREAK.search(self.text, place)
        return found.start() if found else len(self.text)

    def clause_start(self, place: int) -> int:
        """Where a clause begins that has come to a place."""
        return max((one.end() for one in _BREAK.finditer(self.text, 0, place)), default=0)
