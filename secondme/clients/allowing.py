"""What the person says of clients: which may read what, and which may write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import apsw

from secondme.clients.arguments import read_name
from secondme.errors import NotFoundError, UsageError
from secondme.recall.conditions import SYNONYMS
from secondme.store import Store
from secondme.store.clients import (
    NOTHING,
    Client,
    ClientUse,
    Masked,
    Permission,
    list_clients,
    list_uses,
    put_permission,
)
from secondme.store.query import rows
from secondme.store.sources import Source, list_sources


def allow(
    store: Store,
    name: str,
    *,
    read: bool,
    write: bool,
    sources: Sequence[str],
    kinds: Sequence[str],
    mask: Sequence[str],
    secrets: bool,
    now: datetime,
) -> Client:
    """Has a client do just this from now on; without sources or kinds it reads all. Raises UsageError.

    mask: "names", "numbers": what it is not told. secrets: it is told those too.
    """
    read_name(name)
    if not (read or write):
        raise UsageError("Say what it may do: --read, --write or both. Nothing was changed.")
    if (sources or kinds) and not read:
        raise UsageError("--source and --kind say what it may read, so say --read too. Nothing was changed.")
    masks = read_masks(mask, secrets=secrets)
    with store.write() as db:
        only = tuple(dict.fromkeys(find_source(db, one).id for one in sources)) if sources else None
        among = tuple(dict.fromkeys(find_kind(db, one) for one in kinds)) if kinds else None
        put_permission(db, name, Permission(read, write, only, among, masks), now=now)
    return find_client(store, name)


def read_masks(mask: Sequence[str], *, secrets: bool) -> tuple[Masked, ...]:
    """What a client is not told; secrets never, unless the person says so. Raises UsageError."""
    if unknown := [one for one in mask if one not in ("names", "numbers")]:
        raise UsageError(f"{unknown[0]} is nothing to mask. Nothing was changed. There is: names, numbers.")
    among: tuple[Masked, ...] = ("secrets", "names", "numbers")
    return tuple(one for one in among if one in mask or (one == "secrets" and not secrets))


def deny(store: Store, name: str, *, now: datetime) -> Client:
    """Has a client do nothing from now on. Raises NotFoundError."""
    find_client(store, name)
    with store.write() as db:
        put_permission(db, name, NOTHING, now=now)
    return find_client(store, name)


def find_client(store: Store, name: str) -> Client:
    """The client of that name. Raises NotFoundError."""
    for one in list_clients(store.connection()):
        if one.name == name:
            return one
    raise NotFoundError(
        f"No client is called {name}. Nothing was changed. See which there are: secondme clients"
    )


def read_log(store: Store, name: str | None, most: int | None) -> list[ClientUse]:
    """What clients did, oldest first. Raises NotFoundError for a name that no client has."""
    if name is not None:
        find_client(store, name)
    return list_uses(store.connection(), name, most)


def find_source(db: apsw.Connection, named: str) -> Source:
    """The source of that identifier, place, or last part of a place. Raises UsageError."""
    known = list_sources(db)
    place = str(Path(named).expanduser().absolute())
    found = (
        [one for one in known if f"s{one.id}" == named.lower()]
        or [one for one in known if one.place in (named, place)]
        or [one for one in known if one.place and Path(one.place).name == named]
    )
    if len(found) != 1:
        why = "names no source" if not found else "names several sources"
        raise UsageError(f"{named} {why}. Nothing was changed. Their identifiers are in: secondme sources")
    return found[0]


def find_kind(db: apsw.Connection, named: str) -> str:
    """A kind of source or document that there is, as `in:` takes it in a question. Raises UsageError."""
    kind = SYNONYMS.get(named.lower(), named.lower())
    known = {one for row in rows(db, "SELECT kind, reader FROM sources") for one in row if one}
    known |= {one for (one,) in rows(db, "SELECT DISTINCT kind FROM documents")}
    if kind not in known or not re.fullmatch(r"[\w.+-]+", kind):
        there_are = ", ".join(sorted(known)) or "none yet"
        raise UsageError(
            f"Nothing of the kind {named} is remembered. Nothing was changed. There is: {there_are}."
        )
    return kind
