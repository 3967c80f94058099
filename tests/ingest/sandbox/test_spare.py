"""The process that a pool leaves behind: it reads for the next one, and is gone when nobody comes."""

import os
import signal
import time
from dataclasses import replace

import psutil
import pytest

from ingest import ReaderPool
from ingest.sandbox.spare import Spare
from tests.ingest.sandbox.conftest import FAULTY, PATIENT

LONG = 300.0


@pytest.fixture
def spare():
    kept = Spare(LONG)
    yield kept
    kept.end()


def read(spare, *requests, options=PATIENT, **how):
    """What comes of the requests in a pool of their own."""
    with ReaderPool(options, command=FAULTY, spare=spare, **{"processes": 1, **how}) as pool:
        return {outcome.file.key: outcome.verdict for outcome in pool.read(requests)}


def readers():
    """The numbers of the reading processes that this one has now."""
    return {
        child.pid for child in psutil.Process().children() if "faulty_child.py" in " ".join(child.cmdline())
    }


def wait_until(holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_next_pool_reads_with_the_process_of_the_one_before(spare, write):
    before = readers()
    assert read(spare, write("a.md")) == {"a.md": "read"}
    [kept] = readers() - before
    assert read(spare, write("b.md"), write("c.md")) == {"b.md": "read", "c.md": "read"}
    assert readers() - before == {kept}
    spare.end()
    assert readers() == before


def test_one_that_was_started_in_another_way_is_ended(spare, write):
    before = readers()
    read(spare, write("a.md"))
    [kept] = readers() - before
    assert read(spare, write("b.md"), options=replace(PATIENT, memory_mb=700)) == {"b.md": "read"}
    assert kept not in readers() and len(readers() - before) == 1


def test_one_that_died_meanwhile_costs_no_file_its_reading(spare, write):
    before = readers()
    read(spare, write("a.md"))
    [kept] = readers() - before
    os.kill(kept, signal.SIGKILL)
    assert read(spare, write("b.md")) == {"b.md": "read"}


def test_one_that_crashed_over_a_file_is_not_kept(spare, write):
    before = readers()
    assert read(spare, write("a.md"), write("b.fault", "segfault")) == {
        "a.md": "read",
        "b.fault": "unread",
    }
    assert readers() == before
    assert read(spare, write("c.md")) == {"c.md": "read"}


def test_what_was_left_in_the_middle_is_not_kept(spare, write):
    before = readers()
    with ReaderPool(PATIENT, processes=1, command=FAULTY, spare=spare) as pool:
        next(iter(pool.read(write(f"{number}.md") for number in range(50))))
    assert readers() == before


def test_it_ends_by_itself_when_nobody_comes(write):
    before = readers()
    read(Spare(0.2), write("a.md"))
    wait_until(lambda: readers() == before)
