"""Jobs: claimed by one process at a time, free when it dies, and then done alone."""

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
    LONGEST_WAIT,
    claim,
    count_waiting,
    enqueue,
    finish,
    forget_jobs,
    list_later,
    postpone,
    priority_of,
    release,
    renew,
)
from secondme.store.owners import is_alive, this_process
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
    jobs = claim(db, "read", int(sys.argv[3]), now=now)
print([job.subject for job in jobs], flush=True)
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


def test_what_a_dead_process_had_claimed_is_free_at_once_and_each_is_done_alone(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md")
    one = claiming(start, store, now, 2)
    assert go(one) == ["a.md", "b.md"]
    queue("c.md")
    one.send_signal(signal.SIGKILL)
    one.wait()
    assert taken(store, now) == ["c.md"]
    assert taken(store, now) == ["a.md"]
    assert taken(store, now) == ["b.md"]


def test_who_has_other_jobs_at_hand_takes_none_over_which_a_process_died(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md")
    one = claiming(start, store, now, 1)
    assert go(one) == ["a.md"]
    one.kill()
    one.wait()
    queue("b.md")
    with store.write() as db:
        assert [job.subject for job in claim(db, "read", 9, now=now, alone=False)] == ["b.md"]
        assert [job.subject for job in claim(db, "read", 9, now=now, alone=True)] == ["a.md"]


def test_deaths_count_only_for_a_job_that_was_done_alone(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md")
    deaths = []
    for _ in range(3):
        one = claiming(start, store, now, 2)
        deaths.append(go(one))
        one.kill()
        one.wait()
    with store.write() as db:
        [job] = claim(db, "read", 1, now=now, alone=True)
        assert deaths == [["a.md", "b.md"], ["a.md"], ["b.md"]]
        assert (job.subject, job.deaths) == ("a.md", 1)
        release(db, [job])
        [again] = claim(db, "read", 1, now=now, alone=True)
        assert (again.subject, again.deaths) == ("a.md", 1)
        finish(db, [again])
        [other] = claim(db, "read", 1, now=now, alone=True)
        assert (other.subject, other.deaths) == ("b.md", 1)


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
            (f"{os.getpid()}@1", round((now + LEASE).timestamp() * 1000)),
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


def test_what_is_put_off_is_taken_when_it_is_due_and_not_before(
    store: Store, queue: Callable[..., None], now: datetime
) -> None:
    queue("a.md")
    with store.write() as db:
        [job] = claim(db, "read", 1, now=now)
        postpone(db, job, now + timedelta(seconds=10))
    assert [(later.subject, later.until) for later in list_later(store.connection(), now)] == [
        ("a.md", now + timedelta(seconds=10))
    ]
    assert taken(store, now + timedelta(seconds=9)) == []
    assert taken(store, now + timedelta(seconds=10)) == ["a.md"]


def test_a_clock_that_is_set_back_delays_nothing(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md", "b.md")
    assert go(claiming(start, store, now + timedelta(days=400), 1)) == ["a.md"]
    with store.write() as db:
        [job] = claim(db, "read", 1, now=now + timedelta(days=400))
        postpone(db, job, now + timedelta(days=400) + LONGEST_WAIT)
    assert taken(store, now) == ["a.md", "b.md"]


def test_a_lease_that_is_renewed_holds_on(
    store: Store, queue: Callable[..., None], now: datetime, start: Start
) -> None:
    queue("a.md")
    with store.write() as db:
        jobs = claim(db, "read", 1, now=now)
        renew(db, jobs, now=now + LEASE)
    assert go(claiming(start, store, now + LEASE, 1)) == []


def test_the_most_wanted_is_taken_first(store: Store, source: int, now: datetime) -> None:
    wanted = {
        "old code": (0, now - timedelta(days=9)),
        "new code": (0, now),
        "old note": (2, now - timedelta(days=900)),
        "from the future": (0, now + timedelta(days=9)),
        "before all time": (0, datetime(1900, 1, 1, tzinfo=now.tzinfo)),
    }
    with store.write() as db:
        for key, (rank, time) in wanted.items():
            enqueue(db, "read", key, now=now, source=source, priority=priority_of(rank, time, now))
    assert taken(store, now) == ["old note", "new code", "from the future", "old code", "before all time"]


def test_what_is_queued_again_while_it_is_done_is_done_again(
    store: Store, queue: Callable[..., None], now: datetime
) -> None:
    queue("a.md")
    with store.write() as db:
        jobs = claim(db, "read", 1, now=now)
    queue("a.md")
    with store.write() as db:
        finish(db, jobs)
    assert taken(store, now) == ["a.md"]


def test_a_process_is_told_from_a_later_one_with_its_number() -> None:
    assert is_alive(this_process())
    assert is_alive(str(os.getpid()))
    assert not is_alive(f"{os.getpid()}@1")
    assert not is_alive("999999999@1")


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
