import io
import struct
from zipfile import ZipFile

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, slides

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))
LONG = "We walked along the river and counted every heron we met. " * 12
words = st.sampled_from(["", "tea", "Zoë signs.", "one\nanother", LONG, "漢字" * 150])


def a_deck(*made: tuple[str, str, str]) -> pptx.presentation.Presentation:
    """A presentation; of each slide the title, the text below and the notes."""
    deck = pptx.Presentation()
    for title, body, notes in made:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = title, body
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    return deck


def written(deck) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def read(data: bytes):
    [reading] = slides.read(Content("a.pptx", data))
    return reading


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=4))
def test_every_slide_holds_the_text_of_its_passages_and_nothing_is_lost(made):
    content = Content("a.pptx", written(a_deck(*made)))
    [reading] = slides.read(content)
    for passage in reading.passages:
        assert passage.text in slides.text_at(content, passage.locator)
    found = " ".join(f"{passage.heading} {passage.text}" for passage in reading.passages)
    assert all(word in found for slide in made for text in slide for word in text.split())


def test_a_slide_is_found_under_its_title_with_its_notes():
    deck = a_deck(("Lisbon", "The ferry\nThe hill", "Mention Zoë."), ("Porto", "", ""))
    [lisbon, porto] = read(written(deck)).passages
    assert (lisbon.heading, str(lisbon.locator)) == ("Lisbon", "slide 1")
    assert lisbon.text == "The ferry\nThe hill\nNotes: Mention Zoë."
    assert (porto.text, str(porto.locator)) == ("Porto", "slide 2")
    assert read(written(deck)).title == "Lisbon"


def test_groups_tables_and_charts_are_read():
    deck = a_deck(("Numbers", "", ""))
    shapes = deck.slides[0].shapes
    group = shapes.add_group_shape().shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "deep in a group"
    table = shapes.add_table(3, 2, *BOX).table
    for row, cells in zip(table.rows, [("Who", "Amount"), ("Ana", "940"), ("Luís", "12")], strict=True):
        row.cells[0].text, row.cells[1].text = cells
    chart = CategoryChartData()
    chart.categories = ["Spring", "Autumn"]
    chart.add_series("Rent", (1, 2))
    shapes.add_chart(XL_CHART_TYPE.PIE, *BOX, chart)
    [passage] = read(written(deck)).passages
    assert passage.text.split("\n") == [
        "deep in a group",
        "Who: Ana | Amount: 940",
        "Who: Luís | Amount: 12",
        "Rent",
        "Spring",
        "Autumn",
    ]


def test_slides_come_in_the_order_they_are_shown():
    deck = a_deck(("first", "", ""), ("second", "", ""))
    order = deck.slides._sldIdLst
    order.insert(0, order[1])
    assert [passage.text for passage in read(written(deck)).passages] == ["second", "first"]


def test_a_slide_show_is_read_too():
    source, file = ZipFile(io.BytesIO(written(a_deck(("Lisbon", "", ""))))), io.BytesIO()
    with ZipFile(file, "w") as package:
        for name in source.namelist():
            package.writestr(name, source.read(name).replace(b"presentation.main", b"slideshow.main"))
    assert read(file.getvalue()).passages[0].text == "Lisbon"


def test_there_is_no_slide_beyond_the_last():
    content = Content("a.pptx", written(a_deck(("one", "", ""))))
    for place in (Locator.slide(2), Locator.page(1)):
        with pytest.raises(LookupError):
            slides.text_at(content, place)


def record(kind: int, content: bytes, instance: int = 0, *, holds: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if holds else 0), kind, len(content)) + content


def text(kind: int, words: str) -> bytes:
    return record(0x0F9F, struct.pack("<I", kind)) + record(0x0FA0, words.encode("utf-16-le"))


def an_old_deck(compound, *, token: int = 0xE391C05F) -> bytes:
    """One slide: its title in the document's list, a box of its own, notes; and an older state of it."""
    boxed = record(0x040C, record(0xF00D, text(4, "in a box")), holds=True)
    atom = record(0x03EF, bytes(16) + struct.pack("<I", 256) + bytes(4))
    stale = record(0x03EE, record(0xF00D, text(4, "deleted")), holds=True)
    listed = (
        record(0x03F3, struct.pack("<5I", 2, 0, 1, 255, 0))
        + text(0, "Lisbon")
        + text(1, "The ferry\rThe hill")
    )
    noted = record(0x03F3, struct.pack("<5I", 3, 0, 1, 256, 0))
    document = record(0x0FF0, listed, 0, holds=True) + record(0x0FF0, noted, 2, holds=True)
    parts = [
        record(0x03E8, document, holds=True),
        record(0x03EE, atom + boxed, holds=True),
        record(0x03F0, record(0x040C, record(0xF00D, text(2, "Mention Zoë.")), holds=True), holds=True),
    ]
    places, stream = [], stale
    for part in parts:
        places.append(len(stream))
        stream += part
    edits = []
    for offsets in ([places[0], 0, places[2]], places):
        directory = len(stream)
        stream += record(0x1772, struct.pack(f"<I{len(offsets)}I", len(offsets) << 20 | 1, *offsets))
        edits.append(len(stream))
        earlier = edits[-2] if len(edits) > 1 else 0
        stream += record(0x0FF5, struct.pack("<7I", 0, 0, earlier, directory, 1, 4, 0))
    user = record(0x0FF6, struct.pack("<IIIHHBB", 20, token, edits[-1], 0, 0, 3, 0))
    return compound({"Current User": user, "PowerPoint Document": stream})


def test_an_old_presentation_is_read_as_it_was_last_saved(compound):
    content = Content("a.ppt", an_old_deck(compound))
    [reading] = slides.read(content)
    [passage] = reading.passages
    assert (passage.heading, reading.title) == ("Lisbon", "Lisbon")
    assert passage.text == "The ferry\nThe hill\nin a box\nNotes: Mention Zoë."
    assert passage.text in slides.text_at(content, passage.locator)


def test_an_encrypted_old_presentation_says_so(compound):
    with pytest.raises(FormatError, match="encrypted"):
        read(an_old_deck(compound, token=0xF3D1C4DF))


def test_an_old_presentation_cut_anywhere_gives_text_or_an_error_that_says_why(compound):
    whole = an_old_deck(compound)
    for length in range(8, len(whole), 97):
        try:
            assert read(whole[:length]).passages
        except FormatError as error:
            assert "damaged" in str(error) or "no PowerPoint" in str(error)
