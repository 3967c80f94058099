"""Planning: what a sentence tells of times to come, after what its clauses say by their wordings."""

from __future__ import annotations

from collections.abc import Sequence

from secondme.memories.english.appointments import appointments_of
from secondme.memories.english.arranging import arranged_in
from secondme.memories.english.put_off import put_off_in
from secondme.memories.english.reading import Reading
from secondme.memories.english.recurring import recurring_in
from secondme.memories.english.todos import todo_of
from secondme.memories.predicates import YEARLY
from secondme.memories.statement import Statement


def with_plans(reading: Reading, stated: Sequence[Statement], carried: str | None) -> list[Statement]:
    """What is stated, and what is planned, put off, and on again and again.

    stated: by wordings; a plan among it is the sentence's plan, unless that was put off. carried: whom "he"
    and "she" mean, if anybody.
    """
    if put_off := put_off_in(reading):
        return [*(one for one in stated if one.predicate != "plans"), *put_off]
    planned = [one for one in stated if one.predicate == "plans"]
    if not planned:
        planned = todo_of(reading) or appointments_of(reading) or arranged_in(reading, carried)
        planned = [one for one in planned if not _is_told(one, stated)]
        stated = [*(one for one in stated if not _is_planned(one, planned)), *planned]
    if not planned and (recurring := recurring_in(reading, stated)):
        return [*(one for one in stated if one.kind != "event"), *recurring]
    return list(stated)


def _is_told(plan: Statement, stated: Sequence[Statement]) -> bool:
    """Whether a fact says the same day of the same."""
    days = [one.value.rstrip(" .") for one in stated if one.predicate in YEARLY]
    return any(day in plan.value for day in days)


def _is_planned(one: Statement, planned: Sequence[Statement]) -> bool:
    """Whether what is told as done is planned: "The fixed rate ends in October"."""
    return one.kind == "event" and any(one.value in plan.value for plan in planned)
