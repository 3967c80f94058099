"""What the tests of keys share: a passphrase that costs little, and a memory with something in it."""

from __future__ import annotations

from pathlib import Path

import pytest

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
