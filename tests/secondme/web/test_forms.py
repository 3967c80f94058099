"""Requests are read strictly where an answer would be another than was wanted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.web.forms import read_request
from secondme.web.guard import Refused

HELLO = {"role": "user", "content": "Where?"}


def read(**fields: Any) -> Any:
    return read_request(json.dumps({"model": "secondme", "messages": [HELLO]} | fields).encode())


def test_what_chat_programs_send_is_read() -> None:
    asked = read(
        messages=[
            {"role": "system", "content": "You are a pirate."},
            {"role": "user", "content": [{"type": "text", "text": "Who"}, {"type": "text", "text": "then?"}]},
            {"role": "assistant", "content": None, "tool_calls": []},
            {"role": "user", "content": "Where?", "name": "ana"},
        ],
        stream=True,
        stream_options={"include_usage": True},
        **{"temperature": 0.7, "max_tokens": 5, "top_p": 1, "user": "x", "tools": [], "n": None, "seed": 1},
    )
    assert [(one.role, one.text) for one in asked.chat] == [
        ("person", "Who\nthen?"),
        ("assistant", ""),
        ("person", "Where?"),
    ]
    assert asked.stream and asked.usage and asked.tokens == 5 + 3 + 2
    assert not read().stream and not read().usage


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"model": "gpt-4o"}, 404, "one model"),
        ({"model": None}, 404, "one model"),
        ({"messages": None}, 400, "messages"),
        ({"messages": []}, 400, "messages"),
        ({"messages": ["Where?"]}, 400, "role"),
        ({"messages": [{"role": "owner", "content": "x"}]}, 400, "role"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "user's"),
        ({"messages": [HELLO, {"role": "assistant", "content": "x"}]}, 400, "user's"),
        ({"messages": [{"role": "user", "content": 5}]}, 400, "must be text"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, 400, "must be text"),
        ({"n": 2}, 400, "one answer"),
        ({"response_format": {"type": "json_object"}}, 400, "text"),
        ({"tool_choice": "required"}, 400, "no tools"),
        ({"tool_choice": {"type": "function"}}, 400, "no tools"),
    ],
)
def test_what_cannot_be_met_is_refused(fields: dict[str, Any], status: int, words: str) -> None:
    with pytest.raises(Refused, match=words) as told:
        read(**fields)
    assert told.value.refusal.status == status


@given(st.binary(max_size=60) | st.sampled_from([b"[" * 100_000, b'{"a":' * 50_000, b"null", b"[]", b"NaN"]))
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        read_request(body)
