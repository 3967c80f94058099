"""Keys of a place of backups: who may write there, who may read, and what proves that a thing is ours.

A place has an age identity of its own (X25519) and a secret for keyed hashes. Both lie in its `identity.age`,
sealed to the person's passphrase or to age recipients of theirs. A home that backs up keeps the public half
and the secret: it can seal and recognise without being asked for a passphrase, and can read nothing back.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from secondme.errors import BackupDamagedError, BackupLockedError, UsageError

HASH_BYTES = 32
_SECRET_LINE = "# secondme hash key: "
_SCRYPT = b"age-encryption.org/v1\n-> scrypt "


@dataclass(frozen=True, slots=True)
class Seal:
    """What is needed to write into a place. recipient: `age1...`; secret: 32 bytes, for keyed hashes."""

    recipient: str
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes | bytearray) -> bytearray:
        """An age file that the identity of the place opens, as does the `age` program with it."""
        from secondme.backup import age

        return age.seal(plain, self.recipient)

    def name(self, chunk: bytes | bytearray | memoryview) -> bytes:
        """What a chunk is known by: without the secret nobody can tell whether it holds a given text."""
        return hashlib.blake2b(chunk, key=self.secret, person=b"chunk", digest_size=HASH_BYTES).digest()

    def sign(self, body: bytes, about: str) -> bytes:
        """The body with a proof that it was written by a holder of the secret, as this part of this file."""
        return body + self._proof(body, about)

    def proven(self, signed: bytes, about: str) -> bytes:
        """The body again. Raises BackupDamagedError when it is not what was signed."""
        body, proof = signed[:-HASH_BYTES], signed[-HASH_BYTES:]
        if not hmac.compare_digest(proof, self._proof(body, about)):
            raise BackupDamagedError(
                f"{about} is not what was written there: it was cut, changed or forged. Nothing was taken "
                "from it. Use another snapshot or another copy of the backup; see: secondme backup verify"
            )
        return body

    def _proof(self, body: bytes, about: str) -> bytes:
        keyed = hashlib.blake2b(key=self.secret, person=b"proof", digest_size=HASH_BYTES)
        keyed.update(about.encode() + b"\0")
        keyed.update(body)
        return keyed.digest()


@dataclass(frozen=True, slots=True)
class Identity:
    """What opens a place. text: as it lies in `identity.age`, a file that `age -d -i` takes."""

    text: str = field(repr=False)

    @property
    def seal(self) -> Seal:
        """The part of it that a home keeps."""
        import pyrage

        secret = bytes.fromhex(self.text.partition(_SECRET_LINE)[2].split("\n")[0])
        own = pyrage.x25519.Identity.from_str(self.text.strip().splitlines()[-1])
        return Seal(str(own.to_public()), secret)

    def open(self, sealed: bytes | bytearray, about: str) -> bytearray:
        """What an age file of the place holds. Raises BackupDamagedError."""
        from secondme.backup import age

        try:
            return age.open_sealed(sealed, self.text.strip().splitlines()[-1])
        except age.NotOpenedError as error:
            raise BackupDamagedError(
                f"{about} does not open: it was cut or changed, or belongs to another backup. Nothing was "
                "taken from it. Use another snapshot or another copy; see: secondme backup verify"
            ) from error


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens, or shall open, the identity of a place: a passphrase, or keys of age.

    recipients: `age1...`, to close it. identities: the text of a file with `AGE-SECRET-KEY-1...` lines.
    """

    passphrase: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()
    identities: str = field(default="", repr=False)


def make_identity() -> Identity:
    """A new one, from the system's random source."""
    import pyrage

    own = pyrage.x25519.Identity.generate()
    secret = secrets.token_hex(HASH_BYTES)
    return Identity(f"# public key: {own.to_public()}\n{_SECRET_LINE}{secret}\n{own}\n")


def close_identity(identity: Identity, lock: Lock) -> bytes:
    """`identity.age`: sealed to the recipients, else to the passphrase. Raises UsageError."""
    import pyrage

    if lock.recipients:
        return bytes(pyrage.encrypt(identity.text.encode(), _recipients(lock.recipients)))
    if not lock.passphrase:
        raise UsageError("A backup needs a passphrase or a recipient of age. Nothing was written.")
    return bytes(pyrage.passphrase.encrypt(identity.text.encode(), lock.passphrase))


def open_identity(sealed: bytes, lock: Lock) -> Identity:
    """Raises BackupLockedError when passphrase or identities are the wrong ones."""
    import pyrage

    try:
        if wants_passphrase(sealed):
            text = pyrage.passphrase.decrypt(sealed, lock.passphrase)
        else:
            text = pyrage.decrypt(sealed, _identities(lock.identities))
        identity = Identity(bytes(text).decode())
        _ = identity.seal
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, IndexError) as error:
        what = "passphrase" if wants_passphrase(sealed) else "identity file"
        raise BackupLockedError(
            f"The {what} does not open this backup, or its identity.age was changed. Nothing was read. "
            f"Try the {what} again that was given when the backup was set up."
        ) from error
    return identity


def wants_passphrase(sealed: bytes) -> bool:
    """Whether `identity.age` is closed with a passphrase; else with keys of age."""
    return sealed.startswith(_SCRYPT)


def _recipients(given: Sequence[str]) -> list[Any]:
    import pyrage

    try:
        return [pyrage.x25519.Recipient.from_str(one.strip()) for one in given]
    except pyrage.RecipientError as error:
        raise UsageError(
            "A recipient is a public key of age, such as age1...; make one with age-keygen. "
            "Nothing was written."
        ) from error


def _identities(text: str) -> list[Any]:
    import pyrage

    lines = [line.strip() for line in text.splitlines()]
    return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
