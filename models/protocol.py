"""What the generator and its process say to each other: one JSON object a line, in both directions.

A `Call` has a number; every `Reply` names the call it belongs to, so answers may interleave. A call to
generate gets any number of `token` replies and then one `result` or `error`, any other call one of these.
`cancel` names the call to stop and gets no reply of its own. A line that tells a number of `bytes` is
followed by so many: the state of a head, which has megabytes and no place in JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Literal

from models.errors import BadSchemaError, ContextTooLongError, ModelError, ModelLoadError, StoppedError

Verb = Literal[
    "open", "generate", "score", "score each", "warm", "head", "save", "load", "drop", "count", "cancel"
]
Finish = Literal["end", "stop", "length", "cancelled"]
ReplyKind = Literal["token", "result", "error"]


@dataclass(frozen=True)
class Message:
    """One turn of a conversation: `role` is "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True)
class Token:
    """One generated token. `text` may be empty while a character that spans tokens is not complete.

    `logprob` is the natural log of the model's own probability (before temperature and grammar), and `top`
    holds the likeliest tokens with theirs, best first; both only when they were asked for.
    """

    text: str
    logprob: float | None = None
    top: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Run:
    """How a generation went. Times in seconds; `reused` of the `prompt` tokens were still in memory."""

    finish: Finish
    prompt: int
    reused: int
    generated: int
    prompt_seconds: float
    generation_seconds: float


@dataclass(frozen=True)
class Call:
    """A request to the process; `body` holds the arguments of `verb`."""

    id: int
    verb: Verb
    body: dict[str, Any] = field(default_factory=dict)
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Reply:
    """An answer from the process to the call `id`."""

    id: int
    kind: ReplyKind
    body: dict[str, Any] = field(default_factory=dict)
    data: bytes = field(default=b"", repr=False)


def encode(said: Call | Reply) -> bytes:
    """One line, ASCII only, so that odd Unicode in a prompt cannot break the pipe; then its data, if any."""
    head: dict[str, Any] = (
        {"id": said.id, "verb": said.verb} if isinstance(said, Call) else {"id": said.id, "kind": said.kind}
    )
    if said.data:
        head["bytes"] = len(said.data)
    line = json.dumps({**head, "body": said.body}, separators=(",", ":")).encode("ascii") + b"\n"
    return line + said.data if said.data else line


def read_calls(pipe: IO[bytes]) -> Iterator[Call]:
    """The calls that `encode` wrote into the pipe, until it closes."""
    return (Call(raw["id"], raw["verb"], raw["body"], data) for raw, data in _read(pipe))


def read_replies(pipe: IO[bytes]) -> Iterator[Reply]:
    """The replies that `encode` wrote into the pipe, until it closes."""
    return (Reply(raw["id"], raw["kind"], raw["body"], data) for raw, data in _read(pipe))


def _read(pipe: IO[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    for line in pipe:
        if not line.endswith(b"\n"):
            return  # whoever wrote it died in the middle
        raw = json.loads(line)
        size = raw.get("bytes", 0)
        data = pipe.read(size) if size else b""
        if len(data) < size:
            return
        yield raw, data


def token_body(token: Token) -> dict[str, Any]:
    """A token as a reply's body; what was not asked for takes no room."""
    body: dict[str, Any] = {"text": token.text}
    if token.logprob is not None:
        body |= {"logprob": token.logprob, "top": token.top}
    return body


def token_from(body: Mapping[str, Any]) -> Token:
    """The token in a reply's body."""
    top = tuple((str(text), float(logprob)) for text, logprob in body.get("top", ()))
    return Token(body["text"], body.get("logprob"), top)


def error_body(fault: ModelError) -> dict[str, Any]:
    """An error as a reply's body."""
    if isinstance(fault, ContextTooLongError):
        return {"name": "ContextTooLongError", "tokens": fault.tokens, "limit": fault.limit}
    return {"name": type(fault).__name__, "message": str(fault)}


def error_from(body: Mapping[str, Any]) -> ModelError:
    """The error in a reply's body, of the same class as it was raised there."""
    if body["name"] == "ContextTooLongError":
        return ContextTooLongError(body["tokens"], body["limit"])
    known = {kind.__name__: kind for kind in (BadSchemaError, ModelLoadError, StoppedError)}
    return known.get(body["name"], ModelError)(body["message"])
