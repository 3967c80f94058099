"""The requests and replies of OpenAI's protocol, as plain values: what is asked, and what is said to it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondme.web.chat import Said
from secondme.web.guard import Refusal, Refused

MODEL = "secondme"
PERSON, ASSISTANT = ("user",), ("assistant",)
DATA = ("system", "developer", "tool", "function")
BYTES_A_TOKEN = 4
"""Tokens are estimated: what is counted is text, and which model reads it is not the program's to know."""
KINDS_OF_ERROR = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
    502: "server_error",
    503: "server_error",
    500: "server_error",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a completion. tokens: of all messages, about. usage: whether a stream ends with it."""

    chat: tuple[Said, ...]
    stream: bool
    usage: bool
    tokens: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What is said. created: in seconds since 1970. more: the answer with its sources, as plain values."""

    id: str
    created: int
    text: str
    more: Mapping[str, Any]
    asked: Asked

    def whole(self) -> dict[str, Any]:
        """The reply at once."""
        message = {"role": "assistant", "content": self.text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return self._form("chat.completion", [choice]) | {"usage": self.usage(), "secondme": self.more}

    def pieces(self) -> Iterator[dict[str, Any]]:
        """The reply as the events of a stream, behind `beginning`."""
        for place, line in enumerate(self.text.split("\n")):
            yield self._piece({"content": f"\n{line}" if place else line})
        yield self._piece({}, "stop") | {"secondme": self.more}
        if self.asked.usage:
            yield self._form("chat.completion.chunk", []) | {"usage": self.usage()}

    def usage(self) -> dict[str, int]:
        """How many tokens were read and written, about."""
        said = tokens_of(self.text)
        read = self.asked.tokens
        return {"prompt_tokens": read, "completion_tokens": said, "total_tokens": read + said}

    def _piece(self, delta: Mapping[str, str], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._form("chat.completion.chunk", [choice])

    def _form(self, name: str, choices: Sequence[Any]) -> dict[str, Any]:
        return {"id": self.id, "object": name, "created": self.created, "model": MODEL, "choices": choices}


def beginning(identifier: str, created: int) -> dict[str, Any]:
    """The first event of a stream, before anything is known."""
    delta = {"role": "assistant", "content": ""}
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}
    form = {"id": identifier, "object": "chat.completion.chunk", "created": created, "model": MODEL}
    return form | {"choices": [choice]}


def model_form() -> dict[str, Any]:
    """The one model there is."""
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def error_form(refusal: Refusal) -> dict[str, Any]:
    """What went wrong."""
    kind = KINDS_OF_ERROR.get(refusal.status, "invalid_request_error")
    return {"error": {"message": refusal.message, "type": kind, "param": None, "code": refusal.code}}


def said_of(structured: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What a client is told of an answer: the text with a line for each source, and the same for programs."""
    sources = [f"[{one['number']}] {one['place']}" for one in structured["citations"]]
    text = "\n".join([structured["text"], *([""] if sources else []), *sources])
    return text, dict(structured)


def read_request(body: bytes) -> Asked:
    """What is asked for. Raises Refused."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise _wrong("the body is no JSON") from None
    if not isinstance(asked, dict):
        raise _wrong("the body is no JSON object")
    if asked.get("model") != MODEL:
        raise Refused(404, "model_not_found", f'There is one model here, and its name is "{MODEL}".')
    if asked.get("n") not in (None, 1):
        raise _wrong("n must be 1: there is one answer")
    if _kind(asked.get("response_format")) not in (None, "text"):
        raise _wrong("response_format can only be text")
    if asked.get("tool_choice") not in (None, "none", "auto"):
        raise _wrong("tool_choice cannot be met: this model calls no tools")
    options = asked.get("stream_options")
    usage = isinstance(options, dict) and options.get("include_usage") is True
    chat, tokens = _read_messages(asked.get("messages"))
    return Asked(chat, asked.get("stream") is True, usage, tokens)


def tokens_of(text: str) -> int:
    """About how many tokens a text has."""
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_A_TOKEN)


def _read_messages(messages: Any) -> tuple[tuple[Said, ...], int]:
    if not isinstance(messages, list) or not messages:
        raise _wrong("messages must be a list with at least one message")
    chat: list[Said] = []
    tokens = 0
    for place, message in enumerate(messages):
        role = message.get("role") if isinstance(message, dict) else None
        if role not in (*PERSON, *ASSISTANT, *DATA):
            raise _wrong(f"messages[{place}] needs a role, such as user")
        text = _text(message.get("content"), place)
        tokens += tokens_of(text)
        if role not in DATA:
            chat.append(Said("person" if role in PERSON else "assistant", text))
    if not chat or chat[-1].role != "person":
        raise _wrong("the last message must be the user's")
    return tuple(chat), tokens


def _text(content: Any, place: int) -> str:
    """The text of a message; of one in parts, all parts."""
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list) or not all(_is_text(part) for part in content):
        raise _wrong(f"messages[{place}].content must be text: nothing else can be read")
    return "\n".join(part["text"] for part in content)


def _is_text(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)


def _kind(value: Any) -> Any:
    return value.get("type") if isinstance(value, dict) else value


def _wrong(what: str) -> Refused:
    return Refused(400, "invalid_request", f"This request makes no sense: {what}. Nothing was asked.")
