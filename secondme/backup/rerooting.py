"""Sources that lie elsewhere on this machine than on the one that was backed up."""

from __future__ import annotations

from pathlib import Path

from secondme.errors import UsageError
from secondme.store import Store
from secondme.store.sources import set_place


def reroot(store: Store, number: int, place: Path) -> Path:
    """Has a source lie at `place` from now on: what is remembered of it stays, and files that did not change
    are not read again. Raises UsageError when there is nothing, or another source already.
    """
    place = place.expanduser().absolute()
    if not place.exists():
        raise UsageError(f"There is nothing at {place}. Nothing was changed. Check the path.")
    place = place.resolve()
    with store.write() as db:
        set_place(db, number, str(place))
    return place
