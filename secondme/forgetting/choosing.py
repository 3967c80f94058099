"""What a selection means now: the rows that go, each by itself or with the document that they are all of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

import apsw

from secondme.errors import NotFoundError, UsageError
from secondme.forgetting.selection import Selection, has_phrase, is_below
from secondme.forgetting.wording import plain_words
from secondme.people.directory import find_entities, speakers
from secondme.people.names import is_whole, plain_name
from secondme.recall.conditions import Condition, conditions_of, written_within
from secondme.recall.filters import Filter
from secondme.store.clients import WRITTEN
from secondme.store.conversations import document_of
from secondme.store.events import event_passages, get_event
from secondme.store.identifiers import Identifier, parse_identifier
from secondme.store.memories import get_memory, told_document
from secondme.store.query import batches, rows, rows_among
from secondme.store.sources import get_source
from secondme.store.times import to_milliseconds

_TEMPORARY = """
    CREATE TEMP TABLE IF NOT EXISTS going (
        kind TEXT, number INTEGER, PRIMARY KEY (kind, number)) WITHOUT ROWID;
    DELETE FROM temp.going;
"""
_PASSAGES = """
    SELECT p.id, p.document_id, d.kind, p.text, p.heading, d.title FROM passages p
    JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id WHERE {}
"""
_IN_TEXT = "p.id IN (SELECT rowid FROM passages_text WHERE passages_text MATCH ?)"
_IN_TITLE = "d.id IN (SELECT rowid FROM documents_text WHERE documents_text MATCH ?)"
_OLDER = "coalesce(p.time, d.time, d.recorded_at) < ?"
_NOBODY = Condition("0", ())
"""What somebody said who said nothing."""
TOLD = ("told", WRITTEN)
"""Kinds of documents that are one passage: to forget it is to forget them."""
OWN_TITLE = (*TOLD, "conversation")
"""Kinds of documents whose title this program gave."""


@dataclass(frozen=True, slots=True)
class Going:
    """What is chosen. units: what is deleted, in order, each by itself. what: in words, none of its own.

    bury: whether it is kept from coming back; a source that is added again does come back.
    """

    units: tuple[Identifier, ...]
    what: str
    bury: bool = True


@contextmanager
def chosen(db: apsw.Connection, selection: Selection) -> Iterator[Going]:
    """What a selection means now; while the block lasts the table `temp.going` has its rows by kind.

    Raises UsageError where it makes no sense, NotFoundError where there is no such thing.
    """
    going = _identified(db, selection) if selection.identifier else _matching(db, selection)
    with held(db, going):
        yield going


@contextmanager
def held(db: apsw.Connection, going: Going) -> Iterator[None]:
    """While the block lasts the table `temp.going` has the rows of what goes, by kind."""
    db.execute(_TEMPORARY)
    try:
        put_going(db, going.units)
        yield
    finally:
        db.execute("DELETE FROM temp.going")


def put_going(db: apsw.Connection, units: Sequence[Identifier]) -> None:
    """Notes the units and what goes with them: the passages of documents, and what memories rest on them."""
    put = "INSERT OR IGNORE INTO temp.going"
    db.executemany(f"{put} VALUES (?, ?)", ((one.kind, one.number) for one in units))
    db.execute(
        f"{put} SELECT 'passage', p.id FROM passages p JOIN temp.going g "
        "ON g.kind = 'document' AND g.number = p.document_id"
    )
    db.execute(
        f"{put} SELECT 'touched', e.memory_id FROM evidence e JOIN temp.going g "
        "ON g.kind = 'passage' AND g.number = e.passage_id"
    )
    db.execute(f"{put} SELECT 'touched', number FROM temp.going WHERE kind = 'memory'")


def _identified(db: apsw.Connection, selection: Selection) -> Going:
    if selection != Selection(identifier=selection.identifier):
        raise UsageError(
            "An identifier says all; it goes with nothing else. Nothing was changed. Leave the rest out."
        )
    one = parse_identifier(selection.identifier or "")
    if one.kind == "source":
        return _source(db, one)
    if one.kind == "memory":
        memory, told = get_memory(db, one.number), told_document(db, one.number)
        documents = [] if told is None else [Identifier("document", told)]
        return Going((one, *documents), f"the memory of {memory.recorded_at:%Y-%m-%d}")
    if one.kind == "conversation":
        document = Identifier("document", document_of(db, one.number))
        return Going((one, document), f"conversation c{one.number}")
    if one.kind == "event":
        event = get_event(db, one.number)
        passages = [passage for passage, _ in event_passages(db, [one.number])[one.number]]
        return Going(tuple(_units(db, passages, whole=False)), f"an event of {event.document_title}")
    return _document_or_passage(db, one)


def _source(db: apsw.Connection, one: Identifier) -> Going:
    source = get_source(db, one.number)
    found = rows(db, "SELECT id FROM documents WHERE source_id = ? ORDER BY id", one.number)
    documents = [Identifier("document", number) for (number,) in found]
    return Going((*documents, one), f"{source.kind} {source.place}".strip(), bury=False)


def _document_or_passage(db: apsw.Connection, one: Identifier) -> Going:
    of = "d.id = ?" if one.kind == "document" else "d.id = (SELECT document_id FROM passages WHERE id = ?)"
    found = rows(db, f"SELECT d.title FROM documents d WHERE {of}", one.number)
    if not found:
        raise NotFoundError(f"There is no {one.kind} {one}. Nothing was changed.")
    title = found[0][0]
    if one.kind == "document":
        return Going((one,), f"document {title}")
    return Going(tuple(_units(db, [one.number], whole=False)), f"a passage of {title}")


def _matching(db: apsw.Connection, selection: Selection) -> Going:
    conditions = list(_conditions(db, selection))
    if not conditions:
        raise UsageError("Say what to forget. Nothing was changed. See: secondme forget --help")
    if selection == Selection(source=selection.source):
        return _source(db, parse_identifier(selection.source or ""))
    where = " AND ".join(one.sql for one in conditions)
    found = rows(db, _PASSAGES.format(where), *(value for one in conditions for value in one.values))
    if selection.phrase:
        found = [row for row in found if has_phrase(selection.phrase, *row[3:])]
    return Going(tuple(_units(db, [number for number, *_ in found], whole=True)), f"what is {selection}")


def _conditions(db: apsw.Connection, selection: Selection) -> Iterator[Condition]:
    if selection.source:
        source = parse_identifier(selection.source)
        if source.kind != "source":
            raise UsageError(f"{source} is no source. Nothing was changed. See: secondme sources")
        yield Condition("d.source_id = ?", (get_source(db, source.number).id,))
    if selection.person:
        yield _about(db, selection.person)
    if words := plain_words(selection.query or selection.phrase or ""):
        asked = " AND ".join(f'"{word}"' for word in words)
        if selection.phrase:
            yield Condition(
                f"({_IN_TEXT} OR {_IN_TITLE})", (f"{{text heading}} : ({asked})", f"{{title}} : ({asked})")
            )
        else:
            yield Condition(_IN_TEXT, (f"{{text}} : ({asked})",))
    elif selection.query or selection.phrase:
        raise UsageError("There is no word in that. Nothing was changed. Say words that stand in it.")
    if selection.first or selection.last:
        yield written_within([(selection.first or date.min, selection.last or date.max)])
    if selection.kind:
        yield Condition("d.kind = ?", (selection.kind,))
    if selection.folder:
        yield _below(db, selection.folder)
    if selection.before:
        yield Condition(_OLDER, (to_milliseconds(selection.before),))


def _about(db: apsw.Connection, name: str) -> Condition:
    """What somebody said, what has one of their names as a whole, and what a memory of them rests on.

    One word names more than one, so it is not looked for in texts, but where nobody is known by it.
    """
    said, names = _said_by(db, name)
    wanted, values = [said.sql], list(said.values)
    if whole := [one for one in names if said is _NOBODY or is_whole(plain_name(one))]:
        wanted.append(_IN_TEXT)
        phrases = " OR ".join(f'"{" ".join(plain_words(one))}"' for one in whole)
        values.append(f"{{text}} : ({phrases})")
    wanted.append(
        "p.id IN (SELECT e.passage_id FROM evidence e JOIN memories m ON m.id = e.memory_id "
        f"WHERE m.subject IN ({','.join('?' * len(names))}))"
    )
    return Condition(f"({' OR '.join(wanted)})", (*values, *names))


def _said_by(db: apsw.Connection, name: str) -> tuple[Condition, tuple[str, ...]]:
    """What one person said, and their names; of one who is in no list, under this very name.

    Raises NotFoundError where nobody is known so, and nothing that was read names them either.
    """
    plain = plain_name(name)
    try:
        found = find_entities(db, name)
    except NotFoundError:
        if not (spoken := tuple(one for one in speakers(db) if plain_name(one) == plain)):
            if not _is_named(db, name):
                raise
            return _NOBODY, (name,)
        marks = ",".join("?" * len(spoken))
        return Condition(f"(p.handle IS NULL AND p.speaker IN ({marks}))", spoken), (name, *spoken)
    exact = [one for one in found if plain in map(plain_name, (one.id, *one.names, *one.handles))]
    people = exact or found
    if len(people) > 1 or people[0].is_self:
        they = ", ".join(f"{one.id} {one.name}" for one in people)
        raise UsageError(
            f"{name} may be {they}. Nothing was changed. Name one other than you by their id: --person e7"
        )
    [said] = conditions_of(db, [Filter("from", people[0].id)])
    return said, people[0].names


def _is_named(db: apsw.Connection, name: str) -> bool:
    words = " ".join(plain_words(name))
    held = "SELECT 1 FROM passages_text WHERE passages_text MATCH ? LIMIT 1"
    return bool(words) and bool(rows(db, held, f'{{text}} : ("{words}")'))


def _below(db: apsw.Connection, folder: str) -> Condition:
    """What was read from files in or below a folder, or from this very file."""
    place = PurePath(folder)
    found = rows(db, "SELECT d.id, s.place, d.key FROM documents d JOIN sources s ON s.id = d.source_id")
    inside = [number for number, root, key in found if root and is_below(place, root, key)]
    return Condition(f"d.id IN ({','.join(map(str, inside))})")


def _units(db: apsw.Connection, passages: Sequence[int], *, whole: bool) -> Iterator[Identifier]:
    """Documents where one passage is all there is, or all are meant and `whole` is asked; else passages."""
    meant: dict[int, list[int]] = defaultdict(list)
    kinds: dict[int, str] = {}
    sql = "SELECT p.id, p.document_id, d.kind FROM passages p JOIN documents d ON d.id = p.document_id"
    for number, document, kind in rows_among(db, f"{sql} WHERE p.id IN {{}}", passages):
        meant[document].append(number)
        kinds[document] = kind
    counts = _counts(db, list(meant))
    for document, some in meant.items():
        all_of_it = whole and counts[document] == len(some) and kinds[document] != "conversation"
        if kinds[document] in TOLD or all_of_it:
            yield Identifier("document", document)
        else:
            yield from (Identifier("passage", number) for number in sorted(some))


def _counts(db: apsw.Connection, documents: Sequence[int]) -> dict[int, int]:
    """How many passages each document has."""
    sql = "SELECT document_id, count(*) FROM passages WHERE document_id IN ({}) GROUP BY document_id"
    found: dict[int, int] = {}
    for some in batches(documents):
        found |= dict(rows(db, sql.format(",".join("?" * len(some))), *some))
    return found
