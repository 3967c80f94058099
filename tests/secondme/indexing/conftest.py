"""What the tests of indexing share: who opens which file, and files whose times prove something."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest import Outcome, ReaderPool, Request
from secondme.indexing import reading


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every file that is opened from now on, by its key."""
    seen: list[str] = []

    class Watched(ReaderPool):
        def read(self, requests: Iterable[Request], *rest: Any) -> Iterator[Outcome]:
            for outcome in super().read(requests, *rest):
                seen.append(outcome.file.key)
                yield outcome

    monkeypatch.setattr(reading, "SuspectingReaders", Watched)
    return seen


@pytest.fixture
def settle() -> Callable[[Path], None]:
    """Has all files of a folder changed an hour ago, so that their times prove that they are as they were."""

    def age(folder: Path) -> None:
        for path in folder.rglob("*"):
            before = path.stat().st_mtime_ns - 3_600_000_000_000
            os.utime(path, ns=(before, before))

    return age
