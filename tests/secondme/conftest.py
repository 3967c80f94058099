"""What the tests of the mind share: programs to run, chats to write, and the store's content to compare."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest import Document, Locator, Passage
from secondme.store import Store, open_store
from secondme.store.query import rows
from secondme.store.vectors import list_embedders

SECRET = bytes(range(32))
NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)

PATIENCE = 120.0
"""Seconds that a test waits for what must come; far more than it takes."""

WaitFor = Callable[[Callable[[], object]], None]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
MakeDocument = Callable[..., Document]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Served:
    """A server of the test's own. url: where it listens."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        return int(self.url.split(":")[2].split("/")[0])


@pytest.fixture
def now() -> datetime:
    """Friday 7 November 2025, noon."""
    return NOW


@pytest.fixture
def runtime_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A short path: that of a socket may have about a hundred bytes."""
    with tempfile.TemporaryDirectory(prefix="sm") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def wait_for() -> WaitFor:
    """Waits until something holds; fails when it never does."""

    def wait(holds: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until, "it never came"
            time.sleep(0.05)

    return wait


@pytest.fixture
def secret() -> bytes:
    return SECRET


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store with a known key."""
    opened = open_store(tmp_path / "memory.db", SECRET, now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def document() -> MakeDocument:
    """Makes a document of passages: document("trips.md", "one text", "another")."""

    def make(key: str, *texts: str, title: str = "Trips", version: str = "") -> Document:
        passages = tuple(Passage(text, Locator.lines(at, at)) for at, text in enumerate(texts, 1))
        return Document(key, title, "markdown", version or "|".join(texts), NOW, passages)

    return make


@pytest.fixture
def chat(tmp_path: Path) -> WriteChat:
    """Writes a chat in the generic form; the same file every time."""

    def write(messages: Sequence[Mapping[str, Any]]) -> Path:
        path = tmp_path / "chat.jsonl"
        path.write_text("".join(json.dumps(message) + "\n" for message in messages), encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ended]:
    """Runs one command line in this process: run("recall", "puffin")."""
    from secondme.cli import run as run_command

    def call(*arguments: str | Path) -> Ended:
        capfdbinary.readouterr()
        code = run_command([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode(), err.decode())

    return call


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a Python program in a process of its own: start("import secondme", argument)."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(code: str, *arguments: object, **options: Any) -> subprocess.Popen[bytes]:
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        command = [sys.executable, "-P", "-c", code, *map(str, arguments)]
        started.append(subprocess.Popen(command, **pipes))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def serving(start: Callable[..., subprocess.Popen[bytes]]) -> Callable[..., Served]:
    """Starts a command that listens on a free port: serving("mcp", "--http")."""

    def begin(*arguments: str) -> Served:
        code = "import sys; from secondme.cli import main; main(sys.argv[1:])"
        process = start(code, *arguments, "--port", "0")
        assert process.stderr is not None
        for line in process.stderr:
            if b"Listening at " in line:
                return Served(line.partition(b" at ")[2].decode().strip(), process)
        raise AssertionError("it did not start")

    return begin


@pytest.fixture
def contents() -> Callable[[Store], dict[str, Any]]:
    """What is remembered, without the numbers of the rows: equal for any two ways to the same memory."""
    return read_contents


def read_contents(store: Store) -> dict[str, Any]:
    db = store.connection()
    passages = rows(
        db,
        "SELECT s.kind, s.place, d.key, d.title, d.kind, d.content_hash, d.time, p.position, p.text, "
        "p.heading, p.speaker, p.trust, p.time, p.locator, p.id FROM passages p "
        "JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id",
    )
    name_of = {row[-1]: (*row[:3], row[7]) for row in passages}
    vectors = sorted(
        (embedder.name, *name_of[number])
        for embedder in list_embedders(db)
        for (number,) in rows(db, f"SELECT passage_id FROM {embedder.table}")
    )
    return {
        "documents": sorted(rows(db, "SELECT key, title, kind, content_hash FROM documents")),
        "passages": sorted((row[:-1] for row in passages), key=repr),
        "words": sorted(name_of[number] for (number,) in rows(db, "SELECT rowid FROM passages_text")),
        "vectors": vectors,
        "embedders": [(one.name, one.identity, one.serving) for one in list_embedders(db)],
        "files": sorted(rows(db, "SELECT key, content_hash, format, verdict, reason FROM files"), key=repr),
        "jobs": rows(db, "SELECT kind, subject FROM jobs"),
    }
