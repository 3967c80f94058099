"""Jobs: claimed by one process at a time, free at once when it dies, kept with the reason when they fail."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from secondme.store import Store
from secondme.store.jobs import (
    LEASE,
    Problem,
    claim,
    count_waiting,
    enqueue,
    fail,
    finish,
    forget_jobs,
    list_problems,
    release,
)
from secondme.store.sources import put_source

CLAIM = """
import sys
from datetime import datetime
from pathlib import Path
from secondme.store import open_store
from secondme.store.jobs import claim
now = datetime.fromisoformat(sys.argv[2])
store = open_store(Path(sys.argv[1]), bytes(range(32)), now=now)
print("ready", flush=True)
sys.stdin.readline()
with store.write() as db:
    print([job.subject for job in claim(db, "read", int(sys.argv[3]), now=now)], flush=True)
sys.stdin.readline()
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def source(store: Store, now: datetime) -> int:
    with store.write() as db:
        return put_source(db, "folder", "/notes", now=now).id


@pytest.fixture
def queue(store: Store, source: int, now: datetime) -> Callable[..., None]:
    def put(*keys: str) -> None:
        with store.write() as db:
            for key in keys:
                enqueue(db, "read", key, now=now, source=source)

    return put


def taken(store: Store, now: datetime, limit: int = 10) -> list[str]:
    with store.write() as db:
        return [job.subject for job in claim(db, "read", limit, now=now)]


def claiming(start: Start, store: Store, now: datetime, limit: int) -> subprocess.Popen[bytes]:
    """A process that has opened the store and claims as many jobs when it is told to go."""
    process = start(CLAIM, store.path, now.isoformat(), limit, stdin=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    return process


def go(process: subprocess.Popen[bytes]) -> list[str]:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    found: list[str] = eval(process.stdout.readline())
    return found


def test_jobs_are_taken_oldest_first_and_no_more_than_asked(
    store: Store, queue: Callable[..., None], now: datetime
) -> None:
    queue("c.md", "a.md", "b.md")
    assert taken(store, now, 2) == ["c.md", "a.md"]


def test_the_same_job_is_queued_once(store: Store, queue: Callable[..., None]) -> None:
    queue("a.md", "a.md")
    queue("a.md")
    assert count_waiting(store.connection(), "read") == 1


def test_what_a_living_process_has_claimed_is_not_claimed_by_another(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md", "c.md")
    one, two = claiming(start, store, now, 2), claiming(start, store, now, 2)
    assert go(one) == ["a.md", "b.md"]
    assert go(two) == ["c.md"]
    assert taken(store, now) == []


def test_what_a_dead_process_had_claimed_is_free_at_once(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md")
    one = claiming(start, store, now, 2)
    assert go(one) == ["a.md", "b.md"]
    one.send_signal(signal.SIGKILL)
    one.wait()
    assert taken(store, now) == ["a.md", "b.md"]


def test_what_hangs_is_free_when_its_lease_is_over(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md")
    assert go(claiming(start, store, now, 1)) == ["a.md"]
    assert taken(store, now + LEASE - timedelta(seconds=1)) == []
    assert taken(store, now + LEASE) == ["a.md"]


def test_a_lease_of_an_earlier_process_with_our_number_does_not_bind_us(
    store: Store, queue: Callable[..., None], now: datetime
) -> None:
    queue("a.md")
    with store.write() as db:
        db.execute(
            "UPDATE jobs SET owner = ?, leased_until = ?",
            (str(os.getpid()), round((now + LEASE).timestamp() * 1000)),
        )
    assert taken(store, now) == ["a.md"]


def test_finished_jobs_are_gone_and_released_ones_are_free(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md")
    with store.write() as db:
        one, two = claim(db, "read", 2, now=now)
        finish(db, [one])
        release(db, [two])
    assert go(claiming(start, store, now, 5)) == ["b.md"]


def test_a_failed_job_stays_as_a_record_and_is_not_claimed(
    store: Store, queue: Callable[..., None], now: datetime, source: int
) -> None:
    queue("a.md")
    with store.write() as db:
        [job] = claim(db, "read", 1, now=now)
        fail(db, job, "it is damaged")
    assert list_problems(store.connection()) == [Problem(source, "a.md", "it is damaged")]
    assert (taken(store, now), count_waiting(store.connection(), "read")) == ([], 0)


def test_queueing_a_failed_job_again_tries_it_again(
    store: Store, queue: Callable[..., None], now: datetime
) -> None:
    queue("a.md")
    with store.write() as db:
        [job] = claim(db, "read", 1, now=now)
        fail(db, job, "it is damaged")
    queue("a.md")
    assert list_problems(store.connection()) == []
    assert taken(store, now) == ["a.md"]


def test_jobs_go_with_their_source(
    store: Store, queue: Callable[..., None], source: int, now: datetime
) -> None:
    queue("a.md")
    with store.write() as db:
        db.execute("DELETE FROM sources WHERE id = ?", (source,))
    assert count_waiting(store.connection(), "read") == 0


def test_jobs_of_a_file_that_is_gone_can_be_dropped(
    store: Store, queue: Callable[..., None], source: int, now: datetime
) -> None:
    queue("a.md", "b.md")
    with store.write() as db:
        forget_jobs(db, source, "a.md")
    assert taken(store, now) == ["b.md"]


def test_a_job_taken_by_a_living_process_stays_its_own_when_queued_again(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md")
    assert go(claiming(start, store, now, 1)) == ["a.md"]
    queue("a.md")
    assert taken(store, now) == []
