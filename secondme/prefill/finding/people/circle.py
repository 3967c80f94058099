"""The circle: the person and the people around them, and whom a word in a note or a form means.

Everybody has a key: "me", a plain name ("tom reed"), or a relation where no name is known ("my mum").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import apsw

from secondme.memories.kin import ME, kin_of
from secondme.people.names import plain_name
from secondme.prefill.finding.guessed import is_guessed
from secondme.prefill.finding.notes.labels import MINE, words_in
from secondme.prefill.finding.people.called import is_short_for
from secondme.prefill.finding.people.relations import RELATIONS, covered_by, predicates_of, relation_named
from secondme.store.memories import Memory, evidence_of, list_memories
from secondme.store.query import rows

_NAMES = (
    "SELECT DISTINCT a.shown FROM aliases a JOIN entities e ON e.id = a.entity_id "
    "WHERE a.kind <> 'handle' AND e.kind = 'person' AND {}"
)
SELF_WORDS = frozenset(
    """
    me myself self i ich mich selbst moi je yo mi io eu ik mij mim profile profil perfil
    """.split()  # noqa: SIM905
)
"""What the person's own notes are called."""
PRONOUNS = frozenset("me myself self ich mich moi yo io eu ik mij".split())  # noqa: SIM905
"""Those of them that mean the person whatever stands beside them: "All about me"."""
ABOUT_ME = SELF_WORDS | frozenset("cv lebenslauf curriculum resume steckbrief stammdaten".split())  # noqa: SIM905
"""Words of the headings of notes that tell who the person is."""


SINGLE = frozenset({"partner", "mum", "dad"})
"""Relations in which there is one at a time."""


def words_of(plain_names: Iterable[str]) -> frozenset[str]:
    """All the words of these names."""
    return frozenset(word for name in plain_names for word in name.split())


@dataclass(frozen=True, slots=True)
class Bond:
    """That somebody is something to the person. name: theirs, as written. passage: where it stands."""

    relation: str
    name: str
    passage: int | None = None


class Circle:
    """Who is who, as memories, the people directory and the person's notes tell. Pure once it is made."""

    def __init__(self, own_names: Iterable[str], bonds: Iterable[Bond], known: Iterable[str]) -> None:
        self.is_settled = False
        """Whether it is known who the person is, as far as it can be: another name is somebody else's."""
        self.common: frozenset[str] = frozenset()
        """Words that the person's notes have as common words: no name of somebody who is not known."""
        self.letters: Mapping[str, str] = {}
        """The keys of the documents that are letters by the person, each with whom it greets."""
        self.own = {plain for name in own_names if (plain := plain_name(name))}
        self.own_words = words_of(self.own)
        self.bonds: dict[str, list[Bond]] = defaultdict(list)
        for bond in bonds:
            self.add(bond)
        self._unite()
        shown = {plain_name(name): name for name in known}
        self._shown = {plain: name for plain, name in shown.items() if plain and plain not in self.own}
        self.known = set(self._shown)

    def add(self, bond: Bond) -> None:
        """Adds a bond; one person twice in a relation is one ("Tom", "Tom Reed"), by the longer name."""
        plain = set(plain_name(bond.name).split())
        if not plain or plain_name(bond.name) in self.own:
            return
        standing = self.bonds[bond.relation]
        for place, one in enumerate(standing):
            other = set(plain_name(one.name).split())
            if _is_one(plain, other) or (bond.relation in SINGLE and _is_short_form(bond.name, one.name)):
                standing[place] = bond if len(plain) > len(other) else one
                return
        standing.append(bond)

    def _unite(self) -> None:
        """Has a first name stand for the one whole name around the person that has it ("Lena Weber")."""
        whole = {bond.name for bonds in self.bonds.values() for bond in bonds if len(bond.name.split()) > 1}
        for bonds in self.bonds.values():
            for at, bond in enumerate(bonds):
                longer = [one for one in whole if plain_name(bond.name) in plain_name(one).split()]
                if len(longer) == 1:
                    bonds[at] = replace(bond, name=longer[0])

    def people(self, relation: str) -> list[Bond]:
        """Who is that to the person, in the order in which they were told."""
        found: list[Bond] = []
        for bond in (bond for one in covered_by(relation) for bond in self.bonds.get(one, ())):
            words = set(plain_name(bond.name).split())
            if not any(_is_one(words, set(plain_name(other.name).split())) for other in found):
                found.append(bond)
        return found

    def key(self, words: Sequence[str]) -> str | None:
        """Whom these words mean, by a name or a relation in them; None where they name nobody known.

        words: as `labels.words_in` gives them.
        """
        bare = [word for word in words if word not in MINE and word != "s"] or [
            word for word in words if word != "s"
        ]
        if bare and all(word in SELF_WORDS for word in bare):
            return ME
        text = " ".join(bare)
        named = self._by_name(bare)
        relation = RELATIONS.get(text) or next((RELATIONS[word] for word in bare if word in RELATIONS), None)
        if relation is not None and named != ME:
            holders = self.people(relation)
            return named or (plain_name(holders[0].name) if len(holders) == 1 else f"my {relation}")
        return named

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first names of everybody around the person."""
        return frozenset(name.split()[0] for name in self._bonded() | self.known) - self.own_words

    def is_named(self, word: str) -> bool:
        """Whether somebody around the person has this name."""
        return any(word in name.split() for name in self._bonded() | self.known)

    def whole_of(self, words: Sequence[str]) -> str | None:
        """The name, as it is written, of the one person around who is called so by their first words, or by
        all of them; None where nobody is, or several are.
        """
        wanted = list(words)
        if self.own_words.issuperset(wanted):
            return None
        met: list[str] = []
        names = [bond.name for bonds in self.bonds.values() for bond in bonds] + list(self._shown.values())
        for name in dict.fromkeys(map(_bare, names)):
            theirs = plain_name(name).split()
            if theirs[: len(wanted)] == wanted and theirs[0] not in RELATIONS:
                met = [one for one in met if not set(plain_name(one).split()) <= set(theirs)]
                if not any(set(theirs) <= set(plain_name(one).split()) for one in met):
                    met.append(name)
        return met[0] if len(met) == 1 else None

    def keys_of(self, whose: str) -> list[str]:
        """The keys of whom a field asks about, in order; `my daughter` too, where nobody is known by name."""
        if whose in ("", ME):
            return [ME] if whose else []
        relation = relation_named(whose)
        if relation is None:
            return [self.key(words_in(whose)) or plain_name(whose)]
        named = [plain_name(bond.name) for bond in self.people(relation)]
        return named or [f"my {one}" for one in covered_by(relation)]

    def subjects(self, key: str, subjects: Iterable[str]) -> list[str]:
        """Those of the subjects of memories that are whoever has this key."""
        return [one for one in subjects if self.key_of_subject(one) == key]

    def key_of_subject(self, subject: str) -> str | None:
        """Whom a memory is about."""
        if subject == ME:
            return ME
        kin = kin_of(subject)
        if kin is not None and kin.whose != ME:
            return None
        return self.key(words_in(subject)) or plain_name(subject)

    def _by_name(self, words: Sequence[str]) -> str | None:
        """The key of the one person in the circle, or known, who has all, or the first, of these names."""
        forms = [set(words), {word.removesuffix("s") for word in words}]
        for form in forms:
            if form and any(form <= set(own.split()) or set(own.split()) <= form for own in self.own):
                return ME
        for names in (self._bonded(), self.known):
            for form in forms:
                met = {
                    name
                    for name in names
                    if form and (form <= set(name.split()) or set(name.split()) <= form)
                }
                if len(met) == 1:
                    return met.pop()
                if met:
                    return " ".join(words)
        return self._by_short_form(words)

    def _by_short_form(self, words: Sequence[str]) -> str | None:
        """Who is called "Leo" for short, where it may be but one."""
        if len(words) != 1:
            return None
        own = [ME for name in self.own if is_short_for(words[0], name.split()[0])]
        met = {*own, *(name for name in self._bonded() if is_short_for(words[0], name.split()[0]))}
        return met.pop() if len(met) == 1 else None

    def _bonded(self) -> set[str]:
        return {plain_name(bond.name) for bonds in self.bonds.values() for bond in bonds}


def _bare(name: str) -> str:
    """A name without what is noted beside it on a card: "Omar Haddad (roomie)"."""
    return re.sub(r"\s*(?:[(\[].*|[^\w\s.'\u2019-]+\s*)$", "", name).strip() or name


def _is_short_form(name: str, other: str) -> bool:
    first, second = (plain_name(one).split() for one in (name, other))
    if not first or not second:
        return False
    return is_short_for(first[0], second[0]) or is_short_for(second[0], first[0])


def _is_one(words: set[str], others: set[str]) -> bool:
    """Whether two names may be one person's, of which one may be shorter."""
    return words <= others or others <= words


def memories_of_bonds(db: apsw.Connection, now: datetime) -> Iterator[Bond]:
    """What memories say of who is what to the person, in the order in which it was learned."""
    wanted = {predicate: one for one in set(RELATIONS.values()) for predicate in predicates_of(one)}
    marks = ",".join("?" * len(wanted))
    found = list_memories(
        db, f"subject = 'me' AND trust = 'self' AND superseded_by IS NULL AND predicate IN ({marks})", *wanted
    )
    for memory in found:
        if memory.holds_at(now) and memory.value[:1].isupper() and not is_guessed(memory):
            yield Bond(wanted[memory.predicate], memory.value, _passage(db, memory))


def own_names(db: apsw.Connection) -> list[str]:
    """The person's names: those of their own accounts, and what they said their name is."""
    accounts = [name for (name,) in rows(db, _NAMES.format("e.trust = 'self'"))]
    told = list_memories(
        db,
        "subject = 'me' AND trust = 'self' AND predicate IN ('name', 'full name') AND superseded_by IS NULL",
    )
    spoken = rows(db, "SELECT DISTINCT speaker FROM passages WHERE trust = 'self' AND speaker IS NOT NULL")
    return [*accounts, *(memory.value for memory in told), *(name for (name,) in spoken)]


def others_known(db: apsw.Connection) -> list[str]:
    """The names of everybody else who is known."""
    return [name for (name,) in rows(db, _NAMES.format("e.trust IS NOT 'self'"))]


def _passage(db: apsw.Connection, memory: Memory) -> int | None:
    return next((passage for passage, _, _ in evidence_of(db, memory.id)), None)
