"""The store of a home as it is, for whoever examines or copies it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from secondme.errors import WrongKeyError
from secondme.home import Home
from secondme.key import Key
from secondme.store import Store
from secondme.store.wholeness import tell_apart


@contextmanager
def opened(home: Home, key: Key) -> Iterator[Store]:
    """The store as it is: neither made nor migrated. Raises StoreError and its children."""
    store = Store(home.store, key.secret)
    try:
        yield store
    except WrongKeyError as error:
        store.close()
        raise tell_apart(home.store, key.secret, error) from error
    finally:
        store.close()
