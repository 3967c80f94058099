"""Keeps what was decided of a form as it is decided, one write after the other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.forms.requests import find_unfinished
from tui.gateway import Gateway, Tell

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi
    from secondme.prefill.unfinished import Unfinished


class Keeper:
    """Writes in threads for `node`; whichever comes last writes what was decided last."""

    def __init__(self, gateway: Gateway, node: DOMNode) -> None:
        self._gateway, self._node = gateway, node
        self._writing = threading.Lock()
        self._latest: Unfinished | Path | None = None

    def keep(self, unfinished: Unfinished) -> None:
        """Keeps this in place of what was kept of the form."""
        self._want(unfinished)

    def drop(self, path: Path) -> None:
        """Keeps nothing of that form any more."""
        self._want(path)

    def _want(self, latest: Unfinished | Path) -> None:
        self._latest = latest
        self._gateway.ask(self._node, "keep", self._write)

    def _write(self, memory: MemoryApi, tell: Tell) -> None:
        with self._writing:
            latest = self._latest
            if isinstance(latest, Path):
                memory.drop_form(latest)
            elif latest is not None:
                memory.keep_form(latest)
            find_unfinished(memory, tell)
