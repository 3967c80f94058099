"""What the tests of clients share: a memory of two folders, and a client that is a real program's."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

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
