"""What the tests of keys share: a passphrase that costs little, and a memory with something in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from keyring import backend
from keyring.errors import PasswordDeleteError

import secondme
from secondme.home import Home, find_home
from secondme.key import Key, find_key, passphrase


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with the least memory: what is tested here is not how long it takes."""
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 64)
    monkeypatch.setattr(passphrase, "PASSES", 1)


@pytest.fixture
def place(home: Path) -> Home:
    """A home with a memory that knows one thing; its key is in a file."""
    with secondme.open(home) as memory:
        memory.remember("The spare key is with Beathag.")
    return find_home(home)


@pytest.fixture
def key(place: Home) -> Key:
    """Its key."""
    found = find_key(place)
    assert found is not None
    return found


class DesktopKeyring:
    """Stands in for the desktop's keyring; its module's name is that of a trusted one."""

    priority = 5

    def __init__(self, kept: dict[str, str]) -> None:
        self.kept = kept

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get(name)

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[name] = password

    def delete_password(self, service: str, name: str) -> None:
        if self.kept.pop(name, None) is None:
            raise PasswordDeleteError(name)


DesktopKeyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the desktop's keyring holds."""
    kept: dict[str, str] = {}
    monkeypatch.delenv("SECONDME_KEYRING")
    monkeypatch.setattr(backend, "get_all_keyring", lambda: [DesktopKeyring(kept)])
    return kept
