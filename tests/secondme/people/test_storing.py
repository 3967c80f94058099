"""What is stored of people: in older stores too, in step with every change, and with bearable work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ingest import Document, Locator, Passage
from ingest.document import Person
from secondme.people.directory import list_entities
from secondme.people.entities import relink
from secondme.people.settling import settle, settle_people
from secondme.people.sightings import load_sightings, mark_stale, note_people
from secondme.store import Store, open_store
from secondme.store.database import connect
from secondme.store.documents import NewDocument, put_document, rename_document
from secondme.store.migrations import migrate, shipped
from secondme.store.query import rows, value
from secondme.store.sources import put_source

ANA = Person("Ana Kovač", ("email:ana@example.org",), "author")


def put(
    store: Store, source: int, key: str, people: Sequence[Person], now: datetime, kind: str = "mail"
) -> int:
    """Stores a letter that names these people; the first one wrote it."""
    writer = people[0]
    handle = writer.handles[0] if writer.handles else None
    passage = Passage("The boat.", Locator.of_message("1"), speaker=writer.name, handle=handle)
    document = Document(key, key, kind, key, now, (passage,), people=tuple(people))
    with store.write() as db:
        number = put_document(db, NewDocument(source, document, lambda passage: "foreign"), now=now)
        note_people(db, number, document)
    return number


@pytest.fixture
def folder(store: Store, now: datetime) -> int:
    with store.write() as db:
        return put_source(db, "folder", "/letters", now=now).id


@pytest.mark.parametrize("releases", [1, 2])
def test_a_store_of_an_earlier_release_comes_to_know_people(
    tmp_path: Path, secret: bytes, now: datetime, releases: int
) -> None:
    path = tmp_path / "old.db"
    db = connect(path, secret)
    migrate(db, path, now=now, known=shipped()[:releases])
    db.execute("INSERT INTO sources (kind, place, trust, added_at) VALUES ('folder', '/letters', 'self', 1)")
    db.close()
    store = open_store(path, secret, now=now)
    put(store, 1, "a.eml", [ANA], now)
    settle_people(store)
    assert [one.name for one in list_entities(store.connection())] == ["Ana Kovač"]
    store.close()


def test_a_later_version_of_a_document_names_others(store: Store, folder: int, now: datetime) -> None:
    put(store, folder, "a.eml", [ANA], now)
    put(store, folder, "a.eml", [Person("Jory", ("email:jory@example.org",), "author")], now)
    settle_people(store)
    assert [one.name for one in list_entities(store.connection())] == ["Jory"]


def test_an_export_adds_to_who_spoke_in_a_session(store: Store, now: datetime) -> None:
    with store.write() as db:
        chat = put_source(db, "chat", "/chat", now=now, reader="jsonl").id
    put(store, chat, "talk/1", [Person("Ana Kovač", (), "participant")], now, "chat")
    put(store, chat, "talk/1", [Person("Jory Tregear", (), "participant")], now, "chat")
    assert {one.name for one in load_sightings(store.connection())} == {"Ana Kovač", "Jory Tregear"}


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM documents",
        "DELETE FROM sources",
        "UPDATE sources SET trust = 'foreign'",
        "UPDATE sources SET me = 'Ana Kovač'",
    ],
)
def test_whatever_changes_who_is_known_has_it_worked_out_anew(
    store: Store, folder: int, now: datetime, change: str
) -> None:
    put(store, folder, "a.eml", [ANA], now)
    settle_people(store)
    assert not relink(store.connection())
    with store.write() as db:
        db.execute(change)
        assert relink(db)
        assert not relink(db)


def test_a_document_that_moves_to_another_source_takes_its_people_along(
    store: Store, folder: int, now: datetime
) -> None:
    number = put(store, folder, "a.eml", [Person("Ana", (), "author")], now)
    settle_people(store)
    with store.write() as db:
        other = put_source(db, "folder", "/elsewhere", now=now).id
        rename_document(db, number, source=other, key="a.eml", title="a.eml")
        settle(db)
        assert rows(db, "SELECT source_id FROM aliases WHERE kind = 'person'") == [(other,)]


def test_an_account_with_a_line_break_in_it_is_not_two(store: Store, folder: int, now: datetime) -> None:
    odd = Person("Ana", ("discord:7\nemail:jory@example.org", "discord:8\x1dx"), "participant")
    put(store, folder, "a.eml", [odd], now)
    assert [one.handles for one in load_sightings(store.connection())] == [()]


def test_working_it_out_again_writes_nothing_that_is_as_it_was(
    store: Store, folder: int, now: datetime
) -> None:
    put(store, folder, "a.eml", [ANA, Person("Jory", ("email:jory@example.org",), "recipient")], now)
    settle_people(store)
    with store.write() as db:
        mark_stale(db)
        before = db.total_changes()
        relink(db)
        assert db.total_changes() - before == 1


def test_thousands_of_people_of_one_name_are_no_burden(
    store: Store, folder: int, now: datetime, count_steps: Callable[[Callable[[], object]], int]
) -> None:
    few, many = (count_steps(lambda count=count: _fill(store, folder, now, count)) for count in (300, 1200))
    assert many < 8 * few


def _fill(store: Store, folder: int, now: datetime, count: int) -> None:
    with store.write() as db:
        db.execute("DELETE FROM documents")
        for number in range(count):
            people = (Person("Market Place", (f"email:x{number}@market.example",), "author"),)
            document = Document(str(number), "t", "mail", "x", now, (), people=people)
            note_people(
                db, put_document(db, NewDocument(folder, document, lambda one: "foreign"), now=now), document
            )
        settle(db)
        assert len(list_entities(db)) == 1


@pytest.fixture
def count_steps() -> Callable[[Callable[[], object]], int]:
    """How many calls of functions something takes: a measure of work that no other program can disturb."""

    def count(work: Callable[[], object]) -> int:
        calls = 0

        def note(frame: Any, event: str, argument: Any) -> None:
            nonlocal calls
            calls += event == "call" or event == "c_call"

        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(None)
        return calls

    return count


def test_asking_who_is_who_loads_no_heavy_library() -> None:
    code = (
        "import sys, secondme.cli.people, secondme.people.book; "
        "print([name for name in ('lxml', 'numpy', 'textual', 'llama_cpp', 'phonenumbers', 'vobject') "
        "if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "module",
    ["people", "people.settling", "people.book", "indexing.trust", "indexing.rounds", "recall.pipeline"],
)
def test_each_module_can_be_the_first_to_be_imported(module: str) -> None:
    code = f"import secondme.{module}"
    ended = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_count_of_words_does_not_depend_on_who_asks(store: Store, folder: int, now: datetime) -> None:
    put(store, folder, "a.eml", [ANA], now)
    put(store, folder, "b.eml", [Person("Ana Kovač", (), "author")], now)
    settle_people(store)
    db = store.connection()
    [ana] = list_entities(db)
    assert ana.passages == value(db, "SELECT count(*) FROM passages") == 2
