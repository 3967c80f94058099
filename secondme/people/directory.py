"""People as they are shown and asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from ingest.handles import email_handle, handle, phone_handle
from secondme.errors import NotFoundError
from secondme.people.names import is_whole, name_key, plain_name
from secondme.store.query import rows, rows_among

_SPOKEN = """
    SELECT t.speaker, d.source_id, sum(t.said) FROM (
        SELECT speaker, document_id, count(*) AS said FROM passages
        WHERE speaker IS NOT NULL AND handle IS NULL GROUP BY speaker, document_id
    ) t JOIN documents d ON d.id = t.document_id GROUP BY t.speaker, d.source_id
"""
_SPEAKERS = """
    WITH RECURSIVE each (speaker) AS (
        SELECT min(speaker) FROM passages WHERE speaker IS NOT NULL AND handle IS NULL
        UNION ALL
        SELECT (SELECT min(speaker) FROM passages WHERE speaker > each.speaker AND handle IS NULL)
        FROM each WHERE each.speaker IS NOT NULL
    ) SELECT speaker FROM each WHERE speaker IS NOT NULL
"""
_ID = re.compile(r"e(\d{1,15})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Entity:
    """One person. names: the shown one first. handles: accounts. passages: how many are their words."""

    number: int
    name: str
    is_self: bool
    names: tuple[str, ...]
    handles: tuple[str, ...]
    passages: int

    @property
    def id(self) -> str:
        return f"e{self.number}"


def list_entities(db: apsw.Connection) -> list[Entity]:
    """Everybody but machines and offices: the person first, then by how much they said."""
    found = rows(db, "SELECT id, name, trust FROM entities WHERE kind = 'person'")
    return _entities(
        found, rows(db, "SELECT entity_id, kind, value, source_id, shown FROM aliases"), _said(db)
    )


def get_entities(db: apsw.Connection, numbers: Iterable[int]) -> list[Entity]:
    """Those with these numbers, in the same order."""
    asked = sorted(set(numbers))
    found = rows_among(db, "SELECT id, name, trust FROM entities WHERE id IN {}", asked)
    aliases = "SELECT entity_id, kind, value, source_id, shown FROM aliases WHERE entity_id IN {}"
    return _entities(found, rows_among(db, aliases, asked), _said(db))


def find_entities(db: apsw.Connection, text: str) -> list[Entity]:
    """Those whose id, account or name it is, then those with its words in the name. Raises NotFoundError."""
    exact = find_exactly(db, text)
    words = set(plain_name(text).split())
    more: set[int] = set()
    if words and not is_id(text):
        more = {number for number, _, name in known_names(db) if words <= set(name.split())} - set(exact)
    if not exact and not more:
        raise unknown(text)
    return [*get_entities(db, exact), *get_entities(db, more)]


def known_names(db: apsw.Connection) -> list[tuple[int, str, str]]:
    """All names of people, plain, each with the number and the trust of whoever bears it."""
    sql = "SELECT e.id, e.trust, a.value FROM aliases a JOIN entities e ON e.id = a.entity_id"
    return rows(db, f"{sql} WHERE a.kind <> 'handle' AND e.kind = 'person'")


def find_exactly(db: apsw.Connection, text: str) -> list[int]:
    """The numbers of those whose id or account this is, else of those with exactly this name."""
    if is_id(text):
        return [
            number for (number,) in rows(db, "SELECT id FROM entities WHERE id = ?", int(text.strip()[1:]))
        ]
    forms = account_forms(text)
    marks = ",".join("?" * len(forms))
    account = "SELECT DISTINCT entity_id FROM aliases WHERE kind = 'handle' AND"
    found = rows(db, f"{account} value IN ({marks})", *forms)
    if not found and not is_whole(plain_name(text)):
        found = rows(db, f"{account} substr(value, instr(value, ':') + 1) = ?", text.strip())
    name = name_key(text)
    if not found and name:
        sql = "SELECT DISTINCT a.entity_id FROM aliases a JOIN entities e ON e.id = a.entity_id"
        found = rows(db, f"{sql} WHERE a.kind <> 'handle' AND a.value = ? AND e.kind = 'person'", name)
    return sorted(number for (number,) in found)


def is_id(text: str) -> bool:
    """Whether this is what identifies a person: e7."""
    return _ID.fullmatch(text.strip()) is not None


def account_forms(text: str) -> list[str]:
    """The accounts that may be meant by one as typed: with its kind or without."""
    kind, colon, rest = text.strip().partition(":")
    typed = [handle(kind, rest) if colon else None, text.strip(), email_handle(text), phone_handle(text)]
    return list(dict.fromkeys(form for form in typed if form))


def unknown(text: str) -> NotFoundError:
    return NotFoundError(f"Nobody is known as {text}. Nothing was changed. See who is: secondme people")


def speakers(db: apsw.Connection) -> list[str]:
    """The names of all who speak without an account, each once; an index gives them without a walk."""
    return [speaker for (speaker,) in rows(db, _SPEAKERS)]


def spoken_names(db: apsw.Connection) -> list[tuple[str, int, int]]:
    """Of those without account: each speaker's name, the source, and how many passages they said there."""
    return [(speaker, source, said) for speaker, source, said in rows(db, _SPOKEN)]


def _said(db: apsw.Connection) -> Counter[tuple[str, str, int]]:
    """How many passages are the words of each key."""
    counts: Counter[tuple[str, str, int]] = Counter()
    for account, said in rows(
        db, "SELECT handle, count(*) FROM passages WHERE handle IS NOT NULL GROUP BY handle"
    ):
        counts["handle", account, 0] += said
    for speaker, source, said in spoken_names(db):
        name = name_key(speaker)
        counts["person", name, 0 if is_whole(name) else source] += said
    return counts


def _entities(
    found: Sequence[tuple[int, str, str | None]],
    aliases: Sequence[tuple[int, str, str, int, str]],
    said: Counter[tuple[str, str, int]],
) -> list[Entity]:
    names: dict[int, list[str]] = {}
    handles: dict[int, list[str]] = {}
    counts: Counter[int] = Counter()
    for number, kind, text, source, shown in sorted(aliases):
        if kind == "handle":
            handles.setdefault(number, []).append(text)
        else:
            names.setdefault(number, []).append(shown)
        counts[number] += said[kind, text, source]
    made = [
        Entity(
            number,
            name,
            trust == "self",
            tuple(dict.fromkeys([name, *names.get(number, [])])),
            tuple(handles.get(number, [])),
            counts[number],
        )
        for number, name, trust in found
    ]
    return sorted(made, key=lambda one: (not one.is_self, -one.passages, one.name.casefold(), one.number))
