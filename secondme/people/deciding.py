"""What a person decides by hand of who is who; each decision is kept, and the last one can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.people.directory import (
    Entity,
    account_forms,
    find_entities,
    find_exactly,
    get_entities,
    is_id,
    unknown,
)
from secondme.people.entities import keys_of, owners_of_keys, relink
from secondme.people.evidence import Key
from secondme.people.linking import Verb
from secondme.people.names import is_whole, name_key, plain_name
from secondme.people.sightings import drop_last_decision, put_decision

UNDONE = {
    "merge": "the merge",
    "split": "the split",
    "name": "the name",
    "self": "whose account is yours",
}


def merge_people(db: apsw.Connection, who: Sequence[str], *, now: datetime) -> list[Entity]:
    """Makes one person of several, each named by id, account or name; the first one's id stays.

    Raises NotFoundError, UsageError.
    """
    chosen = list(dict.fromkeys(the_one(db, text).number for text in who))
    if len(chosen) < 2:
        raise UsageError("That is one person already. Nothing was changed. Name two or more: e3 e7")
    keys = [key for number in chosen for key in keys_of(db, number)]
    return _decided(db, "merge", keys, numbers=dict.fromkeys(keys, chosen[0]), now=now)


def split_person(db: apsw.Connection, who: str, off: Sequence[str], *, now: datetime) -> list[Entity]:
    """Takes accounts or names off a person; returns who is left, with the old id, and who they are now.

    Raises NotFoundError, UsageError where nothing or everything would go.
    """
    person = the_one(db, who)
    keys = list(keys_of(db, person.number))
    gone = [key for text in off for key in _meant(text, keys, person)]
    rest = [key for key in keys if key not in gone]
    if not rest:
        raise UsageError(
            f"That is all that {person.name} is known by. Nothing was changed. Take off some of: "
            f"{_listed(keys)}"
        )
    numbers = {**dict.fromkeys(rest, person.number), **dict.fromkeys(gone)}
    return _decided(db, "split", gone, others=rest, numbers=numbers, now=now)


def name_person(db: apsw.Connection, who: str, name: str, *, now: datetime) -> list[Entity]:
    """Has a person shown under another name. Raises NotFoundError, UsageError."""
    person = the_one(db, who)
    name = " ".join(name.split())
    if not name:
        raise UsageError("The name is empty. Nothing was changed.")
    return _decided(db, "name", keys_of(db, person.number), name=name, now=now)


def mark_self(db: apsw.Connection, who: Sequence[str], *, now: datetime) -> list[Entity]:
    """Takes these accounts and names as the person's own, also where they turn up later.

    Raises NotFoundError, UsageError for a name that proves nothing.
    """
    keys = dict.fromkeys(key for text in who for key in _own_keys(db, text))
    whole = [text for text in who if not is_id(text) and is_whole(plain_name(text))]
    name = " ".join(whole[0].split()) if whole else None
    return _decided(db, "self", keys, name=name, now=now)


def undo_decision(db: apsw.Connection) -> tuple[str, list[Entity]]:
    """Takes back the last decision; returns what it was, and those concerned, with the ids they had before.

    Raises NotFoundError when there is none.
    """
    last = drop_last_decision(db)
    if last is None:
        raise NotFoundError("Nothing was decided by hand. Nothing was changed.")
    relink(db, dict(last.before))
    return UNDONE[last.verb], _of_keys(db, [*last.others, *last.keys])


def the_one(db: apsw.Connection, text: str) -> Entity:
    """The person meant. Raises NotFoundError for nobody, UsageError when it may be several."""
    exact = find_exactly(db, text)
    found = get_entities(db, exact) if exact else find_entities(db, text)
    if len(found) > 1:
        choice = ", ".join(f"{one.id} ({one.name})" for one in found[:6])
        raise UsageError(f"{text} may be {choice}. Nothing was changed. Say which one.")
    return found[0]


def _own_keys(db: apsw.Connection, text: str) -> list[Key]:
    """What the person means by "this is me": an id is all of that person; an account or a name may yet come.

    A name takes nobody in who only wrote letters under it: anybody can.
    """
    if is_id(text):
        return list(keys_of(db, the_one(db, text).number))
    if (account := _account(db, text)) is not None:
        return [account]
    key = name_key(text)
    found = {key: trust for number in find_exactly(db, text) for key, trust in keys_of(db, number).items()}
    keys = [key for key, trust in found.items() if trust is not None or key.kind == "person"]
    if found and not keys:
        raise UsageError(
            f"{text} is known from letters alone, and anybody can write that name above a letter. Nothing "
            f"was changed. Say which addresses are yours: {_listed(found)}"
        )
    if not keys and not is_whole(key):
        raise unknown(text)
    return [*keys, Key("person", key)] if is_whole(key) else keys


def _account(db: apsw.Connection, text: str) -> Key | None:
    """The account that is meant: one that is known, or a mail address or phone number that is not yet."""
    forms = account_forms(text)
    known = {
        key.value for number in find_exactly(db, text) for key in keys_of(db, number) if key.kind == "handle"
    }
    typed = text.strip()
    named = [value for value in known if value in forms or value.partition(":")[2] == typed]
    fresh = [form for form in forms if form.startswith(("email:", "phone:"))]
    return next((Key("handle", value) for value in [*sorted(named), *fresh]), None)


def _meant(text: str, keys: Sequence[Key], person: Entity) -> list[Key]:
    """Those of a person's keys that the text names. Raises UsageError when it names none."""
    forms = {*account_forms(text), name_key(text), plain_name(text)}
    found = [key for key in keys if key.value in forms or key.value.partition(":")[2] == text.strip()]
    if not found:
        raise UsageError(
            f"{person.name} is not known by {text}. Nothing was changed. Take off some of: {_listed(keys)}"
        )
    return found


def _listed(keys: Iterable[Key]) -> str:
    return ", ".join(dict.fromkeys(key.value for key in keys))


def _decided(
    db: apsw.Connection,
    verb: Verb,
    keys: Iterable[Key],
    *,
    others: Iterable[Key] = (),
    name: str | None = None,
    numbers: Mapping[Key, int | None] | None = None,
    now: datetime,
) -> list[Entity]:
    """Stores a decision and follows it; returns those concerned as they are then."""
    keys, others = list(keys), list(others)
    owners = owners_of_keys(db)
    before = {key: owners[key] for key in [*keys, *others] if key in owners}
    put_decision(db, verb, keys, others=others, name=name, before=before, now=now)
    relink(db, numbers or {})
    return _of_keys(db, [*others, *keys])


def _of_keys(db: apsw.Connection, keys: Sequence[Key]) -> list[Entity]:
    """Whose these keys are, in their order, each once."""
    owners = owners_of_keys(db)
    numbers = list(dict.fromkeys(owners[key] for key in keys if key in owners))
    found = {one.number: one for one in get_entities(db, numbers)}
    return [found[number] for number in numbers]
