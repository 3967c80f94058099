"""Pools whose processes know a format more, of files that do harm."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import FoundFile, Options, ReaderPool, Request

FAULTY = (sys.executable, "-P", str(Path(__file__).with_name("faulty_child.py")))
PATIENT = Options(seconds=60, memory_mb=600)
IMPATIENT = Options(seconds=3, memory_mb=600)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Request]:
    """write("note.md", "words") makes the file and a request for it."""

    def write(name: str, content: str | bytes = "words") -> Request:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Request(FoundFile.of(path, name, path.stat()))

    return write


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(PATIENT, processes=1, command=FAULTY) as pool:
        yield pool


@pytest.fixture
def impatient() -> Iterator[ReaderPool]:
    """For files that would go on for ever."""
    with ReaderPool(IMPATIENT, processes=1, command=FAULTY) as pool:
        yield pool
