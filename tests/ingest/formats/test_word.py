import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, word
from ingest.passages import LONGEST_WORDS, count_words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LONG = "We walked along the river and counted every heron we met. " * 12
words = st.sampled_from(
    ["", "tea", "Zoë signs.", "line one\nline two", "a\tb", LONG, "漢字" * 150, "x" * 3000]
)
pieces = st.one_of(
    st.tuples(st.just("text"), words),
    st.tuples(st.just("list"), words),
    st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(["Trips", "Lisbon", "  ", "Trips\nagain"])),
    st.tuples(st.just("table"), st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=4)),
)


def written(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def a_document(parts) -> bytes:
    document = docx.Document()
    for kind, value in parts:
        if kind == "table":
            table = document.add_table(len(value), 3)
            for row, cells in zip(table.rows, value, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif kind == "text":
            document.add_paragraph(value)
        elif kind == "list":
            document.add_paragraph(value, style="List Bullet")
        else:
            document.add_heading(value, int(kind))
    return written(document)


def with_body(xml: str, **parts: str) -> bytes:
    """The default document with another body, and parts such as footnotes."""
    source, file = ZipFile(io.BytesIO(written(docx.Document()))), io.BytesIO()
    with ZipFile(file, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:body>.*</w:body>", f"<w:body>{xml}</w:body>".encode(), data, flags=re.S)
            if name == "word/_rels/document.xml.rels":
                found = "".join(
                    f'<Relationship Id="x{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>'
                    for kind in parts
                )
                data = data.replace(b"</Relationships>", f"{found}</Relationships>".encode())
            package.writestr(name, data)
        for kind, xml in parts.items():
            package.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{W}">{xml}</w:{kind}>')
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(data: bytes, name: str = "a.docx"):
    [reading] = word.read(Content(name, data))
    return reading


@settings(max_examples=15, deadline=None)
@given(st.lists(pieces, max_size=12))
def test_the_paragraphs_of_every_locator_hold_its_text_and_nothing_is_lost(parts):
    content = Content("a.docx", a_document(parts))
    [reading] = word.read(content)
    for passage in reading.passages:
        assert passage.text in word.text_at(content, passage.locator)
    found = " ".join(f"{passage.heading} {passage.text}" for passage in reading.passages)
    for kind, value in parts:
        for text in [value] if kind != "table" else [cell for row in value for cell in row]:
            assert all(word in found for word in text.split() if len(word) < 100)


def test_passages_know_their_headings_and_paragraphs():
    document = docx.Document()
    document.add_heading("Trips", 1)
    document.add_heading("Lisbon", 2)
    document.add_paragraph("The ferry left at nine.")
    document.add_heading("Porto", 2)
    [ferry, porto] = read(written(document)).passages
    assert (ferry.heading, ferry.text, str(ferry.locator)) == (
        "Trips > Lisbon",
        "The ferry left at nine.",
        "paragraph 3",
    )
    assert porto.text == "Porto"


def test_rows_of_a_table_carry_the_names_of_their_columns():
    data = a_document([("table", [["Who", "What", "Amount"], ["Ana", "rent", "940"], ["Luís", "", "12"]])])
    [passage] = read(data).passages
    assert passage.text == "Who: Ana | What: rent | Amount: 940\nWho: Luís | Amount: 12"


def test_a_form_has_no_header():
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, [("Name", "Ana"), ("Town", "Lancaster")], strict=True):
        row.cells[0].text, row.cells[1].text = cells
    assert read(written(document)).passages[0].text == "Name | Ana\nTown | Lancaster"


def test_a_table_that_only_arranges_text_is_read_as_that_text():
    data = a_document([("table", [["left", LONG * 3, "right"]])])
    assert all(count_words(passage.text) <= LONGEST_WORDS for passage in read(data).passages)


def test_merged_cells_are_read_once():
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Ana"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "both"
    assert read(written(document)).passages[0].text == "Ana | both"


def test_insertions_are_read_and_deletions_are_not():
    data = with_body(
        "<w:p><w:r><w:t>We meet on </w:t></w:r><w:del><w:r><w:delText>Monday</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Friday</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
    )
    assert read(data).passages[0].text == "We meet on Friday"


def test_content_controls_are_read_and_tables_of_contents_are_not():
    contents = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    data = with_body(
        f"<w:sdt>{contents}<w:sdtContent>{paragraph('Chapter one 7')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtContent>{paragraph('Filled in')}</w:sdtContent></w:sdt>"
    )
    assert [passage.text for passage in read(data).passages] == ["Filled in"]


def test_a_text_box_is_read_once_though_it_is_there_twice():
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    data = with_body(
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [passage.text for passage in read(data).passages] == ["In the box"]


def test_notes_and_comments_stand_below_their_paragraph():
    data = with_body(
        '<w:p><w:r><w:t>The lease</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        f'<w:r><w:commentReference w:id="0"/></w:r></w:p>{paragraph("ends in May.")}',
        footnotes=f'<w:footnote w:id="2">{paragraph("Signed in 2019.")}</w:footnote>',
        comments=f'<w:comment w:id="0" w:author="Ana">{paragraph("Really?")}</w:comment>',
    )
    assert read(data).passages[0].text.split("\n") == [
        "The lease",
        "Note: Signed in 2019.",
        "Comment by Ana: Really?",
        "ends in May.",
    ]


def test_field_codes_are_not_text():
    data = with_body(
        "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>our site</w:t></w:r></w:p>"
    )
    assert read(data).passages[0].text == "our site"


def test_title_and_date_come_from_the_document():
    document = docx.Document()
    document.core_properties.created = datetime(2025, 3, 14, 10, 15)
    document.core_properties.title = "Microsoft Word - lease_v3.docx"
    document.add_paragraph("The lease", style="Title")
    reading = read(written(document))
    assert (reading.title, reading.time) == ("The lease", datetime(2025, 3, 14, 10, 15, tzinfo=UTC))
    document.paragraphs[0].text = "14 March 2019"
    assert read(written(document)).time == datetime(2019, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template"])
def test_templates_and_documents_with_macros_are_read(kind):
    source, file = ZipFile(io.BytesIO(a_document([("text", "Dear Ana")]))), io.BytesIO()
    with ZipFile(file, "w") as package:
        for name in source.namelist():
            package.writestr(
                name, source.read(name).replace(b"wordprocessingml.document.main", kind.encode())
            )
    assert read(file.getvalue()).passages[0].text == "Dear Ana"


def test_an_empty_document_is_read_and_pictures_alone_are_not():
    assert read(a_document([])).passages == ()
    with pytest.raises(FormatError, match="pictures and no text"):
        read(with_body("<w:p><w:r><w:drawing/></w:r></w:p>"))


def test_a_document_cut_anywhere_is_damaged():
    whole = a_document([("text", LONG)])
    for length in range(1, len(whole) - 1, len(whole) // 40):
        with pytest.raises(FormatError):
            read(whole[:length])


def test_deep_nesting_harms_nobody():
    deep = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("deep down") + "</w:tc></w:tr></w:tbl>" * 60
    assert "deep down" in read(with_body(deep)).passages[0].text
    with pytest.raises(FormatError, match="damaged"):
        read(with_body("<w:ins>" * 5000 + "</w:ins>" * 5000))


def test_there_is_no_paragraph_beyond_the_last():
    with pytest.raises(LookupError):
        word.text_at(Content("a.docx", a_document([("text", "one")])), Locator.paragraphs(1, 2))
