"""Names lie: what a file is, its content tells."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.detection import current_tag, detect
from ingest.formats import BY_SUFFIX, FORMATS

HTML = b"<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>Pier 4.</p></body></html>"
MAIL = b"From: Ana <a@b.org>\nTo: c@d.org\nSubject: Ferry\nDate: Fri, 14 Mar 2025 10:15:00 +0100\n\nPier 4.\n"
RELATED = b"Received: from mail.example.org\n" + MAIL.replace(
    b"\n\n", b"\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
)
SAVED_PAGE = (
    b"From: <Saved by Blink>\nSubject: Ferry\nDate: Fri, 14 Mar 2025 10:15:00 +0100\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/related; boundary=b\n\n--b\n"
)
MBOX = b"From ana@example.org Fri Mar 14 10:15:00 2025\n" + MAIL
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)


def zipped(*members, mimetype=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for member in members:
            archive.writestr(member, "words")
    return buffer.getvalue()


def ole(stream):
    return OLE + stream.encode("utf-16-le") + bytes(100)


def kind(name, data):
    return detect(Content(name, data))


def usual(suffix):
    """The tag of what the format table says of a suffix, whichever format takes it."""
    return BY_SUFFIX[suffix].tag if suffix in BY_SUFFIX else f"{suffix}:0"


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("report.txt", b"%PDF-1.7\n...", ".pdf"),
        ("scan", b"\r\n\r\n%PDF-1.7\n\0\xff", ".pdf"),
        ("note.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ".png"),
        ("picture.png", b"\xff\xd8\xff\xe0\0\x10JFIF", ".jpg"),
        ("photo", b"\0\0\0\x20ftypheic\0\0", ".heic"),
        ("saved", HTML, ".html"),
        ("saved.txt", b"<!-- saved from url=(0)http://x -->\n" + HTML, ".html"),
        ("letter.doc", b"{\\rtf1\\ansi Pier 4}", ".rtf"),
        ("letter.doc", HTML, ".html"),
        ("essay", zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
        ("essay.zip", zipped("[Content_Types].xml", "ppt/presentation.xml"), ".pptx"),
        ("sums.docx", zipped("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
        ("book", zipped("META-INF/container.xml", mimetype="application/epub+zip"), ".epub"),
        ("text", zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        ("sums", zipped("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        ("talk", zipped("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"), ".odp"),
        ("old", ole("WordDocument"), ".doc"),
        ("old", ole("Workbook"), ".xls"),
        ("old", ole("PowerPoint Document"), ".ppt"),
        ("old", ole("__properties_version1.0"), ".msg"),
        ("1731000000.M1P2.example.org:2,S", MAIL, ".eml"),
        ("1731000000.M1P2.example.md", MAIL, ".eml"),
        ("INBOX", MBOX, ".mbox"),
        ("2012-September.txt", MBOX, ".mbox"),
        ("sent.mbox", MBOX + b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ".mbox"),
        ("mail", RELATED, ".eml"),
        ("page", SAVED_PAGE, ".mht"),
        ("people.ics", b"BEGIN:VCARD\nVERSION:3.0\n", ".vcf"),
        ("export", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", ".ics"),
        ("people.txt", b"BEGIN:VCARD\nVERSION:3.0\n", ".vcf"),
        ("analysis", b'{\n "cells": [\n  {\n   "cell_type": "markdown"', ".ipynb"),
    ],
)
def test_the_content_decides(name, data, suffix):
    assert kind(name, data).tag == usual(suffix)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note.md", b"<div align=center>\n\n# Hello\n"),
        ("note.md", HTML),
        ("note.md", MAIL),
        ("note.md", b"%PDF-1.4 is how a PDF begins\n"[1:]),
        ("note.md", b"BM, the magazine"),
        ("note.md", "# Größe".encode("utf-16")),
        ("note.md", "# Größe".encode("utf-16-be")),
        ("note.md", "# Größe, déjà vu".encode("cp1252")),
        ("note.md", "# Привет, мир".encode("cp1251")),
        ("note.md", "# 東京".encode("shift_jis")),
        ("note.md", b""),
    ],
)
def test_a_note_stays_a_note(name, data):
    assert kind(name, data).tag == FORMATS["markdown"].tag


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("README", b"Read me first.\n"),
        ("ideas.unheard-of", b"One idea.\n"),
        ("letter.txt", MAIL),
        ("utf16", "Größe\n".encode("utf-16")),
        ("MZ", b"MZ is where an .exe begins, and this note"),
        ("meeting 12.30 room 4", b"Agenda"),
        ("empty", b""),
    ],
)
def test_text_without_a_telling_name_is_plain_text(name, data):
    assert kind(name, data).tag == FORMATS["text"].tag


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("film.txt", b"\0\0\0\x20ftypisom" + bytes(200), "a video"),
        ("a", zipped("x.bin"), "an archive"),
        ("a", b"7z\xbc\xaf\x27\x1c\0\0", "an archive"),
        ("a", b"\x7fELF\2\1\1" + bytes(50), "a program"),
        ("a.md", b"MZ\x90\0" + bytes(50), "a program"),
        ("a", b"SQLite format 3\0", "a database"),
        ("a", b"wOF2\0\1", "a font"),
        ("a", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', "a drawing"),
        ("a", b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", "key"),
        ("my notes.md", b"-----BEGIN RSA PRIVATE KEY-----\nMIIE", "key"),
        ("a.ppk.txt", b"PuTTY-User-Key-File-3: ssh-ed25519", "key"),
        ("a", bytes(5000), "nothing but zeros"),
        ("a.bak", bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_cannot_be_read_is_named_and_is_no_fault(name, data, said):
    found = kind(name, data)
    assert found.format is None and not found.is_loss
    assert said in found.reason


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.docx", ole("EncryptedPackage"), "encrypted"),
        ("plan", zipped("Index/Document.iwa"), "Apple Pages"),
        ("scan.djvu", b"AT&TFORM\0\0", "DjVu"),
        ("plan.pdf", b"", "empty"),
        ("note.md", bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_a_person_would_miss_is_told_as_a_loss_with_what_to_do(name, data, said):
    found = kind(name, data)
    assert found.format is None and found.is_loss
    assert said in found.reason


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.epub", "a.odt"])
def test_a_damaged_file_goes_to_the_reader_that_its_name_promises(name):
    """Which then says what is wrong with it."""
    if name[1:] in BY_SUFFIX:
        assert kind(name, b"\0\1\2 damage \xff" * 50).tag == usual(name[1:])
        assert kind("b.docx", b"PK\x03\x04" + bytes(50)).tag == usual(".docx")


def test_a_tag_is_another_one_when_the_reader_has_improved():
    assert current_tag("markdown:0") == FORMATS["markdown"].tag
    assert current_tag(".pdf:0") == FORMATS["pdf"].tag
    assert current_tag(".mp4:0") == ".mp4:0" and current_tag("") == ""
    assert current_tag("junk:0") == current_tag("junk:1") != "junk:0"


@given(data=st.binary(max_size=300), name=st.sampled_from(["a", "a.md", "a.txt", "a.pdf", "a.docx", "a.eml"]))
@settings(max_examples=150)
def test_no_bytes_make_it_stumble(data, name):
    for beginning in (b"", b"PK\x03\x04", OLE[:8], b"RIFF", b"\0\0\0\x20ftyp", b"<", b"{", b"#!"):
        assert detect(Content(name, beginning + data))


def test_a_large_file_is_not_read_to_see_what_it_is(tmp_path):
    from ingest.content import open_content

    path = Path(tmp_path / "a")
    path.write_bytes(b"%PDF-1.7\n" + bytes(6_000_000))
    content = open_content(path)
    assert detect(content).tag == FORMATS["pdf"].tag
    assert "data" not in vars(content)
