"""A server that listens on this machine alone and is held up by nobody."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from secondme.errors import UsageError
from secondme.web import listening
from secondme.web.guard import reply
from secondme.web.listening import MOST_CONNECTIONS, server_of
from secondme.web.port import listen, port_of

REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})
        return
    await reply(send, 200, {"path": scope["path"]})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(listening, "IDLE_SECONDS", 1)
    listener = listen(0)
    server = server_of(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield port_of(listener)
    server.should_exit = True
    thread.join(60)
    assert not thread.is_alive()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def read_all(connection: socket.socket) -> bytes:
    """All until the other side hangs up."""
    pieces = []
    while piece := connection.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
def test_a_head_that_does_not_come_is_not_waited_for(port: int, begun: bytes) -> None:
    with connected(port) as slow:
        slow.sendall(begun)
        assert read_all(slow) == b""


def test_a_second_head_on_the_same_connection_is_not_waited_for_either(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(REQUEST + b"GET /second HT")
        said = read_all(slow)
    assert said.count(b"HTTP/1.1 200") == 1 and b"second" not in said


def test_a_head_that_is_too_long_is_refused(port: int) -> None:
    with connected(port) as wordy:
        wordy.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000)
        assert wordy.recv(100).startswith(b"HTTP/1.1 400")


def test_those_who_only_hold_a_connection_keep_nobody_out_for_long(port: int) -> None:
    idle = [connected(port) for _ in range(MOST_CONNECTIONS)]
    for one in idle:
        assert read_all(one) == b""
        one.close()
    with connected(port) as quick:
        quick.sendall(REQUEST)
        assert quick.recv(100).startswith(b"HTTP/1.1 200")


def test_it_listens_on_this_machine_alone_and_says_when_a_port_is_taken() -> None:
    with listen(0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UsageError, match=r"is taken.*Nothing was started"):
            listen(port_of(taken))
