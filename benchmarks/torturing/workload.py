"""The fixed work that a failing disk is tried with, and what must be true afterwards.

Each piece is done to a copy of a home prepared for it. It says which of its steps are acknowledged; what is
looked at afterwards, on a sound disk, is whether each step is there wholly or not at all, and there when it
was acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import secondme
from ingest.sandbox.pool import ReaderPool
from secondme.home import find_home
from secondme.indexing import reading
from secondme.key import find_key, need_key
from secondme.key.rekeying import rekey
from secondme.memory import Memory
from secondme.store.database import connect
from secondme.store.forgetting import scrub
from secondme.store.migrations import migrate, shipped
from secondme.store.query import rows, value

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TOLD = tuple(f"Puffin {number} nests on skerry {number * 7}." for number in range(12))
NOTES = {
    f"{number}.md": f"# Note {number}\n\nHeron {number} waits at weir {number * 11}.\n" for number in range(6)
}
SECRET = "The walrus of Vigur is called Thorbjorg."

Say = Callable[[str], None]
"""Told, by its name, of each step whose end was acknowledged."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work. prepare: makes the home it begins with. steps: does it. state: of each step, on a
    sound memory: True where it is wholly there, False where nothing of it is; what is neither is a text.
    """

    name: str
    prepare: Callable[[Path], None]
    steps: Callable[[Path, Say], None]
    state: Callable[[Memory], dict[str, bool | str]]


def reads_here() -> None:
    """Has files read in this process, which is what fails."""

    class Here(ReaderPool):
        def __init__(self, options: object) -> None:
            super().__init__(options, processes=0)  # type: ignore[arg-type]

    reading.ReaderPool = Here  # type: ignore[misc]


@contextmanager
def _opened(home: Path) -> Iterator[Memory]:
    with secondme.open(home, now=NOW) as memory:
        yield memory


def _nothing(home: Path) -> None:
    """The home is to be made."""


def _begun(home: Path) -> None:
    with _opened(home) as memory:
        for text in TOLD:
            memory.remember(text, now=NOW)


def _lived(home: Path) -> None:
    _begun(home)
    with _opened(home) as memory:
        memory.add(_notes(home), now=NOW)
        memory.remember(SECRET, now=NOW)


def _notes(home: Path) -> Path:
    folder = home.parent / "notes"
    folder.mkdir(exist_ok=True)
    for name, text in NOTES.items():
        (folder / name).write_text(text)
    return folder


def make_older(home: Path) -> None:
    """A home of the first release, with something told."""
    place = find_home(home)
    place.create()
    db = connect(place.store, need_key(place).secret)
    migrate(db, place.store, now=NOW, known=shipped()[:1])
    with db:
        for number, text in enumerate(TOLD, 1):
            db.execute(
                "INSERT INTO memories (id, kind, text, trust, recorded_at) VALUES (?, 'fact', ?, 'self', 4)",
                (number, text),
            )
    db.close()


def _begin(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        memory.remember(TOLD[0], now=NOW)
        say(TOLD[0])


def _migrate(home: Path, say: Say) -> None:
    with _opened(home):
        say("migrated")


def _remember(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        for text in TOLD[:4]:
            memory.remember(text.replace("Puffin", "Gannet"), now=NOW)
            say(text.replace("Puffin", "Gannet"))


def _add(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        memory.add(_notes(home), now=NOW)
        say("added")


def _forget(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        for number in rows(memory.store.connection(), "SELECT id FROM memories WHERE text = ?", SECRET):
            memory.forget(f"m{number[0]}", now=NOW)
        say("forgotten")


def _rekey(home: Path, say: Say) -> None:
    place = find_home(home)
    key = find_key(place)
    assert key is not None
    rekey(place, key, now=NOW)
    say("rekeyed")


def _checkpoint(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        memory.remember(SECRET.upper(), now=NOW)
        say(SECRET.upper())
        memory.store.checkpoint()


def _vacuum(home: Path, say: Say) -> None:
    with _opened(home) as memory:
        memory.remember(SECRET.upper(), now=NOW)
        say(SECRET.upper())
        scrub(memory.store)


def _count(memory: Memory, *texts: str) -> dict[str, bool | str]:
    """Of told texts: whether each is there, as a memory and as the passage it rests on.

    It may be there twice where it was told again because the first time seemed to fail.
    """
    return {text: _told(memory, text) for text in texts}


def _told(memory: Memory, text: str) -> bool | str:
    db = memory.store.connection()
    memories = value(db, "SELECT count(*) FROM memories WHERE text = ?", text)
    passages = value(db, "SELECT count(*) FROM passages WHERE text = ?", text)
    if memories == passages <= 2:
        return bool(memories)
    return f"{memories} memories and {passages} passages of {text!r}"


def _added(memory: Memory) -> dict[str, bool | str]:
    db = memory.store.connection()
    documents = value(db, "SELECT count(*) FROM documents WHERE key LIKE '%.md'")
    memory.index(now=NOW)  # What was cut off goes on with the next look.
    again = value(db, "SELECT count(*) FROM documents WHERE key LIKE '%.md'")
    left = value(db, "SELECT count(*) FROM jobs WHERE kind = 'read'")
    if again not in (0, len(NOTES)) or left:
        return {"added": f"{again} documents and {left} jobs after another look"}
    return {"added": documents == len(NOTES)}


def _lived_on(memory: Memory) -> dict[str, bool | str]:
    """What was there before is there still."""
    there = {text for (text,) in rows(memory.store.connection(), "SELECT text FROM memories")}
    return {f"kept {text}": text in there for text in TOLD}


def _kept(*texts: str) -> Callable[[Memory], dict[str, bool | str]]:
    return lambda memory: _lived_on(memory) | _count(memory, *texts)


def _forgotten(memory: Memory) -> dict[str, bool | str]:
    there = _told(memory, SECRET)
    return _lived_on(memory) | {"forgotten": there if isinstance(there, str) else not there}


def _migrated(memory: Memory) -> dict[str, bool | str]:
    done = value(memory.store.connection(), "SELECT count(*) FROM migrations")
    return _lived_on(memory) | {"migrated": done == len(shipped())}


GANNETS = tuple(text.replace("Puffin", "Gannet") for text in TOLD[:4])
PIECES = (
    Piece("open", _nothing, _begin, lambda memory: _count(memory, TOLD[0])),
    Piece("migrate", make_older, _migrate, _migrated),
    Piece("add", _begun, _add, lambda memory: _lived_on(memory) | _added(memory)),
    Piece("remember", _lived, _remember, _kept(*GANNETS)),
    Piece("forget", _lived, _forget, _forgotten),
    Piece("rekey", _lived, _rekey, lambda memory: _lived_on(memory) | {"rekeyed": True}),
    Piece("checkpoint", _lived, _checkpoint, _kept(SECRET.upper())),
    Piece("vacuum", _lived, _vacuum, _kept(SECRET.upper())),
)
