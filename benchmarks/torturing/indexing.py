"""Indexing that is killed again and again, on a disk that goes on living, and then compared.

A folder of notes, a mailbox and a chat export are indexed by a process of its own, which is killed (SIGKILL)
at a random moment, and the next one started. Between two kills the disk goes on living: files change, move,
come and go, the export grows. In the end the memory must equal one that has read the same folder in one go,
in everything that a person can see: documents, passages, their order and places, and what every word finds.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import secondme
from secondme.memory import Memory
from secondme.store import Store
from secondme.store.query import rows, value

PROGRAM = """
import sys, secondme
home, folder, export = sys.argv[1:]
with secondme.open(home) as memory:
    print("open", flush=True)
    memory.add(folder)
    memory.import_chat("jsonl", export)
print("done", flush=True)
"""
WORDS = ("puffin", "ferry", "lighthouse", "dentist", "recital", "sourdough", "heron", "gull", "quince")
LONGEST_S = 1.5
"""So long after it has opened the memory a process is killed at the latest."""

_PASSAGES = """
    SELECT p.id, s.kind, s.place, d.key, p.position, p.text, p.heading, p.speaker, p.handle, p.role, p.trust,
        p.time, p.time_offset, p.locator
    FROM passages p JOIN documents d ON d.id = p.document_id JOIN sources s ON s.id = d.source_id
"""
_PEOPLE = """
    SELECT d.key, s.name, s.handles, s.role FROM sightings s JOIN documents d ON d.id = s.document_id
"""


@dataclass
class Life:
    """A disk that changes: notes, a mailbox and a chat export below `root`."""

    root: Path
    chance: random.Random
    count: int
    messages: int = 0
    made: int = 0

    @property
    def folder(self) -> Path:
        return self.root / "notes"

    @property
    def export(self) -> Path:
        return self.root / "chat.jsonl"

    def begin(self) -> None:
        self.folder.mkdir(parents=True)
        for _ in range(self.count):
            self._write_note(self._new_path())
        self._write_mailbox(9)
        self._grow_chat(40)

    def go_on(self) -> None:
        """Some files change, move, go and come; the mailbox and the export grow."""
        files = sorted(path for path in self.folder.rglob("*.md"))
        self.chance.shuffle(files)
        share = max(1, len(files) // 20)
        for path in files[:share]:
            self._write_note(path)
        for path in files[share : 2 * share]:
            target = self._new_path()
            path.rename(target)
        for path in files[2 * share : 3 * share]:
            path.unlink()
            self._write_note(self._new_path())
        if self.chance.random() < 0.3:
            self._write_mailbox(self.chance.randrange(5, 15))
        if self.chance.random() < 0.3:
            self._grow_chat(self.chance.randrange(1, 8))

    def _new_path(self) -> Path:
        self.made += 1
        path = self.folder / f"{self.chance.randrange(7)}" / f"note {self.made}.md"
        path.parent.mkdir(exist_ok=True)
        return path

    def _write_note(self, path: Path) -> None:
        sections = "\n\n".join(f"## {self._words(2)}\n\n{self._words(30)}." for _ in range(3))
        path.write_text(f"# {self._words(2)}\n\n{sections}\n")

    def _write_mailbox(self, mails: int) -> None:
        body = "".join(
            f"From ana@example.org Thu Jan  1 00:00:00 2025\nFrom: Ana <ana@example.org>\n"
            f"To: merrin@example.org\nSubject: {self._words(2)}\nMessage-ID: <{number}@example.org>\n"
            f"Date: Wed, {1 + number % 28} Jan 2025 10:00:00 +0000\n\n{self._words(20)}.\n\n"
            for number in range(mails)
        )
        (self.folder / "all.mbox").write_text(body)

    def _grow_chat(self, messages: int) -> None:
        with self.export.open("a") as file:
            for number in range(self.messages, self.messages + messages):
                said = {
                    "conversation": "Ana and me",
                    "session": str(number // 10),
                    "id": str(number),
                    "speaker": self.chance.choice(["Ana", "Merrin"]),
                    "text": self._words(12),
                }
                file.write(json.dumps(said) + "\n")
        self.messages += messages

    def _words(self, count: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(count)) + f" {self.chance.randrange(10**6)}"


@dataclass
class Trial:
    """What came of it. moments: seconds from opening to each kill; unfinished: kills that hit it at work."""

    kills: int = 0
    unfinished: int = 0
    differences: list[str] = field(default_factory=list)
    seconds: float = 0.0


def run_trial(folder: Path, *, kills: int, files: int, seed: int, longest: float = LONGEST_S) -> Trial:
    """Kills the indexer so many times, lets it finish once, and compares."""
    chance = random.Random(seed)
    life = Life(folder / "disk", random.Random(seed + 1), files)
    life.begin()
    trial, begun = Trial(), time.monotonic()
    for _ in range(kills):
        trial.kills += 1
        trial.unfinished += not _run_and_kill(folder / "killed", life, chance.uniform(0, longest))
        if chance.random() < 0.5:
            life.go_on()
    with secondme.open(folder / "killed") as killed, secondme.open(folder / "clean") as clean:
        for memory in (killed, clean):
            memory.add(life.folder)
            memory.import_chat("jsonl", life.export)
        trial.differences = list(differences(killed, clean))
    trial.seconds = time.monotonic() - begun
    return trial


def _run_and_kill(home: Path, life: Life, seconds: float) -> bool:
    """Starts an indexer and kills it so long after it has opened the memory; whether it was done by then."""
    command = [sys.executable, "-P", "-c", PROGRAM, str(home), str(life.folder), str(life.export)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        return b"done" in process.stdout.read()


def differences(one: Memory, other: Memory) -> Iterator[str]:
    """What a person could see of two memories that is not the same, in words."""
    for memory in (one, other):
        db = memory.store.connection()
        for check in ("integrity_check", "foreign_key_check"):
            found = rows(db, f"PRAGMA {check}")
            if found not in ([], [("ok",)]):
                yield f"{check}: {found[:3]}"
        if left := value(db, "SELECT count(*) FROM jobs"):
            yield f"{left} jobs are left"
    first, second = visible(one.store), visible(other.store)
    for name, seen in first.items():
        if seen == second[name]:
            continue
        for row in [row for row in seen if row not in second[name]][:3]:
            yield f"{name}: only after the kills: {row}"
        for row in [row for row in second[name] if row not in seen][:3]:
            yield f"{name}: only in one go: {row}"
        if len(seen) != len(second[name]):
            yield f"{name}: {len(seen)} after the kills, {len(second[name])} in one go"


def visible(store: Store) -> dict[str, list[Any]]:
    """Everything remembered, without the numbers of rows and the moments of reading."""
    db = store.connection()
    passages = rows(db, _PASSAGES)
    name_of = {row[0]: (*row[2:5],) for row in passages}
    documents = rows(
        db,
        "SELECT s.place, d.key, d.title, d.kind, d.content_hash, d.time, d.thread, f.key, d.id "
        "FROM documents d JOIN sources s ON s.id = d.source_id LEFT JOIN files f ON f.id = d.file_id",
    )
    title_of = {row[-1]: row[:2] for row in documents}
    found = {
        table: [
            (
                word,
                sorted(
                    names.get(number, ("nobody's", number)) for (number,) in rows(db, _match(table), word)
                ),
            )
            for word in WORDS
        ]
        for table, names in (("passages_text", name_of), ("documents_text", title_of))
    }
    return {
        # The time of a note without one is that of its file, which a rename or a copy leaves alone.
        "documents": sorted((row[:-1] for row in documents), key=repr),
        "passages": sorted((row[1:] for row in passages), key=repr),
        "files": sorted(rows(db, "SELECT key, content_hash, format, verdict, reason FROM files"), key=repr),
        "people": sorted(rows(db, _PEOPLE), key=repr),
        "memories": rows(db, "SELECT kind, text FROM memories"),
        **found,
    }


def _match(table: str) -> str:
    return f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
