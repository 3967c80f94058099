"""What the kinds of things that are kept in step need to read the store, and to change it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import apsw

from secondme.store import Store
from secondme.sync.contents import Contents
from secondme.sync.joined import Joined
from secondme.sync.refs import Refs
from secondme.sync.registers import Version


@dataclass
class Work:
    """One run. embedder: the name of the model whose vectors follow what comes in; None queues none.

    gone_is_meant: whether much that is not here any more shall go on all machines.
    """

    store: Store
    joined: Joined
    contents: Contents
    embedder: str | None
    now: datetime
    gone_is_meant: bool = False
    _refs: Refs | None = field(default=None, repr=False)

    @property
    def refs(self) -> Refs:
        """What all machines call the memories here, as of the last `refresh`."""
        if self._refs is None:
            self._refs = Refs.of(self.db, self.joined.key)
        return self._refs

    def refresh(self) -> None:
        """To be called where memories may have come or gone."""
        self._refs = None

    @property
    def db(self) -> apsw.Connection:
        """This thread's connection."""
        return self.store.connection()


class Kind(Protocol):
    """A kind of thing that is kept in step: how it is read from the store, and how the store follows it.

    name: as it stands in the log. has_words: whether its values lie in the contents, apart from the log.
    clear: which fields of such a value stand in the log all the same.
    """

    name: str
    has_words: bool
    clear: tuple[str, ...]

    def shown(self, work: Work) -> dict[str, str]:
        """By key, a fingerprint of all that the store has of it."""

    def shown_after(self, work: Work, followed: Collection[str]) -> dict[str, str]:
        """The same, after the store followed these; the others may be left out."""

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """By key, what is to be told of these; what is gone meanwhile is left out."""

    def may_go(self, work: Work, key: str) -> bool:
        """Whether its absence says that it is gone for all, and not only that it cannot be seen here."""

    def choose(self, heads: Iterable[Version]) -> Version | None:
        """The version that holds."""

    def prepare(self, work: Work, waiting: Mapping[str, Any]) -> None:
        """What is to be done before the store follows these, outside any write."""

    def here(self, work: Work, waiting: Mapping[str, Any]) -> set[str]:
        """Those that the store has already from elsewhere, so that they wait until that goes."""

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Has the store follow, within a write; False where something it needs has not come yet.

        value: what holds; None: it is gone.
        """
