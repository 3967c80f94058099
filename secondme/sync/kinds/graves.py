"""What was forgotten: hashes without content, and the keys with which each machine makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apsw

from secondme.forgetting.choosing import Going
from secondme.forgetting.forgetting import forget_units
from secondme.store import Store
from secondme.store.forgetting import (
    SAYING,
    hashes_of,
    keys_elsewhere,
    memory_name,
    passage_name,
    put_key_elsewhere,
)
from secondme.store.identifiers import Identifier
from secondme.store.query import rows
from secondme.sync.kinds.kind import Plain
from secondme.sync.work import Work

_DOCUMENTS = "SELECT id, content_hash FROM documents WHERE content_hash <> '' ORDER BY id"
_PASSAGES = (
    "SELECT p.id, d.key, p.text FROM passages p JOIN documents d ON d.id = p.document_id ORDER BY p.id"
)
_MEMORIES = f"SELECT id, {SAYING} FROM memories WHERE made_by <> 'person' ORDER BY id"


class GraveKeys(Plain):
    """By machine, its key for hashes of what was forgotten there."""

    name = "grave key"

    def shown(self, work: Work) -> dict[str, str]:
        """This machine's and those that were told."""
        own = {work.joined.device: work.store.fingerprint_key}
        return {
            machine: work.joined.key.hash(key) for machine, key in (keys_elsewhere(work.db) | own).items()
        }

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """This machine's key; others tell their own."""
        own = work.joined.device
        return {one: {"key": work.store.fingerprint_key.hex()} for one in keys if one == own}

    def may_go(self, work: Work, key: str) -> bool:
        """A key never goes."""
        return False

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Keeps it."""
        if value is not None and key != work.joined.device:
            put_key_elsewhere(work.db, key, bytes.fromhex(value["key"]))
        return True


class Graves(Plain):
    """The hashes. One never goes."""

    name = "grave"

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are."""
        return {one.hex(): "forgotten" for (one,) in rows(work.db, "SELECT hash FROM tombstones")}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """When it was."""
        wanted = set(keys)
        found = rows(work.db, "SELECT hash, forgotten_at FROM tombstones")
        return {one.hex(): {"at": at} for one, at in found if one.hex() in wanted}

    def may_go(self, work: Work, key: str) -> bool:
        """What is forgotten stays forgotten."""
        return False

    def prepare(self, work: Work, waiting: Mapping[str, Any]) -> None:
        """Forgets here what was forgotten elsewhere, wherever it came from."""
        hashes = {bytes.fromhex(key) for key, value in waiting.items() if value is not None}
        if hashes:
            units = tuple(_meant(work.store, work.db, hashes))
            forget_units(work.store, Going(units, "what was forgotten on another machine"), now=work.now)

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has it not come back."""
        if value is not None:
            put = "INSERT OR IGNORE INTO tombstones VALUES (?, ?)"
            work.db.execute(put, (bytes.fromhex(key), int(value["at"])))
        return True


def _meant(store: Store, db: apsw.Connection, hashes: set[bytes]) -> Iterator[Identifier]:
    """The documents, passages and memories here that go by any of these hashes."""
    for number, *saying in rows(db, _MEMORIES):
        if not hashes.isdisjoint(hashes_of(store, db, memory_name(*saying))):
            yield Identifier("memory", number)
    for number, content in rows(db, _DOCUMENTS):
        if not hashes.isdisjoint(hashes_of(store, db, content)):
            yield Identifier("document", number)
    for number, key, text in rows(db, _PASSAGES):
        if not hashes.isdisjoint(hashes_of(store, db, passage_name(key, text))):
            yield Identifier("passage", number)
