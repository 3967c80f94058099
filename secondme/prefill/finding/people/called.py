"""How families are called: whose family name has two words, who is named with the family name first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from secondme.people.names import plain_name

SHORTEST = 3
"""Letters of a short form: "Leo"."""


def family_of(full: str, parents: Iterable[str]) -> str:
    """The last words of a whole name that its bearer has from their parents' names; empty where none are.

    "Luiza Helena Prado Azevedo", the daughter of Sônia Prado and Geraldo Azevedo, is "Prado Azevedo".
    """
    theirs = {word for parent in parents for word in plain_name(parent).split()[1:]}
    words = full.split()
    count = 0
    while count < len(words) - 1 and plain_name(words[-1 - count]) in theirs:
        count += 1
    return " ".join(words[len(words) - count :])


def double_family(full: str, known: str) -> str:
    """The two family names of a whole name of three words or more, of which the first is one of `known`."""
    words = full.split()
    is_told = len(words) >= 3 and words[-2] in known.split()
    return " ".join(words[-2:]) if is_told else ""


def given_first(name: str, families: Iterable[str]) -> str:
    """A name of two words with the given name first, where the first is one of these families'."""
    words = name.split()
    is_turned = len(words) == 2 and plain_name(words[0]) in families and plain_name(words[1]) not in families
    return f"{words[1]} {words[0]}" if is_turned else name


def whole_name(name: str, known: Iterable[str], families: Collection[str] | None) -> str:
    """A given name as the whole name of the one known person who has it and the family's name; families:
    None where any will do."""
    wanted = plain_name(name)
    found = {
        other
        for other in known
        if len(words := plain_name(other).split()) == 2
        and words[0] == wanted
        and (families is None or words[-1] in families)
    }
    return found.pop() if len(found) == 1 and " " not in wanted else name


def is_short_for(word: str, name: str) -> bool:
    """Whether a word is a short form of a given name: "leo" of "leopold", "kathi" of "katharina"."""
    stem = word[:-1] if word.endswith(("i", "y")) and len(word) > SHORTEST else word
    return len(stem) >= SHORTEST and word != name and name.startswith(stem)


def begins_as(word: str, name: str) -> bool:
    """Whether a given name is another, or a short form of it."""
    return word == name or is_short_for(word, name)


def families_of(own: Iterable[str]) -> frozenset[str]:
    """The last words of whole names."""
    return frozenset(words[-1] for name in own if len(words := name.split()) > 1)


def longest(names: Sequence[str]) -> str:
    """The name with the most words; empty of none."""
    return max(names, key=lambda name: len(name.split()), default="")
