"""The store: one encrypted SQLite file, the only place where anything is remembered.

`Store` opens it and is the only write boundary; the other modules here are the verbs on its tables.
"""

from secondme.store.database import HOLD, Store, open_store

__all__ = ["HOLD", "Store", "open_store"]
