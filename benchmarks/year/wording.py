"""Puts the steps of a fact into words, as people write: with a greeting, in a hurry, with a slip."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.year.cast import NOTES, Cast, Chat
from benchmarks.year.life import Step
from benchmarks.year.phrases import Attribute, Half
from benchmarks.year.truth import Person

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGO = {"yesterday": 1, "three days ago": 3, "last week": 7, "ten days ago": 10, "two weeks ago": 14}
"""When something happened that is told today: how many days before."""
BY_THEMSELVES, IN_NOTES, NEUTRAL, WRAPPED, UNTIDY, SLIPPED = 0.62, 0.25, 0.15, 0.5, 0.15, 0.03
_ARTICLE = re.compile(r"\b([Aa]) (?=\{value\}|\{old\}|\{decoy\})")
_BEFORE_VOWEL = re.compile(r"\0 (?=[aeioAEIO])")
_SLOT_OR_WORD = re.compile(r"\{\w+\}|[a-z]{6,}")


@dataclass(frozen=True)
class Told:
    """A step as somebody told it. since: the day from which it is so by these words."""

    step: Step
    chat: Chat
    speaker: Person
    text: str
    since: date


class Teller:
    """Finds speakers and words for the steps of one person's fact, in order."""

    def __init__(
        self, rng: random.Random, cast: Cast, person: Person, attribute: Attribute, half: Half
    ) -> None:
        self.rng, self.cast, self.person, self.attribute, self.half = rng, cast, person, attribute, half
        self.said = half.said[attribute.name]
        self.values: list[str] = []

    def tell(self, steps: list[Step]) -> list[Told]:
        told: list[Told] = []
        for step in steps:
            told.append(self._tell(step, told[-1] if told else None))
            self.values.append(step.value)
        return told

    def _tell(self, step: Step, last: Told | None) -> Told:
        speaker, chat = self._voice(step, last)
        if step.act == "mends" and step.at_once:
            return Told(step, chat, speaker, self._fill(self.rng.choice(self.half.mended), step), step.day)
        wording = self.rng.choice(self._wordings(step, own=speaker == self.person))
        ago = self.rng.choice(list(AGO))
        since = step.day - timedelta(days=AGO[ago]) if "{ago}" in wording else step.day
        filled = self._fill(untidy(self.rng, wording), step, ago)
        return Told(step, chat, speaker, wrapped(self.rng, self.half, filled), since)

    def _voice(self, step: Step, last: Told | None) -> tuple[Person, Chat]:
        """Who says it where: what was said wrong is mended by the same one; a dispute is somebody else's."""
        if step.act == "mends" and last is not None:
            return last.speaker, last.chat
        if step.act == "denies" and last is not None:
            speaker = self._other(but=last.speaker)
        else:
            speaker = self.person if self.rng.random() < BY_THEMSELVES else self._other()
        without = None if speaker == self.person else self.person
        chats = self.cast.chats_of(speaker, without)
        notes = [chat for chat in chats if chat.name == NOTES]
        if step.act == "denies":
            chats = [chat for chat in chats if chat.name != NOTES]
        elif notes and self.rng.random() < IN_NOTES:
            chats = notes
        return speaker, self.rng.choice(chats)

    def _other(self, but: Person | None = None) -> Person:
        """Somebody who can speak of the person: of `me`, somebody in a group."""
        return self.rng.choice(
            [
                other
                for other in self.cast.people
                if other not in (self.person, but) and self.cast.chats_of(other, self.person)
            ]
        )

    def _wordings(self, step: Step, *, own: bool) -> tuple[str, ...]:
        side = "mine" if own else "theirs"
        match step.act:
            case "mends":
                return self.said[f"mended_{side}"]
            case "ends":
                return self.said[f"ended_{side}"]
            case "denies":
                return self._denials(step)
            case "repeats":
                return self.said[side]
        if step.old is None:
            fresh = tuple(text for text in self.said[f"{side}_new"] if "{old}" not in text)
            return (
                fresh if fresh and not self.attribute.plural and self.rng.random() < 0.3 else self.said[side]
            )
        if self.attribute.plural:
            return tuple(text for text in self.said[f"{side}_new"] if "{old}" in text)
        return self.said[side if own and self.rng.random() < NEUTRAL else f"{side}_new"]

    def _denials(self, step: Step) -> tuple[str, ...]:
        """With "still", or like words, only where that was the value before."""
        was_before = step.value in self.values
        return tuple(text for text in self.said["denied"] if ("still" in text) == was_before)

    def _fill(self, wording: str, step: Step, ago: str = "") -> str:
        day = self.rng.choice(WEEKDAYS)
        return fill(
            wording,
            {**self.person.words(), "value": step.value, "old": step.old or "", "ago": ago, "day": day},
        )


def fill(wording: str, words: Mapping[str, str]) -> str:
    """The wording with its slots filled; "a" is "an" where a vowel follows."""
    marked = _ARTICLE.sub("\\1\0 ", wording).format_map(words)
    return _BEFORE_VOWEL.sub("n ", marked).replace("\0", "")


def untidy(rng: random.Random, wording: str) -> str:
    """Now and then without the capital, or with two letters of a word swapped; never in a name or value."""
    if rng.random() < UNTIDY and not wording.startswith(("I ", "I'", "{")):
        wording = wording[:1].lower() + wording[1:]
    words = [found for found in _SLOT_OR_WORD.finditer(wording) if not found[0].startswith("{")]
    if words and rng.random() < SLIPPED:
        at = rng.choice(words).start() + rng.randint(1, 3)
        wording = wording[:at] + wording[at + 1] + wording[at] + wording[at + 2 :]
    return wording


def wrapped(rng: random.Random, half: Half, text: str) -> str:
    """Half of the time among other sentences."""
    ended = text if text[-1] in ".!?" else text + rng.choice((".", ".", "!"))
    if rng.random() >= WRAPPED:
        return text if rng.random() < 0.5 else ended
    where = rng.choice(("before", "after", "both"))
    parts = [
        *([rng.choice(half.before)] if where != "after" else []),
        ended,
        *([rng.choice(half.after).format(day=rng.choice(WEEKDAYS))] if where != "before" else []),
    ]
    return " ".join(parts)
