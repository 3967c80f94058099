"""Judging: the first doubt about a value, in words for the person. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from secondme.people.names import plain_name
from secondme.prefill.addresses import split_address
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.doubts.bonds import is_doubtful
from secondme.prefill.finding.doubts.case import Case
from secondme.prefill.finding.doubts.changing import last_told, may_have_changed
from secondme.prefill.finding.doubts.lasting import (
    MOVING,
    has_an_end,
    is_of_an_old_card,
    is_old,
    is_over,
    is_taken_back,
)
from secondme.prefill.finding.doubts.names import (
    has_longer_name,
    has_lost_a_family,
    has_one_family_of_two,
    is_another_family,
)
from secondme.prefill.finding.doubts.rivals import kind_of, rivals_of
from secondme.prefill.finding.doubts.whole import is_torn
from secondme.prefill.finding.doubts.whose import (
    is_below_my_name,
    is_headed_by_another,
    is_headed_elsewhere,
    is_of_another,
    is_quoted_of_another,
    is_unclaimed,
)
from secondme.prefill.finding.people.cards import KIND
from secondme.prefill.finding.people.person_lines import is_of_age
from secondme.prefill.finding.weighing import same_key
from secondme.prefill.finding.work.careers import is_of_studies

NAMES = frozenset(
    (
        *("full name", "given name", "family name", "additional name", "birth name", "name in use"),
        *("account holder", "card holder", "honorific"),
    )
)
"""What accounts tell, too: whom one writes to says nothing of it."""
OF_OTHERS = frozenset({"doctor", "dentist", "housing", "bank", "health insurance", "relationship"})
"""Beside these somebody else is named by their nature."""
OF_A_PLACE = frozenset({"address", "street address", "address line 2", "postcode", "city", "region"})
REACHED = OF_A_PLACE | {"phone", "mobile", "landline", "email"}
OF_A_JOB = frozenset({"employer", "occupation", "start date", "end date"})
OF_WORK = frozenset({"employer", "occupation", "start date", "employment status"})
OF_ANYBODY = frozenset(
    (
        *("birthday", "birthplace", "country of birth", "sex", "marital status", "nationality", "religion"),
        *("number of children", "languages", "native language"),
    )
)
"""What lists of anybody begin with."""
AS_LATE = timedelta(days=30)
"""By so much a rival may have been written before the value."""
LONG_AGO = timedelta(days=3 * 365)
"""Since when a rival of a card counts: nobody knows from when a line of a card is."""


def doubt_about(case: Case) -> str:
    """Why a value is not filled in without being asked; empty where nothing tells against it."""
    return next((why for why, rule in RULES.items() if rule(case)), "")


def _torn(case: Case) -> bool:
    if case.is_mine and case.attribute == "birthday":
        return not is_of_age(case.candidate.value, case.as_of)
    place = case.places[0] if case.places else None
    if place is not None and case.attribute in OF_A_JOB and is_of_studies(place.line):
        return True
    is_list = ATTRIBUTES[case.attribute].several
    values = case.candidate.value.split(", ") if is_list else [case.candidate.value]
    said = plain_name(case.candidate.value)
    if case.is_mine and set(said.split()) <= case.circle.own_words:
        return False
    if case.attribute in ("account holder", "card holder") and any(
        said.startswith(f"{own} ") for own in case.circle.own
    ):
        return True
    return any(is_torn(case.attribute, one, place) for one in values)


def _anothers(case: Case) -> bool:
    if not case.is_mine or case.attribute in NAMES:
        return False
    if case.attribute in OF_OTHERS:
        return bool(case.places) and all(is_headed_by_another(one, case.people) for one in case.places)
    if case.attribute in REACHED and case.places and all(map(is_headed_elsewhere, case.places)):
        return True
    days = case.days if case.attribute == "birthday" else []
    if days and all(is_quoted_of_another(one, case.people) for one in days):
        return True
    return bool(case.places) and all(is_of_another(one, case.people) for one in case.places)


def _unclaimed(case: Case) -> bool:
    is_of_a_paper = case.attribute == "nationality" and case.candidate.found == "worked out"
    if not case.is_mine or case.attribute not in OF_ANYBODY or is_of_a_paper:
        return False
    return bool(case.places) and all(is_unclaimed(one, case.people) for one in case.places)


def _bond(case: Case) -> bool:
    return not case.is_mine and is_doubtful(case)


def _short(case: Case) -> bool:
    """Whether the notes have a longer name of the person than the one that is written."""
    if not case.is_mine:
        return case.attribute == "family name" and has_lost_a_family(case)
    if case.attribute not in ("full name", "family name"):
        return False
    is_other = case.attribute == "family name" and is_another_family(case)
    return is_other or has_longer_name(case) or has_one_family_of_two(case)


def _over(case: Case) -> bool:
    if not case.is_now or case.attribute not in MOVING or not case.places:
        return False
    if case.attribute in OF_WORK and case.candidate.valid_to is None and all(map(has_an_end, case.places)):
        return True
    if any(is_of_an_old_card(one, case.attribute) for one in case.places):
        return True
    return all(map(is_over, case.places)) or any(map(is_taken_back, case.places))


def _old(case: Case) -> bool:
    days = [one.said.said_at.date() for one in case.places if one.said.said_at]
    if not case.is_now or not days or case.candidate.valid_to is not None:
        return False
    if not is_old(case.attribute, max(days), case.as_of):
        return False
    value, kind = case.candidate.value, kind_of(case.attribute) if case.is_mine else ""
    street = split_address(value if case.attribute == "address" else case.quoted_home).line1
    said = last_told(kind, value, street, max(days), case.notes)
    return is_old(case.attribute, said, case.as_of) and may_have_changed(
        case.attribute, value, said, case.as_of, case.notes
    )


def _alone(case: Case) -> bool:
    """Whether a home stands on an address card and nowhere else: cards are seldom changed after a move."""
    if not case.is_mine or not case.is_now or case.attribute not in OF_A_PLACE or not case.places:
        return False
    if any(one.said.kind != KIND for one in case.places):
        return False
    street = same_key(split_address(case.whole).line1)
    return not street or not any(street in same_key(note.text) for note in case.notes if note.kind != KIND)


def _not_before(case: Case) -> bool:
    """Whether what held before is only guessed from when it was said, or told long before its end."""
    if case.tense != "previous":
        return False
    ended = case.candidate.valid_to
    if ended is None:
        return not any(map(is_over, case.places))
    days = [one.said.said_at.date() for one in case.places if one.said.said_at]
    return case.attribute in OF_A_PLACE and bool(days) and ended - max(days) > LONG_AGO


def _rival(case: Case) -> bool:
    """Whether another value may as well be the one: of two nobody is to guess."""
    if not case.is_now or ATTRIBUTES[case.attribute].several:
        return False
    if case.attribute == "email" and case.people.is_in_my_name(case.candidate.value):
        return any(case.people.is_in_my_name(one.value) for one in case.others)
    if case.others and case.attribute != "nationality":
        return True
    kind = kind_of(case.attribute)
    if not kind or not case.is_mine:
        return False
    days = [one.said.said_at.date() for one in case.places if one.said.said_at and one.said.kind != KIND]
    since = max(days) - AS_LATE if days else case.as_of - LONG_AGO
    value, people = case.candidate.value, case.people
    is_plain = any(is_below_my_name(one, people, case.as_of) for one in case.places)
    return bool(rivals_of(kind, value, case.notes, people, since, case.as_of, case.taken, is_plain=is_plain))


RULES: Mapping[str, Callable[[Case], bool]] = {
    "it may have words in it that belong to something else": _torn,
    "somebody else is spoken of where it stands": _anothers,
    "nothing beside it says that it is yours": _unclaimed,
    "your notes have the name in another way": _short,
    "who that is to you is not told plainly": _bond,
    "it may not hold any more, or not yet": _over,
    "it was said long ago": _old,
    "nothing says that it was the one before": _not_before,
    "it stands on an address card alone": _alone,
    "another one stands in your notes": _rival,
}
"""In words for the person: why, in the order in which they are looked at."""
