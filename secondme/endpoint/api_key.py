"""The API key of an endpoint: in the keyring, or in a file that only its owner reads; bound to its server.

endpoint-key    in the home: {"origin", "entry"}, the keyring's name for it, or {"origin", "key"}
"""

from __future__ import annotations

import json
import uuid

from models.errors import ModelError
from secondme.home import Home
from secondme.key import KEYRING_SERVICE, trusted_keyring, write_private

PREFIX = "endpoint "


def keep(home: Home, origin: str, key: str) -> str:
    """Keeps the key for this server alone; says where: "keyring" or "file"."""
    drop(home)
    entry = f"{PREFIX}{uuid.uuid4().hex}"
    if _keep_in_keyring(entry, key):
        write_private(home.endpoint_key, json.dumps({"origin": origin, "entry": entry}))
        return "keyring"
    write_private(home.endpoint_key, json.dumps({"origin": origin, "key": key}))
    return "file"


def find(home: Home, origin: str) -> str | None:
    """The key for this server, None where it has none. Raises ModelError when it cannot be read."""
    kept = _read(home)
    if kept is None or kept.get("origin") != origin:
        return None
    if "key" in kept:
        return kept["key"]
    keyring = trusted_keyring()
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(KEYRING_SERVICE, kept.get("entry", "")) if keyring else None
    except KeyringError as error:
        raise _lost(type(error).__name__) from error
    if not found:
        raise _lost("it has none")
    return str(found)


def drop(home: Home) -> None:
    """Forgets the key, in the keyring too."""
    kept = _read(home)
    if kept and "entry" in kept and (keyring := trusted_keyring()) is not None:
        from contextlib import suppress

        from keyring.errors import KeyringError

        with suppress(KeyringError):
            keyring.delete_password(KEYRING_SERVICE, kept["entry"])
    home.endpoint_key.unlink(missing_ok=True)


def _read(home: Home) -> dict[str, str] | None:
    try:
        read = json.loads(home.endpoint_key.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in read.items()} if isinstance(read, dict) else {}


def _keep_in_keyring(entry: str, key: str) -> bool:
    keyring = trusted_keyring()
    if keyring is None:
        return False
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, entry, key)
    except KeyringError:
        return False
    return True


def _lost(why: str) -> ModelError:
    return ModelError(
        f"The keyring did not give the API key of your endpoint ({why}). Nothing was sent. Unlock the "
        "keyring, or give the key again: secondme models use-endpoint --with-key"
    )
