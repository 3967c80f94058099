"""What client and daemon say to each other: one JSON object a line, in both directions (docs/protocol.md)."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import secondme

PROTOCOL = 1
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one line from a client; whoever sends more is told so and let go."""
_ERROR_MODULES = ("secondme.errors", "models.errors", "ingest.errors", "secondme.indexing.progress")

Message = dict[str, Any]


def encode_line(message: Message) -> bytes:
    """One line, ASCII only, so that odd Unicode cannot break it."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def decode_line(line: bytes) -> Message:
    """The message on a line. Raises ValueError when it is none."""
    try:
        message = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(message, dict):
        raise ValueError("it is not a JSON object")
    return message


def hello(token: str | None = None, *, locked: bool = False) -> Message:
    """The first line from either side; `locked` stands in it only where the memory is."""
    said: Message = {"protocol": PROTOCOL, "program": secondme.__version__}
    said |= {"token": token} if token else {}
    return {"hello": said | ({"locked": True} if locked else {})}


def error_body(error: BaseException) -> Message:
    """An error as it crosses: its class, exit code and message, and what else it carries."""
    details = {
        name: str(one) if isinstance(one, Path) else one
        for name, one in vars(error).items()
        if not name.startswith("_") and isinstance(one, (str, int, float, bool, Path))
    }
    return {
        "class": type(error).__name__,
        "exit_code": getattr(error, "exit_code", 1),
        "message": str(error),
        "details": details,
    }


def error_from(body: Message) -> Exception:
    """The error that `error_body` made this of: of the same class, with the same message and exit code."""
    made = _error_class(str(body.get("class")))
    message = str(body.get("message"))
    error: Exception = made.__new__(made, message)
    for name, value in (body.get("details") or {}).items():
        setattr(error, name, Path(value) if name == "path" else value)
    return error


def _error_class(name: str) -> type[Exception]:
    for module in _ERROR_MODULES:
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and issubclass(found, Exception):
            return found
    from secondme.errors import DaemonError

    return DaemonError
