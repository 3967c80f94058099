"""The vectors in two derived forms: codes of one bit a number, and details of one byte a number.

Passages lie in blocks by their numbers. A block of codes holds 256 passages: a bit for each that has a
vector, then the signs of the vectors' numbers as 64-bit words, all first words, all second words and so on. A
block of details holds 32 passages, so that it fits on one page: a scale for each, then the numbers of each as
bytes; a number times its scale is the vector's, to within half the scale. A passage without a vector is all
zeros.

Whoever keeps a copy in memory asks for the blocks of a later version than its own. Everything here runs
inside the transaction that changes the vectors themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import apsw

from secondme.store.query import rows, rows_among, value

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]
    Codes = npt.NDArray[np.uint64]
    Bytes = npt.NDArray[np.int8]

CODED = 256
"""Passages in a block of codes."""
DETAILED = 32
"""Passages in a block of details: with 384 dimensions a block fills three quarters of a page."""
WORD_BITS = 64
_MARKS = CODED // 8
_SCALE_BYTES = 4


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of codes. present: shape (256,); codes: shape (words, 256)."""

    number: int
    version: int
    present: npt.NDArray[np.bool_]
    codes: Codes


def words_for(dimensions: int) -> int:
    """How many 64-bit words hold the signs of so many numbers."""
    return -(-dimensions // WORD_BITS)


def encode(vectors: Matrix) -> Codes:
    """The signs of vectors, shape (words, vectors): bit i of a code is set where number i is above zero."""
    import numpy as np

    count, dimensions = vectors.shape
    packed = np.zeros((count, words_for(dimensions) * WORD_BITS // 8), dtype=np.uint8)
    packed[:, : -(-dimensions // 8)] = np.packbits(vectors > 0, axis=1, bitorder="little")
    return np.ascontiguousarray(packed.view("<u8").T)


def squeeze(vectors: Matrix) -> tuple[Matrix, Bytes]:
    """Vectors as bytes with a scale each: shapes (vectors,) and (vectors, dimensions)."""
    import numpy as np

    scales = (np.abs(vectors).max(axis=1) / 127).astype(np.float32)
    scales[scales == 0] = 1
    return scales, np.rint(vectors / scales[:, None]).astype(np.int8)


def put_blocks(db: apsw.Connection, embedder: int, passages: Sequence[int], vectors: Matrix) -> None:
    """Writes both forms of the passages' vectors, shape (passages, dimensions), over what they had."""
    if passages:
        _put_codes(db, embedder, passages, vectors)
        _put_details(db, embedder, passages, vectors)


def clear_blocks(db: apsw.Connection, embedder: int, passages: Iterable[int]) -> None:
    """Takes the passages' vectors out of both forms."""
    wanted = list(passages)
    for block, own in _by_block(wanted, CODED).items():
        for number, data in _blocks(db, "vector_codes", embedder, [block]):
            cleared = bytearray(data)
            for passage in own:
                _clear_code(cleared, passage % CODED)
            _write_codes(db, embedder, number, bytes(cleared))
    for block, own in _by_block(wanted, DETAILED).items():
        for number, data in _blocks(db, "vector_details", embedder, [block]):
            cleared = bytearray(data)
            for passage in own:
                _clear_detail(cleared, passage % DETAILED)
            _write_details(db, embedder, number, bytes(cleared))


def read_codes(db: apsw.Connection, embedder: int, dimensions: int, *, after: int = 0) -> list[CodeBlock]:
    """The blocks of codes that changed after that version, in the order of their numbers."""
    found = rows(
        db,
        "SELECT block, version, data FROM vector_codes WHERE embedder_id = ? AND version > ? ORDER BY block",
        embedder,
        after,
    )
    return [CodeBlock(block, version, *_decode(data, dimensions)) for block, version, data in found]


def read_details(
    db: apsw.Connection, embedder: int, dimensions: int, blocks: Iterable[int]
) -> dict[int, tuple[Matrix, Bytes]]:
    """The details of those of the blocks that there are: scales, shape (32,), and bytes, (32, dimensions)."""
    found = _blocks(db, "vector_details", embedder, list(blocks))
    return {number: _open(data, dimensions) for number, data in found}


def latest_version(db: apsw.Connection, embedder: int) -> int:
    """The version of the last change of this embedder's vectors; 0 when there was none."""
    return int(value(db, "SELECT ifnull(max(version), 0) FROM vector_codes WHERE embedder_id = ?", embedder))


def _put_codes(db: apsw.Connection, embedder: int, passages: Sequence[int], vectors: Matrix) -> None:
    import numpy as np

    dimensions, codes = vectors.shape[1], encode(vectors)
    places = {passage: place for place, passage in enumerate(passages)}
    grouped = _by_block(passages, CODED)
    stored = dict(_blocks(db, "vector_codes", embedder, list(grouped)))
    for block, own in grouped.items():
        present, words = _decode(stored.get(block, _no_codes(dimensions)), dimensions)
        slots = [passage % CODED for passage in own]
        present[slots] = True
        words[:, slots] = codes[:, [places[passage] for passage in own]]
        marks = np.packbits(present, bitorder="little").tobytes()
        _write_codes(db, embedder, block, marks + words.astype("<u8").tobytes())


def _put_details(db: apsw.Connection, embedder: int, passages: Sequence[int], vectors: Matrix) -> None:
    dimensions, (scales, numbers) = vectors.shape[1], squeeze(vectors)
    places = {passage: place for place, passage in enumerate(passages)}
    grouped = _by_block(passages, DETAILED)
    stored = dict(_blocks(db, "vector_details", embedder, list(grouped)))
    for block, own in grouped.items():
        own_scales, own_numbers = _open(stored.get(block, _no_details(dimensions)), dimensions)
        slots, taken = [passage % DETAILED for passage in own], [places[passage] for passage in own]
        own_scales[slots], own_numbers[slots] = scales[taken], numbers[taken]
        _write_details(db, embedder, block, own_scales.astype("<f4").tobytes() + own_numbers.tobytes())


def _write_codes(db: apsw.Connection, embedder: int, block: int, data: bytes) -> None:
    db.execute(
        "INSERT INTO vector_codes (embedder_id, block, version, data) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (embedder_id, block) DO UPDATE SET version = excluded.version, data = excluded.data",
        (embedder, block, latest_version(db, embedder) + 1, data),
    )


def _write_details(db: apsw.Connection, embedder: int, block: int, data: bytes) -> None:
    db.execute(
        "INSERT INTO vector_details (embedder_id, block, data) VALUES (?, ?, ?) "
        "ON CONFLICT (embedder_id, block) DO UPDATE SET data = excluded.data",
        (embedder, block, data),
    )


def _blocks(db: apsw.Connection, table: str, embedder: int, blocks: Sequence[int]) -> list[tuple[Any, ...]]:
    sql = f"SELECT block, data FROM {table} WHERE embedder_id = {embedder:d} AND block IN {{}}"
    return rows_among(db, sql, blocks)


def _by_block(passages: Iterable[int], size: int) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = defaultdict(list)
    for passage in passages:
        grouped[passage // size].append(passage)
    return grouped


def _decode(data: bytes, dimensions: int) -> tuple[npt.NDArray[np.bool_], Codes]:
    import numpy as np

    present = np.unpackbits(np.frombuffer(data, np.uint8, _MARKS), bitorder="little").astype(bool)
    codes = np.frombuffer(data, "<u8", offset=_MARKS).reshape(words_for(dimensions), CODED)
    return present, codes.astype(np.uint64)


def _open(data: bytes, dimensions: int) -> tuple[Matrix, Bytes]:
    import numpy as np

    scales = np.frombuffer(data, "<f4", DETAILED).astype(np.float32)
    numbers = np.frombuffer(data, np.int8, offset=DETAILED * _SCALE_BYTES).reshape(DETAILED, dimensions)
    return scales, numbers.copy()


def _no_codes(dimensions: int) -> bytes:
    return bytes(_MARKS + words_for(dimensions) * CODED * WORD_BITS // 8)


def _no_details(dimensions: int) -> bytes:
    return bytes(DETAILED * (_SCALE_BYTES + dimensions))


def _clear_code(data: bytearray, slot: int) -> None:
    data[slot // 8] &= ~(1 << slot % 8) & 0xFF
    for start in range(_MARKS + slot * 8, len(data), CODED * 8):
        data[start : start + 8] = bytes(8)


def _clear_detail(data: bytearray, slot: int) -> None:
    dimensions = len(data) // DETAILED - _SCALE_BYTES
    data[slot * _SCALE_BYTES : (slot + 1) * _SCALE_BYTES] = bytes(_SCALE_BYTES)
    start = DETAILED * _SCALE_BYTES + slot * dimensions
    data[start : start + dimensions] = bytes(dimensions)
