import io
import shutil
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from ingest.content import Content
from ingest.document import Locator
from ingest.formats import FORMATS, FormatError, MissingReaderError, NothingToReadError, ocr
from ingest.formats.picture_notes import time_in_name
from ingest.options import Options

IMAGE = FORMATS["image"]
BLIND = Options(ocr=False)
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
LEASE = [
    "Lease of the flat at 4 Harbour Row",
    "The rent is 940 euros a month.",
    "",
    "Two keys were handed over.",
]


def picture(kind: str = "JPEG", image: Image.Image | None = None, **about: object) -> bytes:
    file = io.BytesIO()
    (image or Image.new("RGB", (640, 480), "teal")).save(file, kind, **about)
    return file.getvalue()


def page(lines: list[str], ink: str = "black", paper: str = "white") -> Image.Image:
    image = Image.new("RGB", (1000, 500), paper)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((50, 50 + 45 * number), line, fill=ink, font=ImageFont.load_default(28))
    return image


def exif(**fields: object) -> Image.Exif:
    about = Image.Exif()
    about[271], about[272] = "Apple", "iPhone 12"
    about.get_ifd(0x8769).update({36867: "2024:05:03 14:05:09", 36881: "+01:00"})
    about.get_ifd(0x8825).update({1: "N", 2: (54.0, 19.0, 12.0), 3: "W", 4: (3.0, 24.0, 36.0)})
    return about


def read(data: bytes, name: str = "a.jpg", options: Options = BLIND):
    [reading] = IMAGE.read(Content(name, data, options=options))
    return reading


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_tells_when_where_and_with_what_it_was_taken(kind):
    reading = read(picture(kind, exif=exif()))
    [passage] = reading.passages
    assert passage.text == (
        "Photo taken on Friday 3 May 2024 at 14:05, at 54.3200 N, 3.4100 W, with Apple iPhone 12, "
        "640 by 480 pixels."
    )
    assert reading.time == datetime(2024, 5, 3, 14, 5, 9, tzinfo=timezone(timedelta(hours=1)))
    assert passage.locator == Locator.entry("picture")


def test_what_people_wrote_is_read():
    note = PngInfo()
    note.add_text("Description", "The red boat")
    note.add_text("Software", "Some program")
    assert read(picture("PNG", pnginfo=note)).passages[0].text.endswith("Description: The red boat")


def test_names_and_places_in_xmp_are_read():
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Split" '
        'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/">'
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">At the harbour</rdf:li></rdf:Alt></dc:title>'
        "<dc:subject><rdf:Bag><rdf:li>boat</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>"
        '<mwg-rs:RegionList><rdf:li mwg-rs:Name="Ana Kovač"/></mwg-rs:RegionList>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    reading = read(picture(xmp=packet.encode()))
    assert reading.title == "At the harbour"
    for line in ("Keywords: boat, sea", "People: Ana Kovač", "Place: Split"):
        assert line in reading.passages[0].text


def test_xmp_reads_no_other_files(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    packet = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><x><title>a &e; b</title></x>'
    reading = read(picture(xmp=packet.encode(), exif=exif()))
    assert "the secret" not in reading.passages[0].text


@pytest.mark.parametrize(
    ("name", "time"),
    [
        ("IMG_20240503_141509.jpg", datetime(2024, 5, 3, 14, 15, 9)),
        ("PXL_20240503_141509123.jpg", datetime(2024, 5, 3, 14, 15, 9)),
        ("Screenshot 2024-05-03 at 14.15.09.png", datetime(2024, 5, 3, 14, 15, 9)),
        ("WhatsApp Image 2024-05-03 at 14.15.09.jpeg", datetime(2024, 5, 3, 14, 15, 9)),
        ("IMG-20240503-WA0007.jpg", datetime(2024, 5, 3)),
        ("boat 12345678901.jpg", None),
        ("20241399.jpg", None),
    ],
)
def test_the_name_tells_the_time_where_nothing_else_does(name, time):
    assert time_in_name(name) == time


def test_a_camera_that_writes_nonsense_is_not_believed():
    about = exif()
    about[270] = "OLYMPUS DIGITAL CAMERA"
    about.get_ifd(0x8769).update({36867: "0000:00:00 00:00:00"})
    about.get_ifd(0x8825).update({2: (999.0, 0.0, 0.0)})
    assert (
        read(picture(exif=about)).passages[0].text == "Photo taken with Apple iPhone 12, 640 by 480 pixels."
    )


def test_icons_and_pictures_that_tell_nothing_are_left_alone():
    for image in (Image.new("RGB", (32, 32)), Image.new("RGB", (640, 480))):
        with pytest.raises(NothingToReadError):
            read(picture("PNG", image))


def test_a_picture_far_too_large_is_refused():
    with pytest.raises(FormatError, match="too many pixels"):
        read(picture("PNG", Image.new("1", (20_000, 20_000))))


@pytest.mark.parametrize("cut", [3, 20, 60, 200])
def test_what_is_cut_off_is_refused(cut):
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "TIFF"):
        with pytest.raises(FormatError):
            read(picture(kind)[:cut], options=Options())


@needs_tesseract
def test_the_text_in_a_screenshot_is_read():
    data = picture("PNG", page(LEASE, ink="white", paper="#202020"))
    reading = read(data, "Screenshot 2024-05-03 at 14.15.00.png", Options())
    [passage] = reading.passages
    assert "Lease of the flat at 4 Harbour Row" in passage.text and "940 euros" in passage.text
    assert passage.locator == Locator.entry("text")
    assert reading.time == datetime(2024, 5, 3, 14, 15)


@needs_tesseract
def test_each_page_of_a_fax_has_its_own_place():
    second = page(["Second page about the ferry", "It leaves at nine in the morning"])
    data = picture("TIFF", page(LEASE), save_all=True, append_images=[second], compression="tiff_lzw")
    assert [str(passage.locator) for passage in read(data, "fax.tif", Options()).passages] == [
        "page 1",
        "page 2",
    ]


@needs_tesseract
def test_a_photo_without_text_shows_none():
    noise = Image.effect_noise((500, 400), 80)
    assert ocr.recognise(noise) == ""


@needs_tesseract
def test_a_language_that_tesseract_does_not_know_is_said():
    with pytest.raises(MissingReaderError, match="xyz"):
        ocr.recognise(page(LEASE), ["xyz"])


@needs_tesseract
def test_recognising_ends_after_its_time():
    with pytest.raises(FormatError, match="took more than"):
        ocr.recognise(page(LEASE), seconds=0.001)


def test_without_tesseract_a_picture_with_text_waits_for_it(monkeypatch):
    with_it = IMAGE.tag
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingReaderError, match="Tesseract"):
        read(picture("PNG", page(LEASE)), options=Options())
    assert read(picture(exif=exif()), options=Options()).passages
    assert IMAGE.tag == "image:1" and with_it in ("image:1", "image:1+tesseract")


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200), st.text(max_size=50))
def test_the_text_at_a_pictures_place_holds_each_of_its_passages(description, title):
    note = PngInfo()
    note.add_itxt("Description", description or "x")
    note.add_itxt("Title", title.encode("utf-8", "replace").decode() or "y")
    content = Content("a.png", picture("PNG", pnginfo=note, exif=exif()), options=BLIND)
    for reading in IMAGE.read(content):
        for passage in reading.passages:
            assert passage.text in IMAGE.text_at(content, passage.locator)


def test_a_time_without_a_zone_is_taken_as_utc():
    about = exif()
    del about.get_ifd(0x8769)[36881]
    assert read(picture(exif=about)).passages[0].time == datetime(2024, 5, 3, 14, 5, 9, tzinfo=UTC)
