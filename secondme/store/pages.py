"""The pages of a store as they lie on the disk, each proven by itself.

SQLite gives up over one bad page: over the first one, which it cannot open without, and over each that leads
to others. Every page of the encrypted file carries a proof of its own, bound to its place, so all others can
be had. The form is that of ChaCha20-Poly1305 in SQLite3 Multiple Ciphers 2: the page without its last 32
bytes, then a nonce and a tag of 16 bytes each; the first page has its first 24 bytes in the clear.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.poly1305 import Poly1305

USUAL_BYTES = 16_384
"""As large pages are, where the store itself does not tell."""
RESERVED, TAG = 32, 16
CLEAR = 24
"""Bytes of the first page that are not encrypted: a salt, and what says how large pages are."""
LOG_HEAD, FRAME_HEAD = 32, 24
CACHED = 512
_MOST = 0xFFFFFFFF
_LOCKS = 1 << 30
"""The byte that SQLite puts its locks on; the page around it is never written."""
_MAGIC = (0x377F0682, 0x377F0683)

Buffer = bytearray | memoryview
Readable = bytes | bytearray | memoryview


class DamagedPageError(Exception):
    """A page is missing, or is not what was written."""


def open_page(raw: bytes, number: int, secret: bytes, *, proven: bool = True) -> bytes:
    """The content of a page, without what the cipher keeps at its end. Raises DamagedPageError.

    proven: False gives what stands there unproven; for the first page alone, which others bear out.
    """
    content = bytearray(len(raw) - RESERVED)
    open_into(content, raw, number, secret, proven=proven)
    return bytes(content)


def open_into(content: Buffer, raw: bytes, number: int, secret: bytes, *, proven: bool = True) -> None:
    """Puts the content of a page at the beginning of `content`; as `open_page`, with one copy less."""
    nonce = raw[-RESERVED:-TAG]
    counter = _counter(nonce, number)
    once = _stream(secret, counter, nonce[:12], 64)
    if proven:
        _require_proven(raw, once, number)
    clear = CLEAR if number == 1 else 0
    content[:clear] = raw[:clear]
    sealed, plain = memoryview(raw)[clear:-RESERVED], memoryview(content)[clear:]
    _mix(plain, sealed, once[32:], counter + 1 & _MOST, nonce[:12])


def seal_into(raw: Buffer, content: Readable, first: int, page_bytes: int, secret: bytes) -> None:
    """Makes pages that follow each other as they lie on the disk; content: as long, and what it has in the
    last bytes of each is left out. The page of locks stays zero.

    The first 16 bytes of the first page are a salt there, which a raw key has no use for. The nonces of the
    pages are one for all of them and a number of each, which never grows out of its four bytes; so the keys
    of all are had in one step.
    """
    own, counter = os.urandom(12), int.from_bytes(os.urandom(4)) >> 1
    count = len(raw) // page_bytes
    keys = _stream(secret, counter, own, 64 * count)
    whole, plain = memoryview(raw), memoryview(content)
    for at in range(count):
        number, part = first + at, slice(at * page_bytes, (at + 1) * page_bytes)
        if not is_of_locks(number, page_bytes):
            _seal(whole[part], plain[part], number, counter + at, own, keys[64 * at : 64 * at + 64])


def require_sealed(raw: memoryview, first: int, page_bytes: int, secret: bytes) -> None:
    """That pages are what one call of `seal_into` made, without opening them. Raises DamagedPageError."""
    keys = own = b""
    counter, count = 0, len(raw) // page_bytes
    for at, number in enumerate(range(first, first + count)):
        if is_of_locks(number, page_bytes):
            continue
        page = raw[at * page_bytes : (at + 1) * page_bytes]
        nonce = bytes(page[-RESERVED:-TAG])
        if not keys:
            own, counter = nonce[:12], _counter(nonce, number) - at
            if not 0 <= counter <= _MOST >> 1:
                raise DamagedPageError(f"page {number}")
            keys = _stream(secret, counter, own, 64 * count)
        if nonce != _nonce(own, counter + at, number):
            raise DamagedPageError(f"page {number}")
        _require_proven(page, keys[64 * at : 64 * at + 64], number)


def _seal(raw: memoryview, content: memoryview, number: int, counter: int, own: bytes, once: bytes) -> None:
    clear = CLEAR if number == 1 else 0
    if clear:
        raw[:clear] = os.urandom(16) + bytes(content[16:clear])
    _mix(raw[clear:-RESERVED], content[clear:-RESERVED], once[32:], counter + 1 & _MOST, own)
    raw[-RESERVED:-TAG] = _nonce(own, counter, number)
    raw[-TAG:] = Poly1305.generate_tag(once[:32], raw[:-TAG])


def _require_proven(raw: bytes | memoryview, once: bytes, number: int) -> None:
    """once: the key of the page's proof, and that of its content; for one writing of it alone."""
    try:
        Poly1305.verify_tag(once[:32], memoryview(raw)[:-TAG], bytes(raw[-TAG:]))
    except InvalidSignature as error:
        raise DamagedPageError(f"page {number}") from error


def _counter(nonce: bytes, number: int) -> int:
    """At which of the stream's blocks of 64 bytes the keys of a page are."""
    return int.from_bytes(nonce[12:], "little") ^ number


def _nonce(own: bytes, counter: int, number: int) -> bytes:
    return own + (counter ^ number).to_bytes(4, "little")


def _stream(key: bytes, counter: int, own: bytes, length: int) -> bytes:
    return Cipher(ChaCha20(key, struct.pack("<I", counter) + own), None).encryptor().update(bytes(length))


def _mix(into: memoryview, given: memoryview, key: bytes, counter: int, own: bytes) -> None:
    """The bytes given with the stream on them. Where its counter grows out of its four bytes, SQLite's cipher
    carries into the next four, which OpenSSL does not do.
    """
    room = 64 * (_MOST + 1 - counter)
    stream = Cipher(ChaCha20(key, struct.pack("<I", counter) + own), None).encryptor()
    stream.update_into(given[:room], into)
    if room < len(given):
        carried = struct.pack("<I", int.from_bytes(own[:4], "little") + 1 & _MOST) + own[4:]
        _mix(into[room:], given[room:], key, 0, carried)


def of_locks(page_bytes: int) -> int:
    """The number of the page that SQLite leaves out, as there is one in stores of more than a gigabyte."""
    return _LOCKS // page_bytes + 1


def is_of_locks(number: int, page_bytes: int) -> bool:
    """Whether it is that page."""
    return number == of_locks(page_bytes)


@dataclass(frozen=True, slots=True)
class Log:
    """The write-ahead log. places: where the last committed version of each page begins in it; broken: pages
    whose last version there is not what was written; size: of the store in pages, after the last commit.

    is_foreign: none of it was written under this key. commits: how many transactions it holds.
    """

    places: dict[int, int]
    broken: frozenset[int]
    size: int = 0
    commits: int = 0
    is_foreign: bool = False


NO_LOG = Log({}, frozenset())


class Pages:
    """The pages of one store, its log included."""

    def __init__(self, path: Path, secret: bytes, *, with_log: bool = True) -> None:
        """Opens for reading alone; a store that is gone has what its log has. Raises OSError."""
        there = path if path.exists() else Path(os.devnull)
        self._file = os.open(there, os.O_RDONLY | os.O_CLOEXEC)
        self._secret = secret
        self.bytes = os.fstat(self._file).st_size
        self.page_bytes = self._measure()
        self.usable = self.page_bytes - RESERVED
        self._log_file = -1
        self.log = self._open_log(path.with_name(f"{path.name}-wal")) if with_log else NO_LOG
        self.read = lru_cache(CACHED)(self._read)

    def close(self) -> None:
        """Not while this process has the store open too: its locks would go."""
        for file in (self._file, self._log_file):
            if file >= 0:
                os.close(file)
        self._file = self._log_file = -1

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *ending: object) -> None:
        self.close()

    @property
    def count(self) -> int:
        """How many pages the store has, or had before it was cut."""
        if self.log.size:
            return self.log.size
        there = -(-self.bytes // self.page_bytes)
        try:
            return max(there, int.from_bytes(self.read(1)[28:32]))
        except DamagedPageError:
            return there

    def is_sound(self, number: int) -> bool:
        """Whether a page is there and as it was written."""
        try:
            self.read(number)
        except DamagedPageError:
            return False
        return True

    def first_unproven(self) -> bytes:
        """The first page as it stands there, damaged. Raises DamagedPageError where it is not even there."""
        return open_page(self._raw(1), 1, self._secret, proven=False)

    def opens_any(self) -> bool:
        """Whether a page proves that this key is that of the store."""
        return any(self.is_sound(number) for number in range(1, self.count + 1))

    def _read(self, number: int) -> bytes:
        """The content of a page. Raises DamagedPageError."""
        if number in self.log.broken:
            raise DamagedPageError(f"page {number}")
        if is_of_locks(number, self.page_bytes):
            return bytes(self.usable)
        return open_page(self._raw(number), number, self._secret)

    def _raw(self, number: int) -> bytes:
        if (at := self.log.places.get(number)) is not None:
            raw = os.pread(self._log_file, self.page_bytes, at)
        else:
            raw = os.pread(self._file, self.page_bytes, (number - 1) * self.page_bytes)
        if number < 1 or len(raw) < self.page_bytes:
            raise DamagedPageError(f"page {number}")
        return raw

    def _measure(self) -> int:
        said = int.from_bytes(os.pread(self._file, 2, 16))
        size = 65_536 if said == 1 else said
        return size if size >= 512 and size & (size - 1) == 0 else USUAL_BYTES

    def _open_log(self, path: Path) -> Log:
        if not path.exists() or path.stat().st_size < LOG_HEAD:
            return NO_LOG
        self._log_file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        head = os.pread(self._log_file, LOG_HEAD, 0)
        magic, _, size = struct.unpack(">III", head[:12])
        if magic not in _MAGIC or size != self.page_bytes:
            return Log({}, frozenset(), is_foreign=True)
        return self._committed(head[16:24], os.fstat(self._log_file).st_size)

    def _committed(self, salts: bytes, size: int) -> Log:
        """The log up to its last commit; frames of an earlier round, which have other salts, follow that."""
        places: dict[int, int] = {}
        pending: dict[int, int] = {}
        bad: dict[int, bool] = {}
        pages = commits = sound = 0
        for at in range(LOG_HEAD, size - FRAME_HEAD - self.page_bytes + 1, FRAME_HEAD + self.page_bytes):
            head = os.pread(self._log_file, FRAME_HEAD, at)
            number, after = struct.unpack(">II", head[:8])
            if head[8:16] != salts:
                break
            pending[number] = at + FRAME_HEAD
            bad[number] = not self._is_proven(at + FRAME_HEAD, number)
            sound += not bad[number]
            if after:
                places |= pending
                pages, commits, pending = after, commits + 1, {}
        broken = frozenset(number for number in places if bad[number])
        if places and not sound:
            return Log({}, frozenset(), is_foreign=True)
        return Log(places, broken, pages, commits)

    def _is_proven(self, at: int, number: int) -> bool:
        try:
            open_page(os.pread(self._log_file, self.page_bytes, at), number, self._secret)
        except DamagedPageError:
            return False
        return True
