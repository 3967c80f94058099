"""To whom a text goes: somebody named, or somebody by what they are to the person."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.instructions.topics import bare, people_of
from secondme.people.directory import Entity, find_entities, find_exactly, get_entities, list_entities
from secondme.store.memories import list_memories
from secondme.store.query import rows

_RELATED = (
    "subject = 'me' AND predicate = ? AND value <> '' AND superseded_by IS NULL AND valid_to IS NULL "
    "AND trust = 'self'"
)
_RELATIONS = (
    "SELECT DISTINCT predicate FROM memories WHERE subject = 'me' AND lower(value) = lower(?) "
    "AND superseded_by IS NULL AND valid_to IS NULL"
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """name: as it stands above a letter; empty: not known. called: names, relations and the words used.

    entity: their entry among the people, where they have one.
    """

    name: str = ""
    called: tuple[str, ...] = ()
    entity: Entity | None = None


def find_recipient(db: apsw.Connection, to: str) -> Recipient:
    """Who is meant by a name, an id as `e3`, or a relation ("the landlord"). Raises UsageError if unclear."""
    if not to.strip():
        return Recipient()
    relation = next(iter(people_of(to)), "")
    named = list(dict.fromkeys(one.value for one in list_memories(db, _RELATED, relation)))
    if len(named) > 1:
        raise UsageError(
            f"{to} may be {' or '.join(named)}. Nothing was written. Say who is meant, with --to NAME."
        )
    found = _entity(db, named[0] if named else bare(to), to)
    name = named[0] if named else found.name if found else ""
    if not name and to.strip()[:1].isupper() and not to.casefold().startswith("the "):
        name = to.strip()
    relations = [predicate for (predicate,) in rows(db, _RELATIONS, name)] if name else []
    called = (to.strip(), relation, name, *relations, *(found.names if found else ()))
    return Recipient(name, tuple(dict.fromkeys(filter(None, called))), found)


def own_name(db: apsw.Connection) -> str:
    """The person's own name, as far as it is known; else empty."""
    told = list_memories(db, _RELATED, "name")
    if told:
        return told[-1].value
    return next((one.name for one in list_entities(db) if one.is_self and "@" not in one.name), "")


def _entity(db: apsw.Connection, name: str, to: str) -> Entity | None:
    if exact := find_exactly(db, name):
        found = get_entities(db, exact)
    else:
        found = []
        with suppress(NotFoundError):
            found = find_entities(db, name)
    others = [one for one in found if not one.is_self]
    if len(others) > 1:
        named = ", ".join(f"{one.name} ({one.id})" for one in others[:5])
        raise UsageError(
            f"{to} may be any of {named}. Nothing was written. Say who is meant: --to {others[0].id}"
        )
    return others[0] if others else None
