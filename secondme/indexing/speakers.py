"""Who speaks in a chat, and which of them is the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondme.errors import UsageError
from secondme.indexing.trust import handles_of, mark_trust
from secondme.people.settling import settle
from secondme.people.sightings import mark_stale
from secondme.store import Store
from secondme.store.identifiers import parse_identifier
from secondme.store.query import rows
from secondme.store.sources import Source, Trust, get_source, put_source


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone in a chat. messages: how many are theirs; is_me: whether some of them count as the person's."""

    name: str
    messages: int
    is_me: bool


def speakers_in(store: Store, source: Source) -> list[Speaker]:
    """All who speak in a chat, but for machines; whoever says most comes first."""
    found = rows(
        store.connection(),
        "SELECT p.speaker, count(DISTINCT p.document_id || p.locator), max(p.trust = 'self') FROM passages p "
        "JOIN documents d ON d.id = p.document_id WHERE d.source_id = ? AND p.speaker IS NOT NULL "
        "AND p.role IS NOT 'assistant' GROUP BY p.speaker ORDER BY 2 DESC, p.speaker",
        source.id,
    )
    return [Speaker(name, messages, bool(is_me)) for name, messages, is_me in found]


def speakers_of(store: Store, identifier: str) -> list[Speaker]:
    """All who speak in the source `s2`. Raises NotFoundError, UsageError for what is no source."""
    return speakers_in(store, _source_of(store, identifier))


def take_as_mine(store: Store, source: Source, names: Sequence[str], *, now: datetime) -> None:
    """Keeps under which names the person speaks in a chat; their words count as the person's at once."""
    _put(store, source, trust=None, me="\n".join(names), now=now)


def entrust(
    store: Store, identifier: str, *, trust: Trust | None = None, me: str | None = None, now: datetime
) -> Source:
    """Has the source `s2` be trusted so far, or these be the person's names in it; None leaves it as it is.

    All that is remembered of it is judged anew; the disk is not looked at. Raises NotFoundError, UsageError.
    """
    source = _source_of(store, identifier)
    if source.kind == "told":
        raise UsageError("What you told is yours. Nothing was changed.")
    return _put(store, source, trust=trust, me=me, now=now)


def _put(store: Store, source: Source, *, trust: Trust | None, me: str | None, now: datetime) -> Source:
    with store.write() as db:
        put = put_source(db, source.kind, source.place, now=now, reader=source.reader, trust=trust, me=me)
        mark_trust(db, put, handles_of(db))
        if me is not None:
            mark_stale(db)
            settle(db)
    return put


def _source_of(store: Store, identifier: str) -> Source:
    named = parse_identifier(identifier)
    if named.kind != "source":
        raise UsageError(f"{identifier} is no source. Nothing was changed. See: secondme sources")
    return get_source(store.connection(), named.number)
