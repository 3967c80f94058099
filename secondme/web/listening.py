"""A server that waits for nobody long, and ends when it is told to."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from secondme.web.guard import App

HEAD_SECONDS = 10.0
"""So long the head of a request may take to arrive; a connection on which none does is closed."""
IDLE_SECONDS = 30
GRACE_SECONDS = 2
MOST_CONNECTIONS = 64
MOST_HEAD = 16_384


def run(app: App, listener: socket.socket) -> None:
    """Serves until the process is told to end; answers under way get a moment to."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="secondme: %(message)s")
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # It warns of each request that is broken.
    for one in (signal.SIGINT, signal.SIGTERM):  # The server raises them again once it has ended in order.
        signal.signal(one, lambda number, frame: None)
    server_of(app).run(sockets=[listener])


def server_of(app: App) -> uvicorn.Server:
    """The server for an application."""
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=MOST_HEAD,
    )
    return uvicorn.Server(config)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with a limit on how long a request's head may take: uvicorn has none."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._arm()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._arm()
        else:
            self._disarm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def _arm(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._close)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if self.conn.their_state is h11.IDLE:
            self.transport.close()
