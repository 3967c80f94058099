import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.content import Content
from ingest.formats import FormatError, epub, opendocument, sheet, slides, word
from ingest.formats.package import Package, parse_xml

READERS = {"a.docx": word, "a.pptx": slides, "a.xlsx": sheet, "a.odt": opendocument, "a.epub": epub}


def a_bomb(name: str, megabytes: int) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as package, package.open(name, "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1_000_000))
    return file.getvalue()


@pytest.fixture(scope="session")
def bomb() -> bytes:
    return a_bomb("word/document.xml", 400)


@pytest.mark.parametrize("name", READERS)
def test_what_unpacks_to_hundreds_of_megabytes_is_refused_unopened(name, bomb):
    assert len(bomb) < 2_000_000
    with pytest.raises(FormatError, match=r"unpacked it would have 400 MB"):
        list(READERS[name].read(Content(name, bomb)))


def test_a_size_that_a_package_lies_about_is_all_that_is_unpacked(zipped):
    data = bytearray(zipped({"a.xml": b"<a>" + b"x" * 100_000 + b"</a>"}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    with pytest.raises(FormatError, match="damaged"):
        Package(bytes(data)).read("a.xml")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(500)])
def test_a_package_that_is_none_is_damaged(name, data):
    with pytest.raises(FormatError, match="damaged"):
        list(READERS[name].read(Content(name, data)))


def test_entities_stay_unresolved_and_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the key is behind the clock")
    entities = f'<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY l "lol">'
    root = parse_xml(f"<!DOCTYPE a [{entities}]><a>one &s; &l; two</a>".encode())
    text = "".join(root.itertext())
    assert "clock" not in text and "lol" not in text


def test_entities_that_would_grow_to_gigabytes_are_refused():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(FormatError, match="damaged"):
        parse_xml(f'<!DOCTYPE a [<!ENTITY l0 "lol">{levels}]><a>&l9;</a>'.encode())


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.xlsx"])
def test_a_document_with_a_password_says_so(name, compound):
    safe = compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    with pytest.raises(FormatError, match="encrypted; save a copy without the password"):
        list(READERS[name].read(Content(name, safe)))


def test_a_zip_with_a_password_says_so(zipped):
    data = bytearray(zipped({"a.xml": "<a/>"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FormatError, match="encrypted"):
        Package(bytes(data))
