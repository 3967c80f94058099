"""A disk that is really full: a small one of its own, in memory, on which the memory lies."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import secondme
from secondme.store.query import value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WaitFor = Callable[[Callable[[], object]], None]
Differences = Callable[..., list[str]]

SIZE_MB = 64
"""Enough for the write-ahead log, which is taken into the store at 32 MB."""
KB = 1024
SECONDME = [sys.executable, "-P", "-m", "secondme"]


@dataclass
class Disk:
    """A small disk that only processes started through it can see. within: how such a command begins."""

    root: Path
    within: list[str]

    @property
    def home(self) -> Path:
        return self.root / "home"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a command of ours on this disk."""
        environment = os.environ | {"SECONDME_HOME": str(self.home), "COLUMNS": "400"}
        return subprocess.run(
            [*self.within, *SECONDME, *map(str, command)], capture_output=True, text=True, env=environment
        )

    @contextmanager
    def start(self, code: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program of Python's that is given the home; it does not outlive what is inside."""
        command = [*self.within, sys.executable, "-P", "-c", code, str(self.home)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as program:
            try:
                yield program
            finally:
                program.kill()

    def fill(self, leave: int = 0) -> None:
        """Fills it up, but for so many bytes."""
        script = 'head -c "$2" /dev/zero > "$1"; truncate -s "-$3" "$1"'
        self._script(script, self.root / "ballast", SIZE_MB * KB * KB, leave)

    def make_room(self) -> None:
        self._script('rm "$1"', self.root / "ballast")

    def copy_home(self, target: Path) -> Path:
        """What lies on it, where every process can see it."""
        shutil.rmtree(target, ignore_errors=True)
        self._script('cp -r "$1" "$2"', self.home, target)
        return target

    def _script(self, script: str, *arguments: object) -> None:
        command = [*self.within, "sh", "-c", script, "sh", *map(str, arguments)]
        subprocess.run(command, stderr=subprocess.DEVNULL, check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """It goes with the process that holds it, however that ends, so that no test leaves it behind."""
    root = tmp_path / "disk"
    root.mkdir()
    is_root = os.getuid() == 0
    mount = f'mount -t tmpfs -o size={SIZE_MB}m,mode=700 tmpfs "$1" && echo mounted && exec cat'
    unshare = ["unshare", "-m"] if is_root else ["unshare", "-rm"]
    try:
        holder = subprocess.Popen(
            [*unshare, "sh", "-c", mount, "sh", str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except FileNotFoundError:
        pytest.skip("this system has no `unshare`; tests/secondme/indexing fills a store without a disk")
    assert holder.stdout is not None
    if holder.stdout.readline() != b"mounted\n":
        said = holder.communicate()[1].decode().strip()
        pytest.skip(
            f"no disk can be mounted here ({said}); tests/secondme/indexing fills a store without one"
        )
    enter = ["nsenter", "-t", str(holder.pid), "-m"]
    yield Disk(root, [*enter] if is_root else [*enter, "-U", "--preserve-credentials"])
    holder.communicate()


@pytest.fixture
def notes(tree: WriteTree) -> Path:
    """More than finds room in some hundred kilobytes."""
    text = "\n\n".join(f"Paragraph {n}: a puffin and the ferry, {n * 7919}." for n in range(30))
    return tree({f"{n % 7}/{n}.md": f"# Note {n}\n\nHeron {n} at {n * 31}.\n\n{text}" for n in range(100)})


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder that was remembered while there was room."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    (folder / "zoo.md").write_text("# Zoo\n\nThe quokka sleeps by the lighthouse.\n")
    return folder


@pytest.mark.parametrize("room", [0, 300 * KB], ids=["none", "some"])
def test_indexing_ends_with_7_says_what_was_kept_and_goes_on_when_there_is_room(
    disk: Disk, notes: Path, earlier: Path, room: int, tmp_path: Path, differences: Differences
) -> None:
    assert disk.run("add", earlier).returncode == 0
    disk.fill(leave=room)
    for _ in range(2):
        full = disk.run("add", notes)
        assert full.returncode == 7
        assert "is full. What was saved before is intact; this step was not saved. Make room" in full.stderr
    assert "quokka sleeps" in disk.run("recall", "quokka").stdout
    with secondme.open(disk.copy_home(tmp_path / "copy")) as memory:
        assert value(memory.store.connection(), "PRAGMA integrity_check") == "ok"
    disk.make_room()
    assert disk.run("add", notes).returncode == 0
    assert disk.run("index").returncode == 0
    assert differences(disk.copy_home(tmp_path / "copy"), earlier, notes) == []


@pytest.mark.parametrize("room", [0, 40 * KB, 3_600 * KB], ids=["none", "some", "for the log alone"])
def test_a_memory_that_cannot_even_begin_says_so_and_begins_when_there_is_room(
    disk: Disk, earlier: Path, room: int
) -> None:
    disk.fill(leave=room)
    full = disk.run("add", earlier)
    assert full.returncode == 7
    assert "is full" in full.stderr and "Make room" in full.stderr
    disk.make_room()
    assert disk.run("add", earlier).returncode == 0
    assert "quokka sleeps" in disk.run("recall", "quokka").stdout


def test_the_daemon_stays_up_says_why_it_rests_and_goes_on_when_there_is_room(
    disk: Disk,
    notes: Path,
    earlier: Path,
    tmp_path: Path,
    wait_for: WaitFor,
    differences: Differences,
    hurried_daemon: str,
) -> None:
    assert disk.run("add", earlier).returncode == 0
    with disk.start(hurried_daemon) as daemon:
        wait_for(lambda: disk.run("daemon", "status").returncode == 0)
        disk.fill(leave=100 * KB)
        for number, path in enumerate(sorted(notes.rglob("*.md"))):
            path.rename(earlier / f"{number}.md")
        wait_for(lambda: re.search("is full(?s:.*)tries again every", disk.run("status").stdout))
        wait_for(lambda: "is full" in disk.run("daemon", "status").stdout)
        assert disk.run("add", notes).returncode == 7
        assert "quokka sleeps" in disk.run("recall", "quokka").stdout
        disk.make_room()
        wait_for(lambda: re.search(r"101 documents(?s:.*)still to do\s+nothing", disk.run("status").stdout))
        assert "it rests now" not in disk.run("status").stdout
        assert "NoSpaceError" in disk.run("daemon", "logs").stdout
        assert disk.run("daemon", "stop").returncode == 0
        assert daemon.wait() == 0
    assert differences(disk.copy_home(tmp_path / "copy"), earlier, notes) == []


def test_a_daemon_does_not_start_on_a_full_disk_and_says_why(disk: Disk, earlier: Path) -> None:
    assert disk.run("add", earlier).returncode == 0
    disk.fill()
    full = disk.run("daemon", "start")
    assert full.returncode == 7
    assert "is full. The daemon was not started" in full.stderr
    with disk.start("from secondme.daemon.process import main\nmain()") as alone:
        assert alone.wait() == 7


@pytest.mark.parametrize("room", [0, 40 * KB, 600 * KB])
def test_a_key_that_cannot_be_exchanged_for_want_of_room_stays_in_force(
    disk: Disk, earlier: Path, room: int
) -> None:
    assert disk.run("add", earlier).returncode == 0
    key = disk.run("key", "--show").stdout
    disk.fill(leave=room)
    full = disk.run("rekey")
    assert full.returncode == 7 and "Traceback" not in full.stderr, full.stderr
    disk.make_room()
    assert disk.run("key", "--show").stdout == key
    assert "quokka sleeps" in disk.run("recall", "quokka").stdout
    assert disk.run("rekey").returncode == 0
    assert disk.run("key", "--show").stdout != key
    assert "quokka sleeps" in disk.run("recall", "quokka").stdout
