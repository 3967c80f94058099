"""People: where in a text the person is spoken of, and where somebody else. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from secondme.people.names import plain_name
from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.notes.mails import is_in_name_of
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.kin_words import TITLES
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.recall.time_tokens import fold

_I = MINE | frozenset(
    """
    i me myself im ive we us ich mich mir wir uns je j moi nous yo nosotros io noi eu nos ik mij wij we ons
    vivo vivimos trabajo tengo soy estoy llamo abito lavoro sono ho chiamo moro trabalho tenho sou estou chamo
    """.split()  # noqa: SIM905
)
_THEY = frozenset(
    """
    he she they his her their hers him them er seine seiner seinen elle il lui leur leurs sa ses ella su sus
    lui suo sua suoi ela ele dele dela hij zij hun haar
    """.split()  # noqa: SIM905
)
_HAD = frozenset({"doctor", "dentist", "landlord", "boss", "teacher", "guardian"})
"""Whom one has: a note headed so tells of the person."""
_SHE = frozenset("sie ihr ihre lei loro elles ils".split())  # noqa: SIM905
"""Words that mean somebody else in a heading, and much besides in a sentence."""
_NO_PERSONS = frozenset({"employer", "school", "pet", "insurer", "emergency contact", "reference"})
_TITLED = re.compile(
    r"\b(?:(?i:mrs?|ms|miss|dr|dra|prof|herrn?|frau|mme|mlle|madame|monsieur|sra?|signora?|dhr|mevr|don|"
    r"doña|dona)"
    r"|Sig)\.? +(?:[A-ZÀ-Þ]\. ?)*(?P<name>[A-ZÀ-Þ][\w'\u2019-]+)"
)
_THE_OTHER = re.compile(
    r"(?i)\b(?:the other(?: one)?|the others|die andere|der andere|die anderen|l['\u2019]autre|"
    r"les autres|(?:la|el) "
    r"otr[ao]|l['\u2019]altr[ao]|gli altri|[ao] outr[ao]|de andere)(?= (?:is|are|has|have|ist|hat|"
    r"sind|haben|est|a|sont|es|"
    r"tiene|son|è|ha|é|tem|heeft)\b)"
)
"""Of two the one who is not meant: "la otra es diabética"."""
_MORE_OF_A_NAME = re.compile(r" (?P<name>[A-ZÀ-Þ](?:[\w'\u2019-]+|(?P<dot>\.)))")
SHORTEST = 3

Kind = Literal["me", "kin", "name", "they"]


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody is spoken of from a character on. word: as it is compared."""

    at: int
    kind: Kind
    word: str


class People:
    """Who may be spoken of: the person, and all whom their notes and accounts name."""

    def __init__(self, circle: Circle) -> None:
        self._circle = circle

    @cached_property
    def names(self) -> frozenset[str]:
        """The first and further names of everybody else who is known, as they are compared."""
        bonded = {
            word
            for bonds in self._circle.bonds.values()
            for one in bonds
            for word in plain_name(one.name).split()
        }
        known = {name.split()[0] for name in self._circle.known}
        return frozenset(word for word in bonded | known if len(word) >= SHORTEST) - self._circle.own_words

    @cached_property
    def _further(self) -> frozenset[str]:
        """The words of everybody else's names behind their first."""
        return frozenset(part for name in self._circle.known for part in name.split()[1:])

    def is_letter(self, key: str) -> bool:
        """Whether a document is a letter by the person."""
        return key in self._circle.letters

    @property
    def own(self) -> set[str]:
        """The person's plain names."""
        return self._circle.own

    @property
    def own_words(self) -> frozenset[str]:
        """All words of them."""
        return self._circle.own_words

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The person's own first names; the family's are those of others, too."""
        return frozenset(name.split()[0] for name in self._circle.own)

    def names_me(self, text: str) -> bool:
        """Whether the person's first name stands there, or its first letter beside their family name."""
        words = re.findall(r"[^\W\d_]+", fold(text))
        if any(
            fold(found[0]) in self.firsts and not self._namesake(text, found.end())
            for found in re.finditer(r"[^\W\d_]+", text)
        ):
            return True
        pairs = {*pairwise(words), *((after, word) for word, after in pairwise(words))}
        return any(
            (name.split()[0][0], name.split()[-1]) in pairs for name in self._circle.own if " " in name
        )

    def is_in_my_name(self, mail: str) -> bool:
        """Whether a mail address has the person's first and family name in it."""
        return is_in_name_of(mail, self._circle.own)

    def _namesake(self, text: str, end: int) -> str:
        """The further name of somebody else who is called as the person is ("Nora Lind" beside "Nora Berg"),
        where it follows at that character; else empty."""
        more = _MORE_OF_A_NAME.match(text, end)
        if more is None or not self.firsts:
            return ""
        word = plain_name(more["name"])
        if word in self._circle.own_words:
            return ""
        is_initial = more["dot"] and not any(
            own.startswith(word) for name in self.own for own in name.split()[1:]
        )
        return word if word in self._further or is_initial else ""

    def marks(self, text: str) -> list[Mark]:
        """All places at which somebody is spoken of, in their order."""
        return sorted(self._marks(text), key=lambda one: one.at)

    def others(self, text: str) -> list[Mark]:
        """Those at which somebody else is."""
        return [one for one in self.marks(text) if one.kind != "me"]

    def last(self, text: str) -> Mark | None:
        """Who is spoken of last."""
        return max(self._marks(text), key=lambda one: one.at, default=None)

    def heads(self, text: str) -> bool:
        """Whether a heading is of somebody else, and not of the person."""
        marks = [one for one in self.marks(text) if RELATIONS.get(one.word) not in _HAD]
        they = not _SHE.isdisjoint(re.findall(r"[^\W\d_]+", fold(text)))
        return (bool(marks) or they) and all(one.kind != "me" for one in marks)

    def _marks(self, text: str) -> Iterator[Mark]:
        before = ""
        for found in re.finditer(r"[^\W\d_]+", text):
            word = fold(found[0])
            relation = RELATIONS.get(word) or RELATIONS.get(word.removesuffix("s"))
            if word in self.firsts and (other := self._namesake(text, found.end())):
                yield Mark(found.start(), "name", other)
            elif word in self.names and found[0][:1].isupper():
                yield Mark(found.start(), "name", word)
            elif word in _I or word in self.firsts:
                yield Mark(found.start(), "me", word)
            elif relation and relation not in _NO_PERSONS and (word not in TITLES or before in MINE):
                yield Mark(found.start(), "kin", word)
            elif word in _THEY:
                yield Mark(found.start(), "they", word)
            before = word
        for one_of_two in _THE_OTHER.finditer(text):
            yield Mark(one_of_two.start(), "they", "other")
        for titled in _TITLED.finditer(text):
            if fold(titled["name"]) not in self._circle.own_words:
                yield Mark(titled.start(), "name", fold(titled["name"]))
