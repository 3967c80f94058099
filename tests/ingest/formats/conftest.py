"""Files that no library writes: packages with any members, and compound files as old Office has them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

SECTOR, SMALLEST_STREAM = 512, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def zipped_bytes(members: Mapping[str, str | bytes]) -> bytes:
    """A zip package with these members, in this order."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return file.getvalue()


def compound_bytes(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 compound file; each stream is filled up with zeros to the size that needs no small sectors."""
    folder_sectors = -(-(len(streams) + 1) // 4)
    next_sector = 1 + folder_sectors
    table = [FAT, *range(2, next_sector), END]
    entries, bodies = [_entry("Root Entry", 5, FREE, 1, END, 0)], []
    for number, (name, data) in enumerate(streams.items(), 1):
        body = data.ljust(max(SMALLEST_STREAM, -(-len(data) // SECTOR) * SECTOR), b"\0")
        sectors = len(body) // SECTOR
        right = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, right, FREE, next_sector, len(body)))
        table += [*range(next_sector + 1, next_sector + sectors), END]
        next_sector += sectors
        bodies.append(body)
    assert len(table) <= 128, "one sector of the allocation table is all there is here"
    head = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0) + struct.pack("<I", 0)
    folder = b"".join(entries).ljust(folder_sectors * SECTOR, b"\0")
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return head.ljust(SECTOR, b"\xff") + allocation + folder + b"".join(bodies)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, FREE, right, child)
    head = raw.ljust(64, b"\0") + struct.pack("<H", len(raw) + 2) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)


@pytest.fixture(scope="session")
def zipped() -> Callable[[Mapping[str, str | bytes]], bytes]:
    return zipped_bytes


@pytest.fixture(scope="session")
def compound() -> Callable[[Mapping[str, bytes]], bytes]:
    return compound_bytes
