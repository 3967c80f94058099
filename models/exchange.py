"""One request to an endpoint and its answer as it comes; can be stopped from any thread."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import httpcore

from models.address import Address
from models.errors import ContextTooLongError, EndpointError, RefusedError, StoppedError
from models.event_stream import fault_in, read_events
from models.private_network import Lookup, PinnedNetwork, look_up

CONNECT_S = 5.0
LARGEST_BODY = 4 << 20
"""Bytes of an answer that comes in one piece."""
STOPPED = "The answer was stopped. Nothing of it was kept."
GO_BACK = "or go back to a model on this machine: secondme models use NAME"


class Door:
    """How an endpoint is reached: its address, the API key, how long it may be silent in seconds.

    No proxy, no redirect, no cookie, no file of passwords: what is here is all that a request has.
    """

    def __init__(
        self,
        address: Address,
        *,
        key: str | None = None,
        allow_public: bool = False,
        timeout_s: float = 120.0,
        look_up: Lookup = look_up,
    ) -> None:
        self.address, self.timeout_s = address, timeout_s
        self._key, self._allow_public, self._look_up = key, allow_public, look_up

    def network(self) -> PinnedNetwork:
        """A fresh look at where the endpoint is."""
        return PinnedNetwork(self.address, allow_public=self._allow_public, look_up=self._look_up)

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> Exchange:
        """A request that is not sent yet: POST with a body, else GET."""
        return Exchange(self, self.network(), path, body)

    def headers(self) -> list[tuple[str, str]]:
        plain = [
            ("Host", self.address.netloc),
            ("User-Agent", "secondme"),
            ("Accept", "text/event-stream, application/json"),
            ("Content-Type", "application/json"),
        ]
        return [*plain, ("Authorization", f"Bearer {self._key}")] if self._key else plain

    def hide(self, text: str) -> str:
        """The text without the key, which a server may repeat."""
        return text.replace(self._key, "…") if self._key else text


class Exchange:
    """One request; a connection of its own, so that ending it tells the server to stop."""

    def __init__(self, door: Door, network: PinnedNetwork, path: str, body: Mapping[str, Any] | None) -> None:
        self._door, self._network, self._path = door, network, path
        self._content = None if body is None else json.dumps(body).encode("ascii")
        self._guard = threading.Lock()
        self._socket: socket.socket | None = None
        self.stopped = False
        network.opened = self._opened

    def events(self) -> Iterator[dict[str, Any]]:
        """The JSON objects of the answer, one by one when it is streamed.

        Raises EndpointError and its children, ContextTooLongError, and StoppedError after `stop`.
        """
        try:
            yield from self._events()
            if self.stopped:
                raise StoppedError(STOPPED)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise self._fault(error) from error
        except (ValueError, RecursionError) as error:
            if self.stopped:
                raise StoppedError(STOPPED) from error
            raise EndpointError(
                f"{self._door.address.origin} answered something that is not of OpenAI's form ({error}). "
                f"Nothing of it was kept. Check that the address is the right one, {GO_BACK}"
            ) from error
        finally:
            self._close()

    def stop(self) -> None:
        """End it, whatever it waits for; safe from any thread and more than once."""
        with self._guard:
            self.stopped = True
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def _events(self) -> Iterator[dict[str, Any]]:
        door = self._door
        silence = {"connect": CONNECT_S, "pool": CONNECT_S, "read": door.timeout_s, "write": door.timeout_s}
        tls = ssl.create_default_context() if door.address.scheme == "https" else None
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=self._network) as pool,
            pool.stream(
                "GET" if self._content is None else "POST",
                f"{door.address.url}{self._path}",
                headers=door.headers(),
                content=self._content,
                extensions={"timeout": silence},
            ) as response,
        ):
            if response.status != 200:
                raise self._refusal(response)
            if _header(response, b"content-type").startswith("text/event-stream"):
                yield from read_events(response.iter_stream())
            else:
                yield _whole(response)

    def _opened(self, opened: socket.socket) -> None:
        with self._guard:
            # A second handle on the connection: TLS takes the first one away.
            self._socket = opened.dup()
            if self.stopped:
                self._socket.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        with self._guard:
            held, self._socket = self._socket, None
        if held is not None:
            held.close()

    def _fault(self, error: Exception) -> Exception:
        if self.stopped:
            return StoppedError(STOPPED)
        origin = self._door.address.origin
        if isinstance(error, (httpcore.ConnectError, httpcore.ConnectTimeout)):
            what = f"{origin} cannot be reached ({error or 'no answer'}). Nothing was sent."
        elif isinstance(error, httpcore.TimeoutException):
            what = (
                f"{origin} was silent for {self._door.timeout_s:g} seconds. Nothing of its answer was kept."
            )
        else:
            what = f"{origin} broke off in the middle of its answer. Nothing of it was kept."
        return EndpointError(f"{what} Check that the server runs and ask again, {GO_BACK}")

    def _refusal(self, response: httpcore.Response) -> Exception:
        said, body = "", None
        if not 300 <= response.status < 400:
            with suppress(ValueError, RecursionError):
                body = _whole(response)
                said = self._door.hide(fault_in(body))
        too_long = _too_long(body, said) if response.status in {400, 413, 500} else None
        if too_long:
            return too_long
        origin = self._door.address.origin
        words = f': "{said}"' if said else ""
        what = f"{origin} {_meaning(response.status)}{words}. There is no answer. Mend that and ask again"
        return RefusedError(f"{what}, {GO_BACK}", response.status, said)


def _meaning(status: int) -> str:
    if 300 <= status < 400:
        return f"sent on to another address (HTTP {status}), where secondme does not follow"
    if status in {401, 403}:
        return f"does not take the API key, or wants one (HTTP {status})"
    if status == 404:
        return "has no such model, or no such interface at this address (HTTP 404)"
    return f"answered with an error (HTTP {status})"


def _too_long(body: Any, said: str) -> ContextTooLongError | None:
    """llama-server says it in numbers, others in words, of which the two numbers are what they speak of."""
    fault = body.get("error") if isinstance(body, dict) else None
    if isinstance(fault, dict) and isinstance(fault.get("n_prompt_tokens"), int):
        return ContextTooLongError(fault["n_prompt_tokens"], int(fault.get("n_ctx") or 0))
    if re.search(r"context (length|size|window)|too long", said, re.IGNORECASE):
        numbers = sorted(int(number) for number in re.findall(r"\d+", said))
        return ContextTooLongError(numbers[-1] if numbers else 0, numbers[0] if numbers else 0)
    return None


def _whole(response: httpcore.Response) -> dict[str, Any]:
    read = b""
    for chunk in response.iter_stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            raise ValueError("an answer without end")
    body = json.loads(read)
    if not isinstance(body, dict):
        raise ValueError("no object")
    return body


def _header(response: httpcore.Response, name: bytes) -> str:
    found = next((value for key, value in response.headers if key.lower() == name), b"")
    return found.decode("latin-1").lower()
