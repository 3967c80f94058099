import io
from datetime import UTC, datetime

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FormatError, opendocument, sheet
from ingest.passages import LONGEST_WORDS, count_words

LONG = "We walked along the river and counted every heron we met. " * 12
words = st.sampled_from(["", "tea", "Zoë signs.", "two  spaces", "a\tb", LONG, "漢字" * 150, "x" * 3000])
pieces = st.one_of(
    st.tuples(st.sampled_from(["text", "list"]), words),
    st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(["Trips", "Lisbon"])),
    st.tuples(st.just("table"), st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=4)),
)


def a_text(parts) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    for kind, value in parts:
        if kind == "table":
            table = odfdo.Table("T")
            for cells in value:
                row = odfdo.Row()
                for text in cells:
                    cell = odfdo.Cell()
                    cell.append(odfdo.Paragraph(text))
                    row.append(cell)
                table.append(row)
            document.body.append(table)
        elif kind == "list":
            document.body.append(odfdo.List([value]))
        else:
            document.body.append(odfdo.Paragraph(value) if kind == "text" else odfdo.Header(int(kind), value))
    return saved(document)


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def a_flat(xml: str, kind: str = "text", styles: str = "", meta: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:{name}"'
        for name in ("office", "text", "table", "draw", "dc", "style", "meta", "presentation")
    )
    return (
        f"<office:document {names}><office:meta>{meta}</office:meta>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{xml}</office:{kind}></office:body></office:document>"
    ).encode()


def read(data: bytes, name: str = "a.odt"):
    [reading] = opendocument.read(Content(name, data))
    return reading


def lines(data: bytes) -> list[str]:
    return "\n".join(passage.text for passage in read(data).passages).split("\n")


@settings(max_examples=15, deadline=None)
@given(st.lists(pieces, max_size=10))
def test_the_paragraphs_of_every_locator_hold_its_text_and_nothing_is_lost(parts):
    content = Content("a.odt", a_text(parts))
    [reading] = opendocument.read(content)
    assert all(passage.text in opendocument.text_at(content, passage.locator) for passage in reading.passages)
    found = " ".join(f"{passage.heading} {passage.text}" for passage in reading.passages)
    for kind, value in parts:
        for text in [value] if kind != "table" else [cell for row in value for cell in row]:
            assert all(word in found for word in text.split() if len(word) < 100)


def test_passages_know_their_headings_and_paragraphs():
    [passage] = read(a_text([("1", "Trips"), ("2", "Lisbon"), ("text", "The ferry left.")])).passages
    assert (passage.heading, str(passage.locator)) == ("Trips > Lisbon", "paragraph 3")


def test_white_space_is_what_its_elements_say():
    xml = (
        'one\n   two<text:s text:c="3"/>three<text:tab/>four<text:line-break/>five<text:s text:c="99999999"/>'
    )
    assert lines(a_flat(f"<text:p>{xml}</text:p>")) == ["one two   three\tfour", "five"]


def test_notes_comments_and_boxes_stand_below_their_paragraph():
    xml = (
        "<text:p>The lease<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Signed.</text:p></text:note-body></text:note>"
        "<office:annotation><dc:creator>Ana</dc:creator><text:p>Really?</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame> ends.</text:p>"
    )
    assert lines(a_flat(xml)) == ["The lease ends.", "boxed", "Note: Signed.", "Comment by Ana: Really?"]


def test_lists_are_marked_by_depth_and_deleted_text_is_gone():
    item = "<text:list><text:list-item><text:p>{}</text:p>{}</text:list-item></text:list>"
    deleted = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    contents = "<text:table-of-content><text:p>Chapter one 7</text:p></text:table-of-content>"
    assert lines(a_flat(deleted + contents + item.format("a", item.format("b", "")))) == ["- a", "  - b"]


def test_rows_carry_the_names_of_their_columns():
    rows = [["Who", "What", "Amount"], ["Ana", "rent", "940"], ["Luís", "", "12"]]
    assert lines(a_text([("table", rows)])) == [
        "Who: Ana | What: rent | Amount: 940",
        "Who: Luís | Amount: 12",
    ]


def test_a_table_that_only_arranges_text_is_read_as_that_text():
    found = read(a_text([("table", [["left", LONG * 3, "right"]])])).passages
    assert all(count_words(passage.text) <= LONGEST_WORDS for passage in found)


def test_title_and_date_come_from_the_document():
    styles = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    meta = "<dc:title>Letter</dc:title><meta:creation-date>2025-03-14T10:15:00.25</meta:creation-date>"
    reading = read(a_flat('<text:p text:style-name="P1">The lease</text:p>', styles=styles, meta=meta))
    assert reading.title == "The lease"
    assert reading.time == datetime(2025, 3, 14, 10, 15, 0, 250_000, tzinfo=UTC)
    assert read(a_flat("<text:p>x</text:p>", meta=meta)).title == "Letter"


def test_a_presentation_is_read_slide_by_slide():
    slide = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>{}</text:p></draw:text-box>'
        "</draw:frame><draw:g><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></draw:g>"
        '<draw:frame presentation:class="page-number"><draw:text-box><text:p>7</text:p></draw:text-box>'
        "</draw:frame>"
        '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>{}</text:p>'
        "</draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    data = a_flat(
        slide.format("Lisbon", "The ferry", "Mention Zoë.") + slide.format("Porto", "", ""), "presentation"
    )
    content = Content("a.fodp", data)
    [reading] = opendocument.read(content)
    assert [(passage.heading, passage.text) for passage in reading.passages] == [
        ("Lisbon", "The ferry\nNotes: Mention Zoë."),
        ("Porto", "Porto"),
    ]
    assert opendocument.text_at(content, Locator.slide(1)) == "Lisbon\nThe ferry\nNotes: Mention Zoë."
    assert reading.title == "Lisbon"


def test_a_spreadsheet_is_one_under_whatever_name():
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Money")
    for number, cells in enumerate([["Who", "Amount"], ["Ana", 940], ["Luís", 12.5]]):
        table.set_row_values(number, cells)
    document.body.append(table)
    for name, module in (("a.odt", opendocument), ("a.ods", sheet)):
        content = Content(name, saved(document))
        [reading] = module.read(content)
        assert reading.passages[0].text == "Who: Ana | Amount: 940\nWho: Luís | Amount: 12.5"
        assert module.text_at(content, reading.passages[0].locator) == reading.passages[0].text


def test_an_encrypted_document_says_so(zipped):
    manifest = "<m:manifest xmlns:m='urn:m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    data = zipped({"mimetype": "x", "META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"})
    for module in (opendocument, sheet):
        with pytest.raises(FormatError, match="encrypted"):
            list(module.read(Content("a.odt", data)))


@pytest.mark.parametrize("data", [b"<a/>", b"<a", b"", a_flat("", "chart")])
def test_what_is_no_document_says_so(data):
    with pytest.raises(FormatError):
        read(data)


def test_a_document_cut_anywhere_is_damaged():
    whole = a_text([("text", LONG)])
    for length in range(2, len(whole) - 1, len(whole) // 40):
        with pytest.raises(FormatError):
            read(whole[:length])


def test_there_is_no_paragraph_beyond_the_last():
    content = Content("a.odt", a_text([("text", "one")]))
    for place in (Locator.paragraphs(1, 2), Locator.slide(1)):
        with pytest.raises(LookupError):
            opendocument.text_at(content, place)
