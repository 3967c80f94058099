from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, rtf

LONG = "We walked along the river and counted every heron we met. " * 12
words = st.sampled_from(["", "tea", "Zoë {signs}", "a|b", r"C:\new\bin\pict", LONG, "за часами", "x" * 3000])


def escaped(text: str) -> str:
    for mark in "\\{}":
        text = text.replace(mark, f"\\{mark}")
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)


def a_document(*paragraphs: str, info: str = "") -> bytes:
    body = "".join(f"{escaped(text)}\\par\n" for text in paragraphs)
    return (rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{info}\pard " + body + "}").encode("ascii")


def row(*cells: str) -> str:
    return r"\trowd " + "".join(rf"\pard\intbl {escaped(cell)}\cell " for cell in cells) + "\\row\n"


def read(data: bytes):
    [reading] = rtf.read(Content("a.rtf", data))
    return reading


@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=12))
def test_the_paragraphs_of_every_locator_hold_its_text_and_nothing_is_lost(paragraphs):
    content = Content("a.rtf", a_document(*paragraphs))
    [reading] = rtf.read(content)
    assert all(passage.text in rtf.text_at(content, passage.locator) for passage in reading.passages)
    found = "".join("".join(passage.text.split()) for passage in reading.passages)
    assert found == "".join("".join(paragraphs).split())


def test_title_and_date_come_from_the_document():
    info = r"{\info{\title The lease \'e9 \u1079?}{\creatim\yr2025\mo3\dy14\hr10\min15}}"
    reading = read(a_document("Dear Ana", info=info))
    assert (reading.title, reading.time) == ("The lease é з", datetime(2025, 3, 14, 10, 15, tzinfo=UTC))


@pytest.mark.parametrize("made", [r"\yr0\mo0\dy0", r"\yr2025\mo13\dy1", r"\yr1601\mo1\dy1", r"\yr2025"])
def test_a_date_that_says_nothing_is_no_date(made):
    assert read(a_document("x", info=rf"{{\info{{\creatim{made}}}}}")).time is None


def test_tables_are_read_row_by_row():
    body = row("Who", "What", "Amount") + row("Ana", "a|b", "940") + row("Luís", "", "12")
    data = (r"{\rtf1\ansi Before\par " + body + r"\pard After\par}").encode("ascii")
    assert read(data).passages[0].text.split("\n") == [
        "Before",
        "Who: Ana | What: a|b | Amount: 940",
        "Who: Luís | Amount: 12",
        "After",
    ]


def test_pictures_are_left_out_however_they_are_kept():
    digits = "0123456789abcdef" * 8
    picture = rf"{{\pict\pngblip {digits}" + f"\n{digits}" * 200 + "}"
    data = (
        rf"{{\rtf1\ansi Before {picture}{{\pict\bin20 ".encode()
        + b"}}\\par } \xff\x00bin"
        + b"x" * 7
        + b"}after}"
    )
    assert read(data).passages[0].text.split() == ["Before", "after"]


def test_letters_that_rtf_does_not_allow_are_read_all_the_same():
    for encoding in ("utf-8", "cp1251"):
        data = r"{\rtf1\ansi\ansicpg1251 за часами\par}".encode(encoding)
        assert read(data).passages[0].text == "за часами"


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"Dear Ana", "no RTF"), (rb"{\rtf1\ansi", "damaged")]
)
def test_what_is_no_rtf_says_so(data, reason):
    with pytest.raises(FormatError, match=reason):
        read(data)


def test_a_document_cut_anywhere_gives_text_or_says_that_it_is_damaged():
    whole = a_document("Dear Ana", info=r"{\info{\title The lease}}")
    for length in range(5, len(whole)):
        try:
            read(whole[:length])
        except FormatError as error:
            assert "damaged" in str(error)


def test_deep_nesting_harms_nobody():
    assert read(b"{\\rtf1 " + b"{" * 100_000 + b"deep" + b"}" * 100_000 + b"}").passages[0].text == "deep"


def test_there_is_no_paragraph_beyond_the_last():
    with pytest.raises(LookupError):
        rtf.text_at(Content("a.rtf", a_document("x")), Locator.paragraphs(2, 2))
