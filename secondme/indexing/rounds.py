"""One round of indexing: look at the sources, read what is queued, make the vectors that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from ingest import Options, UnreadableError
from secondme.engines import Engines
from secondme.errors import UsageError
from secondme.indexing.catching_up import catch_up
from secondme.indexing.exports import WHOLE
from secondme.indexing.imported import not_imported
from secondme.indexing.indexed import Indexed
from secondme.indexing.progress import OnProgress
from secondme.indexing.ranks import CHAT
from secondme.indexing.reading import read_waiting
from secondme.indexing.reconcile import look, retire
from secondme.indexing.trust import LETTERS, handles_of, mark_trust
from secondme.people.guessing import likely_own_address
from secondme.people.settling import settle_people
from secondme.store import Store
from secondme.store.files import list_problems
from secondme.store.jobs import enqueue, priority_of
from secondme.store.query import value
from secondme.store.sources import Source, Trust, delete_source, find_source, put_source
from secondme.typed_path import require_storable

Below = Mapping[int, Sequence[str]]
"""By the number of a source: the keys of the folders and files to look at. Others are looked at whole."""


def index_sources(
    store: Store,
    engines: Engines,
    sources: Sequence[Source],
    *,
    options: Options,
    now: datetime,
    on_progress: OnProgress,
    below: Below | None = None,
) -> Indexed:
    """Looks at these sources and works through all that is queued, also by earlier rounds."""
    from secondme.suspicion.reviewing import review

    review(store)
    left_out: list[tuple[str, str]] = []
    exports: list[tuple[str, str]] = []
    looked = [
        look(
            store,
            source,
            now=now,
            options=options,
            below=(below or {}).get(source.id),
            on_progress=on_progress,
        )
        for source in sources
    ]
    changes = tuple((one.source, retire(store, one, on_progress=on_progress)) for one in looked)
    documents = read_waiting(
        store,
        embedder=engines.shelf.chosen("embedder"),
        now=now,
        options=options,
        on_progress=on_progress,
        on_problem=lambda place, reason: left_out.append((place, reason)),
        on_export=lambda path, kind: exports.append((str(path), kind)),
    )
    settle_people(store)
    vectors = catch_up(store, engines, now=now, on_progress=on_progress)
    db = store.connection()
    return Indexed(
        documents,
        vectors,
        changes,
        tuple(left_out),
        not_imported(db, exports),
        likely_own_address(db, LETTERS) if documents else "",
    )


def put_place(
    store: Store,
    kind: Literal["folder", "chat"],
    path: Path,
    *,
    reader: str,
    trust: Trust | None,
    me: str | None,
    now: datetime,
) -> Source:
    """The source at `path`, made or brought up to date; an export is queued even when it is as it was.

    Where its trust or the person's names in it are others than before, all that is remembered of it is
    judged anew. Raises UsageError when there is nothing at `path`, or when its name is not valid UTF-8.
    """
    place = path.expanduser().absolute()
    if not place.exists():
        raise UsageError(f"There is nothing at {place}. Nothing was changed. Check the path.")
    place = place.resolve()
    require_storable(place)
    with store.write() as db:
        before = find_source(db, kind, str(place))
        source = put_source(db, kind, str(place), now=now, reader=reader, trust=trust, me=me)
        if before is not None and (before.trust, before.me) != (source.trust, source.me):
            mark_trust(db, source, handles_of(db))
        if kind == "chat":
            enqueue(db, "read", WHOLE, now=now, source=source.id, priority=priority_of(CHAT, now, now))
    return source


def withdraw_unreadable(store: Store, source: Source) -> None:
    """Raises UnreadableError for an export that gave nothing at all, and does not keep it as a source."""
    db = store.connection()
    reason = next((one.reason for one in list_problems(db, source=source.id)), None)
    if reason is None or value(db, "SELECT count(*) FROM documents WHERE source_id = ?", source.id):
        return
    with store.write() as db:
        delete_source(db, source)
    raise UnreadableError(Path(source.place), reason)
