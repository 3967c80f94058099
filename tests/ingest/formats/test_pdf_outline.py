from ingest.formats.pdf import read_pdf
from ingest.formats.pdf_outline import page_headings

TEXT = b"BT /F1 11 Tf 60 780 Td (%s) Tj ET"


def a_pdf_with_outline(with_table) -> bytes:
    """Three pages; the outline has "Trips" on page 2 and, below it, "Lisbon" on page 3."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R] /Count 3 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, words in enumerate([b"cover", b"we went", b"the ferry"]):
        content = TEXT % words
        page = b"/Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >>" % (5 + 2 * number)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + page + b" >>")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects += [
        b"<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 2 >>",
        b"<< /Title (Trips) /Parent 10 0 R /First 12 0 R /Last 12 0 R /Count 1 /Dest [6 0 R /Fit] >>",
        b"<< /Title (Lisbon) /Parent 11 0 R /Dest [8 0 R /Fit] >>",
        b"<< >>",
    ]
    return with_table(objects)


def test_pages_stand_under_their_outline(pdf_of_objects):
    found = read_pdf(a_pdf_with_outline(pdf_of_objects)).passages
    assert [(passage.text, passage.heading) for passage in found] == [
        ("cover", ""),
        ("we went", "Trips"),
        ("the ferry", "Trips > Lisbon"),
    ]


def test_a_page_stands_under_the_first_that_begins_on_it_else_the_last_before():
    entries = [(0, "One", 2), (1, "A", 2), (0, "Two", 2), (1, "B", 2), (0, "Three", 4), (0, "Back", 1)]
    assert page_headings(entries, 5) == {1: "Back", 2: "One", 3: "Two > B", 4: "Three", 5: "Three"}


def test_a_pdf_without_an_outline_has_no_headings():
    assert page_headings([], 2) == {1: "", 2: ""}
