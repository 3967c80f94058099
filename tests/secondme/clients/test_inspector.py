"""The protocol's own inspector, a client that others wrote, understands both servers."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondme.memory import Memory

PACKAGE = "@modelcontextprotocol/inspector@1.0.3"
SECONDS = 180

Inspect = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def inspect() -> Inspect:
    """Runs its command line; skips where it cannot be had."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("npx is not installed")
    cache = Path(pwd.getpwuid(os.getuid()).pw_dir) / ".npm"  # Not the test's own, so that it is fetched once.
    surroundings = {**os.environ, "npm_config_cache": str(cache)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [npx, "--yes", PACKAGE, *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=surroundings)

    try:
        got = run("--help")
    except subprocess.TimeoutExpired:
        pytest.skip("the inspector did not come from the registry of npm in time")
    if got.returncode:
        pytest.skip(f"the inspector cannot be had here: {got.stderr.strip().splitlines()[-1:]}")
    return run


def said(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("{") :])


@pytest.mark.slow
def test_the_inspector_lists_and_calls_over_both(
    noted: Memory, serving: Callable[..., Any], inspect: Inspect
) -> None:
    noted.allow_client("inspector", read=True)
    token = noted.give_token("inspector")
    url = serving("mcp", "--http").url
    started = [sys.executable, "-P", "-m", "secondme", "mcp", "--client", "inspector"]
    signed = ["--transport", "http", "--header", f"Authorization: Bearer {token}"]
    for way in ([*started], [url, *signed]):
        tools = said(inspect("--cli", *way, "--method", "tools/list"))["tools"]
        assert "recall" in [one["name"] for one in tools]
    call = ["--method", "tools/call", "--tool-name", "recall", "--tool-arg", "query=puffin boat"]
    found = said(inspect("--cli", url, *signed, *call))
    assert "Tobermory" in found["content"][0]["text"] and not found["isError"]
    refused = inspect("--cli", url, "--transport", "http", "--method", "tools/list")
    assert refused.returncode != 0 and "clients token" in refused.stderr + refused.stdout
