"""What was acknowledged, set against what is there: nothing may be missing, twice, or half done."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import secondme
from benchmarks.torturing.ledger import Entry, entries
from benchmarks.torturing.programs import PEER, QUESTION, TALK, answers
from benchmarks.torturing.workload import TOLD
from secondme.backup.reading import read_chunks
from secondme.backup.repository import Repository
from secondme.backup.restoring import restore_store
from secondme.backup.sealing import Identity
from secondme.errors import SecondmeError
from secondme.memory import Memory
from secondme.store import Store
from secondme.store.query import rows, value

_TOLD = re.compile(r"The gannet (\w+) dives\.")
CHECKS = ("integrity_check", "foreign_key_check")
SECRET = bytes(32)
LOST = "lost: "


@dataclass
class Accounts:
    """The ledgers of a life, and one of its homes."""

    root: Path
    home: Path

    @cached_property
    def all(self) -> dict[str, list[Entry]]:
        """The deeds of every program so far, by its name."""
        files = (path for path in (self.root / "ledgers").iterdir() if path.suffix != ".err")
        return {path.name: entries(path) for path in files}

    @cached_property
    def own(self) -> list[Entry]:
        """All deeds but the peer's, by their beginning."""
        own = (one for name, done in self.all.items() if not name.endswith(PEER.__name__) for one in done)
        return sorted(own, key=lambda one: one.begun)

    def deeds(self, deed: str) -> Iterator[Entry]:
        """Those of a kind that were done to this home."""
        return (one for one in self.own if one.deed == deed and self._is_here(one))

    def _is_here(self, one: Entry) -> bool:
        return (one.what.rpartition("n")[0][:-1] in self._answering) is (self.home.name == "answering")

    @cached_property
    def _answering(self) -> set[str]:
        """The rounds in which a model answered, in a home of its own."""
        return {name.partition(".")[0][:-1] for name in self.all if name.endswith(f".{answers.__name__}")}

    def acknowledged_in(self, number: int) -> int:
        return sum(one.is_acknowledged for one in self._of(number, peer=False))

    def peer_acknowledged_in(self, number: int) -> int:
        return sum(one.is_acknowledged for one in self._of(number, peer=True))

    def refused_in(self, number: int) -> Counter[str]:
        """The errors with which deeds ended, by deed and kind."""
        refused = (one for one in self._of(number, peer=False) if one.refused)
        return Counter(f"{one.deed}: {one.refused.partition(':')[0]}" for one in refused)

    def _of(self, number: int, *, peer: bool) -> Iterator[Entry]:
        for name, done in self.all.items():
            if name[: name.index(".") - 1] == f"r{number}" and name.endswith(PEER.__name__) is peer:
                yield from done

    @cached_property
    def forgetting(self) -> dict[str, Entry]:
        """Of what was to be forgotten, by its word."""
        return {one.what: one for one in self.deeds("forget")}


@dataclass
class Findings:
    """What is wrong, in words."""

    violations: list[str] = field(default_factory=list)

    def miss(self, what: str) -> None:
        """Notes something acknowledged that is not there."""
        self.violations.append(f"{LOST}{what}")


def examine(accounts: Accounts) -> tuple[list[str], int]:
    """All that is wrong with a life now, in words, and how much of its own the peer has lost so far."""
    findings = Findings()
    _examine_home(accounts, findings)
    _examine_restored(accounts, findings)
    _examine_migrated(accounts, findings)
    return findings.violations, _lost_plainly(accounts)


def _examine_home(accounts: Accounts, findings: Findings) -> None:
    try:
        with secondme.open(accounts.home) as memory:
            _check(memory.store, findings, accounts.home.name)
            _compare_told(accounts, memory, findings)
            _compare_read(accounts, memory, findings)
            _look_for_doubles(memory, findings)
    except SecondmeError as error:
        findings.miss(f"the whole memory: {error}")
    _examine_backups(accounts, findings)


def _check(store: Store, findings: Findings, where: str) -> None:
    db = store.connection()
    for check in CHECKS:
        found = rows(db, f"PRAGMA {check}")
        if found not in ([], [("ok",)]):
            findings.violations.append(f"{where}: {check}: {found[:3]}")
    for table, key in (("passages_text", "passages"), ("documents_text", "documents")):
        there = {number for (number,) in rows(db, f"SELECT id FROM {key}")}
        indexed = {number for (number,) in rows(db, f"SELECT rowid FROM {table}")}
        if indexed - there or (key == "passages" and there - indexed):
            findings.violations.append(f"{where}: {table} and {key} differ: {sorted(there ^ indexed)[:3]}")


def _compare_told(accounts: Accounts, memory: Memory, findings: Findings) -> None:
    """Each thing that was told is there once, wholly; what was forgotten is not; what was said stands."""
    db = memory.store.connection()
    memories = _told_in(text for (text,) in rows(db, "SELECT text FROM memories"))
    passages = _told_in(text for (text,) in rows(db, "SELECT text FROM passages"))
    for one in accounts.deeds("tell"):
        _judge(one, accounts.forgetting.get(one.what), memories[one.what], passages[one.what], findings)
    turns = {text for (text,) in rows(db, "SELECT text FROM turns")}
    for deed, text in (("talk", TALK), ("ask", QUESTION)):
        for one in accounts.deeds(deed):
            if one.is_acknowledged and text.format(one.what) not in turns:
                findings.miss(f"what was said to it: {text.format(one.what)}")


def _told_in(texts: Iterable[str]) -> Counter[str]:
    """How often each word was told."""
    found = (_TOLD.search(text) for text in texts)
    return Counter(match[1] for match in found if match)


def _judge(one: Entry, forgetting: Entry | None, told: int, resting: int, findings: Findings) -> None:
    if told != resting:
        findings.violations.append(f"half done: {one.what}: {told} memories, {resting} passages")
    if told > 1:
        findings.violations.append(f"twice: {one.what}")
    if forgetting is not None and forgetting.is_acknowledged and told:
        findings.miss(f"the forgetting of {one.what}")
    if forgetting is None and one.is_acknowledged and not told:
        findings.miss(f"what was told: {one.what}")


def _compare_read(accounts: Accounts, memory: Memory, findings: Findings) -> None:
    """Each file that was indexed is there once."""
    texts = [text for (text,) in rows(memory.store.connection(), "SELECT text FROM passages")]
    read = Counter(word for text in texts for word in text.split() if word.startswith("r"))
    for one in accounts.deeds("index"):
        if one.is_acknowledged and not read[one.what]:
            findings.miss(f"a file that was read: {one.what}")
        if read[one.what] > 1:
            findings.violations.append(f"twice: the file {one.what}")


def _look_for_doubles(memory: Memory, findings: Findings) -> None:
    """No memory was made twice of the same passage."""
    sql = (
        "SELECT m.text FROM memories m JOIN evidence e ON e.memory_id = m.id "
        "WHERE m.superseded_by IS NULL GROUP BY e.passage_id, m.text HAVING count(*) > 1"
    )
    for (text,) in rows(memory.store.connection(), sql):
        findings.violations.append(f"twice: the memory {text!r}")


def _examine_backups(accounts: Accounts, findings: Findings) -> None:
    """The newest snapshot that was acknowledged comes back with all that was told before it was begun."""
    made = [one for one in accounts.deeds("back up") if one.is_acknowledged]
    if not made:
        return
    repository, identity = _backups(accounts)
    names = repository.snapshot_names()
    moments = {_moment(name) for name in names}
    for one in made:
        if _moment(one.said) not in moments:
            findings.miss(f"the snapshot {one.said}")
    there: set[str] = set()
    for name in (name for name in names if _moment(name) == _moment(made[-1].said)):
        there |= _words_of(repository, identity, name, findings)
    _compare_snapshot(accounts, there, made[-1], findings)
    _look_into_packs(accounts, repository, identity, findings)


def _moment(snapshot: str) -> str:
    """One that was made anew without what was forgotten is of the same moment."""
    return snapshot.partition("-")[0]


def _words_of(repository: Repository, identity: Identity, name: str, findings: Findings) -> set[str]:
    """All words of the memories in a snapshot, which is looked through."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.db"
        try:
            restore_store(repository, identity, name, path, SECRET)
        except SecondmeError as error:
            findings.miss(f"the content of snapshot {name}: {error}")
            return set()
        store = Store(path, SECRET)
        try:
            _check(store, findings, f"snapshot {name}")
            texts = rows(store.connection(), "SELECT text FROM memories")
            return {word for (text,) in texts for word in text.split()}
        finally:
            store.close()


def _look_into_packs(
    accounts: Accounts, repository: Repository, identity: Identity, findings: Findings
) -> None:
    """What was forgotten before backups were made anew stands in no piece of any."""
    gone = [one.what.encode() for one in accounts.deeds("rewrite") if one.is_acknowledged]
    for pack in repository.pack_names() if gone else ():
        for _, chunk in read_chunks(repository, identity, pack):
            for word in gone:
                if re.search(rb"\b" + word + rb"\b", chunk):
                    findings.violations.append(f"{word.decode()} is in a pack, though forgotten")


def _compare_snapshot(accounts: Accounts, there: set[str], made: Entry, findings: Findings) -> None:
    for one in accounts.deeds("tell"):
        before = one.is_acknowledged and one.ended is not None and one.ended < made.begun
        if before and one.what not in accounts.forgetting and one.what not in there:
            findings.miss(f"{one.what} from the snapshot {made.said}")


def _backups(accounts: Accounts) -> tuple[Repository, Identity]:
    return Repository(accounts.root / "backups"), Identity((accounts.root / "identity").read_text("ascii"))


def _examine_restored(accounts: Accounts, findings: Findings) -> None:
    """A restored home is whole, or not there; looked at once, and then deleted."""
    folder = accounts.root / "restored"
    for one in accounts.deeds("restore"):
        home = folder / one.what
        if home.exists():
            _examine_other(home, findings)
            shutil.rmtree(home)
            (folder / f"{one.what}.seen").touch()
        elif one.is_acknowledged and not (folder / f"{one.what}.seen").exists():
            findings.miss(f"the restored home {one.what}")


def _examine_other(home: Path, findings: Findings) -> None:
    try:
        with secondme.open(home) as memory:
            _check(memory.store, findings, home.name)
            if not value(memory.store.connection(), "SELECT count(*) FROM memories"):
                findings.violations.append(f"{home.name} is empty")
    except SecondmeError as error:
        findings.miss(f"the home {home.name}: {error}")


def _examine_migrated(accounts: Accounts, findings: Findings) -> None:
    """A store of the first release has all that was in it, however often its migration was killed."""
    for home in (accounts.root / "migrated").iterdir():
        if home.name.endswith(".copying"):
            shutil.rmtree(home)
            continue
        _examine_other(home, findings)
        with secondme.open(home) as memory:
            there = {text for (text,) in rows(memory.store.connection(), "SELECT text FROM memories")}
            for text in set(TOLD) - there:
                findings.miss(f"{text!r} of {home.name}")
        shutil.rmtree(home)


def _lost_plainly(accounts: Accounts) -> int:
    """How many things that the peer acknowledged are not in its file."""
    try:
        there = {text.split()[2] for text in json.loads((accounts.root / "plain.json").read_text())}
    except (ValueError, FileNotFoundError):
        there = set()
    done = [one for name, done in accounts.all.items() if name.endswith(PEER.__name__) for one in done]
    return sum(one.is_acknowledged and one.what not in there for one in done)
