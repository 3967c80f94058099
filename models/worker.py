"""The generator's process: reads calls from stdin, runs them one after another, writes replies to stdout.

Started by `models.process` as `python -P -m models.worker`. It ends when its stdin closes, so it never
outlives the program that started it, however that one ended. llama.cpp's complaints go to stderr, never to
stdout.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from models.engine import Engine, Order
from models.errors import ModelError, StoppedError
from models.hardware import cpu_threads, gpu_layers, repacks_weights
from models.llama import show_native_errors
from models.protocol import Call, Message, Reply, Token, encode, error_body, read_calls, token_body
from models.reading import Cancelled, Settings


class Worker:
    """One engine, one queue. Calls are read on a thread of their own, so that cancelling never waits."""

    def __init__(self, calls: IO[bytes], replies: IO[bytes]) -> None:
        self._calls, self._replies = calls, replies
        self._writing = threading.Lock()
        self._waiting: queue.SimpleQueue[Call] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self._current: int | None = None
        self._engine: Engine | None = None

    def run(self) -> None:
        """Serve until the calls end; does not return."""
        threading.Thread(target=self._listen, name="listen", daemon=True).start()
        while True:
            call = self._waiting.get()
            self._current = call.id
            for reply in self._answered(call):
                self._send(reply)
            self._current = None
            self._cancelled.discard(call.id)

    def _listen(self) -> None:
        for call in read_calls(self._calls):
            if call.verb == "cancel":
                self._cancelled.add(call.body["call"])
            elif call.verb == "count" and self._engine is not None:
                self._send(Reply(call.id, "result", {"tokens": self._engine.count(call.body["text"])}))
            else:
                self._waiting.put(call)
        os._exit(0)  # whoever asked is gone; a computation under way is of no use to anybody

    def _send(self, reply: Reply) -> None:
        with self._writing:
            try:
                self._replies.write(encode(reply))
                self._replies.flush()
            except BrokenPipeError:
                os._exit(0)

    def _answered(self, call: Call) -> Iterator[Reply]:
        try:
            yield from self._do(call)
        except ModelError as fault:
            yield Reply(call.id, "error", error_body(fault))
        except Cancelled:
            yield Reply(call.id, "error", error_body(StoppedError("It was stopped. Nothing was kept of it.")))

    def _do(self, call: Call) -> Iterator[Reply]:
        body = call.body
        if call.verb == "open":
            yield Reply(call.id, "result", self._open(body))
            return
        if self._engine is None:
            raise ModelError("The engine has no model open. Nothing was generated. Open one first.")
        if call.verb == "generate":
            yield from self._generate(call, self._engine)
        else:
            yield _done(call, self._engine)

    def _open(self, body: dict[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        layers = gpu_layers() if body["gpu_layers"] is None else body["gpu_layers"]
        threads = body["threads"] or cpu_threads()
        settings = Settings(
            body["context"],
            threads,
            layers,
            body["batch"],
            repacks_weights(),
            body["flash_attention"],
            body["cache_type"],
        )
        self._engine = Engine(
            Path(body["path"]),
            settings,
            lambda: self._current in self._cancelled,
            identity=body["identity"],
        )
        return {
            "model": self._engine.model.metadata("general.name") or Path(body["path"]).stem,
            "architecture": self._engine.model.architecture,
            "context_length": self._engine.context_length,
            "trained_context": self._engine.model.trained_context,
            "threads": threads,
            "gpu_layers": layers,
            "flash_attention": settings.flash_attention,
            "cache_type": settings.cache_type,
            "load_seconds": round(time.perf_counter() - started, 3),
            "pid": os.getpid(),
        }

    def _generate(self, call: Call, engine: Engine) -> Iterator[Reply]:
        for said in engine.generate(_order(call.body)):
            if isinstance(said, Token):
                yield Reply(call.id, "token", token_body(said))
            else:
                yield Reply(call.id, "result", vars(said))


def _done(call: Call, engine: Engine) -> Reply:
    """The one reply to a call that asks for anything but an answer."""
    body, result = call.body, {}  # type: dict[str, Any], dict[str, Any]
    data = b""
    match call.verb:
        case "warm":
            result = {"tokens": engine.warm(_messages(body))}
        case "head":
            identity, held = engine.head(_messages(body))
            result = {"identity": identity, "held": held}
        case "save":
            data = engine.save_head(_messages(body))
        case "load":
            result = {"loaded": engine.load_head(_messages(body), call.data)}
        case "drop":
            engine.forget()
        case "score":
            result = engine.score(_messages(body), body["candidates"])
        case "score each":
            prompts = [_messages({"messages": messages}) for messages in body["prompts"]]
            result = {"scores": engine.score_each(prompts, body["candidates"])}
        case _:
            result = {"tokens": engine.count(body["text"])}
    return Reply(call.id, "result", result, data)


def _messages(body: dict[str, Any]) -> tuple[Message, ...]:
    return tuple(Message(role, content) for role, content in body["messages"])


def _order(body: dict[str, Any]) -> Order:
    rest = {name: value for name, value in body.items() if name not in ("messages", "stop")}
    return Order(_messages(body), stop=tuple(body["stop"]), **rest)


def main() -> None:
    """Serve on this process's stdin and stdout; what libraries print goes to stderr instead."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    show_native_errors()
    Worker(sys.stdin.buffer, replies).run()


if __name__ == "__main__":
    main()
