"""Packs: many compressed chunks in one age file, and beside it a signed table of what it holds.

    <sha-256>.age     sealed: a head, the entries, then one zstandard frame for each
    <sha-256>.table   in the clear, signed: the size of the pack and the same entries

A pack is named by the hash of its sealed bytes, so anybody can tell a damaged one. The table lets a home that
cannot open packs know what is stored already; it tells sizes and keyed hashes and nothing else.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from secondme.backup.sealing import HASH_BYTES, Seal
from secondme.errors import BackupDamagedError

if TYPE_CHECKING:
    from zstandard import ZstdCompressor, ZstdDecompressor

PACK_BYTES = 16 << 20
"""A pack is closed once it holds so much: few enough files, and little lost when a run is cut off."""
MOST_CHUNK = 4 << 20
"""No chunk is larger when unpacked, whatever a frame says of itself."""
MOST_PACK = PACK_BYTES + 2 * MOST_CHUNK
LEVEL = 3
_HEAD = b"secondme pack 1\n"
_COUNT = struct.Struct(">QI")
_ENTRY = struct.Struct(f">{HASH_BYTES}sII")
MOST_TABLE = len(_HEAD) + _COUNT.size + HASH_BYTES + _ENTRY.size * (MOST_PACK // 16)


class Entry(NamedTuple):
    """One chunk in a pack. stored, plain: bytes as a frame, and unpacked."""

    name: bytes
    stored: int
    plain: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A chunk, compressed."""

    entry: Entry
    content: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished pack. name: of its files; sealed: the age file; table: what lies beside it."""

    name: str
    sealed: bytes | bytearray
    table: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """What a pack holds. size: bytes of its age file."""

    pack: str
    size: int
    entries: tuple[Entry, ...]


def new_compressor() -> ZstdCompressor:
    """For one thread."""
    import zstandard

    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)


def new_decompressor() -> ZstdDecompressor:
    """For one thread."""
    import zstandard

    return zstandard.ZstdDecompressor()


def compress(name: bytes, chunk: bytes | bytearray, compressor: ZstdCompressor) -> Frame:
    """The chunk of that name, as it is kept."""
    content = compressor.compress(chunk)
    return Frame(Entry(name, len(content), len(chunk)), content)


def pack_up(frames: Iterable[Frame], seal: Seal) -> Iterator[Packed]:
    """The frames in packs of about `PACK_BYTES`."""
    held: list[Frame] = []
    size = 0
    for frame in frames:
        held.append(frame)
        size += frame.entry.stored
        if size >= PACK_BYTES:
            yield _closed(held, seal)
            held, size = [], 0
    if held:
        yield _closed(held, seal)


def unpack(content: bytes | bytearray, about: str) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk of an opened pack with the name it is said to have; whoever uses it checks the name.

    Raises BackupDamagedError for what does not add up, before anything large is unpacked.
    """
    decompressor = new_decompressor()
    for frame in frames_of(content, about):
        yield frame.entry.name, decompress(frame, decompressor, about)


def frames_of(content: bytes | bytearray, about: str) -> Iterator[Frame]:
    """Every chunk of an opened pack, compressed, without a copy. Raises BackupDamagedError."""
    _, entries, at = _read_entries(content, about)
    if at + sum(entry.stored for entry in entries) != len(content):
        raise _nonsense(about)
    view = memoryview(content)
    for entry in entries:
        yield Frame(entry, view[at : at + entry.stored])
        at += entry.stored


def decompress(frame: Frame, decompressor: ZstdDecompressor, about: str) -> bytes:
    """The chunk. Raises BackupDamagedError, before it unfolds, when it is larger than it says or may be."""
    import zstandard

    plain = frame.entry.plain
    try:
        if zstandard.get_frame_parameters(frame.content).content_size != plain or plain > MOST_CHUNK:
            raise _nonsense(about)
        return decompressor.decompress(frame.content)
    except zstandard.ZstdError as error:
        raise _nonsense(about) from error


def has_checksum(frame: Frame) -> bool:
    """Whether decompressing it shows that it is what was compressed; frames of earlier programs do not."""
    import zstandard

    return bool(zstandard.get_frame_parameters(frame.content).has_checksum)


def read_table(signed: bytes, pack: str, seal: Seal) -> Table:
    """The table of that pack. Raises BackupDamagedError when it is not what was signed."""
    about = f"{pack}.table"
    size, entries, end = _read_entries(body := seal.proven(signed, about), about)
    if end != len(body):
        raise _nonsense(about)
    return Table(pack, size, entries)


def table_of(sealed: bytes, content: bytes | bytearray) -> tuple[str, Table]:
    """The name and table of a pack whose table is lost. Raises BackupDamagedError."""
    name = hashlib.sha256(sealed).hexdigest()
    return name, Table(name, len(sealed), _read_entries(content, name)[1])


def _closed(frames: list[Frame], seal: Seal) -> Packed:
    entries = [frame.entry for frame in frames]
    sealed = seal.seal(b"".join((_listed(0, entries), *(frame.content for frame in frames))))
    name = hashlib.sha256(sealed).hexdigest()
    return Packed(name, sealed, seal.sign(_listed(len(sealed), entries), f"{name}.table"))


def _listed(size: int, entries: list[Entry]) -> bytes:
    listed = (_ENTRY.pack(one.name, one.stored, one.plain) for one in entries)
    return b"".join((_HEAD, _COUNT.pack(size, len(entries)), *listed))


def _read_entries(content: bytes | bytearray, about: str) -> tuple[int, tuple[Entry, ...], int]:
    """The size that it tells, the entries, and where they end."""
    start = len(_HEAD) + _COUNT.size
    if not content.startswith(_HEAD) or len(content) < start:
        raise _nonsense(about)
    size, count = _COUNT.unpack_from(content, len(_HEAD))
    end = start + count * _ENTRY.size
    if end > len(content):
        raise _nonsense(about)
    return size, tuple(map(Entry._make, _ENTRY.iter_unpack(content[start:end]))), end


def _nonsense(about: str) -> BackupDamagedError:
    return BackupDamagedError(
        f"{about} is not as this program writes it. Nothing was taken from it. Use another snapshot or "
        "another copy of the backup; see: secondme backup verify"
    )
