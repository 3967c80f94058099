"""Other programs ask over HTTP: the official client, raw requests, and those who mean harm."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondme.memory import Memory

HEADS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture
def server(noted: Memory, serving: Callable[..., Any]) -> Any:
    return serving("mcp", "--http")


@asynccontextmanager
async def joined(url: str, token: str, **options: Any) -> Any:
    """The official client over HTTP."""
    import httpx2
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=60) as http:
        transport = streamable_http_client(url, http_client=http)
        async with Client(transport, read_timeout_seconds=60, **options) as client:
            yield client


def text_of(result: Any) -> str:
    return "\n".join(one.text for one in result.content)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_token_decides_who_a_client_is_and_what_it_gets(
    noted: Memory, server: Any, tmp_path: Path, mode: str
) -> None:
    noted.allow_client("editor", read=True, sources=[str(tmp_path / "notes")])
    tokens = {name: noted.give_token(name) for name in ("editor", "stranger")}
    async with joined(server.url, tokens["editor"], mode=mode) as client:
        assert len((await client.list_tools()).tools) == 6
        found = await client.call_tool("recall", {"query": "puffin", "limit": 50})
        assert [one["title"] for one in found.structured_content["passages"]] == ["Mull"]
        whole = await client.read_resource(
            f"secondme://passage/{found.structured_content['passages'][0]['id']}"
        )
        assert "Tobermory" in whole.contents[0].text
        refused = await client.call_tool("remember", {"text": "I live in Oban."})
        assert refused.is_error and "clients allow editor --write" in text_of(refused)
    async with joined(server.url, tokens["stranger"], mode=mode) as client:
        nothing = await client.call_tool("recall", {"query": "puffin"})
        assert nothing.is_error and "clients allow stranger" in text_of(nothing)
    log = [(one.client, one.tool, one.outcome) for one in noted.client_log()]
    assert log == [
        ("editor", "recall", "given"),
        ("editor", "passage", "given"),
        ("editor", "remember", "denied"),
        ("stranger", "recall", "denied"),
    ]


def post(server: Any, body: Any, token: str | None, **heads: str) -> httpx.Response:
    content = body if isinstance(body, (bytes, str)) else json.dumps(body)
    signed = {"authorization": f"Bearer {token}"} if token else {}
    return httpx.post(server.url, content=content, headers=HEADS | signed | heads, timeout=60)


def test_without_a_token_not_even_the_tools_are_listed(noted: Memory, server: Any) -> None:
    old = noted.give_token("editor")
    token = noted.give_token("editor")
    for wrong in (None, old, token[:-1], token + "x", "secondme_"):
        for body in (HELLO, LIST, "{"):
            said = post(server, body, wrong)
            assert said.status_code == 401 and "result" not in said.json()
            assert said.json()["error"]["data"] == {"reason": "no_token"}
    assert post(server, HELLO, token).status_code == 200
    noted.take_token("editor")
    assert post(server, HELLO, token).status_code == 401
    assert noted.client_log() == []


def test_web_pages_and_other_names_of_this_machine_get_nothing(noted: Memory, server: Any) -> None:
    token = noted.give_token("editor")
    for heads, status in (
        ({"origin": "https://example.org"}, 403),
        ({"origin": f"http://localhost:{server.port}"}, 403),
        ({"host": f"rebound.example.org:{server.port}"}, 421),
    ):
        assert post(server, HELLO, token, **heads).status_code == status
    asked = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
        "access-control-request-private-network": "true",
    }
    preflight = httpx.options(server.url, headers=asked)
    assert preflight.status_code == 403
    assert not [name for name in preflight.headers if name.startswith("access-control")]


def test_a_session_is_of_the_client_that_began_it(noted: Memory, server: Any) -> None:
    mine, other = noted.give_token("editor"), noted.give_token("helper")
    session = post(server, HELLO, mine).headers["mcp-session-id"]
    assert post(server, LIST, mine, **{"mcp-session-id": session}).status_code == 200
    assert post(server, LIST, other, **{"mcp-session-id": session}).status_code == 404
    assert post(server, LIST, mine, **{"mcp-session-id": "0" * 32}).status_code == 404


def test_what_makes_no_sense_is_refused_and_ends_nothing(noted: Memory, server: Any) -> None:
    token = noted.give_token("editor")
    session = {"mcp-session-id": post(server, HELLO, token).headers["mcp-session-id"]}
    assert post(server, b"x" * 300_000, token).status_code == 413
    assert post(server, LIST, token, **{"content-type": "text/plain"}).status_code >= 400
    for path, status in (("/", 404), ("/v1/models", 404), ("/mcp/../etc/passwd", 404)):
        url = server.url.replace("/mcp", path)
        assert httpx.get(url, headers={"authorization": f"Bearer {token}"}).status_code == status
    assert httpx.put(server.url, headers={"authorization": f"Bearer {token}"}).status_code == 405
    unknown = post(server, LIST | {"method": "no/such"}, token, **session)
    assert unknown.status_code < 500 and "error" in unknown.text
    for body in (b"", b"null", b"[]", b"17", b"\xff\xfe", b"[" * 100_000, b'{"jsonrpc": "2.0", "id": {}}'):
        said = post(server, body, token, **session)
        assert 400 <= said.status_code < 500 and "Traceback" not in said.text, (body[:20], said.text)
    assert "recall" in post(server, LIST, token, **session).text


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(data=st.data())
def test_whatever_is_said_the_server_answers_and_gives_a_client_without_permission_nothing(
    fuzzed: Any, messages: Any, data: Any
) -> None:
    said = fuzzed(data.draw(messages))
    assert said.status_code < 500 and "Tobermory" not in said.text and "Traceback" not in said.text


@pytest.fixture
def fuzzed(noted: Memory, server: Any) -> Any:
    """Posts a message in a session; slowed, it waits as it is told."""
    token = noted.give_token("fuzz")
    session = post(server, HELLO, token).headers["mcp-session-id"]
    fast = {"authorization": f"Bearer {token}", "mcp-session-id": session}
    with httpx.Client(headers=HEADS | fast, timeout=60) as client:

        def ask(body: Any) -> httpx.Response:
            while (said := client.post(server.url, content=json.dumps(body))).status_code == 429:
                pass
            return said

        yield ask


def test_it_ends_in_order_when_it_is_told_to(noted: Memory, server: Any) -> None:
    token = noted.give_token("editor")
    session = post(server, HELLO, token).headers["mcp-session-id"]
    heads = HEADS | {"authorization": f"Bearer {token}", "mcp-session-id": session}
    with httpx.stream("GET", server.url, headers=heads, timeout=60) as held:
        assert held.status_code == 200
        server.process.send_signal(signal.SIGTERM)
        out, said = server.process.communicate(timeout=60)
    assert (server.process.returncode, out) == (0, b"") and b"Traceback" not in said
