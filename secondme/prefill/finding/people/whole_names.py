"""Whole names of the person: papers, CVs and accounts have more of it than they speak under. Pure.

"RUIZ ORTEGA, CARMEN" on a card, "# Rafael Monteiro da Silva" over a CV, "titular Carmen Ruiz Ortega". Papers
print the family name in capitals, and so tell where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from secondme.people.names import is_whole, plain_name
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.labels import read_label
from secondme.prefill.finding.notes.owners import name_it_opens_with
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.called import begins_as
from secondme.prefill.finding.telegrams.lexicon import any_of, words
from secondme.prefill.names import name_part

ON_A_PAPER, OVER_A_CV = 0.93, 0.9
_SMALL = r"(?:de|da|do|dos|das|del|della|di|van|von|der|den|ten|la|le|el|y|e)"
_CAPITALS = r"[A-ZÀ-Þ]['\u2019A-ZÀ-Þ-]+"
_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"
_PRINTED = re.compile(
    rf"(?<!\w)(?P<family>{_CAPITALS}(?: {_CAPITALS}){{0,4}})"
    rf"(?:,\s*(?P<given>{_WORD}(?: {_WORD}){{0,3}})|[ \t]{{1,4}}(?P<beside>[A-ZÀ-Þ][a-zß-ÿ'\u2019-]+"
    rf"(?: [A-ZÀ-Þ][a-zß-ÿ'\u2019-]+){{0,3}}))(?![\w'\u2019-])"
)
_TURNED = re.compile(
    rf"(?<![\w'\u2019])(?P<family>{_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{0,3}}), "
    rf"(?P<given>{_WORD}(?: {_WORD}){{0,3}})"
    r"(?![\w'\u2019-])"
)
_NAME = re.compile(rf"(?<![\w'\u2019]){_WORD}(?: (?:{_SMALL} ){{0,2}}{_WORD}){{1,5}}")
_PARTICLES = frozenset("de da do dos das del della di van von der den ten la le y e".split())  # noqa: SIM905

_ON_A_CARD = re.compile(r", full name: (?P<name>[^,]+)")
_PAPERS = frozenset("ID DNI NIE NIF CNI CC BI BSN RG CPF PESEL CARD PASS PASSPORT".split())  # noqa: SIM905
"""What may stand before the name on a paper."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole name at characters [first, last). family: its family name where it is told, else empty."""

    name: str
    family: str
    sure: float
    first: int
    last: int


def whole_names_in(said: Said, own: Collection[str]) -> Iterator[Whole]:
    """The person's name as a note has it whole. own: the plain names that they are known by."""
    if said.is_chat or said.memory is not None:
        return
    yield from (one for one in _printed(said.text, own) if _is_own(one.name, own))
    yield from _turned(said.text, own)
    if (opening := name_it_opens_with(said)) and plain_name(opening) in own:
        family = name_part(opening, "family name") if len(opening.split()) == 2 else ""
        yield Whole(
            opening, family, ON_A_PAPER, 0, len(opening)
        )  # Of three words the last may be one of two.
    head = said.heading.split(" > ")[0]
    if _NAME.fullmatch(head) and _is_longer(head, own):
        yield Whole(head, "", OVER_A_CV, 0, 0)
    for held in re.finditer(rf"(?i)(?<!\w)(?:{any_of(words('account holder'))}):?\s+", said.text):
        named = _NAME.match(said.text, held.end())
        if named is not None and _is_longer(named[0], own):
            yield Whole(named[0], "", OVER_A_CV, *named.span())


def further_names(passages: Iterable[Said], own: Collection[str]) -> list[str]:
    """The whole names of the person beside those that they are known by, each once."""
    found = [one.name for said in passages for one in (*whole_names_in(said, own), *_on_a_card(said, own))]
    return [name for name in dict.fromkeys(found) if plain_name(name) not in own]


def _on_a_card(said: Said, own: Collection[str]) -> Iterator[Whole]:
    named = _ON_A_CARD.search(said.text) if said.kind == "contacts" else None
    if named is not None and _is_own(named["name"], own):
        yield Whole(named["name"], "", ON_A_PAPER, *named.span())


def as_noted(said: Said, own: Collection[str], attribute: str) -> Iterator[Noted]:
    """The whole name, or the family name, as a passage has it."""
    for one in whole_names_in(said, own):
        value = one.name if attribute == "full name" else one.family
        if value:
            proof = said.proof(one.first, one.last) if one.last else said.proof(0, 80)
            yield Noted(value, proof, one.sure, order=(said.passage, one.first))


def longest_only(found: Sequence[Noted]) -> list[Noted]:
    """Of names of which one has all the words of another, and begins as it does, the longer ones."""
    told = [plain_name(one.value).split() for one in found]
    return [
        one
        for one, said in zip(found, told, strict=True)
        if not any(
            said
            and begins_as(said[0], other[0])
            and set(said[1:]) <= set(other)
            and said != other
            and len(said) <= len(other)
            for other in told
            if other
        )
    ]


def with_telling(found: Sequence[Noted], told: Sequence[Noted]) -> list[Noted]:
    """Family names without those that are a part of one that a paper or a card tells whole."""
    wholes = [set(plain_name(one.value).split()) for one in told]
    kept = [one for one in found if not any(set(plain_name(one.value).split()) < it for it in wholes)]
    return [*told, *kept]


def _printed(text: str, own: Collection[str]) -> Iterator[Whole]:
    for match in _PRINTED.finditer(text):
        family = " ".join(dropwhile(lambda word: word in _PAPERS, match["family"].split()))
        given = _given(match["given"] or match["beside"])
        known = {word for name in own for word in name.split()[1:]}
        if family and given and not known.isdisjoint(plain_name(family).split()):
            name, last = in_small(family), in_small(given)
            yield Whole(f"{last} {name}", name, ON_A_PAPER, *match.span())


def _turned(text: str, own: Collection[str]) -> Iterator[Whole]:
    """The name with the family's first, parted by a comma: "Reed, Ana Louise"."""
    for match in _TURNED.finditer(text):
        family, given = plain_name(match["family"]).split(), plain_name(match["given"]).split()
        if any([*given[:1], *family] == name.split() for name in own):
            yield Whole(f"{match['given']} {match['family']}", match["family"], ON_A_PAPER, *match.span())


def _given(text: str) -> str:
    """The given names at the beginning: in capitals where the first is, and up to a label ("Sexo")."""
    first = text.split()[0]
    kept = takewhile(
        lambda word: word.isupper() == first.isupper() and not read_label(word).attributes, text.split()
    )
    return " ".join(kept)


def in_small(name: str) -> str:
    """ "MONTEIRO DA SILVA" as "Monteiro da Silva"; what is not in capitals stays."""
    if not name.isupper():
        return name
    return " ".join(word.lower() if word.lower() in _PARTICLES else word.title() for word in name.split())


def _is_own(name: str, own: Collection[str]) -> bool:
    """Whether it has all words of a name of the person, and begins as it does."""
    said = plain_name(name).split()
    return any(
        is_whole(one) and begins_as(one.split()[0], said[0]) and set(one.split()[1:]) <= set(said)
        for one in own
    )


def _is_longer(name: str, own: Collection[str]) -> bool:
    """Whether it is the person's, and has more in it than a name that they are known by."""
    said = plain_name(name).split()
    return _is_own(name, own) and any(
        len(one.split()) < len(said) or len(one) < len(" ".join(said)) for one in own if is_whole(one)
    )
