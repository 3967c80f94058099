"""Answers clients: many at once, several requests each; nobody who is slow or dead holds up another."""

from __future__ import annotations

import asyncio
import hmac
import logging
import socket
import threading
import traceback
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from secondme.daemon.address import is_same_person
from secondme.daemon.protocol import (
    LONGEST_LINE,
    PROTOCOL,
    Message,
    decode_line,
    encode_line,
    error_body,
    hello,
)
from secondme.errors import DaemonError

MOST_CLIENTS = 50
MOST_REQUESTS = 32
"""Requests under way for one client."""
MOST_UNSENT = 16 * 1024 * 1024
"""Bytes that wait for a client to read; with more it counts as dead."""
HELLO_SECONDS = 10.0

Control = Mapping[str, Callable[[dict[str, Any]], Any]]
"""Verbs about the daemon itself, answered at once."""

log = logging.getLogger("secondme.daemon")


@dataclass(eq=False)
class _Call:
    verb: str
    cancelled: threading.Event = field(default_factory=threading.Event)
    future: Future[Any] | None = None


@dataclass(eq=False)
class _Client:
    writer: StreamWriter
    view: Any
    calls: dict[int, _Call] = field(default_factory=dict)


class Verbs(Protocol):
    """Who carries out what is asked, such as `secondme.daemon.desk.Desk`."""

    def view(self) -> Any:
        """What one client works on."""

    def begin(
        self,
        view: Any,
        name: str,
        body: dict[str, Any],
        say: Callable[[str, Any], None],
        cancelled: threading.Event,
    ) -> Future[Any]:
        """Starts a verb; the future has its result in the form of JSON."""


class Server:
    """Listens on one socket, inside a running event loop."""

    def __init__(
        self,
        listener: socket.socket,
        token: str | None,
        desk: Verbs,
        control: Control,
        *,
        locked: bool = False,
    ) -> None:
        """token: what a client must know; None where the system says who is on the other side.

        locked: clients are told that the memory is, so that they look elsewhere.
        """
        self._listener = listener
        self._token = token
        self._desk = desk
        self._control = control
        self._locked = locked
        self._clients: set[_Client] = set()
        self._loop = asyncio.get_running_loop()
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begins to answer."""
        self._listener.setblocking(False)
        start = asyncio.start_unix_server if self._token is None else asyncio.start_server
        self._server = await start(self._meet, sock=self._listener, limit=LONGEST_LINE)

    @property
    def clients(self) -> int:
        """How many are connected."""
        return len(self._clients)

    def close(self) -> None:
        """Takes no new clients and calls off what those that are here asked for."""
        if self._server is not None:
            self._server.close()
        for client in self._clients:
            for call in client.calls.values():
                call.cancelled.set()

    async def _meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One client from its first line to its last."""
        try:
            if await self._welcome(reader, writer):
                await self._serve(reader, writer)
        except (OSError, EOFError, TimeoutError):
            log.debug("a client went away")
        except (ValueError, asyncio.LimitOverrunError) as error:
            # Of a line too long, or none that makes sense: nothing to go on from.
            said = DaemonError(f"That was not understood: {error}. Nothing was done. See docs/protocol.md.")
            self._send(writer, {"error": error_body(said)})
        finally:
            writer.close()

    async def _welcome(self, reader: StreamReader, writer: StreamWriter) -> bool:
        """Whether this is a client to talk with; one that is not is told why."""
        if self._token is None and not is_same_person(writer.get_extra_info("socket")):
            return False
        said = decode_line(await asyncio.wait_for(reader.readuntil(), HELLO_SECONDS)).get("hello")
        refusal = self._refusal(said)
        self._send(
            writer, {"error": error_body(DaemonError(refusal))} if refusal else hello(locked=self._locked)
        )
        return not refusal

    def _refusal(self, said: Any) -> str:
        if not isinstance(said, dict):
            return "The first line must be a hello. Nothing was done. See docs/protocol.md."
        if said.get("protocol") != PROTOCOL:
            return (
                f"This daemon speaks protocol {PROTOCOL} and the client another. Nothing was done. "
                "Start the daemon again: secondme daemon stop; secondme daemon start"
            )
        if self._token and not hmac.compare_digest(self._token, str(said.get("token"))):
            return "The token is not the one of this daemon. Nothing was done."
        if self.clients >= MOST_CLIENTS:
            return f"{MOST_CLIENTS} programs are connected already. Nothing was done. Close one of them."
        return ""

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        client = _Client(writer, self._desk.view())
        self._clients.add(client)
        try:
            while line := await reader.readline():
                self._take(client, decode_line(line))
        finally:
            self._clients.discard(client)
            for number in list(client.calls):
                self._cancel(client, number)

    def _take(self, client: _Client, message: Message) -> None:
        if "cancel" in message:
            self._cancel(client, message["cancel"])
            return
        number, verb, body = message.get("id"), message.get("verb"), message.get("body", {})
        if not isinstance(number, int) or not isinstance(verb, str) or not isinstance(body, dict):
            raise ValueError('a request needs "id", "verb" and "body"')
        try:
            self._begin(client, number, verb, body)
        except Exception as error:
            self._reply(client, number, {"error": self._told(error, verb)})

    def _begin(self, client: _Client, number: int, verb: str, body: dict[str, Any]) -> None:
        if verb in self._control:
            self._reply(client, number, {"result": self._control[verb](body)})
            return
        if number in client.calls or len(client.calls) >= MOST_REQUESTS:
            raise DaemonError(
                f"Request {number} was not taken: its number is in use, or {MOST_REQUESTS} are under way."
            )
        call = _Call(verb)
        say = partial(self._say, client, number)
        call.future = self._desk.begin(client.view, verb, body, say, call.cancelled)
        client.calls[number] = call
        call.future.add_done_callback(lambda future: self._later(self._finish, client, number, verb, future))

    def _cancel(self, client: _Client, number: Any) -> None:
        call = client.calls.get(number) if isinstance(number, int) else None
        if call is not None and call.future is not None:
            call.cancelled.set()
            call.future.cancel()  # It may wait for its turn still; then it never begins.

    def _say(self, client: _Client, number: int, event: str, body: Any) -> None:
        """An event, from the thread at work."""
        self._later(self._reply, client, number, {"event": event, "body": body})

    def _finish(self, client: _Client, number: int, verb: str, future: Future[Any]) -> None:
        client.calls.pop(number, None)
        if future.cancelled():
            self._reply(client, number, {"cancelled": True})
            return
        error = future.exception()
        reply = {"result": future.result()} if error is None else {"error": self._told(error, verb)}
        self._reply(client, number, reply)

    def _reply(self, client: _Client, number: int, message: Message) -> None:
        self._send(client.writer, {"id": number} | message)

    def _send(self, writer: StreamWriter, message: Message) -> None:
        if writer.transport.get_write_buffer_size() > MOST_UNSENT:
            log.warning("a client that does not read was let go")
            writer.transport.abort()
        elif not writer.is_closing():
            writer.write(encode_line(message))

    def _later(self, work: Callable[..., None], *arguments: Any) -> None:
        with suppress(RuntimeError):  # The loop has ended, and with it everybody who would listen.
            self._loop.call_soon_threadsafe(work, *arguments)

    def _told(self, error: BaseException, verb: str) -> Message:
        """What a client is told of an error. One nobody foresaw is logged, without what it says."""
        if hasattr(error, "exit_code") or type(error).__name__ == "Stopped":
            return error_body(error)
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s failed: %s\n%s", verb, type(error).__name__, where)
        return error_body(
            DaemonError(
                f"The daemon failed at {verb} ({type(error).__name__}). What was done before is kept. "
                "What it knows is in its log: secondme daemon logs"
            )
        )
