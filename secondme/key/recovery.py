"""The recovery key: 160 random bits, on paper alone, under which the key is sealed once more.

Written in base32 (RFC 4648), eight groups of four letters, and a ninth that checks them: a slip of the pen is
told from a wrong key. Digits that look like letters are read as these.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import date
from pathlib import Path

from secondme.errors import UsageError, WrongKeyError
from secondme.key.key import KEY_BYTES, Secret
from secondme.key.private import write_private
from secondme.key.sealing import read_seal, seal, unseal

RECOVERY_BYTES = 20
GROUP = 4
LOOKALIKES = str.maketrans("018", "OIB")

_PAGE = """\
Recovery key to a memory of secondme                                {made}

    {first}
    {second}
    {third}

Whoever has this and the files of the memory can read all of it. Keep it where
you keep your passport; not in the same place as the computer or its backups.

When the keyring, the key file or the passphrase is lost:

    secondme recover

It belongs to the memory in {home}.
A new one (secondme init --recovery, secondme rekey) makes this one worthless.
"""


def new_recovery() -> Secret:
    """A recovery key that nobody had before."""
    return Secret(secrets.token_bytes(RECOVERY_BYTES))


def written_recovery(recovery: bytes) -> str:
    """In nine groups of four; the last one checks the others."""
    letters = base64.b32encode(recovery).decode("ascii") + _check(recovery)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def parse_recovery(written: str) -> Secret:
    """The recovery key from its written form, with any spacing. Raises UsageError when it is miscopied."""
    letters = "".join(letter for letter in written.upper() if letter.isalnum()).translate(LOOKALIKES)
    try:
        recovery = base64.b32decode(letters[:-GROUP])
    except ValueError:
        recovery = b""
    if len(recovery) != RECOVERY_BYTES or letters[-GROUP:] != _check(recovery):
        raise UsageError(
            "That is not a recovery key: it is nine groups of four letters and digits, and they do not fit "
            "together. Nothing was changed. Compare it with the paper."
        ) from None
    return Secret(recovery)


def seal_for_recovery(secret: bytes, recovery: bytes) -> str:
    """The text of the file from which this recovery key gets the key."""
    return seal(secret, "recovery", _under(recovery))


def keep_recovery(path: Path, secret: bytes, recovery: bytes) -> None:
    """Seals the key for this recovery key in its file; an older recovery key is worthless from then on."""
    write_private(path, seal_for_recovery(secret, recovery))


def unseal_for_recovery(text: str, recovery: bytes) -> Secret:
    """The key. Raises WrongKeyError when it is another recovery key, KeyMissingError on a damaged file."""
    try:
        return unseal(read_seal(text, "recovery"), _under(recovery))
    except WrongKeyError:
        raise WrongKeyError(
            "That recovery key is of another memory, or was replaced by a newer one. Nothing was changed. "
            "Look for a newer paper."
        ) from None


def recovery_page(recovery: bytes, *, home: str, made: date) -> str:
    """A page to print, 80 columns. home: where the memory is."""
    groups = written_recovery(recovery).split("-")
    first, second, third = ("    ".join(groups[at : at + 3]) for at in (0, 3, 6))
    return _PAGE.format(first=first, second=second, third=third, home=home, made=made.isoformat())


def _under(recovery: bytes) -> bytes:
    return Secret(hashlib.blake2b(recovery, person=b"recovery", digest_size=KEY_BYTES).digest())


def _check(recovery: bytes) -> str:
    """Twenty bits as four letters; one miscopied key in a million gets past them."""
    digest = hashlib.blake2b(recovery, person=b"recovery check", digest_size=5).digest()
    return base64.b32encode(digest).decode("ascii")[:GROUP]
