"""What is done while the person reads or types: the running summary is refined, and stopped at the next
line.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from secondme.cli.session import Session

if TYPE_CHECKING:
    from secondme.conversation.turn import Exchange


class Idle:
    """One piece of work in a thread of its own, that nobody waits for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, exchange: Exchange) -> None:
        """Begins after an answer; returns at once."""
        if exchange.ending not in {"answered", "unknown"} or not exchange.read:
            return
        self._stopped = threading.Event()
        work = (exchange.conversation, self._stopped)
        self._thread = threading.Thread(target=self._refine, args=work, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Ends it within a token."""
        if self._thread is not None:
            self._stopped.set()
            self._thread.join()
            self._thread = None

    def _refine(self, conversation: str, stopped: threading.Event) -> None:
        try:
            self._session.memory.refine(conversation, cancelled=stopped)
        except Exception as error:
            # Nobody asked for it, so nobody is told; the summary will do as it is. Our faults stay visible.
            if getattr(error, "exit_code", None) is None:
                raise
