"""The far end of the socket, for whoever has verbs to ask of it."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import Any

from secondme.daemon.connection import OnEvent


class Remote(ABC):
    """Some of the verbs of a memory that a daemon has open."""

    @abstractmethod
    def _call(
        self,
        verb: str,
        body: dict[str, Any],
        events: OnEvent | None = None,
        cancelled: threading.Event | None = None,
    ) -> Any:
        """What the daemon answers to a verb."""
