"""Judging: the first doubt about a value, in words for the person. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.cards import KIND
from secondme.prefill.finding.doubts.case import Case
from secondme.prefill.finding.doubts.lasting import MOVING, is_old, is_over, is_taken_back
from secondme.prefill.finding.doubts.rivals import kind_of, rivals_of
from secondme.prefill.finding.doubts.whole import is_torn
from secondme.prefill.finding.doubts.whose import is_of_another, is_unclaimed
from secondme.prefill.finding.telegrams.telegram import OF_ONE_BODY
from secondme.prefill.finding.tenses import holds
from secondme.prefill.finding.weighing import same_key

TORN = "it may not be cut where it should be"
ANOTHERS = "somebody else is spoken of where it stands"
OVER = "it may not hold any more, or not yet"
RIVAL = "another one stands in your notes"


def doubts_about(case: Case) -> dict[str, bool]:
    """All doubts by name, whether they are raised; for measuring."""
    return {name: rule(case) for name, rule in RULES.items()}


def doubt_about(case: Case) -> str:
    """Why a value is not filled in without being asked; empty where nothing tells against it."""
    return next((name for name, rule in RULES.items() if rule(case)), "")


def _torn(case: Case) -> bool:
    place = case.places[0] if case.places else None
    parts = case.candidate.value.split(", ") if ATTRIBUTES[case.attribute].several else [case.candidate.value]
    return any(is_torn(case.attribute, part, place) for part in parts)


def _anothers(case: Case) -> bool:
    if not case.is_mine or case.attribute in NAMES:
        return False
    return bool(case.places) and all(is_of_another(one, case.people) for one in case.places)


def _unclaimed(case: Case) -> bool:
    if not case.is_mine or case.attribute not in OF_ONE_BODY:
        return False
    return bool(case.places) and all(is_unclaimed(one, case.people) for one in case.places)


def _over(case: Case) -> bool:
    return case.tense == "current" and bool(case.places) and case.attribute in MOVING and all(is_over(one) for one in case.places)


def _taken_back(case: Case) -> bool:
    return case.tense == "current" and case.attribute in MOVING and any(is_taken_back(one) for one in case.places)


def _old(case: Case) -> bool:
    days = [one.said.said_at.date() for one in case.places if one.said.said_at]
    if case.candidate.valid_to is not None:
        return False
    return case.tense == "current" and bool(days) and is_old(case.attribute, max(days), case.as_of)


def _noted_rivals(case: Case) -> bool:
    chosen = same_key(case.candidate.value)
    return case.tense == "current" and not ATTRIBUTES[case.attribute].several and any(
        not (same_key(one.value) in chosen or chosen in same_key(one.value))
        for one in case.noted
        if holds(one, case.as_of)
    )


def _shaped_rivals(case: Case) -> bool:
    kind = kind_of(case.attribute)
    if not kind or not case.is_mine or case.tense != "current":
        return False
    return bool(rivals_of(kind, case.whole, case.notes, case.people, sorted(case.circle.own), _last_said(case)))


def _last_said(case: Case) -> date | None:
    """When the value was last said; a card is changed for many reasons."""
    days = [one.said.said_at.date() for one in case.places if one.said.said_at and one.said.kind != KIND]
    return max(days, default=None)


NAMES = frozenset(
    ("full name", "given name", "family name", "additional name", "birth name", "name in use", "account holder", "card holder")
)
RULES: dict[str, Callable[[Case], bool]] = {
    "torn": _torn,
    "another": _anothers,
    "unclaimed": _unclaimed,
    "over": _over,
    "taken back": _taken_back,
    "old": _old,
    "noted rival": _noted_rivals,
    "shaped rival": _shaped_rivals,
}
