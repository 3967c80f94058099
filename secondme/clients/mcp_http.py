"""The Model Context Protocol over HTTP (its transport "Streamable HTTP"), on this machine alone.

Who comes in is decided by `secondme.web.guard`; what a client gets by `serving`, as on standard input. A
session belongs to the client that began it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import INVALID_REQUEST
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from secondme.clients.door import Door, rest_when_idle, who_knows
from secondme.clients.mcp import make_server
from secondme.web.guard import CLIENT, Guard, Receive, Refusal, Refused, Scope, Send
from secondme.web.listening import run
from secondme.web.port import listen, port_of

if TYPE_CHECKING:
    from secondme.daemon.api import MemoryApi

PATH = "/mcp"
MOST_BYTES = 262_144
MOST_SESSIONS = 64
SESSION_SECONDS = 1_800.0


def run_http(
    port: int,
    open_memory: Callable[[], MemoryApi],
    close: Callable[[], None],
    on_start: Callable[[str], None],
) -> None:
    """Serves every client with a token until the process is told to end. on_start: is told the address."""
    listener = listen(port)
    on_start(f"http://127.0.0.1:{port_of(listener)}{PATH}")
    run(make_app(Door(open_memory, close), port_of(listener)), listener)


def make_app(door: Door, port: int) -> Guard:
    """The application that answers on that port."""
    server = make_server(lambda context: str(context.request.scope[CLIENT]), door)
    manager = StreamableHTTPSessionManager(
        server,
        session_idle_timeout=SESSION_SECONDS,
        max_request_body_size=MOST_BYTES,
        max_sessions=MOST_SESSIONS,
    )

    @asynccontextmanager
    async def alive(app: Starlette) -> AsyncIterator[None]:
        async with manager.run(), anyio.create_task_group() as tasks:
            tasks.start_soon(rest_when_idle, door)
            yield
            tasks.cancel_scope.cancel()

    class Endpoint:
        """What is asked at the one path, with whom the session belongs to."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            scope["user"] = AuthenticatedUser(AccessToken(token="", client_id=scope[CLIENT], scopes=[]))
            await manager.asgi_app(scope, receive, send)

    app = Starlette(
        routes=[Route(PATH, endpoint=Endpoint())], lifespan=alive, exception_handlers={404: _nowhere}
    )
    return Guard(app, who_knows(door), told, port=port, most_bytes=MOST_BYTES)


def told(refusal: Refusal) -> Any:
    """A refusal in the form of JSON-RPC."""
    error = {"code": INVALID_REQUEST, "message": refusal.message, "data": {"reason": refusal.code}}
    return {"jsonrpc": "2.0", "id": None, "error": error}


async def _nowhere(request: Any, error: Exception) -> JSONResponse:
    nothing = Refused(404, "no_such_path", f"There is nothing at this path. The protocol is at {PATH}.")
    return JSONResponse(told(nothing.refusal), 404)
