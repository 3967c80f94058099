"""Downloads of models, which go on wherever the person is."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.signal import Signal

from tui.gateway.gateway import Gateway

if TYPE_CHECKING:
    from tui.gateway.indexing import Indexing
    from tui.models.messages import PullEnded, PullMoved


class Downloads:
    """What is on its way, by the name of the model. The app hears how far it is and hands it on here."""

    def __init__(self, gateway: Gateway, app: DOMNode, indexing: Indexing) -> None:
        self._gateway = gateway
        self._app = app
        self._indexing = indexing
        self._cancels: dict[str, threading.Event] = {}
        self.coming: dict[str, PullMoved] = {}
        self.moved: Signal[PullMoved | PullEnded] = Signal(app, "downloads moved")

    def begin(self, name: str) -> None:
        """Fetches a model in the background; one that is coming already goes on."""
        if name in self._cancels:
            return
        from tui.models.messages import PullMoved
        from tui.models.requests import pull

        cancelled = self._cancels[name] = self._gateway.cancellable()
        self.show(PullMoved(name, "finding", 0, None))
        self._gateway.aside(self._app, f"pull {name}", partial(pull, self._gateway.home, name, cancelled))

    def call_off(self, name: str) -> bool:
        """Stops it, to be gone on with some day; False where it is not coming."""
        if name not in self._cancels:
            return False
        self._cancels[name].set()
        return True

    def show(self, message: PullMoved) -> None:
        """How far one is."""
        self.coming[message.name] = message
        self.moved.publish(message)

    def end(self, message: PullEnded) -> str:
        """One is over; returns what to tell, if anything. What has no vectors of it yet gets some."""
        self.coming.pop(message.name, None)
        cancelled = self._cancels.pop(message.name, None)
        self.moved.publish(message)
        if message.is_here:
            self._indexing.embed_missing()
            self._gateway.read_status()
            return f"{message.name} is here, its hash checked."
        if cancelled is not None and cancelled.is_set():
            return f"{message.name} was called off; it goes on where it was next time."
        return ""
