"""Who may come in over HTTP: programs of this machine that know a token, and no web page.

A page in a browser can send requests to ports of this machine, and by a name of its own that it has point
here it can even read the replies (DNS rebinding). So the host must be this machine by name, whatever has an
origin is turned away, and nothing is said that would let a browser show a reply to a page (no CORS).
"""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import anyio

from secondme.web.pace import Pace

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CLIENT = "secondme.client"
"""Where in the scope of a request the name of the client stands."""
HOSTS = ("127.0.0.1", "localhost", "[::1]")
BODY_SECONDS = 15.0
MOST_TOKEN = 200
MOST_DROPPED = 8_388_608
"""Bytes of a body that is too large, which are read so that its sender hears the answer."""
RATE, BURST = 20.0, 100
FALSE_RATE, FALSE_BURST = 2.0, 20
"""Requests a second, and at once: of one client, and of all that have no token that counts."""

log = logging.getLogger("secondme.web")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away. code: a word for programs."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """A request is turned away."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refusal = Refusal(status, code, message, named)


Whose = Callable[[str], Awaitable[str | None]]
Tell = Callable[[Refusal], Any]


class Guard:
    """Stands before an application of the ASGI; what comes through has a name and a whole, small body."""

    def __init__(
        self,
        app: App,
        whose: Whose,
        tell: Tell,
        *,
        port: int,
        most_bytes: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """whose: the client of a token. tell: a refusal as the protocol says it. most_bytes: of a body."""
        self._app, self._whose, self._tell, self._most, self._clock = app, whose, tell, most_bytes, clock
        self._hosts = [[f"{host}:{port}"] for host in HOSTS]
        self._pace, self._false = Pace(RATE, BURST), Pace(FALSE_RATE, FALSE_BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            client = await self._admitted(scope)
            body = await self._body(receive)
        except Refused as refused:
            await reply(send, refused.refusal.status, self._tell(refused.refusal), refused.refusal.headers)
            return
        if body is not None:
            await self._app({**scope, CLIENT: client}, _replayed(body, receive), send)

    async def _admitted(self, scope: Scope) -> str:
        """The name of the client. Raises Refused."""
        if [one.lower() for one in _headers(scope, b"host")] not in self._hosts:
            raise Refused(421, "wrong_host", "Nothing of that name is here. Ask 127.0.0.1, with the port.")
        origins, sites = _headers(scope, b"origin"), _headers(scope, b"sec-fetch-site")
        if origins or [one for one in sites if one.lower() != "none"]:
            raise Refused(403, "web_page", "Web pages get nothing here.")
        token = _token(scope)
        client = await self._known(token) if token else None
        if client is None:
            self._wait(self._false, "")
            raise Refused(
                401,
                "no_token",
                "There is no token, or not one that counts. Nothing was given. The person makes one "
                "in a terminal: secondme clients token NAME",
                www_authenticate="Bearer",
            )
        self._wait(self._pace, client)
        return client

    async def _known(self, token: str) -> str | None:
        try:
            return await self._whose(token)
        except Exception as error:
            if getattr(error, "exit_code", None) is None:
                raise
            log.error("%s", error)  # Nobody knows yet who asks.
            raise Refused(503, "no_memory", "The memory cannot be read. Standard error says why.") from error

    def _wait(self, pace: Pace, name: str) -> None:
        seconds = pace.wait(name, self._clock())
        if seconds:
            raise Refused(
                429,
                "too_many",
                "Too many requests. Nothing was done. Wait.",
                retry_after=f"{math.ceil(seconds)}",
            )

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None where whoever sent it went away. Raises Refused."""
        try:
            with anyio.fail_after(BODY_SECONDS):
                body = await self._read(receive)
        except TimeoutError:
            raise Refused(408, "too_slow", "The request took too long to arrive. Nothing was done.") from None
        if body is not None and len(body) > self._most:
            raise Refused(413, "too_large", f"More than {self._most:,} bytes. Nothing was done.")
        return body

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or the beginning of one that is too large. The rest of that is read, up to a bound, and
        dropped: who is hung up on while it sends does not hear why.
        """
        body, size = bytearray(), 0
        while size <= MOST_DROPPED:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            size += len(piece)
            body += piece[: self._most + 1 - len(body)]
            if not message.get("more_body", False):
                break
        return bytes(body)


async def reply(send: Send, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
    """Answers with JSON, which no cache keeps and no browser takes for anything else."""
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    heads = {
        "content-type": "application/json",
        "content-length": str(len(content)),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        **(headers or {}),
    }
    if status in (408, 413):
        heads["connection"] = "close"  # There may be a rest of the body that is not read.
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in heads.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _token(scope: Scope) -> str | None:
    """The bearer token; None where there is none, or more than one."""
    said = _headers(scope, b"authorization")
    if len(said) != 1:
        return None
    scheme, _, token = said[0].partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and 0 < len(token) <= MOST_TOKEN else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Hands out the body that was read already, and then whatever comes, such as that a client left."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message
