"""What the tests of clients share: a memory of two folders, and a client that is a real program's."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

import secondme
from secondme.memory import Memory

ROOT = Path(__file__).parents[3]


def surroundings() -> dict[str, str]:
    """Those of the test: the SDK hands on a few variables alone."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def started(*arguments: str) -> Any:
    """How the SDK starts `secondme mcp` for a client."""
    from mcp.client.stdio import StdioServerParameters

    command = ["-P", "-m", "secondme", "mcp", *arguments]
    return StdioServerParameters(command=sys.executable, args=command, env=surroundings())


@pytest.fixture
def connect(home: Path) -> Callable[[str], Any]:
    """A client of the official SDK with a server process of its own: `async with connect("editor") as c`."""
    from mcp import Client

    @asynccontextmanager
    async def open_client(name: str) -> Any:
        async with Client(started("--client", name), read_timeout_seconds=60) as client:
            yield client

    return open_client


@pytest.fixture
def noted(home: Path, tmp_path: Path) -> Iterator[Memory]:
    """A memory of notes and of work, without models."""
    notes, work = tmp_path / "notes", tmp_path / "work"
    for folder, name, text in (
        (notes, "mull.md", "# Mull\n\nThe puffin boat leaves at nine from Tobermory.\n"),
        (work, "plan.md", "# Plan\n\nThe puffin project is late, and nobody may know.\n"),
    ):
        folder.mkdir()
        (folder / name).write_text(text)
    with secondme.open(home) as opened:
        opened.add(notes)
        opened.add(work)
        yield opened


Ask = Callable[..., Awaitable[Any]]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
METHODS = st.sampled_from(
    ["initialize", "tools/list", "tools/call", "resources/read", "resources/list", "ping", "server/discover"]
)
MESSAGES = st.one_of(
    ANYTHING,
    st.fixed_dictionaries(
        {"jsonrpc": st.just("2.0"), "method": METHODS | st.text(max_size=12)},
        optional={"id": st.integers() | st.text(max_size=4) | ANYTHING, "params": ANYTHING},
    ),
    st.fixed_dictionaries(
        {
            "jsonrpc": st.just("2.0"),
            "id": st.integers(0, 9),
            "method": st.just("tools/call"),
            "params": st.fixed_dictionaries(
                {"name": st.sampled_from(["recall", "about", "timeline", "remember"]) | st.text(max_size=8)},
                optional={"arguments": st.dictionaries(st.text(max_size=8), ANYTHING, max_size=3) | ANYTHING},
            ),
        }
    ),
)


@pytest.fixture
def messages() -> st.SearchStrategy[Any]:
    """What a client might say: nonsense, also in the form of the protocol, and calls with odd arguments."""
    return MESSAGES
