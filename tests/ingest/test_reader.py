import hashlib
import os
from datetime import UTC, datetime

import pytest

from ingest import FoundFile, Options, UnreadableError, hash_file, read_documents, text_at


def test_a_note_becomes_a_document_with_everything_that_is_known_of_it(read_file, tmp_path):
    text = "# Ferry\n\nIt leaves from pier 4.\n"
    document = read_file("notes.md", text)
    assert (document.key, document.title, document.kind) == ("notes.md", "Ferry", "markdown")
    assert (
        document.content_hash == hashlib.sha256(text.encode()).hexdigest() == hash_file(tmp_path / "notes.md")
    )
    assert document.path == tmp_path / "notes.md"
    assert [str(passage.locator) for passage in document.passages] == ["line 3"]


def test_the_time_is_the_files_own_only_when_nothing_else_tells(read_file, tmp_path):
    document = read_file("note.md", "words")
    modified = datetime.fromtimestamp((tmp_path / "note.md").stat().st_mtime_ns / 1e9, UTC)
    assert document.time == modified
    assert document.passages[0].time is None
    assert read_file("2025-03-14 note.txt", "words").time == datetime(2025, 3, 14, tzinfo=UTC)
    assert read_file("2025-03-14.md", "---\ndate: 2024-01-02\n---\nwords").time == datetime(
        2024, 1, 2, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ferry-tickets_2.txt", "ferry tickets 2"),
        ("2025-03-14_ferry-tickets.txt", "2025-03-14 ferry tickets"),
        ("2025-03-14.txt", "2025-03-14"),
        ("---.txt", "---"),
    ],
)
def test_without_a_title_of_its_own_a_document_is_called_after_its_file(read_file, name, title):
    assert read_file(name, "words").title == title


@pytest.mark.parametrize("content", ["", "\n\n  \n", "\ufeff", "---\ntitle: x\n---\n"])
def test_an_empty_note_is_a_document_without_passages(read_file, content):
    assert read_file("note.md", content).passages == ()


def test_windows_and_old_mac_line_ends_count_as_lines(read_file):
    document = read_file("note.md", b"\xef\xbb\xbf# A\r\n\r\none\r\n\r\n# B\r\rtwo\r\n")
    found = [(str(passage.locator), passage.heading, passage.text) for passage in document.passages]
    assert found == [("line 3", "A", "one"), ("line 7", "B", "two")]


def test_a_huge_single_line_is_read_to_its_end(read_file):
    document = read_file("log.txt", "word " * 400_000 + "end")
    assert sum(passage.text.count("word") for passage in document.passages) == 400_000
    assert document.passages[-1].text.endswith("end")


@pytest.mark.parametrize("name", ["note.txt", "note.md"])
def test_binary_junk_is_refused_and_says_so(read_file, name):
    with pytest.raises(UnreadableError, match="binary"):
        read_file(name, bytes(range(256)) * 3)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    path.write_text("word " * 20_000)
    with path.open("r+b") as file:
        file.truncate(4_000_000_000)  # Sparse: takes no room on the disk.
    with pytest.raises(UnreadableError, match="4,000 MB and the limit"):
        list(read_documents(FoundFile(path, "huge.txt", 4_000_000_000, 0)))


def test_a_file_over_the_limit_that_the_person_set_is_refused(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("word " * 100)
    with pytest.raises(UnreadableError, match="limit"):
        list(read_documents(FoundFile(path, "note.txt", 10, 0), Options(largest_mb=0)))


def test_a_file_that_is_gone_is_an_error_that_says_so(tmp_path):
    with pytest.raises(UnreadableError, match="nothing there") as caught:
        list(read_documents(FoundFile(tmp_path / "gone.md", "gone.md", 1, 1)))
    assert caught.value.exit_code == 6
    with pytest.raises(UnreadableError, match="nothing there"):
        hash_file(tmp_path / "gone.md")


def test_a_pipe_in_place_of_a_file_holds_nobody_up(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableError, match="not a file"):
        list(read_documents(FoundFile(tmp_path / "pipe.txt", "pipe.txt", 0, 0)))


def test_the_text_at_a_place_is_found_through_the_documents_key(tmp_path):
    path = tmp_path / "notes!" / "b.md"
    path.parent.mkdir()
    path.write_text("# Ferry\n\nIt leaves from pier 4.\n")
    (document,) = read_documents(FoundFile(path, "notes!/b.md", 1, 1))
    (passage,) = document.passages
    assert text_at(path, document.key, passage.locator) == passage.text
    with pytest.raises(LookupError, match="no part"):
        text_at(path, "notes!/b.md!/part", passage.locator)


FORWARDED = """\
From: Cem <c@example.org>
To: Dee <d@example.org>
Subject: Fwd
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: text/plain

See below.
--outer
Content-Type: message/rfc822
Content-Disposition: attachment; filename="inner.eml"

{inner}
--outer--
"""
MAIL = """\
From: Ana <ana@example.org>
To: Ben <ben@example.org>
Subject: Ferry
Date: Fri, 14 Mar 2025 10:15:00 +0100
Message-ID: <outer@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

The plan is attached.
--b
Content-Type: text/markdown; name="plan.md"
Content-Disposition: attachment; filename="plan.md"

# Plan

Take the nine o'clock boat.
--b
Content-Type: text/markdown; name="plan.md"
Content-Disposition: attachment; filename="plan.md"

Or the ten o'clock boat.
--b
Content-Type: application/pdf; name="broken.pdf"
Content-Disposition: attachment; filename="broken.pdf"

%PDF-1.4 broken
--b--
"""


def test_what_is_attached_is_a_document_of_its_own_and_leads_back_to_its_text(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_text(MAIL)
    documents = {document.key: document for document in read_documents(FoundFile(path, "in/mail.eml", 1, 1))}
    assert set(documents) == {"in/mail.eml", "in/mail.eml!/plan.md", "in/mail.eml!/plan (2).md"}
    assert documents["in/mail.eml!/plan.md"].title == "Plan"
    for key, document in documents.items():
        for passage in document.passages:
            assert passage.text in text_at(path, key, passage.locator)


def test_a_mail_in_a_mail_is_read_with_what_is_attached_to_it(tmp_path):
    path = tmp_path / "mail.eml"
    path.write_text(FORWARDED.format(inner=MAIL.replace("outer@", "inner@")))
    documents = {document.key: document for document in read_documents(FoundFile(path, "mail.eml", 1, 1))}
    (plan,) = [key for key in documents if key.endswith("!/plan.md")]
    assert plan.count("!/") == 2
    passage = documents[plan].passages[0]
    assert text_at(path, plan, passage.locator) == passage.text == "Take the nine o'clock boat."
