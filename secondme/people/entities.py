"""People as they are stored, kept in step with what documents say and the person decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import apsw

from secondme.people.evidence import Key
from secondme.people.linking import Circle, Person, link
from secondme.people.names import name_key
from secondme.people.sightings import is_stale, load_decisions, load_sightings, written_to
from secondme.store.query import rows
from secondme.store.sources import Trust

_NUMBERS: Mapping[Key, int | None] = {}

Alias = tuple[int, str, str, int, str, Trust | None]


def relink(db: apsw.Connection, numbers: Mapping[Key, int | None] = _NUMBERS) -> bool:
    """Works out anew who is who, where anything changed; returns whether it did. Within a write.

    A person keeps the number that most of its keys had before, so that e7 stays e7. numbers: what it is to
    be for some of the keys instead; None for none. Only what is another than before is written.
    """
    if not is_stale(db):
        return False
    decisions = load_decisions(db)
    people = link(load_sightings(db), decisions)
    owners: dict[Key, int | None] = {key: number for one in decisions for key, number in one.before}
    owners |= owners_of_keys(db)
    owners |= numbers
    known = written_to(
        db, (key for one in people for part in one.circles if part.is_self for key in part.keys)
    )
    _write(db, list(zip(_numbers(db, people, owners), people, strict=True)), known)
    db.execute("UPDATE settings SET value = '0' WHERE name = 'people_stale'")
    return True


def owners_of_keys(db: apsw.Connection) -> dict[Key, int]:
    """Whose each key is."""
    sql = "SELECT kind, value, source_id, entity_id FROM aliases WHERE kind <> 'name'"
    return {Key(kind, text, source): number for kind, text, source, number in rows(db, sql)}


def keys_of(db: apsw.Connection, number: int) -> dict[Key, Trust | None]:
    """What stands for a person, with the trust in it: accounts, and names where they are all there is."""
    sql = "SELECT kind, value, source_id, trust FROM aliases WHERE entity_id = ? AND kind <> 'name'"
    return {Key(*row): trust for *row, trust in sorted(rows(db, sql, number))}


def trust_of_handle(db: apsw.Connection, handle: str) -> Trust | None:
    """`self` for the person's own account; `known` for somebody in the address book, in a chat, or whom the
    person wrote to; None for a stranger's. "name:3:ana" is an Ana without account who speaks in source 3.
    """
    if handle.startswith("name:"):
        _, source, name = handle.split(":", 2)
        sql = "SELECT trust FROM aliases WHERE kind = 'person' AND value = ? AND source_id IN (0, ?)"
        found = rows(db, sql, name, int(source))
    else:
        found = rows(db, "SELECT trust FROM aliases WHERE kind = 'handle' AND value = ?", handle)
    return found[0][0] if found else None


def trusted_keys(db: apsw.Connection) -> set[tuple[Key, Trust]]:
    """Every key whose words are `self` or `known`."""
    sql = "SELECT kind, value, source_id, trust FROM aliases WHERE trust IS NOT NULL"
    return {(Key(*row), trust) for *row, trust in rows(db, sql)}


def names_beside(db: apsw.Connection, known_as: Iterable[str]) -> dict[str, str]:
    """For accounts, and whole names as `name_key` gives them: all names of the person, in one string.

    Whoever is not known is left out.
    """
    asked = list(dict.fromkeys(known_as))
    marks = ",".join("?" * len(asked))
    found: dict[str, list[str]] = {}
    sql = (
        "SELECT k.value, n.shown, n.value FROM aliases k JOIN aliases n ON n.entity_id = k.entity_id "
        "AND n.kind <> 'handle' WHERE k.kind <> 'name' AND k.source_id = 0 "
        f"AND k.value IN ({marks}) ORDER BY k.value, n.value"
    )
    for one, shown, plain in rows(db, sql, *asked) if asked else ():
        found.setdefault(one, []).extend((shown, plain))
    return {one: " ".join(dict.fromkeys(names)) for one, names in found.items()}


def _numbers(db: apsw.Connection, people: Sequence[Person], owners: Mapping[Key, int | None]) -> list[int]:
    """The number of each person: the one that most of the keys had; else a new one."""
    claims = sorted(
        (-count, number, place)
        for place, person in enumerate(people)
        for number, count in Counter(owners.get(key) for key in person.keys).items()
        if number is not None
    )
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, place in claims:
        if number not in taken and place not in kept:
            kept[place] = number
            taken.add(number)
    last = rows(db, "SELECT seq FROM sqlite_sequence WHERE name = 'entities'")
    unused = iter(range((last[0][0] if last else 0) + 1, 2**62))
    return [kept[place] if place in kept else next(unused) for place in range(len(people))]


def _write(db: apsw.Connection, people: Sequence[tuple[int, Person]], written_to: set[Key]) -> None:
    wanted: set[tuple[object, ...]] = set()
    aliases: set[Alias] = set()
    for number, person in people:
        parts = [(circle, _trust(circle, written_to)) for circle in person.circles]
        trusts = {trust for _, trust in parts}
        best = "self" if "self" in trusts else "known" if "known" in trusts else None
        wanted.add((number, "organisation" if person.is_shared else "person", person.name, best))
        aliases.update(_aliases(number, person, parts))
    standing = set(rows(db, "SELECT id, kind, name, trust FROM entities"))
    db.executemany(
        "INSERT INTO entities (id, kind, name, trust) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "kind = excluded.kind, name = excluded.name, trust = excluded.trust",
        sorted(wanted - standing, key=repr),
    )
    before = set(rows(db, "SELECT entity_id, kind, value, source_id, shown, trust FROM aliases"))
    db.executemany(
        "DELETE FROM aliases WHERE entity_id = ? AND kind = ? AND value = ? AND source_id = ?",
        (row[:4] for row in before - aliases),
    )
    db.executemany("INSERT INTO aliases VALUES (?, ?, ?, ?, ?, ?)", aliases - before)
    gone = {row[0] for row in standing} - {number for number, _ in people}
    db.executemany("DELETE FROM entities WHERE id = ?", ((number,) for number in gone))


def _trust(circle: Circle, written_to: set[Key]) -> Trust | None:
    if circle.is_self:
        return "self"
    return "known" if circle.is_met or circle.keys & written_to else None


def _aliases(number: int, person: Person, parts: Sequence[tuple[Circle, Trust | None]]) -> list[Alias]:
    shown = {name_key(name): name for name in reversed(person.names)}
    keys: list[Alias] = [
        (number, key.kind, key.value, key.source, shown.get(key.value, key.value), trust)
        for circle, trust in parts
        for key in circle.keys
    ]
    names: list[Alias] = [(number, "name", plain, 0, name, None) for plain, name in shown.items()]
    return keys + names
