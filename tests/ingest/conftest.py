"""Real files for the readers: small PDFs written byte by byte, and files as the folder walk finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest import Document, FoundFile, read_documents

DATA = Path(__file__).parent / "data"


def pdf_bytes(pages: Sequence[Sequence[str]], title: str = "", made: str = "") -> bytes:
    """A PDF with one text line below the other on each page."""
    fonts = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        fonts,
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET".encode("cp1252")
        page = f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< /Title ({_escaped(title)}) /CreationDate ({made}) >>".encode("cp1252"))
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    start = len(body)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        trailer,
        start,
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def found(path: Path, key: str | None = None) -> FoundFile:
    status = path.stat()
    return FoundFile(path, key or path.name, status.st_size, status.st_mtime_ns)


@pytest.fixture
def read_file(tmp_path: Path) -> Callable[[str, bytes | str], Document]:
    """Writes a file and reads it: read_file("note.md", "…")."""

    def read(name: str, content: bytes | str) -> Document:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        [document] = read_documents(found(path))
        return document

    return read


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_bytes


@pytest.fixture
def pdf_of_objects() -> Callable[[Sequence[bytes]], bytes]:
    """A PDF of these objects, numbered from 1: the first is the catalogue, the last the information."""
    return _with_table


@pytest.fixture
def encrypted_pdf() -> Path:
    """One line of text behind the password "open sesame"."""
    return DATA / "encrypted.pdf"
