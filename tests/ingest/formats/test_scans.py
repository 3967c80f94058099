import io
import shutil

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.content import Content
from ingest.formats import FORMATS, FormatError, MissingReaderError
from ingest.options import Options

PDF = FORMATS["pdf"]
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")


def scan(*pages: str) -> bytes:
    """A PDF of pictures, as scanners make them."""
    images = []
    for text in pages:
        image = Image.new("L", (1200, 800), "white")
        ImageDraw.Draw(image).multiline_text(
            (80, 80), text, fill=0, font=ImageFont.load_default(32), spacing=20
        )
        images.append(image)
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return file.getvalue()


LEASE = "Lease of the flat at 4 Harbour Row\nThe rent is 940 euros a month."


@needs_tesseract
def test_a_scan_is_read_page_by_page():
    content = Content("scan.pdf", scan(LEASE, "", "Two keys were handed over on Friday."))
    [reading] = PDF.read(content)
    assert [str(passage.locator) for passage in reading.passages] == ["page 1", "page 3"]
    assert "940 euros a month" in reading.passages[0].text
    for passage in reading.passages:
        assert passage.text in PDF.text_at(content, passage.locator)


@needs_tesseract
def test_a_scan_without_a_word_is_no_text():
    with pytest.raises(FormatError, match="no text"):
        list(PDF.read(Content("scan.pdf", scan("", ""))))


def test_a_scan_waits_for_tesseract(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingReaderError, match="Tesseract"):
        list(PDF.read(Content("scan.pdf", scan(LEASE))))
    assert PDF.tag == f"pdf:{PDF.version}"


def test_a_scan_is_left_alone_where_the_person_wants_that():
    with pytest.raises(FormatError, match="switched off"):
        list(PDF.read(Content("scan.pdf", scan(LEASE), options=Options(ocr=False))))
