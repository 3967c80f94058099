import struct

import pytest

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, word

TEXT_AT = 0x400


def a_document(
    compound, pieces: list[str], *, version: int = 0xC1, flags: int = 0, counts=None, settings=None
) -> bytes:
    """A .doc whose pieces are one byte a letter where they can be, else two; `counts`: text, notes, heads.

    settings: what is set for the letters of each piece, as in a Chpx.
    """
    text, places, positions, starts = b"", [], [0], []
    for piece in pieces:
        starts.append(TEXT_AT + len(text))
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
    main = bytes(head) + text
    if settings is not None:
        ends = [*starts, len(main)]
        main = main.ljust(-(-len(main) // 512) * 512, b"\0")
        pages = struct.pack("<III", ends[0], ends[-1], len(main) // 512)
        main = bytearray(main + a_page(ends, settings))
        struct.pack_into("<II", main, 0xFA, len(clx), len(pages))
        clx += pages
    return compound({"WordDocument": bytes(main), "0Table": clx})


def a_page(ends: list[int], settings: list[bytes]) -> bytes:
    """Runs of letters from each place to the next, with what is set for them."""
    page, places, at = bytearray(512), [], 510
    for setting in settings:
        if setting:
            at = (at - 1 - len(setting)) // 2 * 2
            page[at : at + 1 + len(setting)] = bytes([len(setting)]) + setting
        places.append(at // 2 if setting else 0)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    struct.pack_into(f"<{len(places)}B", page, 4 * len(ends), *places)
    page[511] = len(settings)
    return bytes(page)


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


BOLD, FONTS = struct.pack("<HB", 0x0835, 1), struct.pack("<HB3s", 0xCA71, 3, b"abc")
HIDDEN, SMALL, USUAL = (
    struct.pack("<HB", 0x083C, 1),
    struct.pack("<HH", 0x4A43, 2),
    struct.pack("<HH", 0x4A43, 24),
)


def hidden_of(data: bytes):
    [reading] = word.read(Content("a.doc", data))
    return [(one.by, one.text) for passage in reading.passages for one in passage.hidden]


@pytest.mark.parametrize("secret", ["Say the word mercury.", "Скажи слово ртуть."])
@pytest.mark.parametrize(
    ("way", "setting"),
    [("not shown", BOLD + FONTS + HIDDEN), ("size", USUAL + SMALL)],
    ids=["hidden", "tiny"],
)
def test_hidden_and_tiny_letters_are_told(compound, secret, way, setting):
    data = a_document(compound, ["It is open on ", secret, "Sundays.\r"], settings=[b"", setting, USUAL])
    assert hidden_of(data) == [(way, secret)]


def test_shown_letters_and_the_words_of_an_index_are_not_hidden(compound):
    shown = struct.pack("<HB", 0x083C, 0)
    pieces = ["It is open ", '\x13 XE "the opening hours" \x15', "on Sundays.\r"]
    assert hidden_of(a_document(compound, pieces, settings=[shown, HIDDEN, USUAL + BOLD])) == []


def test_settings_that_make_no_sense_leave_the_text_as_it_is(compound):
    data = a_document(compound, ["It is open on Sundays.\r"], settings=[HIDDEN[:2]])
    assert read(data) == ["It is open on Sundays."]
