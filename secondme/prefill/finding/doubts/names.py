"""Names: whether the person is called otherwise, at greater length, somewhere in their notes. Pure."""

from __future__ import annotations

import re

from secondme.people.names import is_whole, plain_name
from secondme.prefill.finding.doubts.case import Case
from secondme.recall.time_tokens import fold

_SMALL = r"(?:de|da|do|dos|das|del|della|di|van|von|der|den|y|e)"
_TWO_FAMILIES = frozenset({"ES"})
_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"


def is_another_family(case: Case) -> bool:
    """Whether a family name is in none of the whole names under which the person is known."""
    words = set(plain_name(case.candidate.value).split())
    wholes = [set(own.split()) for own in case.circle.own if is_whole(own)]
    return bool(wholes) and not any(words <= whole for whole in wholes)


def has_one_family_of_two(case: Case) -> bool:
    """Whether a name has one family name where everybody of the person's nation has two."""
    longest = max((len(own.split()) for own in case.circle.own), default=0)
    return bool(case.nations & _TWO_FAMILIES) and longest == 2 and len(case.candidate.value.split()) <= 2


def has_lost_a_family(case: Case) -> bool:
    """Whether somebody's name of three words gives a family name of one, where everybody has two."""
    is_one = len(case.whose.split()) > 2 and len(case.candidate.value.split()) == 1
    return is_one and bool(case.nations & _TWO_FAMILIES)


def has_longer_name(case: Case) -> bool:
    """Whether a family name goes on behind what is to be written: "Carmen Ruiz", and "Carmen Ruiz Ortega"."""
    value = plain_name(case.candidate.value)
    for own in case.circle.own:
        if not is_whole(own) or not own.endswith(value.split()[-1]):
            continue
        first, *_, last = own.split()
        longer = re.compile(
            rf"(?<![\w'\u2019-])(?i:{first})(?: {_WORD}){{0,2}} (?:{_SMALL} )*(?i:{last}) "
            rf"(?:{_SMALL} )*(?P<more>{_WORD})(?=[\s,.;:)]|$)"
        )
        for note in case.notes:
            found = longer.search(_unaccented(note.text))
            if found is not None and fold(found["more"]) not in value:
                return True
    return False


def _unaccented(text: str) -> str:
    from secondme.prefill.finding.people.kin_words import unaccented

    return unaccented(text)
