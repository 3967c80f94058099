"""The store of a home as it is, for whoever examines or copies it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from secondme.errors import KeyMissingError
from secondme.home import Home
from secondme.key import find_key
from secondme.store import Store


@contextmanager
def opened(home: Home) -> Iterator[Store]:
    """The store as it is: neither made nor migrated. Raises StoreError and its children."""
    key = find_key(home)
    if key is None:
        raise KeyMissingError(f"The key to {home.store} is nowhere to be found. The store is untouched.")
    store = Store(home.store, key.secret)
    try:
        yield store
    finally:
        store.close()
