"""One life: a memory with its backups and its older stores, on which programs are let loose and killed.

A life lies in a folder of its own and goes on after a break: what was acknowledged stands in the ledgers.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import secondme
from benchmarks.torturing import programs
from benchmarks.torturing.accounts import Accounts, examine
from benchmarks.torturing.forking import in_a_process
from benchmarks.torturing.ledger import Ledger, entries
from benchmarks.torturing.programs import PEER, Program, Stage
from benchmarks.torturing.workload import make_older
from secondme.backup.creating import create_backup
from secondme.backup.joined import join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity

MOST_LINES = 12
"""A program is killed after fewer lines of its ledger than this: two for each deed, and one to begin with."""
SHORTEST_S, LONGEST_S = 0.1, 0.8
"""And then within so many seconds; the second for the daemon, which says nothing of its deeds."""
PATIENCE_S = 30.0
"""So long is waited for a line at most."""
SETTINGS = '[daemon]\nsettle_seconds = 0.1\nwork = "full"\npause_above_load = 0\npause_on_battery = false\n'
DAEMON = programs.keeps_up
SCENES: tuple[tuple[Program, ...], ...] = (
    (programs.by_command, programs.by_app, programs.by_command),
    (DAEMON, programs.by_command, programs.by_command, programs.by_app),
    (programs.indexes, programs.by_app, programs.by_command),
    (DAEMON, programs.indexes, programs.by_command),
    (programs.consolidates, programs.by_command, programs.by_app),
    (programs.backs_up, programs.by_command, programs.by_app),
    (programs.restores, programs.backs_up, programs.by_command),
    (programs.rewrites, programs.backs_up, programs.by_command),
    (programs.rekeys, programs.by_command),
    (programs.forgets, programs.by_app, programs.by_command),
    (DAEMON, programs.forgets, programs.by_command),
    (programs.migrates, programs.migrates),
)
"""What runs at the same time."""
ANSWERING: tuple[Program, ...] = (programs.answers, programs.by_command)


@dataclass
class Round:
    """What came of one. kills: by what was under way when it came; idle: kills between two deeds."""

    kills: Counter[str] = field(default_factory=Counter)
    peer_kills: int = 0
    acknowledged: int = 0
    peer_acknowledged: int = 0
    peer_lost: int = 0
    """Of all that the peer acknowledged in this life so far."""
    refused: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


@dataclass
class Life:
    """A folder with a memory in it. models: a shelf for the scene in which a model answers."""

    root: Path
    models: Path | None = None

    @property
    def home(self) -> Path:
        return self.root / "home"

    def begin(self) -> None:
        """Makes what is not there yet: the memory, its place for backups, and an older store."""
        if (self.root / "begun").exists():
            return
        for folder in ("ledgers", "restored", "migrated"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        in_a_process(self._make)
        (self.root / "begun").touch()

    def _make(self) -> None:
        with secondme.open(self.home) as memory:
            memory.remember("The gannet first dives.")
            memory.home.config.write_text(SETTINGS)
            identity = make_identity()
            backups = self.root / "backups"
            Repository(backups).found(identity, Lock(recipients=(make_identity().seal.recipient,)))
            to = join(memory.home, backups, identity.seal)
            create_backup(memory.home, memory.store, to, now=programs.now())
        (self.root / "identity").write_text(identity.text, "ascii")
        make_older(self.root / "older")
        if self.models is not None:
            with secondme.open(self.root / "answering"):
                (self.root / "answering" / "models").symlink_to(self.models)

    def play(self, number: int, chance: random.Random) -> Round:
        """One round: a scene begins, its programs are killed one after the other, and all is looked at."""
        scene, home = chance.choice(SCENES), self.home
        if self.models is not None and chance.random() < 0.1:
            scene, home = ANSWERING, self.root / "answering"
        round_ = Round()
        running = self._start((*scene, PEER), home, number, chance)
        self._kill(running, round_, chance)
        accounts = Accounts(self.root, home)
        round_.acknowledged = accounts.acknowledged_in(number)
        round_.peer_acknowledged = accounts.peer_acknowledged_in(number)
        round_.refused = accounts.refused_in(number)
        found, round_.peer_lost = in_a_process(examine, accounts)
        round_.violations += found
        return round_

    def _start(
        self, scene: Sequence[Program], home: Path, number: int, chance: random.Random
    ) -> dict[int, tuple[Program, Path]]:
        """The processes that run, by their numbers, with the ledger of each."""
        running = {}
        for place, program in enumerate(scene):
            name = f"r{number}{'abcdefg'[place]}"
            ledger = self.root / "ledgers" / f"{name}.{program.__name__}"
            seed = chance.random()
            if not (child := os.fork()):
                _become(program, home, name, ledger, seed)
            running[child] = (program, ledger)
        return running

    def _kill(self, running: dict[int, tuple[Program, Path]], round_: Round, chance: random.Random) -> None:
        order = list(running)
        chance.shuffle(order)
        for child in order:
            program, ledger = running[child]
            _let_work(ledger, 1 if program is DAEMON else chance.randrange(1, MOST_LINES))
            time.sleep(chance.uniform(0, LONGEST_S if program is DAEMON else SHORTEST_S))
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                words = ledger.with_suffix(".err").read_text("utf-8", "replace")[-800:]
                round_.violations.append(f"{program.__name__} ended by itself with {status}: {words}")
                continue
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            if program is PEER:
                round_.peer_kills += 1
            else:
                round_.kills[_under_way(program, ledger)] += 1


def _let_work(ledger: Path, lines: int) -> None:
    """Waits until a program has come so far, however busy the machine is."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and (not ledger.exists() or ledger.read_bytes().count(b"\n") < lines):
        time.sleep(0.005)


def _become(program: Program, home: Path, name: str, ledger: Path, seed: float) -> None:
    """In the process forked for it."""
    try:
        words = os.open(ledger.with_suffix(".err"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(words, 2)
        programs.play(program, Stage(home, name, Ledger(ledger), random.Random(seed)))
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(70)


def _under_way(program: Program, ledger: Path) -> str:
    done = entries(ledger)
    if program is DAEMON:
        return "keep up"
    return done[-1].deed if done and done[-1].ended is None else "between two"
