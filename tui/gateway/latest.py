"""Searches while the person types: one at a time, and always the latest query next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.gateway.gateway import Gateway, Tell

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi

Search = Callable[["MemoryApi", str, Tell], None]


class Latest:
    """Runs `search` for `node` with the query that was wanted last; those in between are never begun."""

    def __init__(self, gateway: Gateway, node: DOMNode, search: Search) -> None:
        self._gateway = gateway
        self._node = node
        self._search = search
        self._lock = threading.Lock()
        self._query: str | None = None
        self._searching = False

    def want(self, query: str) -> None:
        """Searches for this as soon as the search under way is over."""
        with self._lock:
            self._query = query
            if self._searching or not self._gateway.is_open:
                return
            self._searching = True
        self._gateway.ask(self._node, "search", self._search_on, repeatable=True)

    def _search_on(self, memory: MemoryApi, tell: Tell) -> None:
        query: str | None = None
        try:
            while (query := self._take()) is not None:
                self._search(memory, query, tell)
        except BaseException:
            with self._lock:
                self._searching = False
                self._query = self._query or query  # Still wanted, should it be done again.
            raise

    def _take(self) -> str | None:
        with self._lock:
            query, self._query = self._query, None
            self._searching = query is not None and not self._gateway.is_stopping
            return query if self._searching else None
