"""What the tests of sync share: machines with a home and a copy of the shared folder each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.memory import Memory
from secondme.store.query import rows
from secondme.sync.contents import Contents
from secondme.sync.joined import Joined, joined
from secondme.sync.kinds import KINDS
from secondme.sync.pairing import pair
from secondme.sync.syncing import Synced, sync
from secondme.sync.work import Work

BEGIN = datetime(2040, 3, 1, 12, tzinfo=UTC)
"""After any file that a test writes."""


class Clock:
    """A minute later each time it is looked at."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass
class Machine:
    """A home, and its own copy of the shared folder, as a sync service keeps one on every disk."""

    memory: Memory
    folder: Path
    clock: Clock

    @property
    def own(self) -> Joined:
        found = joined(self.memory.store.connection())
        assert found is not None
        return found

    def join(self, name: str, key: str = "") -> str:
        """Takes part; the key as it is typed on the next machine."""
        return pair(self.memory.store, self.folder, name, lambda: key)[0].key.written

    def sync(self) -> Synced:
        return sync(self.memory.home, self.memory.store, embedder=None, now=self.clock())

    def tell(self, text: str) -> str:
        return self.memory.remember(text, now=self.clock())

    def number(self, text: str) -> str:
        """The identifier of the memory that reads so."""
        return next(one.id for one in self.memory.memories(state="all", now=self.clock()) if one.text == text)

    def correct(self, verb: Any, *texts: str, to: str = "") -> None:
        self.memory.correct(verb, [self.number(text) for text in texts], to, now=self.clock())

    def forget(self, text: str) -> None:
        self.memory.forget(self.number(text))

    def meets(self, *others: Machine) -> None:
        """All sync in turn until nobody has anything to tell or to hear."""
        for _ in range(8):
            runs = [one.sync() for one in (self, *others)]
            if not any(done.told or done.heard or done.followed for done in runs):
                return
        raise AssertionError("they do not come to rest")

    def receives(self, other: Machine, only: Callable[[str], bool] = lambda name: True) -> None:
        """What a sync service does: copies the files here that are only there."""
        for file in sorted(other.folder.rglob("*")):
            place = self.folder / file.relative_to(other.folder)
            if file.is_file() and not place.exists() and only(file.name):
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)

    def state(self) -> dict[str, Any]:
        """All that machines keep in step, without the numbers that are each machine's own.

        What each of them understood of it is not in it, nor what hangs on that.
        """
        db = self.memory.store.connection()
        own = self.own
        work = Work(
            self.memory.store, own, Contents(self.memory.store, own.folder, own.key), None, self.clock.now
        )
        shown = {kind.name: kind.shown(work) for kind in KINDS if kind.name not in ("document", "grave key")}
        told = {
            name: sorted(one for one in found.items() if "said:" not in str(one))
            for name, found in shown.items()
        }
        pairs = [sorted((one.text, other.text)) for one, other in self.memory.conflicts(now=self.clock.now)]
        return {
            **told,
            "conflicts": sorted(pairs),
            "passages": sorted(
                rows(db, "SELECT DISTINCT text, heading, locator, time, time_offset FROM passages")
            ),
            "registers": sorted(rows(db, "SELECT kind, key, device, number, value FROM sync_heads")),
        }

    def beliefs(self) -> list[tuple[str, bool, bool]]:
        """What is held to be true, whether it is pinned, and whether it is disputed."""
        held = self.memory.memories(now=self.clock.now)
        return sorted((one.text, one.pinned, one.conflict) for one in held)


Fleet = Callable[[Path, int, bool], AbstractContextManager[tuple[list[Machine], Clock]]]


@contextmanager
def _fleet(root: Path, count: int = 3, apart: bool = True) -> Iterator[tuple[list[Machine], Clock]]:
    clock, opened = Clock(), []
    for number in range(count):
        memory = secondme.open(root / f"home{number}")
        opened.append(Machine(memory, root / (f"shared{number}" if apart else "shared"), clock))
    key = opened[0].join("laptop")
    for number, one in enumerate(opened[1:], 2):
        if apart:
            one.receives(opened[0])
        one.join(f"machine {number}", key)
    try:
        yield opened, clock
    finally:
        for one in opened:
            one.memory.close()


@pytest.fixture
def fleet() -> Fleet:
    """Machines in a folder of their own: `with fleet(root, count, apart) as (machines, clock)`."""
    return _fleet


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Callable[..., list[Machine]]]:
    """So many machines with one folder, as on a NAS; apart: each with its own copy of it."""
    with ExitStack() as stack:
        yield lambda count, apart=False: stack.enter_context(_fleet(tmp_path, count, apart))[0]


@pytest.fixture
def two(machines: Callable[..., list[Machine]]) -> tuple[Machine, Machine]:
    """Two machines with one folder."""
    one, other = machines(2)
    return one, other
