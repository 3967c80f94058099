"""A home that cannot be written, as on a disk mounted for reading: it is told, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import secondme

SECONDME = [sys.executable, "-P", "-m", "secondme"]
WITHIN = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; shift; exec "$@"'
NO_MOUNT = 99
COMMANDS = [
    ("remember", "The ferry leaves at ten."),
    ("recall", "puffin"),
    ("forget", "m1", "--yes"),
    ("index",),
    ("add", "/etc/hostname"),
    ("consolidate",),
    ("rekey",),
    ("status",),
]


@pytest.fixture
def kept(home: Path) -> Path:
    with secondme.open(home) as memory:
        memory.remember("The puffin boat leaves at nine.")
    return home


def content_of(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}


def run_read_only(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of ours that sees its home on a disk that cannot be written."""
    if shutil.which("unshare") is None:
        pytest.skip("this system has no `unshare`")
    unshare = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-rm"]
    words = [*unshare, "sh", "-c", WITHIN, "sh", str(home), *SECONDME, *command]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode == NO_MOUNT or "unshare:" in done.stderr:
        pytest.skip(f"nothing can be mounted here ({done.stderr.strip()})")
    return done


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_read_only_home_is_told_and_stays_as_it_is(kept: Path, command: tuple[str, ...]) -> None:
    before = content_of(kept)
    done = run_read_only(kept, *command)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr and "read-only" in done.stderr.lower()
    assert content_of(kept) == before
    with secondme.open(kept) as memory:
        assert [hit.text for hit in memory.recall("puffin")] == ["The puffin boat leaves at nine."]


def test_the_doctor_tells_it_too(kept: Path) -> None:
    before = content_of(kept)
    done = run_read_only(kept, "doctor")
    assert "Traceback" not in done.stderr and "cannot be written" in done.stdout
    assert content_of(kept) == before
