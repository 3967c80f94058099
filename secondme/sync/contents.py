"""The words themselves, in packs apart from the log: so they can go when they are forgotten.

The log says what happened, by names of contents; a pack holds some contents with their names. No pack is
changed: one with something in it that nobody needs any more is written anew without it, and deleted.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from secondme.errors import SyncDamagedError
from secondme.store import Store
from secondme.store.query import rows
from secondme.sync.folder import SharedFolder
from secondme.sync.sealing import SyncKey, canonical

PACK_BYTES = 1 << 20
"""About so much goes into one pack before it is pressed."""
AT_HAND = 4
"""So many opened packs are kept in memory."""


class Contents:
    """The packs of a folder, and in which of them everything is. Not safe to use from several threads."""

    def __init__(self, store: Store, folder: SharedFolder, key: SyncKey) -> None:
        self._store, self._folder, self._key = store, folder, key
        self._opened: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def look(self, packs: Iterable[str]) -> list[str]:
        """Takes in which packs lie there; returns what could not be opened, in words."""
        there = set(packs)
        known = {
            pack for (pack,) in rows(self._store.connection(), "SELECT DISTINCT pack FROM sync_contents")
        }
        problems = []
        for pack in sorted(there - known):
            try:
                self._index(pack, self._open(pack))
            except SyncDamagedError as error:
                problems.append(str(error))
        if gone := known - there:
            with self._store.write() as db:
                db.executemany("DELETE FROM sync_contents WHERE pack = ?", ((pack,) for pack in gone))
        return problems

    def get(self, name: str) -> Any | None:
        """The content of that name; None where it has not come yet."""
        sql = "SELECT pack FROM sync_contents WHERE name = ? ORDER BY pack"
        for (pack,) in rows(self._store.connection(), sql, name):
            with suppress(SyncDamagedError):
                return self._open(pack).get(name)
        return None

    def has(self, name: str) -> bool:
        """Whether it lies in the folder, as far as was looked."""
        sql = "SELECT 1 FROM sync_contents WHERE name = ?"
        return bool(rows(self._store.connection(), sql, name))

    def put(self, contents: Iterable[Any]) -> list[str]:
        """Puts contents into the folder, those that are not there; returns their names in order."""
        names: list[str] = []
        waiting: dict[str, Any] = {}
        size = 0
        for content in contents:
            plain = canonical(content)
            name = self._key.hash(plain)
            names.append(name)
            if name in waiting or self.has(name):
                continue
            waiting[name] = content
            size += len(plain)
            if size >= PACK_BYTES:
                self._write_untold(waiting)
                waiting, size = {}, 0
        if waiting:
            self._write_untold(waiting)
        return names

    def tidy(self) -> int:
        """Has the folder hold no more what nobody needs; returns how many contents went."""
        sql = "SELECT DISTINCT c.pack FROM sync_contents c JOIN sync_dropped d ON d.name = c.name ORDER BY 1"
        gone = 0
        for (pack,) in rows(self._store.connection(), sql):
            with suppress(SyncDamagedError):
                gone += self._rewrite(pack)
        return gone

    def _rewrite(self, pack: str) -> int:
        held = self._open(pack)
        dropped = {name for (name,) in rows(self._store.connection(), "SELECT name FROM sync_dropped")}
        left = {name: content for name, content in held.items() if name not in dropped}
        if left:
            self._write(left)
        self._folder.pack(pack).unlink(missing_ok=True)
        self._opened.pop(pack, None)
        with self._store.write() as db:
            db.execute("DELETE FROM sync_contents WHERE pack = ?", (pack,))
        return len(held) - len(left)

    def _write_untold(self, contents: Mapping[str, Any]) -> None:
        """Writes what the log does not name yet: if this process ends before it does, it goes again."""
        with self._store.write() as db:
            sql = (
                "INSERT OR IGNORE INTO sync_dropped SELECT ?1 "
                "WHERE NOT EXISTS (SELECT 1 FROM sync_heads WHERE content = ?1)"
            )
            db.executemany(sql, ((name,) for name in contents))
        self._write(contents)

    def _write(self, contents: Mapping[str, Any]) -> None:
        pack = self._key.hash(canonical(sorted(contents)))
        sealed = self._key.seal(dict(contents), _about(pack))
        self._folder.write(self._folder.pack(pack), sealed)
        self._index(pack, contents)

    def _index(self, pack: str, contents: Iterable[str]) -> None:
        with self._store.write() as db:
            sql = "INSERT OR IGNORE INTO sync_contents VALUES (?, ?)"
            db.executemany(sql, ((name, pack) for name in contents))

    def _open(self, pack: str) -> dict[str, Any]:
        """What the pack holds. Raises SyncDamagedError."""
        if pack not in self._opened:
            held = self._key.open(self._folder.read(self._folder.pack(pack)), _about(pack))
            if not isinstance(held, dict):
                raise SyncDamagedError(f"{_about(pack)} holds something else. Nothing was taken from it.")
            self._opened[pack] = dict(_genuine(held, self._key))
            if len(self._opened) > AT_HAND:
                self._opened.popitem(last=False)
        return self._opened[pack]


def _genuine(held: Mapping[str, Any], key: SyncKey) -> Iterator[tuple[str, Any]]:
    """What goes by its own name."""
    return ((name, content) for name, content in held.items() if key.name(content) == name)


def _about(pack: str) -> str:
    return f"pack {pack}"
