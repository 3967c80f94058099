"""Another program asks over the Model Context Protocol: the official client, and a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondme.memory import Memory
from secondme.store.query import rows, value

Connect = Callable[[str], Any]
TOOLS = {
    "recall": {"query": "puffin"},
    "ask": {"question": "When does the puffin boat leave?"},
    "about": {"person": "me"},
    "prefill": {"questions": "What is your phone number?"},
    "timeline": {},
    "remember": {"text": "I live in Oban."},
}


def text_of(result: Any) -> str:
    return "\n".join(one.text for one in result.content)


async def test_it_says_what_it_can_do(noted: Memory, connect: Connect) -> None:
    async with connect("editor") as client:
        tools = {one.name: one for one in (await client.list_tools()).tools}
        resources = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
    assert set(tools) == set(TOOLS)
    assert tools["timeline"].input_schema["properties"].keys() == {"from", "to", "about"}
    assert [one.name for one in tools.values() if not one.annotations.read_only_hint] == ["remember"]
    assert [str(one.uri) for one in resources] == ["secondme://portrait"]
    assert [one.uri_template for one in templates] == ["secondme://passage/{id}"]


async def test_a_client_that_nobody_allowed_gets_nothing(noted: Memory, connect: Connect) -> None:
    from mcp.shared.exceptions import MCPError

    async with connect("stranger") as client:
        for tool, arguments in TOOLS.items():
            result = await client.call_tool(tool, arguments)
            assert result.is_error and result.structured_content is None
            assert "secondme clients allow stranger" in text_of(result)
            assert "Tobermory" not in text_of(result)
        for uri in ("secondme://portrait", "secondme://passage/p1"):
            with pytest.raises(MCPError, match="secondme clients allow stranger --read"):
                await client.read_resource(uri)
    [known] = noted.clients()
    assert (known.name, known.read, known.write, known.reads, known.denied) == (
        "stranger",
        False,
        False,
        0,
        8,
    )
    assert [(one.outcome, one.given) for one in noted.client_log()] == [("denied", ())] * 8
    assert value(noted.store.connection(), "SELECT count(*) FROM passages") == 2


async def test_an_allowed_client_gets_passages_with_their_places(noted: Memory, connect: Connect) -> None:
    noted.allow_client("editor", read=True)
    async with connect("editor") as client:
        found = await client.call_tool("recall", {"query": "when does the puffin boat leave", "limit": 1})
        [hit] = found.structured_content["passages"]
        whole = await client.read_resource(f"secondme://passage/{hit['id']}")
    assert not found.is_error
    assert "Tobermory" in hit["text"] and hit["place"] == "Mull, line 3" and hit["trust"] == "self"
    assert f"[{hit['id']}]" in text_of(found) and "never an instruction" in text_of(found)
    assert "Tobermory" in whole.contents[0].text
    log = noted.client_log("editor")
    assert [(one.tool, one.asked, one.given) for one in log] == [
        ("recall", "query: when does the puffin boat leave, limit: 1", (hit["id"],)),
        ("passage", hit["id"], (hit["id"],)),
    ]
    [known] = noted.clients()
    assert (known.reads, known.writes, known.denied) == (2, 0, 0)
    assert known.first_seen is not None and known.last_seen is not None


async def test_what_the_person_denies_is_denied_from_the_next_question_on(
    noted: Memory, connect: Connect
) -> None:
    noted.allow_client("editor", read=True)
    async with connect("editor") as client:
        assert not (await client.call_tool("recall", {"query": "puffin"})).is_error
        noted.deny_client("editor")
        assert (await client.call_tool("recall", {"query": "puffin"})).is_error


async def test_a_client_of_one_source_sees_no_other(noted: Memory, connect: Connect, tmp_path: Path) -> None:
    from mcp.shared.exceptions import MCPError

    noted.remember("I live in Leith.")
    noted.remember("The puffin key is with Beathag.")
    noted.consolidate(model=False)
    hidden = [hit.id for hit in noted.recall("puffin", log=False) if "Tobermory" not in hit.text]
    assert len(hidden) == 2
    noted.allow_client("editor", read=True, sources=[str(tmp_path / "notes")])
    async with connect("editor") as client:
        for query in ("puffin", "puffin project late", "in:work puffin", 'puffin "nobody may know"', "key"):
            found = await client.call_tool("recall", {"query": query, "limit": 50})
            assert {one["title"] for one in found.structured_content["passages"]} <= {"mull.md", "Mull"}
        assert (
            len((await client.call_tool("recall", {"query": "puffin"})).structured_content["passages"]) == 1
        )
        assert (await client.call_tool("about", {"person": "me"})).structured_content["memories"] == []
        assert (await client.call_tool("timeline", {})).structured_content["entries"] == []
        assert "Leith" not in (await client.read_resource("secondme://portrait")).contents[0].text
        for identifier in (*hidden, "m1", "p999"):
            with pytest.raises(MCPError, match="no passage"):
                await client.read_resource(f"secondme://passage/{identifier}")
    given = {one for use in noted.client_log() for one in use.given}
    assert not given & {*hidden, "m1"} and len(given) == 1


async def test_what_a_client_writes_is_an_assistants_and_makes_no_memory(
    noted: Memory, connect: Connect
) -> None:
    noted.allow_client("helper", read=True, write=True)
    async with connect("helper") as client:
        kept = await client.call_tool("remember", {"text": "I live in\x1b[31m Oban.\u202e"})
        identifier = kept.structured_content["id"]
        found = await client.call_tool("recall", {"query": "Oban"})
    assert [one["trust"] for one in found.structured_content["passages"]] == ["assistant"]
    noted.consolidate(model=False)
    assert noted.memories() == []
    assert "Oban" not in repr(noted.summary("Oban").sentences)
    hit = noted.show(identifier)
    assert hit is not None and (hit.text, hit.trust) == ("I live in[31m Oban.", "assistant")
    assert hit.title == "Written by helper"
    [use, _] = noted.client_log("helper")
    assert (use.tool, use.way, use.asked, use.given) == ("remember", "write", "", (identifier,))


async def test_forgetting_leaves_the_identifier_in_the_log_and_no_text(
    noted: Memory, connect: Connect
) -> None:
    noted.allow_client("helper", read=True, write=True)
    async with connect("helper") as client:
        kept = await client.call_tool("remember", {"text": "The xylophone is in the loft."})
    identifier = kept.structured_content["id"]
    noted.forget(identifier)
    db = noted.store.connection()
    assert noted.client_log()[0].given == (identifier,)
    assert rows(db, "SELECT * FROM client_uses WHERE instr(asked || given, 'xylophone')") == []
    assert value(db, "SELECT count(*) FROM documents WHERE kind = 'written'") == 0


async def test_many_questions_at_once_are_all_answered_and_logged(noted: Memory, connect: Connect) -> None:
    import anyio

    noted.allow_client("editor", read=True, write=True)
    answers: list[Any] = []
    async with connect("editor") as client:

        async def ask(number: int) -> None:
            tool, words = ("remember", "text") if number % 4 == 0 else ("recall", "query")
            answers.append(await client.call_tool(tool, {words: f"puffin {number}"}))

        async with anyio.create_task_group() as tasks:
            for number in range(20):
                tasks.start_soon(ask, number)
    assert [one.is_error for one in answers] == [False] * 20
    log = noted.client_log()
    assert sorted(one.tool for one in log) == ["recall"] * 15 + ["remember"] * 5
    assert len({one.given for one in log if one.way == "write"}) == 5


async def test_what_makes_no_sense_is_refused_in_words(noted: Memory, connect: Connect) -> None:
    noted.allow_client("editor", read=True, write=True)
    for_each: list[tuple[str, dict[str, Any], str]] = [
        ("recall", {}, "needs query"),
        ("recall", {"query": " "}, "empty"),
        ("recall", {"query": "x" * 2_001}, "2,000"),
        ("recall", {"query": "puffin", "limit": 51}, "from 1 to 50"),
        ("recall", {"query": "puffin", "limit": True}, "from 1 to 50"),
        ("recall", {"query": ["puffin"]}, "must be a text"),
        ("recall", {"query": "puffin", "sources": ["s1"]}, "no argument"),
        ("recall", {"query": "during:nonsense puffin"}, "makes no sense"),
        ("timeline", {"from": "soon"}, "no day"),
        ("remember", {"text": "x" * 20_001}, "20,000"),
        ("forget", {"id": "p1"}, "no tool"),
    ]
    async with connect("editor") as client:
        for tool, arguments, words in for_each:
            result = await client.call_tool(tool, arguments)
            assert result.is_error and words in text_of(result), (tool, arguments, text_of(result))
        assert not (await client.call_tool("recall", {"query": "puffin"})).is_error


BROKEN = [
    b"",
    b"   ",
    b"{",
    b"null",
    b"[]",
    b"17",
    b'"text"',
    b"\xff\xfe\x00",
    b"\x00" * 100,
    b"{}",
    b'{"jsonrpc": "2.0"}',
    b'{"jsonrpc": "1.0", "id": 1, "method": "tools/list"}',
    b'{"jsonrpc": "2.0", "id": {}, "method": "tools/list"}',
    b'{"jsonrpc": "2.0", "id": 2, "method": 5}',
    b'{"jsonrpc": "2.0", "id": 3, "method": "no/such/method"}',
    b'{"jsonrpc": "2.0", "id": 4, "method": "tools/call"}',
    b'{"jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": {"name": 5}}',
    b'{"jsonrpc": "2.0", "id": 6, "method": "tools/call", "params": {"name": "recall", "arguments": []}}',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "ask", "arguments": {"is": 1}}}',
    b'{"jsonrpc": "2.0", "id": 8, "method": "resources/read", "params": {"uri": "file:///etc/passwd"}}',
    b'{"jsonrpc": "2.0", "id": 9, "method": "resources/read", "params": {"uri": "secondme://passage/../p1"}}',
    b'{"jsonrpc": "2.0", "id": 10, "result": {}}',
    b"[" * 10_000,
    b'{"a":' * 5_000,
    b"x" * 100_000,
]
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


def test_broken_lines_end_nothing_and_only_the_protocol_is_on_stdout(noted: Memory) -> None:
    noted.allow_client("editor", read=True)
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    last = {
        "jsonrpc": "2.0",
        "id": "last",
        "method": "tools/call",
        "params": {"name": "recall", "arguments": {"query": "puffin"}},
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "secondme", "mcp", "--client", "editor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    lines = [json.dumps(HELLO).encode(), json.dumps(ready).encode(), *BROKEN, json.dumps(last).encode()]
    process.stdin.write(b"".join(line + b"\n" for line in lines))
    process.stdin.flush()
    replies: list[dict[str, Any]] = []
    while not replies or replies[-1].get("id") != "last":
        line = process.stdout.readline()
        assert line, process.communicate()[1].decode()
        replies.append(json.loads(line))
    rest, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
    assert all(one["jsonrpc"] == "2.0" for one in replies)
    assert "Tobermory" in json.dumps(replies[-1])
    assert b"Traceback" not in said, said.decode()


@pytest.fixture
def line(noted: Memory) -> Iterator[Callable[..., str]]:
    """Says messages to a server, then asks for the tools: what it said until they came."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "secondme", "mcp", "--client", "fuzz"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None and process.stdout is not None
    sent = 0

    def say(*messages: Any) -> str:
        nonlocal sent
        sent += 1
        last = {"jsonrpc": "2.0", "id": f"last{sent}", "method": "tools/list"}
        process.stdin.write(b"".join(json.dumps(one).encode() + b"\n" for one in (*messages, last)))
        process.stdin.flush()
        said = ""
        while f'"last{sent}"' not in said:
            got = process.stdout.readline().decode()
            assert json.loads(got)["jsonrpc"] == "2.0"
            said += got
        return said

    say(HELLO, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    yield say
    process.communicate(timeout=60)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(data=st.data())
def test_whatever_is_said_it_goes_on_and_gives_a_client_without_permission_nothing(
    line: Any, messages: Any, data: Any
) -> None:
    said = line(data.draw(messages))
    assert "recall" in said.splitlines()[-1] and "Tobermory" not in said and "Traceback" not in said


async def test_a_running_daemon_answers_and_may_come_and_go(
    noted: Memory, connect: Connect, home: Path
) -> None:
    from secondme.daemon.client import connect_memory
    from secondme.daemon.control import start, stop
    from secondme.daemon.place import Place
    from secondme.home import find_home

    place = find_home(home)
    noted.allow_client("editor", read=True, write=True)
    start(place)
    try:
        async with connect("editor") as client:
            found = await client.call_tool("recall", {"query": "puffin boat"})
            assert "Tobermory" in text_of(found)
            remote = connect_memory(place)
            assert remote is not None and remote.control("state")["clients"] == 2
            remote.close()
            kept = await client.call_tool("remember", {"text": "The tide turns at ten."})
            assert kept.structured_content["trust"] == "assistant"
            denied = await client.call_tool("timeline", {"from": "never"})
            assert denied.is_error and "no day" in text_of(denied)
            for odd in ({"is": "Options"}, {"query": {"is": "Options"}}, {"query": [{"is": "os"}]}):
                assert (await client.call_tool("recall", odd)).is_error
            stop(place)
            found = await client.call_tool("recall", {"query": "tide"})
            assert "at ten" in text_of(found)
    finally:
        stop(place)
    log = [(one.tool, one.outcome) for one in noted.client_log() if one.outcome == "given"]
    assert log == [("recall", "given"), ("remember", "given"), ("recall", "given")]
    assert "ERROR" not in Place(place).log.read_text()
