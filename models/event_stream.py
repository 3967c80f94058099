"""What an OpenAI-compatible server says, read as data: events of JSON, tokens, faults."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from models.protocol import Token

LONGEST_LINE = 1 << 20
"""Bytes; whoever sends longer ones sends no tokens."""


@dataclass(frozen=True, slots=True)
class Said:
    """One event. finish: why the answer is over, where it is. prompt, generated: tokens, where it counts."""

    tokens: tuple[Token, ...] = ()
    finish: str | None = None
    prompt: int | None = None
    generated: int | None = None


def read_events(chunks: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The JSON objects behind `data:`, until `[DONE]` or the end. Raises ValueError for anything else.

    Lines end at \\n alone: in JSON other line separators may stand as they are.
    """
    for line in _lines(chunks):
        if not line.startswith(b"data:"):
            continue  # Comments that keep the connection alive, names and numbers of events.
        data = line[5:].strip()
        if data == b"[DONE]":
            return
        event = json.loads(data)
        if not isinstance(event, dict):
            raise ValueError("an event that is no object")
        yield event


def said_in(event: dict[str, Any]) -> Said:
    """What an event says, streamed or whole. Raises ValueError for shapes that make no sense."""
    try:
        usage = event.get("usage") or {}
        counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
        choices = event.get("choices") or []
        if not choices:
            return Said(prompt=counts[0], generated=counts[1])
        choice = choices[0]
        text = (choice.get("delta") or choice.get("message") or {}).get("content") or ""
        entries = (choice.get("logprobs") or {}).get("content") or []
        return Said(_tokens(text, entries), choice.get("finish_reason"), *counts)
    except (AttributeError, KeyError, TypeError, IndexError, ValueError) as error:
        raise ValueError(f"an event of another shape ({type(error).__name__})") from error


def fault_in(body: Any) -> str:
    """The server's own words for what went wrong, in at most 200 characters; empty where there are none."""
    fault = body.get("error", body.get("detail", body.get("message"))) if isinstance(body, dict) else None
    message = fault.get("message") if isinstance(fault, dict) else fault
    plain = " ".join(message.split()) if isinstance(message, str) else ""
    return "".join(letter for letter in plain if letter.isprintable())[:200]


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > LONGEST_LINE:
            raise ValueError("a line without end")
    yield rest


def _tokens(text: str, entries: list[dict[str, Any]]) -> tuple[Token, ...]:
    """The tokens of a piece of text; one that holds several is cut where the entries say."""
    if not isinstance(text, str):
        raise TypeError("text")
    if not entries:
        return (Token(text),) if text else ()
    told = [(str(entry["token"]), _logprob(entry), _top(entry)) for entry in entries]
    if "".join(token for token, _, _ in told) == text:
        return tuple(Token(*one) for one in told)
    # Characters that span tokens: the text with the first, and the others without.
    return tuple(
        Token(text if place == 0 else "", logprob, top) for place, (_, logprob, top) in enumerate(told)
    )


def _top(entry: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple((str(one["token"]), _logprob(one)) for one in entry.get("top_logprobs") or ())


def _logprob(entry: dict[str, Any]) -> float:
    logprob = float(entry["logprob"])
    if not math.isfinite(logprob) or logprob > 0.001:
        raise ValueError("no logarithm of a probability")
    return min(0.0, logprob)
