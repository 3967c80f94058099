"""Files and folders that are closed and opened again while they are read, by someone who may not look into
what is closed: as root this would prove nothing, for root may look into anything.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Differences = Callable[..., list[str]]

INDEX = """
import json, sys, secondme
home, folder = sys.argv[1:]
with secondme.open(home) as memory:
    print("open", flush=True)
    indexed = memory.index() if memory.sources() else memory.add(folder)
    print(json.dumps({
        "documents": memory.status().documents,
        "removed": indexed.removed,
        "missing": any(changes.missing for _, changes in indexed.changes),
        "skipped": dict(indexed.skipped),
        "unread": {problem.subject: problem.reason for problem in memory.status().problems},
    }))
"""
LOOK_INTO = "import os, sys; os.listdir(sys.argv[1])"
DROP_FROM_BOUNDS = 24
POWERS = {"to override permissions": 1, "to read and search everything": 2}
FILES = 120


def give_up_powers() -> None:
    """From its next program on, the process is as bound by permissions as any other user's, root or not."""
    if os.getuid() == 0:
        for power in POWERS.values():
            if ctypes.CDLL(None, use_errno=True).prctl(DROP_FROM_BOUNDS, power, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "powers cannot be given up")


@pytest.fixture
def start_bound(home: Path, notes: Path, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts an indexer that is bound by permissions."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    started: list[subprocess.Popen[bytes]] = []

    def start(code: str = INDEX, *arguments: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-c", code, *map(str, arguments or (home, notes))]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=give_up_powers))
        return started[-1]

    try:
        said = start(LOOK_INTO, closed).communicate()[1]
    except (subprocess.SubprocessError, AttributeError):
        said = b""
    if b"PermissionError" not in said:
        pytest.skip("no process can be made here that permissions bind")
    yield start
    closed.chmod(0o700)
    notes.parent.chmod(0o700)
    open_all(notes)
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def index(start_bound: Callable[[], subprocess.Popen[bytes]]) -> Callable[[], dict[str, Any]]:
    """Indexes the notes once; tells what came of it."""

    def run() -> dict[str, Any]:
        process = start_bound()
        out, err = process.communicate()
        assert process.returncode == 0, err.decode()
        told: dict[str, Any] = json.loads(out.splitlines()[-1])
        return told

    return run


@pytest.fixture
def notes(tree: WriteTree) -> Path:
    return tree({f"{n % 6}/deep/{n}.md": f"# Note {n}\n\nPuffin {n} and the gull.\n" for n in range(FILES)})


def open_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def test_what_is_closed_is_kept_and_listed_and_read_again_when_it_is_open(
    index: Callable[[], dict[str, Any]], home: Path, notes: Path, differences: Differences
) -> None:
    assert index()["documents"] == FILES
    (notes / "0/deep").chmod(0)
    (notes / "1").chmod(0o600)  # It may be listed, and nothing in it looked at.
    (notes / "2/deep/2.md").write_text("# Note 2\n\nPuffin 2 has moved to the lighthouse.\n")
    (notes / "2/deep/2.md").chmod(0)
    (notes / "3/deep/new.md").write_text("# New\n\nA heron.\n")
    (notes / "3/deep/new.md").chmod(0)
    for _ in range(2):
        told = index()
        assert (told["documents"], told["removed"]) == (FILES, 0)
        assert any(str(notes / "0/deep") in place for place in told["skipped"])
        assert any(str(notes / "1") in place for place in told["skipped"])
        assert set(told["unread"]) == {"2/deep/2.md", "3/deep/new.md"}
        assert {*told["skipped"].values(), *told["unread"].values()} == {"this account may not open it"}
    open_all(notes)
    notes.parent.chmod(0)
    told = index()
    assert (told["documents"], told["removed"], told["missing"]) == (FILES, 0, True)
    notes.parent.chmod(0o700)
    assert index()["documents"] == FILES + 1
    assert differences(home, notes) == []


def test_permissions_that_flip_while_it_reads_lose_nothing(
    start_bound: Callable[[], subprocess.Popen[bytes]],
    index: Callable[[], dict[str, Any]],
    home: Path,
    notes: Path,
    differences: Differences,
) -> None:
    chance = random.Random(3)
    folders = [path for path in notes.rglob("*") if path.is_dir()]
    files = [path for path in notes.rglob("*.md")]
    for _ in range(3):
        process = start_bound()
        assert process.stdout is not None
        process.stdout.readline()
        while process.poll() is None:
            for path in chance.sample(files, 10):
                path.chmod(0)
            chance.choice(folders).chmod(chance.choice([0, 0o600, 0o300]))
            time.sleep(0.02)
            open_all(notes)
            changed = chance.choice(files)
            changed.write_text(f"# Again\n\nQuince {chance.randrange(10**6)} and a gull.\n")
        assert process.returncode == 0, process.stderr and process.stderr.read()
    open_all(notes)
    told = index()
    assert (told["documents"], told["skipped"], told["unread"]) == (FILES, {}, {})
    assert differences(home, notes) == []
