"""Text normalisation rules in the form that SentencePiece and llama.cpp's unigram tokenizer read.

A `precompiled charsmap` is: u32 length of the trie in bytes, the trie, then the replacements, each ended by a
zero byte. The trie is Darts-clone's double array of u32 units; the unit of a node at index p holds `base`, so
that its child for byte c lies at p ^ base ^ c, and the value of a node that ends a key lies at p ^ base.

    bits 0-7    the byte that leads here        bit 8   a value follows
    bits 10-30  base (below 2^21, so bit 9 stays 0)      bit 31  this unit is a value (bits 0-30)

Source of the layout: Darts-clone (S. Yata) and `llm_tokenizer_ugm` in llama.cpp.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

VALUE = 1 << 31
HAS_VALUE = 1 << 8
BASE_SHIFT = 10
LAST_CODE_POINT = 0x2FFFF
PATIENCE = 32


def pack_charsmap(rules: Mapping[str, str]) -> bytes:
    """The charsmap for `rules`; where rules overlap in a text, the longest one wins."""
    replacements = bytearray()
    root = Node()
    for written, wanted in sorted(_with_compositions(rules).items()):
        root.insert(written.encode(), len(replacements))
        replacements += wanted.encode() + b"\0"
    units = _pack_trie(root)
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + bytes(replacements)


def _with_compositions(rules: Mapping[str, str]) -> dict[str, str]:
    """The rules, and one for each letter written as base and combining marks (as macOS writes file names).

    Unicode 3.2, the version that Python keeps for IDNA, so that the result is the same under every Python.
    """
    return {written: rules.get(letter, letter) for written, letter in _compositions()} | dict(rules)


def _compositions() -> Iterator[tuple[str, str]]:
    unicode_3_2 = unicodedata.ucd_3_2_0
    for code in range(0xC0, LAST_CODE_POINT):
        letter = chr(code)
        if 0xD800 <= code <= 0xDFFF:
            continue
        written = unicode_3_2.normalize("NFD", letter)
        if len(written) > 1 and unicode_3_2.normalize("NFC", written) == letter:
            yield written, letter


@dataclass
class Node:
    """A node of the plain trie: children by byte, and a value where a key ends."""

    children: dict[int, Node] = field(default_factory=dict)
    value: int | None = None

    def insert(self, key: bytes, value: int) -> None:
        node = self
        for byte in key:
            node = node.children.setdefault(byte, Node())
        node.value = value

    def labels(self) -> list[int]:
        """What must be placed under this node: 0 stands for the value."""
        return ([] if self.value is None else [0]) + sorted(self.children)


class Slots:
    """Which indexes of the double array are free."""

    def __init__(self) -> None:
        self.taken = bytearray(256)
        self.taken[0] = 1
        self.bases: set[int] = set()
        self.first_free = 1

    def place(self, labels: list[int]) -> int:
        """The first base under which every label is free; they are taken from now on.

        No base serves two nodes, so a byte that leads nowhere never finds another node's child.
        """
        index = self.first_free = self._next_free(self.first_free)
        tries = 1
        while not self._fits(base := index ^ labels[0], labels):
            index = self._next_free(index + 1)
            tries += 1
        if tries > PATIENCE:
            # What lies at the front is too full to be worth looking through again.
            self.first_free = index
        self.bases.add(base)
        for label in labels:
            self.taken[base ^ label] = 1
        return base

    def _next_free(self, index: int) -> int:
        found = self.taken.find(0, index)
        if found >= 0:
            return found
        self.taken.extend(bytes(256))
        return self.taken.find(0, index)

    def _fits(self, base: int, labels: list[int]) -> bool:
        if base in self.bases:
            return False
        self._reach(base | 0xFF)
        return not any(self.taken[base ^ label] for label in labels)

    def _reach(self, index: int) -> None:
        if index >= len(self.taken):
            self.taken.extend(bytes((index | 0xFF) + 1 - len(self.taken)))


def _pack_trie(root: Node) -> list[int]:
    slots = Slots()
    units: dict[int, int] = {}
    waiting = [(root, 0, 0)]
    for node, index, byte in waiting:
        labels = node.labels()
        base = slots.place(labels)
        units[index] = (index ^ base) << BASE_SHIFT | byte
        if node.value is not None:
            units[index] |= HAS_VALUE
            units[base] = VALUE | node.value
        waiting.extend((child, base ^ label, label) for label, child in sorted(node.children.items()))
    return [units.get(index, VALUE) for index in range(len(slots.taken))]
