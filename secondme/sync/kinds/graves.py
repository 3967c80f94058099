"""What was forgotten: hashes without content, and the keys with which each machine makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from secondme.forgetting.buried import find_buried
from secondme.forgetting.choosing import Going
from secondme.forgetting.forgetting import forget_units
from secondme.store.forgetting import keys_elsewhere, put_key_elsewhere
from secondme.store.query import rows
from secondme.sync.kinds.kind import Plain
from secondme.sync.work import Work


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
            units = tuple(find_buried(work.store, work.db, hashes))
            forget_units(work.store, Going(units, "what was forgotten on another machine"), now=work.now)

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has it not come back."""
        if value is not None:
            put = "INSERT OR IGNORE INTO tombstones VALUES (?, ?)"
            work.db.execute(put, (bytes.fromhex(key), int(value["at"])))
        return True
