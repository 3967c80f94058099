from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import UnreadableError
from ingest.content import Content
from ingest.formats import FORMATS
from ingest.formats.pdf import read_pdf
from ingest.passages import LONGEST_WORDS, count_words

PDF = FORMATS["pdf"]
LEASE = [
    ["Lease of the flat at 4 Harbour Row", "The rent is 940 euros a month, due on the first.", "Zoë signs."],
    ["Keys", "Two keys were handed over on Friday."],
]


def test_passages_know_their_page(make_pdf):
    found = read_pdf(make_pdf(LEASE)).passages
    assert [str(passage.locator) for passage in found] == ["page 1", "page 2"]
    assert "rent is 940 euros" in found[0].text and "Zoë" in found[0].text
    assert found[1].text == "Keys\nTwo keys were handed over on Friday."


def test_title_and_date_come_from_the_pdf_itself(make_pdf):
    reading = read_pdf(make_pdf(LEASE, "The lease", "D:20250314101500+01'00'"))
    assert reading.title == "The lease"
    assert reading.time == datetime(2025, 3, 14, 10, 15, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - lease_v3.docx", "scan0001.pdf"])
def test_a_title_that_a_program_made_up_is_no_title(make_pdf, title):
    assert read_pdf(make_pdf(LEASE, title)).title is None


def test_a_letter_is_from_the_day_it_is_dated(make_pdf):
    reading = read_pdf(make_pdf([["Harbour Row 4", "14 March 2025", "Dear Ana,"]], made="D:20250601000000Z"))
    assert reading.time == datetime(2025, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize("made", ["", "yesterday", "D:20251399", "D:20000101000000Z"])
def test_a_date_that_says_nothing_is_no_date(make_pdf, made):
    assert read_pdf(make_pdf(LEASE, made=made)).time is None


def test_a_date_in_the_files_name_counts_before_the_pdfs_own(read_file, make_pdf):
    document = read_file("2025-03-14 lease.pdf", make_pdf(LEASE, made="D:20250601000000Z"))
    assert document.time == datetime(2025, 3, 14, tzinfo=UTC)
    assert (document.kind, document.title) == ("pdf", "2025-03-14 lease")


def test_what_was_written_into_a_form_is_read():
    content = Content("form.pdf", filled_in_form())
    [passage] = next(PDF.read(content)).passages
    assert passage.text == "Surname:\nAna Example"
    assert passage.text in PDF.text_at(content, passage.locator)


def filled_in_form() -> bytes:
    """A page with a label and a text field, as form editors save it."""
    label = b"BT /F 12 Tf 10 95 Td (Surname:) Tj ET"
    value = b"/Tx BMC q BT /F 12 Tf 2 5 Td (Ana Example) Tj ET Q EMC"
    fonts = b"/Resources<</Font<</F 4 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 6 0 R/Annots[5 0 R]" + fonts + b">>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ana Example)/Rect[80 90 280 110]/F 4/AP<</N 7 0 R>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(label), label),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]%s/Length %d>>stream\n%s\nendstream"
        % (fonts, len(value), value),
    ]
    pdf, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return pdf + (
        b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(pdf))
    )


def test_a_full_page_is_cut_at_its_paragraphs(make_pdf):
    line = "We walked along the river for a long while and counted every heron we met"
    paragraph = [line, line, "until the rain came."]
    found = read_pdf(make_pdf([paragraph * 16])).passages
    assert len(found) > 3
    assert all(passage.text.startswith("We walked") and passage.text.endswith("came.") for passage in found)
    assert all(count_words(passage.text) <= LONGEST_WORDS for passage in found)


def test_a_word_broken_at_the_end_of_a_line_is_whole_again(make_pdf):
    found = read_pdf(make_pdf([["We looked for a new apart-", "ment near the sea."]])).passages
    assert "apartment near" in " ".join(found[0].text.split())


def test_an_encrypted_pdf_says_so(encrypted_pdf, read_file):
    with pytest.raises(UnreadableError, match="encrypted") as caught:
        read_file("secret.pdf", encrypted_pdf.read_bytes())
    assert caught.value.exit_code == 6


def test_a_scan_says_that_it_has_no_text(read_file, make_pdf):
    with pytest.raises(UnreadableError, match="scan"):
        read_file("scan.pdf", make_pdf([[], []]))


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "it is empty"), (b"%PDF-1.4\n", "it is damaged"), (b"\0" * 5000, "it is damaged")],
)
def test_a_damaged_pdf_says_so(read_file, content, why):
    with pytest.raises(UnreadableError, match=why):
        read_file("broken.pdf", content)


def test_a_pdf_cut_anywhere_gives_text_or_an_error_that_says_why(make_pdf, tmp_path, read_file):
    whole = make_pdf(LEASE, "The lease")
    for length in range(97, len(whole), 97):
        try:
            document = read_file("cut.pdf", whole[:length])
        except UnreadableError as error:
            assert "damaged" in str(error) or "no text" in str(error)
        else:
            assert document.passages


def test_threads_reading_pdfs_at_once_all_get_their_own_text(make_pdf):
    files = [make_pdf([[f"This is letter number {number}."]] * 5) for number in range(24)]
    with ThreadPoolExecutor(6) as threads:
        readings = list(threads.map(read_pdf, files))
    assert [reading.passages[4].text for reading in readings] == [
        f"This is letter number {number}." for number in range(24)
    ]


def test_reading_leaves_the_file_as_it_was(read_file, make_pdf, tmp_path):
    content = make_pdf(LEASE)
    document = read_file("lease.pdf", content)
    assert (tmp_path / "lease.pdf").read_bytes() == content
    assert document.title == "lease"


WORDS = st.sampled_from(["ferry", "eight.", "Zoë", "2.", "(a)", "back\\slash", "12,50"])
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), max_size=40)


def test_the_page_of_every_place_holds_its_passages(make_pdf):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(LINES, min_size=1, max_size=4).filter(any))
    def holds(pages):
        content = Content("a.pdf", make_pdf(pages))
        [reading] = PDF.read(content)
        assert {passage.locator.start for passage in reading.passages} == {
            number for number, lines in enumerate(pages, 1) if lines
        }
        assert all(passage.text in PDF.text_at(content, passage.locator) for passage in reading.passages)

    holds()
