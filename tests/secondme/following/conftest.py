"""What the tests of following share: a follower on real folders, and a mirror that looks where it is told."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest import FoundFile, Options, walk
from secondme.following import Follower, FollowSettings, Hint
from secondme.store.sources import Source

QUICK = FollowSettings(settle_seconds=0.05, longest_wait_seconds=0.8, visit_seconds=0.2)
PATIENCE = 120.0

Eventually = Callable[[Callable[[], object]], None]


class Mirror:
    """Knows of each source what it was told to look at: the files that a walk would find.

    As the mind does, it takes a source that is missing or empty for absent, and keeps what it knew.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.sources: dict[int, Source] = {}
        self.hints: list[Hint] = []
        self.files: dict[int, dict[str, FoundFile]] = {}
        self.follower: Follower | None = None
        self._lock = threading.Lock()

    def look(self, hint: Hint) -> None:
        with self._lock:
            root = Path(self.sources[hint.source].place)
            known = self.files.setdefault(hint.source, {})
            if root.exists() and (root.is_file() or any(root.iterdir())):
                places = [""] if hint.folders is None else list(hint.folders)
                found = {file.key: file for file in walk(root, options=self.options, below=places)}
                for key in [key for key in known if _is_in(key, places) and key not in found]:
                    del known[key]
                known.update(found)
            self.hints.append(hint)

    def knows_all(self, source: Source) -> bool:
        root = Path(source.place)
        with self._lock:
            return self.files.get(source.id) == {file.key: file for file in walk(root, options=self.options)}

    def how(self, source: Source) -> str | None:
        assert self.follower is not None
        return next((one.how for one in self.follower.health() if one.source == source.id), None)


def _is_in(key: str, places: list[str]) -> bool:
    return any(place in ("", key) or key.startswith(f"{place}/") for place in places)


def save_as_vim_does(path: Path) -> None:
    (path.parent / "4913").touch()
    (path.parent / "4913").unlink()
    path.rename(f"{path}~")
    path.write_text("saved by vim")
    Path(f"{path}~").unlink()


def save_at_once(path: Path) -> None:
    beside = path.parent / f".{path.name}.tmp"
    beside.write_text("saved at once")
    beside.replace(path)


def make_folders_quickly(root: Path) -> None:
    for number in range(20):
        folder = root / f"new {number}" / "within" / "it"
        folder.mkdir(parents=True)
        (folder / "f.md").write_text("deep")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a save as vim does it": lambda root: save_as_vim_does(root / "a.md"),
    "a save by replacing": lambda root: save_at_once(root / "sub/b.md"),
    "a new file": lambda root: (root / "sub/new.md").write_text("new"),
    "an empty new file": lambda root: (root / "sub/new.md").touch(),
    "a hard link": lambda root: os.link(root / "a.md", root / "sub/linked.md"),
    "another time": lambda root: os.utime(root / "a.md", (1, 1)),
    "a deleted file": lambda root: (root / "sub/b.md").unlink(),
    "a renamed file": lambda root: (root / "a.md").rename(root / "b.md"),
    "a file moved to another folder": lambda root: (root / "a.md").rename(root / "sub/deep/a.md"),
    "a file moved out": lambda root: (root / "a.md").rename(root.parent / "a.md"),
    "a file moved in": lambda root: (root.parent / "outside.md").rename(root / "outside.md"),
    "a file hidden by its name": lambda root: (root / "a.md").rename(root / ".a.md"),
    "a renamed folder": lambda root: (root / "sub").rename(root / "renamed"),
    "a folder moved into another": lambda root: (root / "sub").rename(root / "other/sub"),
    "a folder moved out": lambda root: (root / "sub").rename(root.parent / "sub"),
    "a folder moved in": lambda root: (root.parent / "outside").rename(root / "outside"),
    "a deleted folder": lambda root: shutil.rmtree(root / "sub"),
    "new folders within each other": make_folders_quickly,
    "a link to a folder outside": lambda root: (root / "link").symlink_to(root.parent / "outside"),
    "a rule that shuts a folder out": lambda root: (root / ".gitignore").write_text("sub/\n"),
    "a rule that shuts a file out": lambda root: (root / "sub/.secondmeignore").write_text("b.md\n"),
    "a mark that makes a folder a cache": lambda root: (root / "sub/CACHEDIR.TAG").touch(),
}


@pytest.fixture
def source() -> Callable[..., Source]:
    """A source as the store would give it: source(folder), source(file, kind="chat")."""
    numbers = iter(range(1, 1000))

    def make(place: Path, kind: Any = "folder") -> Source:
        return Source(next(numbers), kind, str(place), "", "self", None, datetime.now(UTC), None)

    return make


@pytest.fixture
def begin(eventually: Eventually, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Mirror]]:
    """Follows sources and returns their mirror once each was looked at: begin(source, other, poll_minutes=1).

    Settings may be given by name, as may all else that a Follower takes.
    """
    if sys.platform == "linux":
        monkeypatch.setattr("secondme.following.inotify.GATHER_SECONDS", 0.01)
    before = set(threading.enumerate())
    followers: list[Follower] = []

    def start(*sources: Source, options: Options | None = None, **others: Any) -> Mirror:
        mirror = Mirror(options or Options())
        mirror.sources = {source.id: source for source in sources}
        chosen = {name: others.pop(name) for name in list(others) if name in FollowSettings.__slots__}
        follower = Follower(mirror.look, settings=replace(QUICK, **chosen), **others)
        followers.append(follower)
        mirror.follower = follower
        follower.follow(sources, mirror.options)
        eventually(lambda: all(mirror.how(source) not in (None, "starting") for source in sources))
        there = {source.id for source in sources if mirror.how(source) != "absent"}
        eventually(lambda: {hint.source for hint in mirror.hints} >= there)
        return mirror

    yield start
    for follower in followers:
        follower.close()
    eventually(lambda: set(threading.enumerate()) <= before)


@pytest.fixture
def eventually() -> Eventually:
    """Waits, with more patience than any machine needs, until something is so."""

    def wait(is_so: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, "it never came to be so"
            time.sleep(0.01)

    return wait


@pytest.fixture
def notes(tree: Callable[[dict[str, str]], Path]) -> Path:
    """A folder of notes, with a file and a folder beside it."""
    root = tree({"a.md": "one", "sub/b.md": "two", "sub/deep/c.md": "three", "other/d.md": "four"})
    (root.parent / "outside.md").write_text("outside")
    (root.parent / "outside/in").mkdir(parents=True)
    (root.parent / "outside/in/e.md").write_text("outside, in a folder")
    return root


@pytest.fixture(params=list(CHANGES))
def change(request: pytest.FixtureRequest) -> tuple[str, Callable[[Path], object]]:
    """Something that happens to the notes, by name."""
    return request.param, CHANGES[request.param]


@pytest.fixture(params=[save_as_vim_does, save_at_once])
def save(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """A way in which an editor saves a file."""
    return request.param
