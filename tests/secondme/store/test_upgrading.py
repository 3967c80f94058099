"""Upgrading: a store of an earlier release becomes one of this release, with a copy made and nothing lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import apsw
import pytest

import secondme
from benchmarks.torturing.disk import POWER_FAILED, Fault, FaultyDisk
from secondme.forgetting.forgetting import forget
from secondme.forgetting.selection import Selection
from secondme.key import KEYRING_VARIABLE
from secondme.memory import Memory
from secondme.store import Store, open_store
from secondme.store.database import connect
from secondme.store.files import find_file, list_problems
from secondme.store.jobs import claim
from secondme.store.migrations import migrate, shipped
from secondme.store.query import rows, value

FIRST_RELEASE = [migration for migration in shipped() if migration.name == "0001_memory"]
CONTENT = """
    INSERT INTO sources VALUES
        (1, 'folder', '{folder}', '', 'self', NULL, 1, 2),
        (2, 'chat', '/chat.jsonl', 'chatgpt', 'known', 'Ana', 1, 2);
    INSERT INTO documents VALUES
        (1, 1, 'mull.md', 'Mull', 'markdown', 'old hash', 39, 1234, NULL, 3),
        (2, 2, 'talk/1', 'Talk', 'chat', 'talk hash', NULL, NULL, NULL, 3);
    INSERT INTO passages VALUES
        (7, 1, 0, 'The puffin boat leaves at nine.', 'Mull', NULL, 'self', NULL, NULL,
         '{{"kind":"lines","start":3,"end":3}}'),
        (8, 2, 0, 'How long?', '', 'me', 'self', 5, 60, '{{"kind":"message","message":"1"}}'),
        (9, 2, 1, 'An hour.', '', 'ChatGPT', 'assistant', 6, 60, '{{"kind":"message","message":"2"}}');
    INSERT INTO passages_text (rowid, text, before, after, heading) VALUES
        (7, 'The puffin boat leaves at nine.', '', '', 'Mull');
    INSERT INTO documents_text (rowid, title, text) VALUES (1, 'Mull', 'The puffin boat leaves at nine.');
    INSERT INTO memories VALUES (3, 'fact', 'Nine it is.', 'self', NULL, NULL, 4, NULL);
    INSERT INTO evidence VALUES (3, 7, 0, 5);
    INSERT INTO jobs (kind, source_id, subject, owner, leased_until, problem, created_at) VALUES
        ('read', 1, 'ticket.pdf', '99', 5, 'it is damaged', 3), ('read', 1, 'new.md', '99', 5, NULL, 3);
    INSERT INTO jobs (kind, document_id, subject, created_at) VALUES ('embed', 1, 'minilm', 3);
"""


@pytest.fixture
def first(tmp_path: Path, secret: bytes, now: datetime) -> Iterator[Path]:
    """A store as the first release left it."""
    path = tmp_path / "memory.db"
    db = connect(path, secret)
    migrate(db, path, now=now, known=FIRST_RELEASE)
    db.execute(CONTENT.format(folder=tmp_path / "notes"))
    db.close()
    yield path


@pytest.fixture
def upgraded(first: Path, secret: bytes, now: datetime) -> Iterator[Store]:
    store = open_store(first, secret, now=now)
    yield store
    store.close()


def test_the_store_is_copied_before_it_is_changed(upgraded: Store, secret: bytes) -> None:
    copy = connect(upgraded.path.with_name("memory.db.before-0002_files"), secret)
    assert value(copy, "SELECT problem FROM jobs WHERE subject = 'ticket.pdf'") == "it is damaged"
    copy.close()


def test_everything_remembered_is_still_there(upgraded: Store) -> None:
    db = upgraded.connection()
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert rows(db, "PRAGMA foreign_key_check") == []
    assert [id for (id,) in rows(db, "SELECT id FROM passages ORDER BY id")] == [7, 8, 9]
    assert rows(db, "SELECT rowid FROM passages_text WHERE passages_text MATCH 'puffin'") == [(7,)]
    assert rows(db, "SELECT memory_id, passage_id FROM evidence") == [(3, 7)]


def test_files_are_known_and_looked_into_again_once(upgraded: Store) -> None:
    known = find_file(upgraded.connection(), 1, "mull.md")
    assert known is not None
    assert (known.size, known.mtime_ns, known.content_hash, known.format) == (39, 1234, "old hash", "")
    [problem] = list_problems(upgraded.connection())
    assert (problem.subject, problem.reason) == ("ticket.pdf", "it is damaged")


def test_the_queue_is_kept(upgraded: Store, now: datetime) -> None:
    with upgraded.write() as db:
        assert [job.subject for job in claim(db, "read", 9, now=now)] == ["new.md"]
        assert [(job.subject, job.document_id) for job in claim(db, "embed", 9, now=now)] == [("minilm", 1)]


def test_both_sides_of_a_talk_with_a_machine_are_known(upgraded: Store) -> None:
    found = rows(upgraded.connection(), "SELECT id, role FROM passages ORDER BY id")
    assert found == [(7, None), (8, "user"), (9, "assistant")]


def test_reading_again_keeps_passages_and_what_rests_on_them(
    first: Path, tmp_path: Path, secret: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYRING_VARIABLE, "off")
    (tmp_path / "key").write_text(secret.hex())
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mull.md").write_text("# Mull\n\nThe puffin boat leaves at nine.\n")
    with secondme.open(tmp_path) as memory:
        memory.index()
        assert documents(memory) == ["mull.md", "talk/1"]
        [hit] = memory.recall("puffin")
        assert hit.id == "p7"
        assert value(memory.store.connection(), "SELECT count(*) FROM memories") == 1


def test_a_store_that_cannot_be_upgraded_is_left_as_it_was(first: Path, secret: bytes, now: datetime) -> None:
    db = connect(first, secret)
    db.execute("CREATE TABLE files (x)")
    db.close()
    with pytest.raises(apsw.SQLError):
        open_store(first, secret, now=now)
    db = connect(first, secret)
    assert value(db, "SELECT problem FROM jobs WHERE subject = 'ticket.pdf'") == "it is damaged"
    assert [name for (name,) in rows(db, "SELECT name FROM migrations")] == ["0001_memory"]
    db.close()


def opened_until_the_power_fails(path: Path, secret: bytes, now: datetime, call: int) -> int:
    """Opens the store in a process whose power fails at that call to the disk; how it ended."""
    if not (child := os.fork()):
        disk = FaultyDisk(Fault("torn", call))
        disk.install()
        open_store(path, secret, now=now).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("count", range(1, len(shipped())), ids=lambda count: shipped()[count - 1].name)
def test_every_schema_there_was_upgrades_also_when_the_power_fails_midway(
    first: Path, secret: bytes, now: datetime, count: int
) -> None:
    db = connect(first, secret)
    migrate(db, first, now=now, known=shipped()[:count])
    db.close()
    failed = [opened_until_the_power_fails(first, secret, now, call) for call in (45, 90, 250)]
    assert POWER_FAILED in failed
    store = open_store(first, secret, now=now)
    test_everything_remembered_is_still_there(store)
    assert value(store.connection(), "SELECT count(*) FROM migrations") == len(shipped())
    assert first.with_name(f"memory.db.before-{shipped()[count].name}").exists()
    store.close()


def documents(memory: Memory) -> list[str]:
    return [key for (key,) in rows(memory.store.connection(), "SELECT key FROM documents ORDER BY key")]


def test_forgetting_deletes_the_copy_because_it_would_keep_what_is_forgotten(
    upgraded: Store, now: datetime
) -> None:
    copy = upgraded.path.with_name("memory.db.before-0002_files")
    assert copy.exists()
    assert forget(upgraded, Selection("p7"), now=now).copies == 1
    assert not copy.exists()
    assert forget(upgraded, Selection("p8"), now=now).copies == 0


def test_a_condition_that_a_diet_ended_holds_again(tmp_path: Path, secret: bytes, now: datetime):
    path = tmp_path / "memory.db"
    db = connect(path, secret)
    migrate(db, path, now=now, known=[one for one in shipped() if one.name < "0012"])
    columns = "id, kind, text, trust, valid_from, valid_to, recorded_at, superseded_by, predicate, value"
    sql = f"INSERT INTO memories ({columns}) VALUES (?, 'fact', '', 'self', 5, ?, 9, ?, 'diet', ?)"
    db.execute(sql, (1, None, None, "vegetarian"))
    for number, diet, ends, by in ((2, "Coeliac", 40, 1), (3, "vegan", 30, 2), (4, "keto", 50, 1)):
        db.execute(sql, (number, ends, by, diet))
    db.execute(sql, (5, 5, 2, "gluten-free"))
    migrate(db, path, now=now)
    found = rows(db, "SELECT value, predicate, valid_to FROM memories ORDER BY id")
    assert found == [
        ("vegetarian", "diet", None),
        ("Coeliac", "has", None),
        ("vegan", "diet", None),
        ("keto", "diet", 50),
        ("gluten-free", "has", 5),
    ]
    db.close()
