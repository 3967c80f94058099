import struct

import pytest

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, word

TEXT_AT = 0x400


def a_document(compound, pieces: list[str], *, version: int = 0xC1, flags: int = 0, counts=None) -> bytes:
    """A .doc whose pieces are one byte a letter where they can be, else two; `counts`: text, notes, heads."""
    text, places, positions = b"", [], [0]
    for piece in pieces:
        narrow = all(ord(letter) < 256 for letter in piece)
        at = TEXT_AT + len(text)
        places.append(at * 2 | 0x40000000 if narrow else at)
        text += piece.encode("cp1252") if narrow else piece.encode("utf-16-le")
        positions.append(positions[-1] + len(piece))
    table = struct.pack(f"<{len(positions)}I", *positions)
    table += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01" + struct.pack("<H", 2) + b"\0\0" + b"\x02" + struct.pack("<I", len(table)) + table
    head = bytearray(TEXT_AT)
    struct.pack_into("<HH", head, 0, 0xA5EC, version)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<3i", head, 0x4C, *(counts or (positions[-1], 0, 0)))
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(head) + text, "0Table": clx})


def read(data: bytes):
    [reading] = word.read(Content("a.doc", data))
    return [passage.text for passage in reading.passages]


def test_the_pieces_of_an_old_document_are_joined_whatever_their_letters(compound):
    data = a_document(compound, ["Dear Ana,\rthe key is ", "за часами", ".\rZoë\r"])
    assert read(data) == ["Dear Ana,\nthe key is за часами.\nZoë"]
    assert word.text_at(Content("a.doc", data), Locator.paragraphs(2, 2)) == "the key is за часами."


def test_rows_of_an_old_table_are_lines(compound):
    assert read(a_document(compound, ["Ana\x0794\x07\x07Luís\x0712\x07\x07"])) == ["Ana | 94\nLuís | 12"]


def test_of_a_field_only_what_it_shows_is_read(compound):
    field = '\x13 HYPERLINK "http://x" \x14our \x13 PAGE \x147\x15 sites\x15'
    assert read(a_document(compound, [f"See {field} there\r"])) == ["See our 7 sites there"]


def test_notes_are_read_and_page_heads_are_not(compound):
    data = a_document(compound, ["body\r", "note\r", "head\r", "box\r"], counts=(5, 5, 5))
    assert read(data) == ["body\nnote\nbox"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"flags": 0x100}, "encrypted; save a copy without"),
        ({"version": 0x65}, "Word 95 or older"),
        ({"counts": (-1, 0, 0)}, "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(compound, changes, reason):
    with pytest.raises(FormatError, match=reason):
        read(a_document(compound, ["x"], **changes))


def test_another_compound_file_is_no_word_document(compound):
    with pytest.raises(FormatError, match="no Word document"):
        read(compound({"Workbook": b"x"}))


def test_a_document_cut_anywhere_gives_text_or_an_error_that_says_why(compound):
    whole = a_document(compound, ["Dear Ana,\r" * 100])
    for length in range(8, len(whole), 311):
        try:
            assert "Dear Ana" in read(whole[:length])[0]
        except FormatError as error:
            assert "damaged" in str(error) or "no Word" in str(error)
