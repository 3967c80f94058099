"""The write boundary under several processes: no write is lost, and nobody hears "busy"."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from datetime import datetime

import pytest

from secondme.store import Store, open_store
from secondme.store.query import rows, value

COUNT_UP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from secondme.store import open_store
from secondme.store.query import value
path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(path, bytes(range(32)), now=datetime.now(UTC))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(times):
    with store.write() as db:
        shared = int(value(db, "SELECT value FROM settings WHERE name = 'shared'"))
        db.execute("UPDATE settings SET value = ? WHERE name = 'shared'", (str(shared + 1),))
        db.execute("UPDATE settings SET value = value + 1 WHERE name = ?", (name,))
store.close()
"""

WRITE_AND_TELL = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from secondme.store import open_store
store = open_store(Path(sys.argv[1]), bytes(range(32)), now=datetime.now(UTC))
number = 0
while True:
    number += 1
    with store.write() as db:
        db.execute("UPDATE settings SET value = ? WHERE name = 'shared'", (str(number),))
    print(number, flush=True)
"""


def settings(store: Store) -> dict[str, str]:
    return dict(rows(store.connection(), "SELECT name, value FROM settings"))


def put_counters(store: Store, *names: str) -> None:
    with store.write() as db:
        db.executemany("INSERT INTO settings VALUES (?, '0')", ((name,) for name in names))


@pytest.mark.parametrize("times", [150, pytest.param(2_000, marks=pytest.mark.slow)])
def test_three_writers_at_once_lose_no_write(
    store: Store, start: Callable[..., subprocess.Popen[bytes]], times: int
) -> None:
    put_counters(store, "shared", "a", "b", "c")
    writers = [start(COUNT_UP, store.path, name, times, stdin=subprocess.PIPE) for name in "abc"]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
    ended = [writer.communicate(b"\n") for writer in _released(writers)]
    assert [writer.returncode for writer in writers] == [0, 0, 0], ended
    found = settings(store)
    assert found["shared"] == str(3 * times)
    assert {int(found[name]) for name in "abc"} == {times}
    assert value(store.connection(), "PRAGMA integrity_check") == "ok"


def _released(writers: list[subprocess.Popen[bytes]]) -> list[subprocess.Popen[bytes]]:
    """All get their starting word before anyone is waited for."""
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    return writers


def test_what_a_killed_writer_was_told_is_saved_is_saved(
    store: Store, secret: bytes, now: datetime, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    put_counters(store, "shared")
    for told in (1, 7, 30):
        writer = start(WRITE_AND_TELL, store.path)
        assert writer.stdout is not None
        heard = b""
        for _ in range(told):
            heard = writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        again = open_store(store.path, secret, now=now)
        assert int(settings(again)["shared"]) >= int(heard) >= told
        assert value(again.connection(), "PRAGMA integrity_check") == "ok"
        again.close()
