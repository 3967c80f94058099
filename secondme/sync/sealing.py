"""The key of a sync, and what it closes.

The key is 160 random bits, written as a recovery key is. From it come a key that seals (ChaCha20-Poly1305,
so that a changed bit is told) and one that names contents (keyed BLAKE2b, so that nobody can guess what a
name stands for). What is sealed says what it is: a segment does not open as another one.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from secondme.errors import SyncDamagedError, UsageError
from secondme.key.recovery import new_recovery, parse_recovery, written_recovery

HEAD = b"secondme sync 1\n"
NONCE_BYTES = 12
MOST_PLAIN = 256 << 20
"""No file is larger when unpacked, whatever it says of itself. Bytes."""
LEVEL = 6


@dataclass(frozen=True, slots=True)
class SyncKey:
    """What all machines of a sync have in common."""

    secret: bytes = field(repr=False)

    @property
    def written(self) -> str:
        """For people, in nine groups of four."""
        return written_recovery(self.secret)

    def seal(self, content: Any, about: str) -> bytes:
        """Plain JSON, pressed and closed. about: what it is."""
        import zstandard
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        pressed = zstandard.ZstdCompressor(LEVEL).compress(canonical(content))
        nonce = secrets.token_bytes(NONCE_BYTES)
        return HEAD + nonce + ChaCha20Poly1305(self._under(b"seal")).encrypt(nonce, pressed, about.encode())

    def open(self, sealed: bytes, about: str) -> Any:
        """The JSON again. Raises SyncDamagedError for anything but what was sealed as just that."""
        import zstandard
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        begin = len(HEAD) + NONCE_BYTES
        try:
            if not sealed.startswith(HEAD):
                raise ValueError("another beginning")
            cipher = ChaCha20Poly1305(self._under(b"seal"))
            pressed = cipher.decrypt(sealed[len(HEAD) : begin], sealed[begin:], about.encode())
            plain = zstandard.ZstdDecompressor().decompress(pressed, max_output_size=MOST_PLAIN)
            return json.loads(plain)
        except (InvalidTag, ValueError, zstandard.ZstdError) as error:
            raise SyncDamagedError(
                f"{about} does not open: it is not whole, was changed, or belongs to another sync. Nothing "
                "was taken from it."
            ) from error

    def name(self, content: Any) -> str:
        """What a content is known by, in hexadecimal."""
        return self.hash(canonical(content))

    def hash(self, data: bytes) -> str:
        """A hash that only the holders of the key can make, in hexadecimal."""
        return hashlib.blake2b(data, key=self._under(b"name"), digest_size=16).hexdigest()

    def _under(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(self.secret, person=b"sync " + purpose, digest_size=32).digest()


def new_key() -> SyncKey:
    """One that nobody had before."""
    return SyncKey(bytes(new_recovery()))


def parse_key(written: str) -> SyncKey:
    """The key from its written form, with any spacing. Raises UsageError when it is miscopied."""
    try:
        return SyncKey(bytes(parse_recovery(written)))
    except UsageError:
        raise UsageError(
            "That is not the key of a sync: it is nine groups of four letters and digits, and they do not "
            "fit together. Nothing was changed. On the other machine it is shown by: secondme sync --show-key"
        ) from None


def canonical(content: Any) -> bytes:
    """The one form in bytes of plain JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
