"""The memory as a model that chat programs can talk with: OpenAI's protocol, on this machine alone.

Which client asks is said by its token, and what it gets is decided and logged in `secondme.clients.serving`.
The text of an answer is given when it is whole, checked and masked; until then a stream only says that it
lives.
"""

from __future__ import annotations

import json
import logging
import math
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio

from secondme.clients.door import Door, rest_when_idle, who_knows
from secondme.errors import NotAllowedError
from secondme.web.chat import question_of
from secondme.web.forms import (
    Asked,
    Completion,
    beginning,
    error_form,
    model_form,
    read_request,
    said_of,
)
from secondme.web.guard import CLIENT, Guard, Receive, Refusal, Refused, Scope, Send, reply
from secondme.web.listening import run
from secondme.web.port import listen, port_of

if TYPE_CHECKING:
    from secondme.clients.telling import Given
    from secondme.daemon.api import MemoryApi

MOST_BYTES = 1_048_576
HEADSTART_SECONDS = 1.0
"""So long a stream is not begun, so that what is refused at once has a status of its own."""
BREATH_SECONDS = 5.0
"""How often a stream says that it lives."""
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
STATUS_OF = {2: (400, "invalid_request"), 3: (404, "not_found"), 8: (502, "endpoint")}
NOTHING_ASKED = "That was no question, and nothing of it was kept."

log = logging.getLogger("secondme.web")


def run_endpoint(
    port: int,
    open_memory: Callable[[], MemoryApi],
    close: Callable[[], None],
    on_start: Callable[[str], None],
) -> None:
    """Serves every client with a token until the process is told to end. on_start: is told the address."""
    listener = listen(port)
    on_start(f"http://127.0.0.1:{port_of(listener)}/v1")
    door = Door(open_memory, close)
    app = Guard(Endpoint(door), who_knows(door), error_form, port=port_of(listener), most_bytes=MOST_BYTES)
    run(app, listener)


@dataclass
class _Reply:
    """What becomes of a question. given: None where nothing was asked."""

    asked: Asked
    given: Given | None = None
    refused: Refusal | None = None
    done: anyio.Event = field(default_factory=anyio.Event)
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def completion(self) -> Completion:
        """What is said, once it is known."""
        text, more = said_of(self.given.structured) if self.given else (NOTHING_ASKED, {})
        return Completion(self.id, self.created, text, more, self.asked)


class Endpoint:
    """The application: models, and chat completions."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._one_answer = anyio.CapacityLimiter(1)  # A model writes one at a time.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            await self._answer(scope, receive, send)
        except Refused as refused:
            one = refused.refusal
            await reply(send, one.status, error_form(one), one.headers)

    async def _live(self, receive: Receive, send: Send) -> None:
        async with anyio.create_task_group() as tasks:
            await receive()
            tasks.start_soon(rest_when_idle, self._door)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            tasks.cancel_scope.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["path"].rstrip("/"), scope["method"]:
            case "/v1/models", "GET":
                await reply(send, 200, {"object": "list", "data": [model_form()]})
            case "/v1/models/secondme", "GET":
                await reply(send, 200, model_form())
            case "/v1/chat/completions", "POST":
                asked = read_request((await receive())["body"])
                await self._complete(asked, scope[CLIENT], receive, send)
            case (("/v1/models" | "/v1/models/secondme" | "/v1/chat/completions"), _):
                raise Refused(405, "wrong_method", "This is not done with that method.")
            case _:
                raise Refused(404, "no_such_path", "There is /v1/models, and /v1/chat/completions.")

    async def _complete(self, asked: Asked, client: str, receive: Receive, send: Send) -> None:
        """Answers, unless whoever asks goes away first; then a model stops within a token."""
        question = question_of(asked.chat)
        cancelled, got = threading.Event(), _Reply(asked)
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_watch, receive, tasks.cancel_scope)
                tasks.start_soon(self._ask, client, question, cancelled, got)
                await _tell(got, send)
                tasks.cancel_scope.cancel()
        finally:
            cancelled.set()

    async def _ask(self, client: str, question: str, cancelled: threading.Event, got: _Reply) -> None:
        def ask(memory: MemoryApi, stop: threading.Event) -> Given:
            return memory.answer_client(client, question, cancelled=stop)

        try:
            if question:
                got.given = await anyio.to_thread.run_sync(
                    lambda: self._door.serve(ask, cancelled, again=True),
                    abandon_on_cancel=True,
                    limiter=self._one_answer,
                )
        except Exception as error:
            got.refused = refused_by(error)
        got.done.set()


def refused_by(error: Exception) -> Refusal:
    """What is said of an error; of a fault of ours nothing but that there was one."""
    code = getattr(error, "exit_code", None)
    if code is None:
        log.error("something unexpected", exc_info=error)
        return Refusal(500, "unexpected", "Something unexpected went wrong. Nothing was given.")
    if isinstance(error, NotAllowedError):
        return Refusal(403, "not_allowed", str(error))
    status, word = STATUS_OF.get(code, (503, "not_ready"))
    return Refusal(status, word, str(error))


async def _watch(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _tell(got: _Reply, send: Send) -> None:
    """Says what becomes of a question, as it was asked to be said."""
    with anyio.move_on_after(HEADSTART_SECONDS if got.asked.stream else math.inf):
        await got.done.wait()
    if got.refused is not None:
        await reply(send, got.refused.status, error_form(got.refused))
    elif got.asked.stream:
        await _stream(got, send)
    else:
        await reply(send, 200, got.completion().whole())


async def _stream(got: _Reply, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": STREAM})
    await _event(send, beginning(got.id, got.created))
    while not got.done.is_set():
        with anyio.move_on_after(BREATH_SECONDS):
            await got.done.wait()
        if not got.done.is_set():
            await send({"type": "http.response.body", "body": b": reading\n\n", "more_body": True})
    events = [error_form(got.refused)] if got.refused else got.completion().pieces()
    for event in events:
        await _event(send, event)
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


async def _event(send: Send, form: Any) -> None:
    line = f"data: {json.dumps(form, ensure_ascii=False)}\n\n".encode("utf-8", "replace")
    await send({"type": "http.response.body", "body": line, "more_body": True})
