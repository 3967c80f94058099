"""Files of the age format for one X25519 key, as https://age-encryption.org/v1 has it.

    age-encryption.org/v1
    -> X25519 SHARE          one key's way to the file's key; other ways beside it are passed over
    THE FILE'S KEY, WRAPPED
    --- PROOF                of the lines above
    16 bytes, then the content in segments of 64 KiB, each with its tag

Every step of it is one of OpenSSL's, in `cryptography`. pyrage makes and opens the same files; it takes four
times as long for it, and no other thread runs meanwhile.
"""

from __future__ import annotations

import binascii
import hmac
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_INTRO = b"age-encryption.org/v1\n"
_WAY = b"-> X25519 "
_LABEL = b"age-encryption.org/v1/X25519"
_MOST_HEAD = 1 << 16
_SEGMENT, _TAG, _NONCE, _FILE_KEY = 1 << 16, 16, 16, 16
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKSUM = 6

Readable = bytes | bytearray | memoryview


class NotOpenedError(Exception):
    """The file was cut or changed, or is closed to another key."""


def seal(plain: Readable, recipient: str) -> bytearray:
    """The file. recipient: `age1...`."""
    file_key = os.urandom(_FILE_KEY)
    head = _head(file_key, _key_in(recipient))
    nonce = os.urandom(_NONCE)
    sealed = bytearray(len(head) + _NONCE + len(plain) + _TAG * _segments(len(plain), 0))
    sealed[: len(head) + _NONCE] = head + nonce
    given, into = memoryview(plain), memoryview(sealed)[len(head) + _NONCE :]
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, inside, outside in _cut(len(plain)):
        cipher.encrypt_into(number, given[inside], None, into[outside])
    return sealed


def open_sealed(sealed: Readable, identity: str) -> bytearray:
    """What the file holds. identity: `AGE-SECRET-KEY-1...`. Raises NotOpenedError."""
    try:
        file_key, start = _file_key(bytes(sealed[:_MOST_HEAD]), _key_in(identity))
        given = memoryview(sealed)[start + _NONCE :]
        length = len(given) - _TAG * _segments(len(given), _TAG)
        if length < 0 or _segments(length, 0) != _segments(len(given), _TAG):
            raise NotOpenedError("it was cut")
        plain = bytearray(length)
        into = memoryview(plain)
        cipher = ChaCha20Poly1305(_derived(file_key, bytes(sealed[start : start + _NONCE]), b"payload"))
        for number, inside, outside in _cut(length):
            cipher.decrypt_into(number, given[outside], None, into[inside])
    except (InvalidTag, ValueError) as error:
        raise NotOpenedError(str(error)) from error
    return plain


def _cut(length: int) -> Iterator[tuple[bytes, slice, slice]]:
    """Of each segment its number, which tells the last one, and its place in the content and in the file."""
    count = _segments(length, 0)
    for at in range(count):
        end = min((at + 1) * _SEGMENT, length)
        is_last = at == count - 1
        yield (
            at.to_bytes(11) + bytes([is_last]),
            slice(at * _SEGMENT, end),
            slice(at * (_SEGMENT + _TAG), end + (at + 1) * _TAG),
        )


def _segments(length: int, tag: int) -> int:
    """So many there are, and one in an empty file. tag: bytes of each beside the content, in `length`."""
    return max(1, -(-length // (_SEGMENT + tag)))


def _head(file_key: bytes, recipient: bytes) -> bytes:
    own = X25519PrivateKey.generate()
    share = own.public_key().public_bytes_raw()
    wrapping = _wrapping(own.exchange(X25519PublicKey.from_public_bytes(recipient)), share, recipient)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    lines = b"".join((_INTRO, _WAY, _in_letters(share), b"\n", _in_letters(wrapped), b"\n---"))
    return b"".join((lines, b" ", _in_letters(_proof(file_key, lines)), b"\n"))


def _file_key(head: bytes, identity: bytes) -> tuple[bytes, int]:
    """The key of the file, and where its lines end. Raises NotOpenedError, ValueError."""
    end = head.find(b"\n--- ")
    after = head.find(b"\n", end + 1) + 1
    if not head.startswith(_INTRO) or end < 0 or after == 0:
        raise NotOpenedError("it does not begin as such files do")
    lines = head[len(_INTRO) : end].split(b"\n")
    own = X25519PrivateKey.from_private_bytes(identity)
    for way, wrapped in pairwise(lines):
        if not way.startswith(_WAY):
            continue
        with suppress(InvalidTag):  # It is another key's way.
            file_key = _unwrapped(_bytes_in(way[len(_WAY) :]), _bytes_in(wrapped), own)
            if not hmac.compare_digest(
                _in_letters(_proof(file_key, head[: end + 4])), head[end + 5 : after - 1]
            ):
                raise NotOpenedError("its first lines were changed")
            return file_key, after
    raise NotOpenedError("it is closed in another way")


def _unwrapped(share: bytes, wrapped: bytes, own: X25519PrivateKey) -> bytes:
    if len(wrapped) != _FILE_KEY + _TAG:
        raise NotOpenedError("the key of the file has another length")
    shared = own.exchange(X25519PublicKey.from_public_bytes(share))
    wrapping = _wrapping(shared, share, own.public_key().public_bytes_raw())
    return ChaCha20Poly1305(wrapping).decrypt(bytes(12), wrapped, None)


def _wrapping(shared: bytes, share: bytes, recipient: bytes) -> bytes:
    return _derived(shared, share + recipient, _LABEL)


def _proof(file_key: bytes, lines: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), lines, "sha256")


def _derived(key: bytes, salt: bytes, label: bytes) -> bytes:
    """32 bytes by HKDF-SHA-256 (RFC 5869)."""
    return hmac.digest(hmac.digest(salt, key, "sha256"), label + b"\1", "sha256")


def _key_in(text: str) -> bytes:
    """The 32 bytes of a key as age writes them (BIP 173); that they were not mistyped pyrage has looked."""
    letters = text.strip().lower().rpartition("1")[2][:-_CHECKSUM]
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return (number >> len(letters) * 5 % 8).to_bytes(32)


def _in_letters(plain: bytes) -> bytes:
    return binascii.b2a_base64(plain, newline=False).rstrip(b"=")


def _bytes_in(letters: bytes) -> bytes:
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
