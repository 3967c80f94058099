"""The key to the store: 32 random bytes, and the ways to have it.

A way is a place where the key lies (the desktop's keyring, a file, a credential of systemd) or lies sealed
(with a passphrase, with the recovery key on paper). Each wraps the same key, so ways come and go without
touching the store. Why: docs/decisions/keys.md
"""

from secondme.key.desktop import KEYRING_SERVICE, KEYRING_VARIABLE, trusted_keyring
from secondme.key.finding import Ask, Note, create_key, find_key, need_key
from secondme.key.key import KEY_BYTES, KeptIn, Key, Secret, identity, parse_key
from secondme.key.private import write_key_file, write_private

__all__ = [
    "KEYRING_SERVICE",
    "KEYRING_VARIABLE",
    "KEY_BYTES",
    "Ask",
    "KeptIn",
    "Key",
    "Note",
    "Secret",
    "create_key",
    "find_key",
    "identity",
    "need_key",
    "parse_key",
    "trusted_keyring",
    "write_key_file",
    "write_private",
]
