"""What a file's first bytes show: the usual suffix of its kind, whatever it is called.

Only the kinds that are read, and those that people ask about, have a row here; puremagic names the rest.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable

from ingest.content import Content

ZIP, OLE = "PK\x03\x04".encode("latin-1"), bytes.fromhex("d0cf11e0a1b11ae1")
"""Containers: Office documents and many others are zips, older ones OLE2 compound files."""
OLE_BYTES = 64_000_000
"""So much of an OLE2 file is searched for the names of its streams."""
PDF_WITHIN = 1024
"""Viewers find a PDF's header this far into a file, after what a download or a printer left there."""

_BEGINNINGS = (
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG\r\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"II*\0", ".tiff"),
    (b"MM\0*", ".tiff"),
    (b"BM", ".bmp"),
    (b"8BPS", ".psd"),
    (b"AT&TFORM", ".djvu"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\0", ".xz"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
    (b"SQLite format 3\0", ".sqlite"),
    (b"\x7fELF", ".elf"),
    (b"MZ", ".exe"),
    (b"\xcf\xfa\xed\xfe", ".dylib"),
    (b"\xca\xfe\xba\xbe", ".class"),
    (b"\0asm", ".wasm"),
    (b"\x1aE\xdf\xa3", ".mkv"),
    (b"FLV\x01", ".flv"),
    (b"\0\0\x01\xba", ".mpg"),
    (b"\0\0\x01\xb3", ".mpg"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
    (b"\0\x01\0\0\0", ".ttf"),
    (b"OTTO", ".otf"),
    (b"wOFF", ".woff"),
    (b"wOF2", ".woff2"),
    (b"GGUF", ".gguf"),
    (b"\x93NUMPY", ".npy"),
    (b"PAR1", ".parquet"),
    (b"!BDN", ".pst"),
    (b"mozLz40\0", ".jsonlz4"),
)
_SHORT = {b"BM", b"MZ", b"BZh", b"ID3", b"PAR1", b"OTTO", b"GGUF"}
"""Beginnings that a text may have too: these count only where the head holds bytes that no text does."""
_BRANDS = {
    b"M4A ": ".m4a",
    b"M4B ": ".m4a",
    b"heic": ".heic",
    b"heix": ".heic",
    b"mif1": ".heic",
    b"avif": ".avif",
}
_RIFF = {b"WEBP": ".webp", b"WAVE": ".wav", b"AVI ": ".avi"}

_MIMETYPE = re.compile(rb"mimetype(application/[\w.+-]+)")
_MIMETYPES = {
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.text-template": ".ott",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": ".ots",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.presentation-template": ".otp",
    "application/vnd.oasis.opendocument.graphics": ".odg",
}
_MEMBERS = (
    ("word/", ".docx"),
    ("xl/", ".xlsx"),
    ("ppt/", ".pptx"),
    ("META-INF/container.xml", ".epub"),
    ("Index/Document.iwa", ".pages"),
    ("Index/Presentation.iwa", ".keynote"),
    ("Index/CalculationEngine.iwa", ".numbers"),
    ("index.xml.gz", ".pages"),
    ("index.apxl", ".keynote"),
    ("AndroidManifest.xml", ".apk"),
    ("META-INF/MANIFEST.MF", ".jar"),
)
_STREAMS = (
    ("EncryptedPackage", ".encrypted"),
    ("__properties_version1.0", ".msg"),
    ("WordDocument", ".doc"),
    ("PowerPoint Document", ".ppt"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
)
_TS_PACKET = 188
SURE = 0.5
"""Of puremagic's confidence: below it stand kinds that two or three bytes would show."""


def find_signature(content: Content) -> str | None:
    """The usual suffix of what the bytes are: ".docx"; ".zip" and ".ole" for containers of something else.

    ".encrypted" is an Office document behind a password. None where the beginning tells nothing, as in all
    plain texts.
    """
    head = content.head
    if head.startswith(ZIP):
        return _in_zip(content)
    if head.startswith(OLE):
        with content.stream() as file:
            return _in_ole(file.read(OLE_BYTES))
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], ".mp4")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], ".avi")
    if head.startswith(b"%PDF-") or _is_late_pdf(content):
        return ".pdf"
    for beginning, suffix in _BEGINNINGS:
        if head.startswith(beginning) and (beginning not in _SHORT or b"\0" in head):
            return suffix
    if len(head) > 2 * _TS_PACKET and all(head[at * _TS_PACKET] == 0x47 for at in range(3)) and b"\0" in head:
        return ".m2ts"
    return ".tar" if head[257:262] == b"ustar" else None


def _is_late_pdf(content: Content) -> bool:
    """A text may speak of PDFs."""
    is_no_text = content.suffix == ".pdf" or b"\0" in content.head
    return is_no_text and b"%PDF-" in content.head[:PDF_WITHIN]


def name_of_kind(head: bytes) -> str | None:
    """What puremagic takes binary data for, in its words; None where it does not know."""
    import puremagic

    if not head.strip(b"\0"):
        return "nothing but zeros"
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    return next((match.name for match in found if match.name and match.confidence >= SURE), None)


def _in_zip(content: Content) -> str:
    """An OpenDocument or EPUB says what it is in its first bytes; others tell by their members' names."""
    declared = _MIMETYPE.search(content.head, 0, 200)
    if declared is not None:
        known = max(
            (kind for kind in _MIMETYPES if declared[1].decode().startswith(kind)), key=len, default=""
        )
        return _MIMETYPES.get(known, ".zip")
    try:
        with content.stream() as file, zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        names = re.findall(r"(?:word|xl|ppt)/", content.head.decode("latin-1"))
    return _by_member(names)


def _by_member(names: Iterable[str]) -> str:
    present = set(names)
    for member, suffix in _MEMBERS:
        if member in present or (member.endswith("/") and any(name.startswith(member) for name in present)):
            return suffix
    return ".zip"


def _in_ole(data: bytes) -> str:
    """By the names of its streams, which stand in its directory in UTF-16."""
    for stream, suffix in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return suffix
    return ".ole"
