"""What is promised of privacy, tried by living with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
LIVING = """
import json, sys
seen = []
def listen(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        seen.append(f"{event} {arguments[1:] if event == 'socket.connect' else arguments}")
sys.addaudithook(listen)
from secondme.cli import run
codes = [run(words) for words in json.loads(sys.argv[1])]
print(json.dumps({"codes": codes, "seen": seen}), file=sys.stderr)
"""


def live(*commands: list[str]) -> tuple[list[int], list[str]]:
    """Runs commands in one process; their exit codes, and what it connected to."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", LIVING, json.dumps(commands)],
        capture_output=True,
        text=True,
        env=os.environ | {"SECONDME_DAEMON": "off"},
    )
    told = json.loads(done.stderr.splitlines()[-1])
    return told["codes"], told["seen"]


@pytest.mark.model
def test_living_with_it_connects_to_nothing(stocked_home: Path, tree: WriteTree) -> None:
    folder = tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine. See http://example.org/boat.png\n"})
    codes, seen = live(
        ["remember", "The spare key is with Beathag."],
        ["add", str(folder)],
        ["recall", "puffin boat"],
        ["ask", "When does the puffin boat leave?"],
        ["consolidate"],
        ["about", "Beathag"],
        ["status"],
        ["doctor"],
        ["forget", "m1", "--yes"],
    )
    assert [seen for seen in seen if "getaddrinfo" in seen or "connect" in seen] == []
    assert codes[:3] == [0, 0, 0] and codes[-1] == 0


def test_a_connection_would_be_noticed(home: Path) -> None:
    code = LIVING.replace(
        "from secondme.cli import run",
        "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass\n"
        "from secondme.cli import run",
    )
    done = subprocess.run([sys.executable, "-P", "-c", code, "[]"], capture_output=True, text=True)
    assert json.loads(done.stderr)["seen"]
