"""The states of prompt heads between runs: files that only the key to the store opens.

A state holds what the model has read, so it is encrypted and authenticated with ChaCha20-Poly1305, and bound
to what it belongs to. It is kept to save time and nothing else: whatever is missing, foreign, cut off or
changed counts as not there, and is evaluated and written anew.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from secondme.errors import StoreError

MOST_KEPT = 4
NONCE = 12
SUFFIX = ".head"
UNFINISHED = ".unfinished"


class KeptHeads:
    """The heads kept in one folder, which is made with the first; see `models.generator.HeadKeeper`."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self.folder = folder
        self._key = hashlib.blake2b(secret, person=b"heads", digest_size=32).digest()

    def load(self, identity: str) -> bytes | None:
        """The state that was saved under this identity, or None where there is none or it is damaged."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        path = self._path(identity)
        try:
            sealed = path.read_bytes()
            state = ChaCha20Poly1305(self._key).decrypt(sealed[:NONCE], sealed[NONCE:], identity.encode())
        except (OSError, InvalidTag, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)  # used last: the others make room first
        return state

    def save(self, identity: str, state: bytes) -> None:
        """Keeps the state as well as can be: a full disk costs the next start some seconds, nothing else."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        nonce = secrets.token_bytes(NONCE)
        sealed = nonce + ChaCha20Poly1305(self._key).encrypt(nonce, state, identity.encode())
        with suppress(OSError):
            for folder in (self.folder.parent, self.folder):  # Not `parents`: those would be open to others.
                folder.mkdir(mode=0o700, exist_ok=True)
            self._write(self._path(identity), sealed)
            self._make_room()

    def drop(self) -> None:
        """Deletes all of them, overwritten first. Raises StoreError when one cannot be deleted."""
        for path in self._files():
            try:
                _shred(path)
            except FileNotFoundError:
                continue  # another program was faster
            except OSError as error:
                raise StoreError(
                    f"{path} could not be deleted: {error.strerror}. It is an encrypted copy of what the "
                    "model was told first; the store itself was changed as asked. Delete it by hand."
                ) from error

    def _write(self, path: Path, sealed: bytes) -> None:
        """In one step, so a reader sees the old or the new. Not synced: what a crash cuts off is noticed."""
        import tempfile

        handle, unfinished = tempfile.mkstemp(suffix=UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
            os.replace(unfinished, path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        """Deletes those used longest ago, with what a program left unfinished that died while it wrote."""
        by_use = sorted(self._files(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in by_use[MOST_KEPT:]:
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        yield from self.folder.glob(f"*{SUFFIX}")
        yield from self.folder.glob(f"*{UNFINISHED}")

    def _path(self, identity: str) -> Path:
        """Named by a keyed hash: who lacks the key cannot even tell whether a guess of the text is right."""
        name = hashlib.blake2b(identity.encode(), key=self._key, digest_size=16).hexdigest()
        return self.folder / f"{name}{SUFFIX}"


def _shred(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
