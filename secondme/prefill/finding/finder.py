"""The finder: for what a field asks, the values that memory holds, the best first.

The cheap layers come first: memories, lines of notes, address cards, what follows from them. The language
model reads passages only where they give nothing, and only words that stand there can be its answer. No
evidence, no value.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.forms import Field, Form
from secondme.memories.kin import ME
from secondme.memory import Memory
from secondme.people.names import plain_name
from secondme.prefill.addresses import is_same_home, split_address
from secondme.prefill.asked import Asked, Tense
from secondme.prefill.attributes import ATTRIBUTES, Attribute
from secondme.prefill.candidate import Candidate
from secondme.prefill.countries import country_code
from secondme.prefill.finding.derived import worked_out
from secondme.prefill.finding.doubting import FIRST_NAME_ALONE, NOT_BEFORE, Doubting
from secondme.prefill.finding.homes.abroad import country_named
from secondme.prefill.finding.homes.in_turn import OF_A_HOME, in_turn, of_homes
from secondme.prefill.finding.kinds import asks_of_now, field_of_posts, may_answer, of_that_kind
from secondme.prefill.finding.known import Known
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.people.dependants import count_of, counts_dependants
from secondme.prefill.finding.people.relations import covered_by, relation_named
from secondme.prefill.finding.people.subjects import ANYBODY
from secondme.prefill.finding.tenses import asked_for, holds
from secondme.prefill.finding.weighing import candidates_of, joined, same_key
from secondme.prefill.finding.work.careers import ATTRIBUTES as OF_A_CAREER
from secondme.prefill.finding.work.careers import Post, employments, is_after_a_gap
from secondme.prefill.names import surnames_of
from secondme.prefill.writing.synonyms import meaning
from secondme.recall.conditions import Condition

if TYPE_CHECKING:
    from secondme.prefill.finding.asking.asking import Asking

BORN_AS = 0.9
"""How sure it is that somebody who is called as a parent is had that name from birth."""
AS_FORMS_SAY = {"mum": "mother", "dad": "father"}
_EDGES = {"start date": "", "end date": "", "study start": "study", "study end": "study"}
"""The days of jobs and studies; which of them, where the name tells."""
OF_A_MARRIAGE = frozenset({"marriage date", "marriage place"})


_CHILDREN = re.compile(
    r"(?i)\b(?:children|kids|sons|daughters|kinder|söhne|töchter|enfants|fils et|filles|hij[oa]s|"
    r"figli|figlie|filh[oa]s|kinderen)\b"
)


class Finder:
    """Finds values in one memory while one form is filled in; what it read is kept, so make a new one for
    the next.

    now: what is current. cancelled: once set, the model stops. sight: what must hold of a passage that may
    be used.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        now: datetime,
        cancelled: threading.Event | None = None,
        sight: Condition | None = None,
    ) -> None:
        self._memory, self._now, self._cancelled, self._sight = memory, now, cancelled, sight
        self._known: Known | None = None

    def candidates(
        self, asked: Asked, form: Form, field: Field, *, seconds: float = 20.0, model: bool = True
    ) -> list[Candidate]:
        """The values for a field, best first; none where memory holds none.

        Of an attribute that one has several of at a time (languages, allergies) the one candidate holds
        all, with commas between them, unless the field is a row of a group. seconds: the most that the
        model may take; model: whether it may be asked at all. Raises ModelError and StoreError.
        """
        attribute = ATTRIBUTES.get(asked.attribute)
        found = self._without_model(asked, field, attribute) if attribute else []
        if not found and model and asked.question and asked.whose:
            found = self._read(asked, field, seconds)
        if not found and attribute is not None and attribute.name == "full name" and asked.whose != ME:
            first = self._without_model(
                replace(asked, attribute="given name"), field, ATTRIBUTES["given name"]
            )
            return [replace(one, doubt=FIRST_NAME_ALONE) for one in first]
        if not found or attribute is None:
            return found
        whose, _ = self._whom(asked)
        with self._memory.store.reading():
            return self._doubting.doubted(found, asked, whose or "", asked.as_of or self._now.date())

    def _read(self, asked: Asked, field: Field, seconds: float) -> list[Candidate]:
        """What the language model reads in passages, of whom it is to be."""
        keys = self.known.circle.keys_of(asked.whose)
        return [
            one
            for one in self._asking.candidates(asked, field, self.known.circle, seconds=seconds)
            if may_answer(one, asked.attribute, field)
            and (
                relation_named(asked.whose) in ANYBODY
                or not self.known.is_somebody_elses(one.value, one.proofs[0].passage, keys)
            )
        ]

    @cached_property
    def _asking(self) -> Asking:
        """Kept, so that nothing is asked twice."""
        from secondme.prefill.finding.asking.asking import Asking

        return Asking(self._memory, now=self._now, cancelled=self._cancelled, sight=self._sight)

    @cached_property
    def _doubting(self) -> Doubting:
        return Doubting(self.known)

    @property
    def known(self) -> Known:
        """What the store holds, read when it is first needed."""
        if self._known is None:
            db = self._memory.store.connection()
            self._known = Known(db, now=self._now, sight=self._sight)
        return self._known

    def _without_model(self, asked: Asked, field: Field, attribute: Attribute) -> list[Candidate]:
        as_of = asked.as_of or self._now.date()
        with self._memory.store.reading():
            if attribute.name == "relationship":
                return self._relationship(asked, as_of)
            if attribute.name == "number of children" and counts_dependants(field.label):
                return self._dependants(asked, as_of, field.label)
            if attribute.name == "number of children" and (counted := self._children(asked, as_of)):
                return counted
            whose, nth = self._whom(asked)
            if whose is None or (
                relation_named(asked.whose) == "partner" and self._has_parted_of_late(as_of)
            ):
                return []
            if (posts := self._posts(attribute.name, whose, field)) is not None:
                if asks_of_now(field) and posts and posts[0].field == "study":
                    going_on = [post for post in posts if post.last is None or post.last >= as_of]
                    return self._of_posts(attribute.name, going_on, asked, nth, as_of)
                listed = self._of_posts(attribute.name, posts, asked, nth, as_of)
                if listed or nth or attribute.name in _EDGES:
                    return listed
            if attribute.name in OF_A_MARRIAGE and asked.tense == "current" and self._is_parted(as_of):
                return []
            found = of_that_kind(self._of(attribute.name, whose, asked, as_of), attribute.name, field)
            if not self._is_there(attribute.name, whose, asked, field, as_of):
                return []
            if attribute.name == "phone":
                found = self._reached_first(found, whose)
            if attribute.several:
                return self._several(found, attribute.name, field, nth, as_of)
            return self._nth(attribute.name, whose, found, asked, nth, as_of)

    def _whom(self, asked: Asked) -> tuple[str | None, int]:
        """The key of whom it is about, and which of their values is meant. Of several children the nth is
        meant.
        """
        keys = self.known.circle.keys_of(asked.whose)
        relation = relation_named(asked.whose)
        if relation is None or asked.whose == ME or len(keys) <= 1:
            whole = keys and (not keys[0].startswith("my ") or relation is None)
            if relation is not None and whole and asked.nth:
                return None, 0
            return (keys[0] if keys else None), asked.nth
        if covered_by(relation) != (relation,) and all(key.startswith("my ") for key in keys):
            return keys[0], asked.nth
        ordered = self._household(keys) if relation == "family member" else self._by_age(keys)
        return (ordered[asked.nth] if asked.nth < len(ordered) else None), 0

    def _reached_first(self, found: list[Noted], whose: str) -> list[Noted]:
        """Of several numbers those that are neither at home nor at work, where there are such."""
        fixed = {
            same_key(one.value) for name in ("landline", "work phone") for one in self.known.of(name, whose)
        }
        return [one for one in found if same_key(one.value) not in fixed] or found

    def _is_there(self, attribute: str, whose: str, asked: Asked, field: Field, as_of: date) -> bool:
        """Whether a home is in the country for which the field asks, where it names one."""
        code = country_named(field.label) if attribute in OF_A_HOME else None
        told = self._of("country", whose, asked, as_of) if code else []
        return code is None or {country_code(one.value) for one in told} == {code}

    def _is_parted(self, as_of: date) -> bool:
        """Whether the person's marriage is over, though both live."""
        said = [one.value for one in self.known.of("marital status", ME) if holds(one, as_of)]
        return any(meaning(one, "marital status", "") in ("divorced", "separated") for one in said)

    def _has_parted_of_late(self, as_of: date) -> bool:
        """Whether the last that notes say of it is that the person is separated, divorced or widowed."""
        said = [one for one in self.known.of("marital status", ME) if holds(one, as_of) and one.said]
        last = max(said, key=lambda one: one.said or date.min, default=None)
        over = ("divorced", "separated", "widowed")
        return last is not None and meaning(last.value, "marital status", "") in over

    def _household(self, keys: Sequence[str]) -> list[str]:
        """The partner, then the children by age, as forms ask for those who live together; nobody where
        parents have parted: nothing tells with whom the children live.
        """
        partner = [key for key in self.known.circle.keys_of("partner") if key in keys]
        if not partner and self._is_parted(self._now.date()):
            return []
        return [*partner, *self._by_age([key for key in keys if key not in partner])]

    def _by_age(self, keys: Sequence[str]) -> list[str]:
        """The oldest first, where all birthdays are known; else as they were told."""
        born = {key: found[0].value for key in keys if (found := self.known.of("birthday", key))}
        return sorted(keys, key=born.__getitem__) if len(born) == len(keys) else list(keys)

    def _of(self, attribute: str, whose: str, asked: Asked, as_of: date) -> list[Noted]:
        if attribute in OF_A_HOME and (of_home := self._of_home(attribute, whose, asked.tense, as_of)):
            return of_home
        found = asked_for(self.known.of(attribute, whose), attribute, asked.tense, as_of)
        if found and attribute == "mobile" and whose == ME:
            # A number that is not called mobile may be the newer one.
            more = worked_out(attribute, lambda other: self._told_or_listed(other, whose), as_of)
            last = max((one.said for one in found if one.said), default=date.max)
            newer = [one for one in more if one.said is not None and one.said > last]
            return [*found, *asked_for(newer, attribute, asked.tense, as_of)]
        if found:
            return found
        more = worked_out(attribute, lambda other: self._told_or_listed(other, whose), as_of)
        if attribute == "birth name" and whose == ME:
            more = more or self._born_as(as_of)
        return asked_for(more, attribute, asked.tense, as_of)

    def _told_or_listed(self, attribute: str, whose: str) -> list[Noted]:
        """What is noted of an attribute; of the person's jobs and studies, what lists of them say first."""
        field = OF_A_CAREER.get(attribute) if whose == ME else None
        listed = [post.noted(attribute) for post in self.known.posts if post.field == field]
        return [*(one for one in listed if one is not None), *self.known.of(attribute, whose)]

    def _born_as(self, as_of: date) -> list[Noted]:
        """The family name by birth of whoever is called as their father or mother is."""
        parents = [
            one
            for relation in ("dad", "mum")
            for key in self.known.circle.keys_of(relation)[:1]
            for one in self._of("family name", key, Asked("", key), as_of)[:1]
        ]
        names = {same_key(one.value) for one in parents}
        return [
            replace(one, sure=one.sure * BORN_AS, found="worked out", more=(parents[0].proof,))
            for one in self._of("family name", ME, Asked(""), as_of)
            if parents
            and (same_key(one.value) in names or {same_key(part) for part in surnames_of(one.value)} == names)
        ]

    def _of_home(self, attribute: str, whose: str, tense: Tense, as_of: date) -> list[Noted]:
        """What the address says that is asked for in that tense: its street and its city go together."""
        whole = self.known.of("address", whose)
        parts = worked_out("address", lambda other: self.known.of(other, whose), as_of)
        whole = [one for one in whole if not _is_said_better(one, parts)]
        whole += [one for one in parts if not any(is_same_home(one.value, it.value) for it in whole)]
        found = asked_for(in_turn(whole), "address", "previous" if attribute == "moved out" else tense, as_of)
        return of_homes(attribute, found, asked_for(self.known.of("city", whose), "city", tense, as_of))

    def _several(
        self, found: Sequence[Noted], attribute: str, field: Field, nth: int, as_of: date
    ) -> list[Candidate]:
        if field.row is None and not nth:
            return joined(found, attribute, as_of)
        made = candidates_of(sorted(found, key=lambda one: one.order), attribute, as_of)
        order = {proof.passage: at for at, one in enumerate(found) for proof in [one.proof]}
        made.sort(key=lambda one: order.get(one.proofs[0].passage, len(order)))
        return made[nth : nth + 1]

    def _nth(
        self, attribute: str, whose: str, found: Sequence[Noted], asked: Asked, nth: int, as_of: date
    ) -> list[Candidate]:
        """Of one value at a time the nth is an earlier one: the second address is the last one but one.

        A second nationality is held beside the first.
        """
        if nth == 0 and asked.tense == "current":
            found = self._doubting.plain(found, asked, whose, as_of)
        if nth == 0 or asked.tense == "previous" or attribute == "nationality":
            return candidates_of(found, attribute, as_of)[nth:]
        before = self._of(attribute, whose, replace(asked, tense="previous"), as_of)
        earlier = candidates_of(before, attribute, as_of)
        earlier.sort(key=lambda one: one.valid_to or one.valid_from or date.min, reverse=True)
        return earlier[nth - 1 : nth]

    def _posts(self, attribute: str, whose: str, field: Field) -> list[Post] | None:
        """The jobs or studies that the field is about; None where it is about neither, or none is listed."""
        if whose != ME or attribute not in (*OF_A_CAREER, *_EDGES):
            return None
        wanted = OF_A_CAREER.get(attribute) or _EDGES.get(attribute) or field_of_posts(field)
        posts = [post for post in self.known.posts if post.field == wanted]
        return posts or ([] if attribute in _EDGES else None)

    def _of_posts(
        self, attribute: str, posts: Sequence[Post], asked: Asked, nth: int, as_of: date
    ) -> list[Candidate]:
        begun = [post for post in posts if post.first is None or post.first <= as_of]
        if attribute in _EDGES or nth or asked.tense == "previous":
            begun = employments(begun)
        over = [post for post in begun if post.last is not None and post.last < as_of]
        chosen = {"current": begun, "last": begun, "previous": over, "first": begun[::-1]}[asked.tense]
        of_now = ("employer", "occupation", "start date") if posts and posts[0].field == "job" else ()
        is_of_a_day = asked.as_of is not None and attribute == "end date"
        if asked.tense == "current" and not nth and (attribute in of_now or is_of_a_day):
            chosen = [post for post in begun if post not in over]
        if nth >= len(chosen) or (one := chosen[nth].noted(attribute)) is None:
            return []
        more = (
            [other for other in self.known.of(attribute, ME) if other.value == one.value]
            if attribute not in _EDGES
            else []
        )
        made = candidates_of([one, *more], attribute, as_of)
        is_apart = chosen[nth] in over and is_after_a_gap(chosen[nth], posts, as_of)
        return [replace(candidate, doubt=NOT_BEFORE) for candidate in made] if is_apart else made

    def _relationship(self, asked: Asked, as_of: date) -> list[Candidate]:
        """What somebody is to the person: of the emergency contact, "sister"."""
        circle = self.known.circle
        whose, _ = self._whom(asked)
        asked_of = relation_named(asked.whose)
        found = self.known.of("relationship", whose) if whose else []
        found = found or [
            Noted(
                AS_FORMS_SAY.get(bond.relation, bond.relation),
                proof,
                0.9,
                order=(proof.passage, 0),
                found="worked out",
            )
            for bonds in circle.bonds.values()
            for bond in bonds
            if bond.relation not in (asked_of, "emergency contact") and whose is not None
            for proof in self.known.proofs_of(bond, whose)
        ]
        return candidates_of(found, "relationship", as_of)

    def _dependants(self, asked: Asked, as_of: date, label: str) -> list[Candidate]:
        """How many children a form asks for that counts those alone who are under age or provided for."""
        name = "number of children"
        children = self.known.circle.people("child") if asked.whose == ME else []
        if not children:
            return candidates_of(
                asked_for(self.known.of(name, asked.whose), name, "current", as_of), name, as_of
            )
        born = [self.known.of("birthday", plain_name(one.name))[:1] for one in children]
        days = [date.fromisoformat(one.value) for found in born for one in found]
        count = count_of(days, as_of, label) if all(born) else None
        if count is None:
            return []
        first, *more = [one for found in born for one in found]
        others = tuple(other.proof for other in more)
        one = replace(first, value=count, sure=first.sure * BORN_AS, found="worked out", more=others)
        return candidates_of([one], name, as_of)

    def _children(self, asked: Asked, as_of: date) -> list[Candidate]:
        """How many children are known, where no note gives their number."""
        if asked.whose != ME or any(holds(one, as_of) for one in self.known.of("number of children", ME)):
            return []
        proofs = [proof for bond in self.known.circle.people("child") for proof in self.known.proofs_of(bond)]
        if not proofs:
            return []
        count = str(len(self.known.circle.people("child")))
        if count == "1" and any(_CHILDREN.search(proof.quote) for proof in proofs):
            return []  # Of several only one is told by name.
        one = Noted(count, proofs[0], 0.8, found="worked out", more=tuple(proofs[1:]))
        return candidates_of([one], "number of children", as_of)


def _is_said_better(one: Noted, wholes: Sequence[Noted]) -> bool:
    """Whether an address without a town is the beginning of a whole one."""
    return not split_address(one.value).city and any(is_same_home(one.value, it.value) for it in wholes)
