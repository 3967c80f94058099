"""A copy of chat.db with the tables that macOS has in it, as the reader's docstring tells."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from ingest import Person, UnreadableError
from ingest.chats.imessage import text_of_archive

INSERT = "INSERT INTO message (ROWID, guid, text, date, is_from_me"
NOON = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path, writers, said):
    talk = [said(NOON, "Ana", "hello"), said(NOON, "Bo", "hi " * 100)]
    return writers["imessage"](tmp_path, talk)


def change(path, *statements):
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_messages_have_their_speakers_and_the_person_the_own_address(path, read_export):
    [document], problems = read_export("imessage", path)
    assert not problems
    assert (document.key, document.title) == (
        "iMessage;-;+447700900123/2025-03-14",
        "+447700900123, 14 March 2025",
    )
    assert [(one.speaker, one.handle, one.locator.message) for one in document.passages] == [
        ("Me", "email:ana@example.org", "G1"),
        ("+447700900123", "phone:+447700900123", "G2"),
    ]
    assert document.passages[1].text == ("hi " * 100).strip()
    assert set(document.people) == {
        Person("Me", ("email:ana@example.org",), "self"),
        Person("+447700900123", ("phone:+447700900123",)),
    }


def test_reactions_what_the_program_says_and_what_was_unsent_are_left_out(path, read_export):
    change(
        path,
        f"{INSERT}, associated_message_type) VALUES (8, 'R', 'Liked', 1, 0, 2001)",
        f"{INSERT}, item_type) VALUES (9, 'N', 'named', 1, 0, 2)",
        f"{INSERT}, date_retracted) VALUES (10, 'U', 'unsent', 1, 0, 5)",
        "INSERT INTO chat_message_join SELECT 1, ROWID FROM message WHERE ROWID >= 8",
    )
    documents, _ = read_export("imessage", path)
    assert {one.locator.message for each in documents for one in each.passages} == {"G1", "G2"}


def test_files_are_named_and_their_mark_in_the_text_is_gone(path, read_export):
    change(
        path,
        "UPDATE message SET text = '\ufffclook' WHERE ROWID = 1",
        "INSERT INTO attachment VALUES (1, '~/Library/Messages/Attachments/aa/IMG_1.HEIC', 'IMG_1.HEIC')",
        "INSERT INTO message_attachment_join VALUES (1, 1)",
    )
    [document], _ = read_export("imessage", path)
    assert document.passages[0].text == "look\n[photo: IMG_1.HEIC]"


def test_a_version_without_the_newer_columns_is_read(path, read_export):
    change(
        path,
        "ALTER TABLE message DROP COLUMN date_retracted",
        "ALTER TABLE message DROP COLUMN destination_caller_id",
        "ALTER TABLE message DROP COLUMN attributedBody",
        "UPDATE message SET date = date / 1000000000",
        "DROP TABLE attachment",
    )
    [document], _ = read_export("imessage", path)
    assert document.passages[0].time == NOON


def test_neither_the_file_nor_its_folder_is_changed(path, read_export):
    before = path.read_bytes()
    read_export("imessage", path.parent)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["chat.db"]


def test_messages_that_are_still_in_the_log_are_read(path, tmp_path, read_export):
    copy = tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"{INSERT}) VALUES (8, 'NEW', 'newest', 700000000, 0)")
        db.execute("INSERT INTO chat_message_join VALUES (1, 8)")
        db.commit()
        for name in ("chat.db", "chat.db-wal"):
            shutil.copy(path.parent / name, copy / name)
    documents, _ = read_export("imessage", copy)
    assert "newest" in [one.text for each in documents for one in each.passages]


def test_another_program_s_database_says_what_is_missing(tmp_path, read_export):
    change(tmp_path / "chat.db", "CREATE TABLE notes (text TEXT)")
    with pytest.raises(UnreadableError, match="no table of messages"):
        read_export("imessage", tmp_path / "chat.db")


@pytest.mark.parametrize(
    "archive", [b"", b"NSString", b"NSString\x01\x94\x84\x01+\x81", None, "text", b"\0" * 99]
)
def test_an_archive_that_is_damaged_has_no_text(archive):
    assert text_of_archive(archive) == ""
