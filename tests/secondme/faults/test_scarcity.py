"""Little memory, and a limit on how large files may be: what was acknowledged stays, nothing is half done."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import secondme
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
MB = 1 << 20
TELL = """
import itertools, sys, secondme
with secondme.open(sys.argv[1]) as memory:
    for number in itertools.count():
        memory.remember(f"Puffin {number} lives on the cliff of Staffa. " + "x" * 2_000)
        print(number, flush=True)
"""
SECONDME = [sys.executable, "-P", "-m", "secondme"]


def limited(kind: int, limit: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (limit, limit))


def told_until_the_end(home: Path, kind: int, limit: int) -> tuple[int, str]:
    """Tells one thing after the other until no more is taken; how many were taken, and the last words."""
    command = [sys.executable, "-P", "-c", TELL, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited(kind, limit))
    assert done.returncode != 0
    return len(done.stdout.splitlines()), done.stderr


def require_whole(home: Path, acknowledged: int) -> None:
    """Everything that was acknowledged is there, at most one thing more, and all of it agrees."""
    with secondme.open(home) as memory:
        db = memory.store.connection()
        assert value(db, "PRAGMA integrity_check") == "ok"
        assert rows(db, "PRAGMA foreign_key_check") == []
        memories, passages, found = (
            int(value(db, f"SELECT count(*) FROM {table}"))
            for table in ("memories", "passages", "passages_text_docsize")
        )
        assert acknowledged <= memories <= acknowledged + 1
        assert memories == passages == found


@pytest.mark.parametrize("size", [2 * MB, 5 * MB])
def test_where_files_may_not_grow_what_was_acknowledged_stays(home: Path, size: int) -> None:
    with secondme.open(home):
        pass
    acknowledged, said = told_until_the_end(home, resource.RLIMIT_FSIZE, size)
    assert acknowledged > 2
    assert "secondme.errors" in said
    require_whole(home, acknowledged)


def test_where_files_may_not_grow_a_command_says_so_and_keeps_all(home: Path, tree: WriteTree) -> None:
    folder = tree({f"{number}.md": f"# Note {number}\n\n{'heron ' * 3_000}" for number in range(200)})
    with secondme.open(home) as memory:
        memory.remember("The puffin boat leaves at nine.")
    command = [*SECONDME, "add", str(folder)]
    done = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=limited(resource.RLIMIT_FSIZE, 3 * MB)
    )
    assert done.returncode in (4, 7), done.stderr
    assert "Traceback" not in done.stderr
    with secondme.open(home) as memory:
        assert memory.recall("puffin boat")
        memory.index()
        assert memory.status().documents == 201


@pytest.mark.parametrize("megabytes", [220, 260, 300, 400])
def test_with_little_memory_nothing_that_was_acknowledged_is_lost(
    home: Path, tree: WriteTree, megabytes: int
) -> None:
    folder = tree({f"{number}.md": f"# Note {number}\n\n{'heron ' * 30_000}" for number in range(20)})
    with secondme.open(home) as memory:
        memory.remember("The puffin boat leaves at nine.")
    for command in (["add", str(folder)], ["remember", "The ferry leaves at ten.", "--json"]):
        done = subprocess.run(
            [*SECONDME, *command],
            capture_output=True,
            text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            preexec_fn=limited(resource.RLIMIT_AS, megabytes * MB),
        )
    with secondme.open(home) as memory:
        assert value(memory.store.connection(), "PRAGMA integrity_check") == "ok"
        assert memory.recall("puffin boat")
        if done.returncode == 0 and json.loads(done.stdout):
            assert memory.recall("ferry leaves")
        memory.add(folder)
        assert memory.status().documents >= 21
        assert memory.status().waiting_reading == 0
