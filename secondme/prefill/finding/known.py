"""What is known of somebody without a language model: memories, the person's notes, address cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

import apsw

from secondme.memories.kin import ME
from secondme.people.names import is_whole, plain_name
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Proof
from secondme.prefill.finding.homes.in_turn import LIVES_SINCE, homes_in, in_turn
from secondme.prefill.finding.homes.told import homes_told
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.headings import HOME_HEADS
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.mails import mails_in
from secondme.prefill.finding.notes.new_numbers import NUMBER_WORDS, new_numbers_in, without_replaced
from secondme.prefill.finding.notes.own_account import own_mails, own_name
from secondme.prefill.finding.notes.own_notes import named_in, noted
from secondme.prefill.finding.notes.owners import OWN_NOTES, owner_around
from secondme.prefill.finding.notes.passages import (
    Said,
    few_passages,
    headed_passages,
    naming_passages,
    own_passages,
    passages_numbered,
)
from secondme.prefill.finding.notes.sayings import SAID_WITH
from secondme.prefill.finding.notes.tongues import is_of_tongues
from secondme.prefill.finding.people.called import (
    double_family,
    families_of,
    family_of,
    given_first,
    longest,
)
from secondme.prefill.finding.people.calls import is_of_whom_it_calls
from secondme.prefill.finding.people.cards import KIND, in_use, on_cards
from secondme.prefill.finding.people.circle import ABOUT_ME, Bond
from secondme.prefill.finding.people.doctors import numbers_beside
from secondme.prefill.finding.people.emergencies import URGENT
from secondme.prefill.finding.people.named import Named
from secondme.prefill.finding.people.person_lines import is_of_age, person_lines, signed_as
from secondme.prefill.finding.people.relations import SEXES
from secondme.prefill.finding.people.relatives import Fact
from secondme.prefill.finding.people.who_is_who import read_circle
from secondme.prefill.finding.people.whole_names import as_noted, longest_only, with_telling
from secondme.prefill.finding.sifting import (
    around,
    as_remembered,
    is_of_a_firm,
    name_of,
    not_among,
    without_former,
    without_next_sentence,
)
from secondme.prefill.finding.telegrams.lexicon import cues
from secondme.prefill.finding.tenses import holds
from secondme.prefill.finding.told import married, told
from secondme.prefill.finding.weighing import same_key
from secondme.prefill.finding.work.careers import Post, in_order, posts_in
from secondme.prefill.finding.work.studies import told_studies
from secondme.prefill.finding.work.told import told_posts
from secondme.prefill.finding.work.words import JOB_HEADS, STUDY_HEADS
from secondme.prefill.names import name_part
from secondme.prefill.understanding.vocabulary import phrases_of
from secondme.recall.conditions import Condition

MOST_TELEGRAMS = 200
"""Notes that are read for what they say in passing."""
OF_A_SHEET, LEAST_OF_A_SHEET = frozenset({"birthday", "full name", "phone", "email"}), 2
"""What stands on a sheet about oneself, and how much of it makes one."""
NEVER_OVER = frozenset({"birthday", "birthplace", "country of birth", "sex", "birth name"})
"""What is so for good: that another note says otherwise ends nothing."""
MAIL = frozenset({"email", "work email"})
OF_A_BOND, AS_TOLD, AS_BOTH = 0.93, 0.98, 0.85
"""How sure it is that a child has the family name that both parents have."""


class Known:
    """One store as it is while a form is filled in; what was read once is kept.

    sight: what must hold of a passage that may be used; None: nothing.
    """

    def __init__(self, db: apsw.Connection, *, now: datetime, sight: Condition | None = None) -> None:
        self._db, self._now, self._sight = db, now, sight
        self._named: dict[int, list[Named]] = {}
        self._noted: dict[tuple[str, str], list[Noted]] = {}
        self._cards: dict[str, list[tuple[str, Noted]]] = {}
        self._posts: list[Post] | None = None
        self._telegrams = few_passages(db, sight, MOST_TELEGRAMS) or own_passages(
            db, cues(), sight, MOST_TELEGRAMS
        )
        self._about_me = about_me = headed_passages(db, sorted(ABOUT_ME), sight)
        self.circle, self._facts = read_circle(db, self._telegrams, about_me, now=now, sight=sight)
        self._telegrams += own_mails(db, self._telegrams, self.circle, sight, MOST_TELEGRAMS)
        self._forget_former_landlords()

    def of(self, attribute: str, whose: str) -> list[Noted]:
        """The values of an attribute of whoever has this key, whenever they held."""
        key = (attribute, whose)
        if key not in self._noted:
            self._noted[key] = self._read(attribute, whose)
        return self._noted[key]

    @property
    def posts(self) -> list[Post]:
        """The person's jobs and studies as their notes list them, the last one first."""
        if self._posts is None:
            found = own_passages(self._db, sorted(JOB_HEADS | STUDY_HEADS), self._sight)
            once = {said.passage: said for said in (*found, *self._telegrams) if not said.is_chat}
            mine = [
                said
                for said in once.values()
                if said.kind != KIND and owner_around(said, self.circle) in OWN_NOTES
            ]
            listed = [post for said in mine for post in posts_in(said)]
            told = [post for said in mine for post in told_posts(said)]
            studies = (
                []
                if any(one.field == "study" for one in listed)
                else [post for said in mine for post in told_studies(said)]
            )
            self._posts = in_order([*listed, *not_among(told, listed), *studies])
        return self._posts

    def is_somebody_elses(self, value: str, passage: int, whose: Sequence[str]) -> bool:
        """Whether a passage names a value as that of somebody who has none of these keys."""
        return any(
            one.whose not in whose and same_key(value) in same_key(one.text)
            for said in passages_numbered(self._db, [passage], self._sight).values()
            for one in self._named_in(said)
        )

    @property
    def now(self) -> datetime:
        """What is current."""
        return self._now

    @property
    def notes(self) -> list[Said]:
        """The person's notes, where they are few; else those that may say something in passing."""
        return self._telegrams

    def passages(self, numbers: Iterable[int]) -> dict[int, Said]:
        """These passages, without those that are not to be seen."""
        return passages_numbered(self._db, numbers, self._sight)

    def _read(self, attribute: str, whose: str) -> list[Noted]:
        remembered = told(self._db, ATTRIBUTES[attribute], whose, self.circle, self._sight)
        passages = self._passages_of(attribute, whose)
        written = [one for said in passages for one in noted(attribute, whose, said, self._named_in(said))]
        if whose in self.circle.keys_of("landlord"):
            written = self._of_this_home(written)
        if whose not in self._cards:
            accounts = in_use(self._db, self._sight) if whose == ME else []
            self._cards[whose] = [*on_cards(self._db, whose, self.circle, self._sight), *accounts]
        cards = [one for name, one in self._cards[whose] if name == attribute]
        more = married(self._db, self._sight) if (attribute, whose) == ("marital status", ME) else []
        if whose in self.circle.keys_of(URGENT):
            written = [one for one in written if is_of_whom_it_calls(one.proof.quote, whose)]
        if (attribute, whose) == ("address", ME):
            written += self._homes()
        if whose == ME:
            written += self._in_any_words(attribute)
        if attribute in ("full name", "given name", "family name", "additional name"):
            written = self._as_called(attribute, whose, written)
        found = [
            *remembered,
            *as_remembered(written, remembered, self._now),
            *cards,
            *more,
            *self._by_name(attribute, whose),
            *self._as_relative(attribute, whose),
        ]
        if (attribute, whose) == ("marital status", ME):
            found = without_former(found)
        if attribute in NEVER_OVER:
            found = [replace(one, past=False, valid_to=None) for one in found]
        if whose == ME and attribute in ("phone", "mobile"):
            found = without_replaced(found)
        if attribute in ("languages", "native language"):
            found = [one for one in found if is_of_tongues(one.value, one.proof.quote)]
        if attribute == "full name":
            found = longest_only(found)
        if (attribute, whose) == ("birthday", ME):
            found = [one for one in found if is_of_age(one.value, self._now.date())] or found
        if attribute == "phone" and not found and whose in self.circle.keys_of("doctor"):
            doctors = self.of("doctor", ME)
            places = passages_numbered(self._db, [one.proof.passage for one in doctors], self._sight)
            found = list(numbers_beside(doctors, places))
        if attribute in ("occupation", "employer"):
            found = list(map(without_next_sentence, found))
        return self._by_place(attribute, found) if attribute in MAIL and whose == ME else found

    def _in_any_words(self, attribute: str) -> Iterator[Noted]:
        """What own notes say of the person by shapes and signs, with no word for the attribute before it."""
        for said in self._mine:
            yield from person_lines(said, self.circle, attribute)
            yield from mails_in(said, self.circle.own) if attribute == "email" else ()
            yield from signed_as(said) if attribute == "sex" else ()
        if attribute in ("phone", "mobile"):
            chats = own_passages(self._db, NUMBER_WORDS, self._sight)
            for said in (*self._mine, *(one for one in chats if one.is_chat)):
                yield from new_numbers_in(said, self.circle)

    @cached_property
    def _mine(self) -> list[Said]:
        """The notes that are about the person, without address cards."""
        return [said for said in self._telegrams if said.kind != KIND and self._is_mine(said)]

    def _passages_of(self, attribute: str, whose: str) -> Iterable[Said]:
        """The notes that may name an attribute of somebody."""
        what = ATTRIBUTES[attribute]
        words = list(dict.fromkeys((*what.words, *phrases_of(attribute))))
        found = {said.passage: said for said in naming_passages(self._db, words, self._sight)}
        said_so = own_passages(self._db, SAID_WITH.get(attribute, ()), self._sight)
        about = (
            self._about_me
            if whose == ME
            else own_passages(self._db, [whose.removeprefix("my ")], self._sight)
        )
        return (found | {said.passage: said for said in (*said_so, *self._telegrams, *about)}).values()

    def _as_called(self, attribute: str, whose: str, written: list[Noted]) -> list[Noted]:
        """Names in the order and with the parts that the family's names tell."""
        families = families_of(self.circle.own)
        whole = self._as_whole(attribute) if whose == ME else []
        if attribute == "full name":
            return [*whole, *(replace(one, value=given_first(one.value, families)) for one in written)]
        if attribute == "family name":
            told = self._family_told(whose)
            return with_telling(told or written, whole)
        firsts = {name.split()[0] for name in self.circle.own} if whose == ME else set()
        if attribute == "given name":
            lasts = {name.split()[-1] for name in self.circle.own if is_whole(name)} - firsts
            return [
                replace(one, value=one.value.split()[0])
                if plain_name(one.value.split()[0]) in firsts
                else one
                for one in written
                if whose != ME or plain_name(one.value) not in lasts  # "My name is Reed", "Name: Reed, Ana".
            ]
        more = [one for one in self._named_as("given name") if plain_name(one.value.split()[0]) in firsts]
        rest = [replace(one, value=" ".join(one.value.split()[1:])) for one in more if " " in one.value]
        return [*written, *rest]

    def _as_whole(self, attribute: str) -> list[Noted]:
        """The person's name, or family name, as papers, CVs and accounts have it."""
        return [one for said in self._telegrams for one in as_noted(said, self.circle.own, attribute)]

    def _family_told(self, whose: str) -> list[Noted]:
        """The family name in two words, as the parents' names tell it, and then those of the family."""
        parents = [bond.name for one in ("mum", "dad") for bond in self.circle.people(one)]
        mine = family_of(longest([one.value for one in self.of("full name", ME)]), parents)
        is_double = len(mine.split()) == 2 and len(parents) == 2
        return [
            replace(one, value=family, sure=one.sure * AS_TOLD, found="worked out")
            for one in (self.of("full name", whose) if mine else [])
            if (family := mine if whose == ME else double_family(one.value, mine) if is_double else "")
            and one.value.endswith(f" {family}")
        ]

    def _by_place(self, attribute: str, found: list[Noted]) -> list[Noted]:
        """Mail addresses of that kind: those that the name of an employer is in are for work."""
        firms = [same_key(one.value) for one in self.of("employer", ME)]
        firms += [same_key(firm) for post in self.posts if (firm := dict(post.values).get("employer"))]
        others = self._named_as("email") if attribute == "work email" else []
        wanted = attribute == "work email"
        kept = [one for one in found if wanted or not is_of_a_firm(one.value, firms)]
        return kept + [one for one in others if is_of_a_firm(one.value, firms)]

    def _named_as(self, attribute: str) -> list[Noted]:
        """What the person's notes call so, by itself."""
        said = naming_passages(self._db, ATTRIBUTES[attribute].words, self._sight)
        return [one for note in said for one in noted(attribute, ME, note, self._named_in(note))]

    def _of_this_home(self, landlords: list[Noted]) -> list[Noted]:
        """The landlord whom the last note names; none where the home is the person's own since."""
        last = max((one.said for one in landlords if one.said), default=None)
        owned = (one for one in self.of("housing", ME) if one.value == "owner" and one.said)
        if last is None or any(one.said >= last for one in owned if one.said):
            return []
        return [one for one in landlords if one.said == last]

    def _homes(self) -> list[Noted]:
        """The person's addresses that notes have without a word before them."""
        heads = headed_passages(self._db, sorted(HOME_HEADS), self._sight)
        named = own_passages(self._db, sorted(self.circle.own), self._sight) if self.circle.own else []
        told = [said for said in self._telegrams if not said.is_chat]
        sheets = {said.passage for said in told if self._lists_me(said)}
        told = [said for said in told if said.passage in sheets or LIVES_SINCE.search(said.text)]
        found = {said.passage: said for said in (*heads, *named, *told)}
        own = sorted(self.circle.own)
        mine = [said for said in found.values() if said.kind != "contacts" and self._is_mine(said)]
        listed = [home for said in mine for home in homes_in(said, own, is_sheet=said.passage in sheets)]
        seen = {(home.proof.passage, same_key(home.value)) for home in listed}
        more = [home for said in self._mine for home in homes_told(said, self.circle)]
        return [*listed, *(one for one in more if (one.proof.passage, same_key(one.value)) not in seen)]

    def _lists_me(self, said: Said) -> bool:
        """Whether a note names several things of the person, and of nobody else."""
        named = self._named_in(said)
        mine = {
            attribute for one in named if one.whose == ME and not one.past for attribute in one.attributes
        }
        return len(mine & OF_A_SHEET) >= LEAST_OF_A_SHEET and all(one.whose == ME for one in named)

    def _as_relative(self, attribute: str, whose: str) -> list[Noted]:
        """What sentences about the family say of somebody, and the sex that a relation has."""
        found = [
            Noted(fact.value, said.proof(fact.first, fact.last), fact.sure, order=(said.passage, fact.first))
            for fact, said in self._facts
            if fact.attribute == attribute and whose in self._keys_of(fact)
        ]
        if attribute == "family name" and not found:
            found = self._as_both_parents(whose)
        if attribute == "sex" and whose != ME:
            found += [
                Noted(SEXES[relation], proof, OF_A_BOND, order=(proof.passage, 0), found="worked out")
                for relation, bonds in self.circle.bonds.items()
                for bond in bonds
                if relation in SEXES and plain_name(bond.name) == whose
                for proof in self.proofs_of(bond)
            ]
        return found

    def _as_both_parents(self, whose: str) -> list[Noted]:
        """The family name of a child whose parents have the same."""
        if whose == ME or whose not in self.circle.keys_of("child"):
            return []
        partner = self.circle.keys_of("partner")[:1]
        mine, theirs = (
            (
                [(one, name_part(one.value, "family name")) for one in self.of("full name", key)]
                for key in (ME, *partner)
            )
            if partner
            else ([], [])
        )
        return [
            replace(one, value=name, sure=one.sure * AS_BOTH, found="worked out", more=(other.proof,))
            for one, name in mine[:1]
            for other, name_too in theirs[:1]
            if name and same_key(name) == same_key(name_too)
        ]

    def _keys_of(self, fact: Fact) -> list[str]:
        """Of whom a fact is: of the one it names, of the person, or of all their children."""
        if fact.name:
            return [self.circle.key(words_in(fact.name)) or plain_name(fact.name)]
        return self.circle.keys_of(fact.relation) if fact.relation else [ME]

    def _by_name(self, attribute: str, whose: str) -> list[Noted]:
        """The names of whom bonds name, and the person's own from their accounts."""
        if attribute not in ("full name", "given name"):
            return []
        if whose == ME:
            return own_name(self._db, attribute, self._sight)
        bonds = [
            one for bonds in self.circle.bonds.values() for one in bonds if plain_name(one.name) == whose
        ]
        return [
            Noted(name, proof, OF_A_BOND, order=(proof.passage, 0))
            for bond in bonds
            if (name := name_of(bond, attribute))
            for proof in self.proofs_of(bond)
        ]

    def proofs_of(self, bond: Bond, whose: str | None = None) -> list[Proof]:
        """Where a bond stands; none where it is not with whoever has this key."""
        if whose is not None and plain_name(bond.name) != whose:
            return []
        seen = passages_numbered(self._db, [bond.passage] if bond.passage else [], self._sight)
        return [said.proof(*around(said.text, bond.name)) for said in seen.values()]

    def _named_in(self, said: Said) -> list[Named]:
        if said.passage not in self._named:
            self._named[said.passage] = named_in(said, self.circle) if said.kind != "contacts" else []
        return self._named[said.passage]

    def _is_mine(self, said: Said) -> bool:
        return owner_around(said, self.circle) == ME

    def _forget_former_landlords(self) -> None:
        """Without the landlords whom only a note about a former home names."""
        if not self.circle.bonds.get("landlord"):
            return
        homes = in_turn(self.of("address", ME))
        over = {one.proof.passage for one in homes if not holds(one, self._now.date())}
        over -= {one.proof.passage for one in homes if holds(one, self._now.date())}
        kept = [bond for bond in self.circle.bonds["landlord"] if bond.passage not in over]
        self.circle.bonds["landlord"] = kept
