"""Who is known, and what is decided of them by hand: what the command line and other programs use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import apsw

from secondme.errors import UsageError
from secondme.people.deciding import mark_self, merge_people, name_person, split_person, undo_decision
from secondme.people.directory import Entity, find_entities, list_entities
from secondme.people.settling import judged_anew, settle, settle_people
from secondme.store import Store

Change = Literal["merge", "split", "name", "self", "undo"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done, in a few words, and who those concerned are now."""

    done: str
    people: tuple[Entity, ...]


def look_up(store: Store, text: str | None) -> list[Entity]:
    """Everybody, or those whom the text names by id, account or name. Raises NotFoundError."""
    settle_people(store)
    db = store.connection()
    return list_entities(db) if text is None else find_entities(db, text)


def change(store: Store, verb: Change, who: Sequence[str], what: Sequence[str], *, now: datetime) -> Decided:
    """Carries out a decision.

    merge: all of `who` are one. split: `what` is taken off `who`. name: `who` is called `what`. self: `who`
    is the person. undo: the last decision is taken back. Raises NotFoundError, UsageError.
    """
    with store.write() as db:
        settle(db)
        with judged_anew(db):
            done, people = _carry_out(db, verb, who, what, now)
    return Decided(done, tuple(people))


def _carry_out(
    db: apsw.Connection, verb: Change, who: Sequence[str], what: Sequence[str], now: datetime
) -> tuple[str, list[Entity]]:
    if verb == "merge":
        return "merged", merge_people(db, who, now=now)
    if verb == "split":
        return "split", split_person(db, _one(who), what, now=now)
    if verb == "name":
        return "named", name_person(db, _one(who), " ".join(what), now=now)
    if verb == "self":
        return "marked as you", mark_self(db, who, now=now)
    what_it_was, people = undo_decision(db)
    return f"took back {what_it_was}", people


def _one(who: Sequence[str]) -> str:
    if len(who) != 1:
        raise UsageError("Name one person, by id, account or name. Nothing was changed.")
    return who[0]
