"""OLE2 compound files: what old Office documents are kept in, and encrypted new ones too."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ingest.formats import FormatError
from ingest.formats.package import EARLIEST, ENCRYPTED, About, stated

if TYPE_CHECKING:
    from olefile import OleFileIO

_SUMMARY = "\x05SummaryInformation"
_SECTION_AT = 44
_CODE_PAGE, _TITLE, _CREATED = 1, 2, 12
_TEXT, _WIDE_TEXT, _TIME = 0x1E, 0x1F, 0x40
"""Kinds of property values, as their own heads say."""
MOST_PROPERTIES = 100
_CODE_PAGES = {65001: "utf-8", 1200: "utf-16-le", 10000: "mac_roman", 0: "cp1252"}


@contextmanager
def compound_file(data: bytes) -> Iterator[OleFileIO]:
    """The streams of a compound file. Raises FormatError when it is the safe around an encrypted document."""
    from olefile import OleFileIO

    with OleFileIO(io.BytesIO(data)) as file:
        if file.exists("EncryptedPackage") or file.exists("EncryptionInfo"):
            raise FormatError(ENCRYPTED)
        yield file


def stream(file: OleFileIO, name: str) -> bytes:
    """All bytes of a stream. Raises OSError where there is none."""
    with file.openstream(name) as opened:
        data: bytes = opened.read()
        return data


def properties(file: OleFileIO) -> About:
    """Title and date from the summary of a compound file, laid out as in [MS-OLEPS], unless that is damaged.

    The library reads all properties, and hangs on those whose counts are damaged.
    """
    if not file.exists(_SUMMARY):
        return About()
    data = stream(file, _SUMMARY)
    try:
        section = struct.unpack_from("<I", data, _SECTION_AT)[0]
        count = min(struct.unpack_from("<I", data, section + 4)[0], MOST_PROPERTIES)
        pairs = struct.unpack_from(f"<{2 * count}I", data, section + 8)
        places = {number: section + place for number, place in zip(pairs[::2], pairs[1::2], strict=True)}
        page = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 0
        title = _words(data, places[_TITLE], page) if _TITLE in places else None
        return About(stated(title), _moment(data, places[_CREATED]) if _CREATED in places else None)
    except (struct.error, LookupError):
        return About()


def _words(data: bytes, at: int, page: int) -> str:
    """A text, in the code page of the summary or in UTF-16."""
    kind, size = struct.unpack_from("<II", data, at)
    if kind == _WIDE_TEXT:
        return data[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace").partition("\0")[0]
    encoding = _CODE_PAGES.get(page, f"cp{page}")
    return (
        data[at + 8 : at + 8 + size].decode(encoding, "replace").partition("\0")[0] if kind == _TEXT else ""
    )


def _moment(data: bytes, at: int) -> datetime | None:
    """A time in tenths of microseconds since 1601, in UTC."""
    kind, ticks = struct.unpack_from("<IQ", data, at)
    if kind != _TIME:
        return None
    try:
        time = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
    return time if time > EARLIEST else None
