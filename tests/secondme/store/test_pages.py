"""Pages made and opened beside SQLite are those that SQLite's own cipher makes and opens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from secondme.store import pages
from secondme.store.pages import RESERVED, DamagedPageError, open_page, require_sealed, seal_into
from secondme.store.query import rows, value

SIZE = 16_384
OF_LOCKS = 65_537
"""The page of that size that SQLite puts its locks on."""


@pytest.fixture
def secret() -> bytes:
    return os.urandom(32)


@pytest.fixture
def file(tmp_path: Path, secret: bytes) -> Path:
    """A store of a few pages of noise."""
    path = tmp_path / "some.db"
    db = opened(path, secret)
    db.execute(f"PRAGMA page_size = {SIZE}; CREATE TABLE noise (bytes BLOB)")
    db.executemany("INSERT INTO noise VALUES (?)", ((os.urandom(12_000),) for _ in range(6)))
    db.close()
    return path


def opened(path: Path, secret: bytes) -> apsw.Connection:
    db = apsw.Connection(str(path))
    db.pragma("cipher", "chacha20")
    db.pragma("key", f"raw:{secret.hex()}")
    return db


def image(path: Path, secret: bytes) -> bytearray:
    """Its pages opened, with zeros where the cipher keeps something."""
    raw = path.read_bytes()
    content = bytearray(len(raw))
    for number in range(1, len(raw) // SIZE + 1):
        page = open_page(raw[(number - 1) * SIZE : number * SIZE], number, secret)
        content[(number - 1) * SIZE : number * SIZE - RESERVED] = page
    return content


def blocks(raw: bytearray) -> Iterator[tuple[bytes, int]]:
    """Of which stream, and at which of its blocks, the keys of each page are."""
    for number in range(1, len(raw) // SIZE + 1):
        nonce = raw[number * SIZE - RESERVED : number * SIZE - 16]
        yield bytes(nonce[:12]), int.from_bytes(nonce[12:], "little") ^ number


def test_sqlite_opens_pages_that_were_made_in_one_run(file: Path, secret: bytes):
    db = opened(file, secret)
    noise = rows(db, "SELECT * FROM noise")
    db.close()
    content = image(file, secret)
    raw = bytearray(len(content))
    seal_into(raw, content, 1, SIZE, secret)
    assert len(set(blocks(raw))) == len(raw) // SIZE, "no key is used twice"
    file.write_bytes(raw)
    db = opened(file, secret)
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert rows(db, "SELECT * FROM noise") == noise
    db.close()
    assert image(file, secret)[16:] == content[16:]


@pytest.mark.parametrize("left", [1, 2, 5, 200, 255, 256, 257])
def test_a_page_in_which_the_counter_of_the_cipher_runs_over_is_the_same_to_sqlite(
    file: Path, secret: bytes, left: int
):
    """One page in seventeen million is such."""
    content, raw = image(file, secret), bytearray(file.read_bytes())
    db = opened(file, secret)
    noise = rows(db, "SELECT * FROM noise")
    db.close()
    own, counter = os.urandom(12), 2**32 - left
    for number in (2, 3):
        place = slice((number - 1) * SIZE, number * SIZE)
        keys = pages._stream(secret, counter, own, 64)
        pages._seal(memoryview(raw)[place], memoryview(content)[place], number, counter, own, keys)
        own = os.urandom(12)
    file.write_bytes(raw)
    assert image(file, secret)[16:] == content[16:]
    db = opened(file, secret)
    assert value(db, "PRAGMA integrity_check") == "ok"
    assert rows(db, "SELECT * FROM noise") == noise
    db.close()


@pytest.mark.parametrize("first", [1, 2, OF_LOCKS - 1, OF_LOCKS])
def test_pages_that_are_not_as_they_were_made_are_told_without_opening_them(secret: bytes, first: int):
    raw = bytearray(3 * SIZE)
    seal_into(raw, os.urandom(3 * SIZE), first, SIZE, secret)
    require_sealed(memoryview(raw), first, SIZE, secret)
    for at in (0, SIZE // 2, *range(SIZE - RESERVED, SIZE), 2 * SIZE, 3 * SIZE - 1):
        if at // SIZE + first != OF_LOCKS:
            raw[at] ^= 0x80
            with pytest.raises(DamagedPageError):
                require_sealed(memoryview(raw), first, SIZE, secret)
            raw[at] ^= 0x80
    for where, size in ((first + 1, SIZE), (first, 2 * SIZE)):
        with pytest.raises(DamagedPageError):
            require_sealed(memoryview(raw), where, size, secret)
