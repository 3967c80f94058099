"""A reading process: takes requests from its stdin, answers on its stdout, and ends when stdin does.

Started by `ingest.sandbox.process` as `python -P -m ingest.sandbox.child`. What a reader prints goes nowhere.
Whoever has remarks to make on what is read starts a module of its own instead, which calls `main` with them.
"""

from __future__ import annotations

import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.document import Document
from ingest.options import Options
from ingest.sandbox.confinement import confine
from ingest.sandbox.outcome import ChatRequest, Request
from ingest.sandbox.reading import read_request
from ingest.sandbox.sessions import tell_sessions
from ingest.sandbox.wire import (
    BYE,
    CHAT,
    LAST,
    PART,
    STARTED,
    decode_chat,
    decode_options,
    decode_requests,
    encode_outcome,
    frame,
    read_frames,
)

FULL_SHARE = 0.25
"""Once it holds this share of the memory it may use, it makes room by ending; a fresh one goes on."""
ORPHAN_SHARE = 2
"""A process that nobody ended after this many times its limit has lost whoever would; it ends by itself."""


Remark = Callable[[Document], Document]
"""Adds the remarks to the passages of a document that was read."""


def main(remark: Remark = lambda document: document) -> None:
    """Serve until stdin ends."""
    requests, answers = _take_pipes()
    frames = read_frames(requests)
    opening = next(frames, None)
    if opening is None:
        return
    options = decode_options(opening[1])
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, signal.SIG_IGN)  # Whoever started it ends it, by closing its stdin.
    sys.dont_write_bytecode = True
    confine(options.memory_mb)
    _send(answers, frame(STARTED))
    waiting: queue.SimpleQueue[Request | ChatRequest] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(frames, waiting), daemon=True).start()
    _serve(waiting, answers, options, remark)


def _take_pipes() -> tuple[int, int]:
    """The two pipes under numbers that no library knows; in their places, nothing."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


def _listen(frames: Iterator[tuple[bytes, bytes]], waiting: queue.SimpleQueue[Request | ChatRequest]) -> None:
    for mark, body in frames:
        for request in [decode_chat(body)] if mark == CHAT else decode_requests(body):
            waiting.put(request)
    os._exit(0)  # Whoever asked is gone; what is being read is of no use to anybody.


def _serve(
    waiting: queue.SimpleQueue[Request | ChatRequest], answers: int, options: Options, remark: Remark
) -> None:
    def say(mark: bytes, body: bytes) -> None:
        answer = frame(mark, body)
        _allow(0)  # However long it takes until somebody listens.
        _send(answers, answer)
        _allow(options.seconds)

    is_full = False
    while not is_full:
        request = waiting.get()
        _allow(options.seconds)
        _answer(request, options, remark, say)
        _allow(0)
        is_full = _resident_bytes() > FULL_SHARE * options.memory_mb * 1_000_000
    _send(answers, frame(BYE))
    os._exit(0)


def _answer(
    request: Request | ChatRequest, options: Options, remark: Remark, say: Callable[[bytes, bytes], None]
) -> None:
    if isinstance(request, ChatRequest):
        tell_sessions(request, options, remark, say)
        return
    for outcome in read_request(request, options):
        told = replace(outcome, documents=tuple(map(remark, outcome.documents)))
        say(LAST if outcome.last else PART, encode_outcome(told))


def _allow(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_REAL, seconds * ORPHAN_SHARE)


def _resident_bytes() -> int:
    """Now, on Linux, where the highest so far would count in what its parent had when it started."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _send(answers: int, data: bytes) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(answers, rest) :]
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
