"""The server: each browser window that is let in gets the app, in a process of its own.

It is that of textual-serve, which draws the app in the page and has neither a lock nor fonts of its own: the
door stands before it, and the page is ours and loads nothing from the web.
"""

from __future__ import annotations

import asyncio
import logging
import shlex
import signal
import socket
import sys
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from textual_serve.server import Server

from tui.browser.door import Door, guard_headers

PAGE = Path(__file__).parent / "page"
MOST_WINDOWS = 4
"""Each has the memory open, unless a daemon has it for all of them."""


class BrowserServer(Server):
    """Serves the app on a socket of this machine."""

    def __init__(self, home: str | None, listener: socket.socket) -> None:
        port = int(listener.getsockname()[1])
        place = () if home is None else ("--home", home)
        command = shlex.join((sys.executable, "-P", "-m", "secondme", *place))
        super().__init__(command, "127.0.0.1", port, "secondme", templates_path=PAGE)
        self.door = Door(port)
        self._listener = listener
        self._windows = asyncio.Semaphore(MOST_WINDOWS)

    def run(self) -> None:
        """Serves until the process is told to end."""
        logging.getLogger("textual-serve").setLevel(logging.ERROR)
        loop = asyncio.new_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.request_exit)
        web.run_app(
            self._make_app(),
            sock=self._listener,
            handle_signals=False,
            loop=loop,
            print=None,
            access_log=None,
        )

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self.door.keep])
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.static("/static", self.statics_path, name="static"),
                web.static("/page", PAGE),
            ]
        )
        app.on_response_prepare.append(guard_headers)
        return app

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A window of the app; too many at once are turned away."""
        if self._windows.locked():
            raise web.HTTPServiceUnavailable(text=f"{MOST_WINDOWS} windows are open already. Close one.\n")
        async with self._windows:
            return await super().handle_websocket(request)
