"""Who takes part in the scripted year, and in which chats they talk."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.year.truth import Person

ME = "Robin Adler"
NOTES = "Notes to self"
OTHERS = 12
SHE = (
    *(
        "Ana Kovač",
        "Noor Haddad",
        "Ingrid Solberg",
        "Chiamaka Obi",
        "Mei Tan",
        "Priya Raman",
        "Siobhán Keane",
    ),
    *("Yuki Mori", "Leila Farahani", "Zofia Wrona", "Camila Rojas", "Aroha Ngata"),
)
HE = (
    *("Ben Whitlock", "Tomás Figueira", "Kwame Asante", "Dmitri Volkov", "Hamid Rahimi", "Joon Park"),
    *("Mateo Ibarra", "Ravi Menon", "Søren Dahl", "Tariq Mansour", "Emeka Udo", "Luca Ferri"),
)


@dataclass(frozen=True)
class Chat:
    """A conversation by its name, and who is in it; `me` is in all of them."""

    name: str
    people: tuple[Person, ...]

    def has(self, person: Person) -> bool:
        return person in self.people


@dataclass(frozen=True)
class Cast:
    """me, the others, and all chats: one with each, two groups, and notes to oneself."""

    me: Person
    others: tuple[Person, ...]
    chats: tuple[Chat, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return (self.me, *self.others)

    @property
    def groups(self) -> tuple[Chat, ...]:
        return tuple(chat for chat in self.chats if len(chat.people) > 2)

    def chats_of(self, speaker: Person, without: Person | None = None) -> list[Chat]:
        """The chats in which the speaker talks with others; without: not alone with that person."""
        return [
            chat
            for chat in self.chats
            if chat.has(speaker) and (without is None or len(chat.people) > 2 or not chat.has(without))
        ]

    def subject(self, person: Person) -> str:
        """How memories about this person are asked for."""
        return "me" if person == self.me else person.first


def assemble(rng: random.Random) -> Cast:
    """As many women as men, in an order of chance."""
    names = rng.sample(SHE, OTHERS // 2) + rng.sample(HE, OTHERS // 2)
    others = tuple(_person(rng, name) for name in names)
    me = _person(rng, ME)
    shuffled = rng.sample(others, len(others))
    chats = (
        Chat("Friends", (me, *shuffled[: OTHERS // 2 + 1])),
        Chat("Family", (me, *shuffled[OTHERS // 2 + 1 :])),
        *(Chat(person.name, (me, person)) for person in others),
        Chat(NOTES, (me,)),
    )
    return Cast(me, others, chats)


def _person(rng: random.Random, name: str) -> Person:
    he = "he" if name in HE or (name == ME and rng.random() < 0.5) else "she"
    return Person(name, he, rng.choice(("daughter", "son")), rng.choice(("dog", "cat")))
