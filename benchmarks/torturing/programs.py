"""The programs that are killed: each does one thing over and over, and says what it began and finished.

Each runs in a process forked for it, until that is killed. It ends by itself only through a fault of ours,
with a traceback in a file beside its ledger.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import secondme
from benchmarks.torturing.ledger import Ledger
from secondme.backup.creating import create_backup
from secondme.backup.joined import joined
from secondme.backup.restoring import restore
from secondme.backup.rewriting import rewrite
from secondme.backup.sealing import Identity
from secondme.cli import run
from secondme.errors import BackupBusyError, NotFoundError, SecondmeError, StoreError
from secondme.home import find_home
from secondme.key import find_key
from secondme.key.rekeying import rekey

TALK = "The {} rehearsal is in the boathouse."
QUESTION = "What does the gannet {} do?"


@dataclass(frozen=True)
class Stage:
    """Where a program plays. home: the memory; beside it the folders that programs share. name: of this
    program in this round, a prefix of all that it tells. chance: its own.
    """

    home: Path
    name: str
    ledger: Ledger
    chance: random.Random

    @property
    def notes(self) -> Path:
        return self.home.parent / "notes"

    def words(self) -> tuple[str, ...]:
        """Endless names for what is told, each used once."""
        return tuple(f"{self.name}n{number}" for number in range(10_000))


def now() -> datetime:
    return datetime.now(UTC).astimezone()


def by_command(stage: Stage) -> None:
    """Tells by the command line, each time anew: through the daemon where one runs."""
    for word in stage.words():
        with stage.ledger.deed("tell", word, SecondmeError):
            _command(stage, "remember", f"The gannet {word} dives.")


def by_app(stage: Stage) -> None:
    """Keeps the memory open as the app does: tells, searches, and talks."""
    with secondme.open(stage.home) as memory:
        for word in stage.words():
            with stage.ledger.deed("tell", word, StoreError):
                memory.remember(f"The gannet {word} dives.")
            with stage.ledger.deed("search", word, StoreError):
                memory.recall(f"gannet {word}")
            if stage.chance.random() < 0.2:
                with stage.ledger.deed("talk", word, StoreError):
                    memory.converse(TALK.format(word))


def indexes(stage: Stage) -> None:
    """Writes, changes and moves files, and has them looked at."""
    stage.notes.mkdir(exist_ok=True)
    with secondme.open(stage.home) as memory:
        memory.add(stage.notes)
        for word in stage.words():
            folder = stage.notes / str(stage.chance.randrange(5))
            folder.mkdir(exist_ok=True)
            more = "The tide is high. " * stage.chance.randrange(200)
            with stage.ledger.deed("index", word, StoreError):
                (folder / f"{word}.md").write_text(f"# Log\n\nThe heron {word} waits.\n\n{more}")
                memory.index()


def consolidates(stage: Stage) -> None:
    """Makes memories, events and links of what was told and read."""
    for word in stage.words():
        with secondme.open(stage.home) as memory:
            with stage.ledger.deed("tell", word, StoreError):
                memory.remember(f"My neighbour {word.title()} lives in Oban. The gannet {word} dives.")
            with stage.ledger.deed("consolidate", word, StoreError):
                memory.consolidate(seconds=5, model=False)


def answers(stage: Stage) -> None:
    """Asks a real model, where the home has one."""
    with secondme.open(stage.home) as memory:
        for word in stage.words():
            with stage.ledger.deed("tell", word, StoreError):
                memory.remember(f"The gannet {word} dives.")
            with stage.ledger.deed("ask", word, StoreError):
                memory.converse(QUESTION.format(word))


def backs_up(stage: Stage) -> None:
    """Makes snapshots, as often as it goes."""
    home = find_home(stage.home)
    to = joined(home)
    assert to is not None
    for word in stage.words():
        with secondme.open(stage.home) as memory:
            with stage.ledger.deed("tell", word, StoreError):
                memory.remember(f"The gannet {word} dives.")
            with stage.ledger.deed("back up", word, BackupBusyError) as said:
                said.append(create_backup(home, memory.store, to, now=now()).snapshot)


def rewrites(stage: Stage) -> None:
    """Forgets what stands in a snapshot, and has the snapshots made anew without it."""
    home = find_home(stage.home)
    to = joined(home)
    assert to is not None
    identity = Identity((stage.home.parent / "identity").read_text("ascii"))
    for word in stage.words():
        with secondme.open(stage.home) as memory:
            with stage.ledger.deed("tell", word, StoreError):
                told = memory.remember(f"The gannet {word} dives.")
            with stage.ledger.deed("back up", word, BackupBusyError) as said:
                said.append(create_backup(home, memory.store, to, now=now()).snapshot)
            with stage.ledger.deed("forget", word, StoreError, NotFoundError):
                memory.forget(told)
            with stage.ledger.deed("rewrite", word, BackupBusyError, StoreError):
                rewrite(home, memory.store, to.repository, identity, now=now())


def restores(stage: Stage) -> None:
    """Restores the newest snapshot, again and again into new homes."""
    to = joined(find_home(stage.home))
    assert to is not None
    identity = Identity((stage.home.parent / "identity").read_text("ascii"))
    for word in stage.words():
        target = stage.home.parent / "restored" / word
        with stage.ledger.deed("restore", word, BackupBusyError):
            restore(to.repository, identity, "latest", target)


def rekeys(stage: Stage) -> None:
    """Exchanges the key; refused while another program has the memory open."""
    home = find_home(stage.home)
    for word in stage.words():
        with stage.ledger.deed("rekey", word, StoreError):
            key = find_key(home)
            assert key is not None
            rekey(home, key, now=now())


def forgets(stage: Stage) -> None:
    """Forgets what was told, one thing after the other, and tells new things."""
    with secondme.open(stage.home) as memory:
        for word in stage.words():
            with stage.ledger.deed("tell", word, StoreError):
                told = memory.remember(f"The gannet {word} dives.")
            with stage.ledger.deed("forget", word, StoreError, NotFoundError):
                memory.forget(told)


def migrates(stage: Stage) -> None:
    """Opens a store of the first release, again and again; another program may do so at the same time."""
    older = stage.home.parent / "older"
    for word in stage.words()[:50]:
        target = stage.home.parent / "migrated" / word.partition("n")[2]
        if not target.exists():
            unfinished = target.with_name(f"{stage.name}.copying")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(older, unfinished)
            try:
                unfinished.rename(target)
            except OSError:  # The other program was faster.
                shutil.rmtree(unfinished)
        with stage.ledger.deed("migrate", str(target.name), StoreError):
            secondme.open(target).close()


def keeps_up(stage: Stage) -> None:
    """The daemon."""
    from secondme.daemon.place import Place
    from secondme.daemon.process import run as run_daemon

    run_daemon(Place(find_home(stage.home)))


def writes_plainly(stage: Stage) -> None:
    """The peer: all that was told in one file of JSON, written anew each time."""
    path = stage.home.parent / "plain.json"
    try:
        told = json.loads(path.read_text())
    except (ValueError, FileNotFoundError):
        told = []
    for word in stage.words():
        with stage.ledger.deed("plain", word):
            told.append(f"The gannet {word} dives. " + "The tide is high. " * 20)
            path.write_text(json.dumps(told))


Program = Callable[[Stage], None]
PEER = writes_plainly


def play(program: Program, stage: Stage) -> NoReturn:
    """Runs a program in a process forked for it."""
    end_with_parent()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    stage.ledger.ready()
    program(stage)
    os._exit(0)


def end_with_parent() -> None:
    """On Linux, has this process killed when the one that started it ends."""
    import ctypes
    import signal
    import sys

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _command(stage: Stage, *words: str) -> None:
    """One command line in this process; SecondmeError where it says that it was not done."""
    err = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(err):
        code = run(["--home", str(stage.home), *words])
    if code:
        raise SecondmeError(f"{code}: {err.getvalue()}")
