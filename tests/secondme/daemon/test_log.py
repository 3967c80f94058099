"""The log: bounded, private, and followed across its turning over."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from secondme.daemon.log import NAME, open_log, resize_log
from secondme.daemon.tail import follow_file, last_lines


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    before = os.umask(0o077)
    handler = open_log(tmp_path / "daemon.log", 0.02)
    yield tmp_path / "daemon.log"
    os.umask(before)
    logger = logging.getLogger(NAME)
    logger.removeHandler(handler)
    logger.propagate = True
    handler.close()


def test_it_never_outgrows_its_size_and_is_its_owners_alone(log_file: Path) -> None:
    logger = logging.getLogger("secondme.daemon")
    for number in range(2_000):
        logger.info("line %d", number)
    files = sorted(log_file.parent.glob("daemon.log*"))
    assert len(files) == 2
    assert sum(path.stat().st_size for path in files) <= 20_000
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)
    assert last_lines(log_file, 1)[0].endswith("line 1999")


def test_a_new_size_holds_from_the_next_line(log_file: Path) -> None:
    [handler] = [one for one in logging.getLogger(NAME).handlers if hasattr(one, "maxBytes")]
    resize_log(handler, 1)  # type: ignore[arg-type]
    for number in range(1_000):
        logging.getLogger("secondme.daemon").info("line %d", number)
    assert len(list(log_file.parent.glob("daemon.log*"))) == 1


def test_what_an_error_says_stays_out(log_file: Path) -> None:
    read = " ".join(["the", "spare", "key", "is", "with", "Beathag"])
    try:
        raise ValueError(read)
    except ValueError:
        logging.getLogger("secondme.following").exception("stumbled")
    said = log_file.read_text()
    assert "ValueError" in said and "stumbled" in said and read not in said


def test_following_goes_on_after_the_log_was_turned_over(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("old\n")
    steps = iter(
        [
            lambda: path.open("a").write("one\nhal"),
            lambda: path.open("a").write("f\n"),
            lambda: path.rename(tmp_path / "log.1"),
            lambda: path.write_text("two\n"),
        ]
    )
    lines = follow_file(path, sleep=lambda seconds: next(steps)())
    assert [next(lines) for _ in range(3)] == ["one", "half", "two"]


def test_the_last_lines_of_nothing_are_none(tmp_path: Path) -> None:
    assert last_lines(tmp_path / "log", 5) == []
