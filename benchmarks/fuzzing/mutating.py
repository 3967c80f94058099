"""Inputs made of real ones: bytes flipped, cut, doubled and moved, numbers made extreme, archives opened.

Which input is made depends on nothing but the seeds and a random generator, so each can be made again.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

LARGEST = 200_000
"""No input is longer, but for a run of one piece repeated."""
MEMBERS = 400
_NUMBER = re.compile(rb"\d+")
_EXTREME = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65535",
    b"2147483647",
    b"4294967296",
    b"-9223372036854775809",
    b"1e308",
)
_TOKENS = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r", b"\n\n", b"\x1b[31m"),
    *(b"<", b"</", b"<!--", b"]]>", b"&#0;", b"&x;", b"<!DOCTYPE a [<!ENTITY x 'xx'>]>", b"%s", b"{{", b"}}"),
    *(b"[" * 200, b"{" * 200, b"(" * 400, b'"', b"'", b"\\", b"\\u0000", b"\\ud800", b"NaN", b"null", b"-"),
    *(b"../", b"/" * 40, b"a" * 3000, b"1" * 400, b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xf3\xa0\x81\x81"),
    *(b"before:", b"from:", b'"a b"', b"last ", b"31 February", b"0000-00-00", b"9999-12-31T23:59:60Z"),
    *(b"endstream", b"endobj", b"/Kids [1 0 R]", b"BEGIN:VEVENT\n", b"=?utf-8?B?////?=", b'boundary=""'),
)

Step = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def mutated(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """An input like this one, changed in a few places. others: inputs that pieces may come from."""
    if data[:4] == b"PK\x03\x04" and chance.random() < 0.7:
        opened = _with_changed_member(data, chance, others)
        if opened is not None:
            return opened
    return _changed(data, chance, others)


def _changed(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    changed = bytearray(data[:LARGEST])
    for _ in range(1 + int(chance.expovariate(0.4))):
        chance.choice(_STEPS)(changed, chance, others)
    return bytes(changed)


def _with_changed_member(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes | None:
    """The archive with one of its members changed, left out, or under another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(one.filename, package.read(one)) for one in package.infolist()[:MEMBERS]]
    except Exception:
        return None
    if not members:
        return None
    at = chance.randrange(len(members))
    name, content = members[at]
    match chance.randrange(8):
        case 0:
            del members[at]
        case 1:
            members[at] = (_changed(name.encode(), chance, others).decode("utf-8", "replace"), content)
        case _:
            members[at] = (name, _changed(content, chance, others))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(zipfile.ZipInfo(name[:1000] or "x"), content)
    return made.getvalue()


def _place(data: bytearray, chance: random.Random) -> tuple[int, int]:
    """A span: where it begins and ends."""
    begin = chance.randrange(len(data) + 1)
    return begin, min(len(data), begin + int(chance.expovariate(0.02)))


def _flip(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    begin, _ = _place(data, chance)
    length = chance.randrange(1, 9)
    data[begin : begin + length] = chance.randbytes(length)


def _insert(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    begin, _ = _place(data, chance)
    data[begin:begin] = chance.choice(_TOKENS)


def _delete(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    begin, end = _place(data, chance)
    del data[begin:end]


def _cut(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _double(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    begin, end = _place(data, chance)
    piece = bytes(data[begin:end])
    data[begin:begin] = piece * min(chance.choice((1, 2, 50, 2000)), 1 + LARGEST // (len(piece) + 1))


def _move(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    begin, end = _place(data, chance)
    piece = bytes(data[begin:end])
    del data[begin:end]
    to, _ = _place(data, chance)
    data[to:to] = piece


def _splice(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    other = chance.choice(others) if others else b""
    begin, end = _place(bytearray(other[:LARGEST]), chance)
    to, until = _place(data, chance)
    data[to:until] = other[begin : max(end, begin + 40)]


def _number(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    found = list(_NUMBER.finditer(bytes(data[:LARGEST])))
    if found:
        begin, end = chance.choice(found).span()
        data[begin:end] = chance.choice(_EXTREME)


_STEPS: tuple[Step, ...] = (
    *(_flip, _flip, _overwrite, _insert, _insert, _delete, _cut, _double, _move, _splice, _number),
)
