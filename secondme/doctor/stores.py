"""The encrypted file: whether every page of it reads, and whether what it says fits together."""

from __future__ import annotations

from collections.abc import Iterator

from secondme.doctor.finding import Finding
from secondme.errors import StoreDamagedError
from secondme.store import Store
from secondme.store.database import PLAIN_HEADER
from secondme.store.migrations import shipped
from secondme.store.query import rows, value

MOST_TOLD = 3
"""Complaints of SQLite's that are repeated; the first ones say what is wrong."""


def examine_store(store: Store, *, thorough: bool) -> Iterator[Finding]:
    """Raises StoreError and its children where the file does not open."""
    with store.path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            yield Finding("store", "wrong", f"{store.path} is not encrypted.", "Move it away.")
            return
    yield from _pages(store, thorough)
    yield from _references(store)
    yield from _schema(store)


def _pages(store: Store, thorough: bool) -> Iterator[Finding]:
    check = "integrity_check" if thorough else "quick_check"
    try:
        said = [str(text) for (text,) in rows(store.connection(), f"PRAGMA {check}")]
    except StoreDamagedError as error:
        said = [str(error)]
    size = sum(path.stat().st_size for path in store.path.parent.glob(f"{store.path.name}*")) / 1e6
    if said == ["ok"]:
        yield Finding("store", "well", f"The store is intact ({size:,.1f} MB, {check}).")
        return
    told = "; ".join(said[:MOST_TOLD])
    yield Finding(
        "store",
        "wrong",
        f"The store is damaged: {told}",
        "See what can be saved: secondme repair",
    )


def _references(store: Store) -> Iterator[Finding]:
    broken = rows(store.connection(), "PRAGMA foreign_key_check")
    if broken:
        tables = ", ".join(sorted({str(table) for table, *_ in broken}))
        yield Finding(
            "store", "wrong", f"{len(broken)} rows point at nothing ({tables}).", "Please report it."
        )
    unfounded = value(
        store.connection(),
        "SELECT count(*) FROM memories WHERE id NOT IN (SELECT memory_id FROM evidence)",
    )
    if unfounded:
        yield Finding("store", "wrong", f"{unfounded} memories rest on nothing.", "Please report it.")


def _schema(store: Store) -> Iterator[Finding]:
    done = {name for (name,) in rows(store.connection(), "SELECT name FROM migrations")}
    known = {one.name for one in shipped()}
    if done - known:
        newest = max(done - known)
        yield Finding("store", "wrong", f"A newer secondme wrote the store ({newest}).", "Install that one.")
    elif known - done:
        yield Finding("store", "well", "The store is of an older secondme; opening it brings it up to date.")
