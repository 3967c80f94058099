"""Programs with a token come in; web pages, strangers and floods do not, and learn nothing."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from secondme.errors import StoreError
from secondme.web import guard
from secondme.web.guard import BURST, CLIENT, FALSE_BURST, Guard

PORT = 8741
RIGHT = {"host": f"127.0.0.1:{PORT}", "authorization": "Bearer right"}

Ask = Callable[..., Awaitable[tuple[int, dict[str, str], Any]]]


async def app(scope: Any, receive: Any, send: Any) -> None:
    message = await receive()
    await guard.reply(send, 200, {"client": scope[CLIENT], "body": message["body"].decode()})


async def whose(token: str) -> str | None:
    if token == "locked":
        raise StoreError("The memory cannot be opened. Nothing was given.")
    return {"right": "editor", "other": "helper"}.get(token)


@pytest.fixture
def ask() -> Ask:
    """Asks the guard: status, headers, and what is said. The clock stands still."""
    guarded = Guard(app, whose, lambda refusal: {"code": refusal.code}, port=PORT, most_bytes=10, clock=float)

    async def begin(
        heads: dict[str, str] | list[tuple[str, str]] = RIGHT, *, pieces: tuple[bytes, ...] = (b"hello",)
    ) -> tuple[int, dict[str, str], Any]:
        listed = heads.items() if isinstance(heads, dict) else heads
        raw = [(name.encode(), value.encode("latin-1")) for name, value in listed]
        scope = {"type": "http", "method": "POST", "path": "/", "headers": raw}
        messages = [
            {"type": "http.request", "body": piece, "more_body": place < len(pieces) - 1}
            for place, piece in enumerate(pieces)
        ]
        said: list[Any] = []

        async def receive() -> Any:
            return messages.pop(0)

        async def send(message: Any) -> None:
            said.append(message)

        await guarded(scope, receive, send)
        got = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return said[0]["status"], got, json.loads(said[1]["body"])

    return begin


async def test_whoever_knows_a_token_comes_in_by_name(ask: Ask) -> None:
    assert (await ask())[2] == {"client": "editor", "body": "hello"}
    assert (await ask(RIGHT | {"authorization": "bearer  other"}))[2]["client"] == "helper"
    assert (await ask(pieces=(b"hel", b"", b"lo")))[2]["body"] == "hello"


@pytest.mark.parametrize(
    ("heads", "status"),
    [
        ({"host": RIGHT["host"]}, 401),
        (RIGHT | {"authorization": "Bearer wrong"}, 401),
        (RIGHT | {"authorization": "Bearer "}, 401),
        (RIGHT | {"authorization": "Basic right"}, 401),
        (RIGHT | {"authorization": "right"}, 401),
        (RIGHT | {"authorization": "Bearer " + "x" * 10_000}, 401),
        (RIGHT | {"authorization": "Bearer r\xefght"}, 401),
        ([*RIGHT.items(), ("authorization", "Bearer right")], 401),
        ({"authorization": "Bearer right"}, 421),
        (RIGHT | {"host": "127.0.0.1"}, 421),
        (RIGHT | {"host": f"127.0.0.1:{PORT}.example.org"}, 421),
        (RIGHT | {"host": f"example.org:{PORT}"}, 421),
        ([*RIGHT.items(), ("host", "example.org")], 421),
        (RIGHT | {"origin": "https://example.org"}, 403),
        (RIGHT | {"origin": f"http://127.0.0.1:{PORT}"}, 403),
        (RIGHT | {"origin": "null"}, 403),
        (RIGHT | {"origin": ""}, 403),
        (RIGHT | {"sec-fetch-site": "cross-site"}, 403),
    ],
)
async def test_nobody_else_does(ask: Ask, heads: Any, status: int) -> None:
    got, headers, said = await ask(heads)
    assert got == status and set(said) == {"code"}
    assert not [name for name in headers if name.startswith("access-control")]


async def test_a_body_is_small_whatever_it_says_of_itself(ask: Ask) -> None:
    assert (await ask(pieces=(b"x" * 11,)))[0] == 413
    assert (await ask(pieces=(b"x" * 6, b"x" * 6)))[0] == 413
    status, headers, _ = await ask(pieces=(b"x" * 5_000_000,) * 3)  # The third is not waited for.
    assert (status, headers["connection"]) == (413, "close")
    assert (await ask(pieces=(b"x" * 10,)))[0] == 200


async def test_a_flood_of_one_client_is_slowed_and_the_others_are_not(ask: Ask) -> None:
    statuses = [(await ask())[0] for _ in range(BURST + 5)]
    assert statuses == [200] * BURST + [429] * 5
    status, headers, _ = await ask()
    assert status == 429 and headers["retry-after"] == "1"
    assert (await ask(RIGHT | {"authorization": "Bearer other"}))[0] == 200


async def test_guessing_tokens_is_slowed_and_whoever_has_one_is_not(ask: Ask) -> None:
    statuses = [(await ask(RIGHT | {"authorization": f"Bearer {n}"}))[0] for n in range(FALSE_BURST + 3)]
    assert statuses == [401] * FALSE_BURST + [429] * 3
    assert (await ask())[0] == 200


async def test_a_memory_that_cannot_be_opened_is_told_of(ask: Ask) -> None:
    assert (await ask(RIGHT | {"authorization": "Bearer locked"}))[::2] == (503, {"code": "no_memory"})


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import anyio

    monkeypatch.setattr(guard, "BODY_SECONDS", 0.01)
    guarded = Guard(app, whose, lambda refusal: refusal.code, port=PORT, most_bytes=10)
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    raw = [(name.encode(), value.encode()) for name, value in RIGHT.items()]
    with anyio.fail_after(60):
        await guarded({"type": "http", "headers": raw}, anyio.sleep_forever, send)
    assert said[0]["status"] == 408
