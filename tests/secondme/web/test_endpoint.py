"""Chat programs talk with the memory in OpenAI's protocol, over a real socket."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

import secondme
from secondme.clients.telling import Given
from secondme.memory import Memory
from secondme.web import endpoint
from secondme.web.endpoint import Endpoint
from secondme.web.guard import CLIENT

QUESTION = "When does the puffin boat leave?"
TEXT = "# Mull\n\nThe puffin boat leaves at nine from Tobermory.\n\nThe wifi password is hunter2-heron.\n"


@pytest.fixture
def kept(stocked_home: Path, tmp_path: Path) -> Any:
    """A memory with models, of one folder, and a token of a client that may read it."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mull.md").write_text(TEXT)
    with secondme.open(stocked_home) as memory:
        memory.add(tmp_path / "notes")
        memory.allow_client("chat", read=True)
        yield memory


@pytest.fixture
def client(kept: Memory, serving: Callable[..., Any]) -> Any:
    served = serving("serve")
    heads = {"authorization": f"Bearer {kept.give_token('chat')}"}
    with httpx.Client(base_url=served.url + "/", headers=heads, timeout=120) as opened:
        opened.process = served.process  # type: ignore[attr-defined]
        yield opened


def ask(client: httpx.Client, *texts: str, **fields: Any) -> httpx.Response:
    roles = ("user", "assistant")
    messages = [{"role": roles[place % 2], "content": text} for place, text in enumerate(texts)]
    return client.post("chat/completions", json={"model": "secondme", "messages": messages} | fields)


def events(said: httpx.Response) -> list[Any]:
    """What a stream says, without its end."""
    lines = [line.removeprefix("data: ") for line in said.text.splitlines() if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


@pytest.mark.model
def test_an_answer_comes_with_its_sources_whole_or_in_a_stream(kept: Memory, client: httpx.Client) -> None:
    whole = ask(client, QUESTION)
    assert whole.status_code == 200, whole.text
    form = whole.json()
    assert set(form) == {"id", "object", "created", "model", "choices", "usage", "secondme"}
    assert form["object"] == "chat.completion" and form["model"] == "secondme"
    [choice] = form["choices"]
    assert choice["finish_reason"] == "stop" and choice["message"]["role"] == "assistant"
    text = choice["message"]["content"]
    sources = form["secondme"]["citations"]
    for one in sources:
        assert f"[{one['number']}] {one['place']}" in text.splitlines()
    assert (text == form["secondme"]["text"]) == (sources == [])
    usage = form["usage"]
    assert usage["prompt_tokens"] + usage["completion_tokens"] == usage["total_tokens"] > 0

    said = ask(client, QUESTION, stream=True, stream_options={"include_usage": True})
    assert said.headers["content-type"].startswith("text/event-stream")
    first, *middle, last, counted = events(said)
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert "".join(one["choices"][0]["delta"]["content"] for one in middle) == text
    assert last["choices"][0]["finish_reason"] == "stop" and last["secondme"] == form["secondme"]
    assert counted["choices"] == [] and counted["usage"] == usage
    assert {one["object"] for one in (first, *middle, last, counted)} == {"chat.completion.chunk"}
    assert len({one["id"] for one in (first, *middle, last, counted)}) == 1

    log = [(one.client, one.tool, one.asked, one.outcome) for one in kept.client_log()]
    assert log == [("chat", "ask", QUESTION, "given")] * 2


@pytest.mark.model
def test_secrets_stay_here_and_nothing_of_a_chat_is_kept(kept: Memory, client: httpx.Client) -> None:
    before = [one.documents for one in kept.sources()]
    said = ask(client, "I live in Oban.", "Noted.", "What is the wifi password?").text
    assert "hunter2" not in said
    assert [one.documents for one in kept.sources()] == before and kept.conversations() == []
    assert kept.recall("Oban", log=False) == [] or "Oban" not in kept.recall("Oban", log=False)[0].text


def test_what_is_no_question_is_answered_without_asking(kept: Memory, client: httpx.Client) -> None:
    form = ask(client, "thanks!").json()
    assert "no question" in form["choices"][0]["message"]["content"] and form["secondme"] == {}
    assert kept.client_log() == []


def test_there_is_one_model(client: httpx.Client) -> None:
    listed = client.get("models").json()
    assert listed["object"] == "list" and [one["id"] for one in listed["data"]] == ["secondme"]
    assert client.get("models/secondme").json() == listed["data"][0]


def error(said: httpx.Response) -> tuple[int, str, str]:
    form = said.json()["error"]
    assert set(form) == {"message", "type", "param", "code"}
    return said.status_code, form["type"], form["code"]


def test_what_goes_wrong_has_the_form_that_programs_know(kept: Memory, client: httpx.Client) -> None:
    nobody = {"authorization": "Bearer wrong"}
    assert error(client.get("models", headers=nobody)) == (401, "authentication_error", "no_token")
    page = {"origin": "https://example.org"}
    assert error(client.get("models", headers=page))[::2] == (403, "web_page")
    assert error(client.get("embeddings"))[0] == 404
    assert error(client.get("chat/completions"))[0] == 405
    assert error(client.post("chat/completions", content=b"{"))[0] == 400
    assert error(client.post("chat/completions", content=b"x" * 1_100_000))[0] == 413
    assert error(ask(client, QUESTION, model="gpt-4o")) == (404, "not_found_error", "model_not_found")
    kept.deny_client("chat")
    for stream in (False, True):
        denied = ask(client, QUESTION, stream=stream)
        assert error(denied) == (403, "permission_error", "not_allowed")
        assert "clients allow chat --read" in denied.text and "Tobermory" not in denied.text
    assert [one.outcome for one in kept.client_log()] == ["denied", "denied"]


def test_without_a_model_it_says_so(noted_home: Memory, serving: Callable[..., Any]) -> None:
    token = noted_home.give_token("chat")
    noted_home.allow_client("chat", read=True)
    heads = {"authorization": f"Bearer {token}"}
    with httpx.Client(base_url=serving("serve").url + "/", headers=heads, timeout=120) as client:
        said = ask(client, "What is the name of the boat?")
        assert error(said)[:2] == (503, "server_error") and "models pull" in said.text


@pytest.fixture
def noted_home(wordless_memory: Memory) -> Memory:
    wordless_memory.remember("The puffin boat is called Fulmar.")
    return wordless_memory


@pytest.mark.model
def test_whoever_goes_away_holds_nothing_up(kept: Memory, client: httpx.Client) -> None:
    for _ in range(3):
        with pytest.raises(httpx.ReadTimeout):
            client.post(
                "chat/completions",
                json={"model": "secondme", "messages": [{"role": "user", "content": QUESTION}]},
                timeout=0.05,
            )
    assert ask(client, QUESTION).status_code == 200


def test_it_ends_in_order_when_it_is_told_to(client: httpx.Client) -> None:
    assert client.get("models").status_code == 200
    process = client.process  # type: ignore[attr-defined]
    process.send_signal(signal.SIGTERM)
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"") and b"Traceback" not in said


class Slow:
    """A door to a memory that answers when it is told to, or never."""

    def __init__(self, answer: Any = None) -> None:
        self.asked, self.go_on, self.stopped = threading.Event(), threading.Event(), threading.Event()
        self.answer = answer

    def serve(self, call: Any, cancelled: threading.Event, *, again: bool) -> Any:
        self.asked.set()
        while not self.go_on.wait(0.01):
            if cancelled.is_set():
                self.stopped.set()
                raise AssertionError("nobody hears this")
        return self.answer


def scope_of(**more: Any) -> dict[str, Any]:
    return {"type": "http", "method": "POST", "path": "/v1/chat/completions", CLIENT: "chat", **more}


def body_of(**fields: Any) -> dict[str, Any]:
    asked = {"model": "secondme", "messages": [{"role": "user", "content": QUESTION}], **fields}
    return {"type": "http.request", "body": json.dumps(asked).encode(), "more_body": False}


@pytest.mark.parametrize("stream", [False, True])
async def test_going_away_stops_the_answer(stream: bool) -> None:
    door = Slow()
    waiting = [body_of(stream=stream)]

    async def receive() -> Any:
        if waiting:
            return waiting.pop()
        await anyio.to_thread.run_sync(door.asked.wait)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        assert b'chat.completion"' not in message.get("body", b"")

    with anyio.fail_after(60):
        await Endpoint(door)(scope_of(), receive, send)  # type: ignore[arg-type]
        assert await anyio.to_thread.run_sync(door.stopped.wait, 60)


async def test_a_stream_says_that_it_lives_until_the_answer_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "HEADSTART_SECONDS", 0.01)
    monkeypatch.setattr(endpoint, "BREATH_SECONDS", 0.01)
    structured = {"text": "At nine. [1]", "citations": [{"number": 1, "place": "Mull, line 3"}]}
    door = Slow(Given("", structured, ()))
    waiting, said = [body_of(stream=True)], []

    async def receive() -> Any:
        return waiting.pop() if waiting else await anyio.sleep_forever()

    async def send(message: Any) -> None:
        said.append(message)
        if message.get("body") == b": reading\n\n":
            door.go_on.set()

    with anyio.fail_after(60):
        await Endpoint(door)(scope_of(), receive, send)  # type: ignore[arg-type]
    assert [one["status"] for one in said if "status" in one] == [200]
    text = b"".join(one.get("body", b"") for one in said).decode()
    assert "At nine. [1]" in text and "[1] Mull, line 3" in text and text.endswith("data: [DONE]\n\n")
    assert [one.get("more_body", False) for one in said[1:]] == [True] * (len(said) - 2) + [False]
