"""The sources: whether they are where they were, and whether the clock is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from secondme.doctor.finding import Finding
from secondme.store import Store
from secondme.store.query import value
from secondme.store.sources import list_sources
from secondme.store.times import to_milliseconds, to_moment

AHEAD = timedelta(days=1)
"""Further than that no zone is from another."""
_LATEST = (
    "SELECT max(at) FROM (SELECT max(recorded_at) AS at FROM documents "
    "UNION SELECT max(asked_at) FROM recalls)"
)


def examine_sources(store: Store, *, now: datetime) -> Iterator[Finding]:
    """A source that is not there is kept as it was; most often a disk is not plugged in."""
    db = store.connection()
    sources = [one for one in list_sources(db) if one.kind != "told"]
    missing = [one for one in sources if not Path(one.place).exists()]
    for one in missing:
        told = f"s{one.id} is not there: {one.place}. What was read of it is kept."
        remedy = f"Plug the disk in; or, if you want it gone, secondme forget s{one.id}"
        yield Finding("sources", "warning", told, remedy)
    if sources and not missing:
        text = "The one source is" if len(sources) == 1 else f"All {len(sources)} sources are"
        yield Finding("sources", "well", f"{text} where {'it was' if len(sources) == 1 else 'they were'}.")
    latest = value(db, _LATEST)
    if latest is not None and latest > to_milliseconds(now + AHEAD):
        told = (
            f"Something was remembered on {to_moment(latest):%d %b %Y}, which is still to come by this clock."
        )
        yield Finding("sources", "warning", told, "Set the clock. What was remembered keeps its order.")
