"""The inputs that others are made of: real files where there are some, and small ones of every kind."""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

Example = tuple[str, bytes]
"""A name, which tells the kind, and the bytes."""

ROOT = Path(__file__).parents[2]
REAL = platformdirs.user_cache_path("secondme") / "real-files" / "files"
"""Where `benchmarks/real_files.py` keeps files that nobody here wrote."""
LARGEST = 60_000
OF_A_SUFFIX = 6
LIST_OF, TABLE_OF = "s.chunks", "p.table"


@cache
def files() -> tuple[Example, ...]:
    """Some real files of each suffix, and those of the demonstration and the documentation."""
    found: dict[str, list[Example]] = defaultdict(list)
    for root in (ROOT / "docs", ROOT / "tests" / "ingest" / "data", REAL):
        for path in sorted(root.rglob("*")) if root.exists() else ():
            some = found[path.suffix.lower()]
            if len(some) < OF_A_SUFFIX and path.is_file() and 0 < path.stat().st_size <= LARGEST:
                some.append((path.name, path.read_bytes()))
    return tuple(one for some in found.values() for one in some)


def chats() -> tuple[Example, ...]:
    """An export of each kind that is one file, as the tests write it."""
    from tests.ingest.chats.conftest import WRITERS, Said

    begin = datetime(2025, 3, 13, 8, tzinfo=UTC)
    said = [
        Said(begin + timedelta(hours=n), "AnaBo"[n % 2 * 3 :][:3], f"Ferry {n} at 9:30") for n in range(8)
    ]
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, write in WRITERS.items():
            root = Path(folder) / kind
            root.mkdir()
            path = write(root, said)
            every = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
            made += [(f"{kind}/{one.name}", one.read_bytes()) for one in every if one.stat().st_size]
    return tuple(made)


def forms() -> tuple[Example, ...]:
    """Forms of every kind."""
    page = (
        '<html lang="de"><form><label for=a>Name</label><input id=a name=a maxlength=40><select name=b>'
        "<option value=1>Ja<option value=2>Nein</select><textarea name=c></textarea></form></html>"
    )
    schema = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "maxLength": 40},
            "born": {"type": "string", "format": "date"},
            "pets": {"type": "array", "items": {"$ref": "#/$defs/pet"}},
        },
        "$defs": {"pet": {"type": "object", "properties": {"kind": {"enum": ["cat", "dog"]}}}},
    }
    text = "Application\n\nName: ________  Date of birth: __/__/____\n[ ] Yes  [ ] No\n1. Why a cat?\n\n\n"
    own = (
        ("form.html", page.encode()),
        ("form.json", json.dumps(schema).encode()),
        ("form.csv", b"Name;Date of birth;City\n;;\n"),
        ("form.txt", text.encode()),
        ("form.md", b"# Card\n\n| Name | |\n|---|---|\n| Born | |\n\n- [ ] Member\n\n**Phone:** ____\n"),
        ("questions", b"Who are you?\nWhere were you born?\n"),
    )
    real = [one for one in files() if one[0].lower().endswith((".pdf", ".docx", ".html", ".md", ".csv"))]
    return (*own, *own, *real)


@cache
def repository() -> tuple[Path, Any]:
    """A repository with one snapshot, and what opens it."""
    import secondme
    from secondme.backup.creating import create_backup
    from secondme.backup.joined import join
    from secondme.backup.repository import Repository
    from secondme.backup.sealing import Lock, make_identity

    root = Path(tempfile.mkdtemp(prefix="sm"))
    identity = make_identity()
    with secondme.open(root / "home") as memory:
        memory.remember("The puffin boat leaves at nine.")
        Repository(root / "backups").found(identity, Lock(recipients=(make_identity().seal.recipient,)))
        to = join(memory.home, root / "backups", identity.seal)
        create_backup(memory.home, memory.store, to, now=datetime(2025, 11, 7, tzinfo=UTC))
    return root / "backups", identity


@cache
def backups() -> tuple[Example, ...]:
    """Every file of a repository, under its place in it."""
    root, _ = repository()
    every = (one for one in sorted(root.rglob("*")) if one.is_file() and one.stat().st_size)
    return tuple((os.fspath(one.relative_to(root)), one.read_bytes()) for one in every)


@cache
def sealed() -> tuple[Example, ...]:
    """What is inside those files."""
    root, identity = repository()
    made = []
    for path in sorted(one for one in root.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix == ".chunks":
            made.append(("list", content[:-32]))
        elif path.suffix == ".table":
            made.append(("table", content[:-32]))
        elif content.startswith(b"age-encryption") and path.name != "identity.age":
            inner = identity.open(content, path.name)
            made.append(("manifest", inner[:-32]) if inner.startswith(b"{") else ("pack", inner[:LARGEST]))
    return tuple(made)


@cache
def exports() -> tuple[Example, ...]:
    """Exports of a small memory that can be taken in again."""
    import secondme
    from secondme.export.exporting import export_memory

    made = []
    with tempfile.TemporaryDirectory() as folder, secondme.open(Path(folder) / "home") as memory:
        for text in ("The puffin boat leaves at nine.", "My sister Ana lives in Porto."):
            memory.remember(text)
        memory.consolidate(seconds=5, model=False)
        for form in ("jsonl", "sqlite"):
            target = Path(folder) / form
            export_memory(memory.home, memory.store, target, form, now=datetime(2025, 11, 7, tzinfo=UTC))
            every = [one for one in target.rglob("*") if one.suffix in (".jsonl", ".db", ".sqlite")]
            made += [(one.name, one.read_bytes()) for one in every]
    return tuple(made)


@dataclass(frozen=True)
class Machines:
    """Two that share a folder. home: of the one that has not heard yet what the other said in the segment."""

    shared: Path
    home: Path
    segment: Path
    device: str
    key: Any

    def move(self, memory: Any, shared: Path) -> None:
        """Has a copy of the home use a copy of the folder."""
        from secondme.sync.pairing import pair

        pair(memory.store, shared, None, lambda: self.key.written)


@cache
def machines() -> Machines:
    """One that told and corrected things, and one that joined."""
    import secondme
    from secondme.sync.pairing import pair
    from secondme.sync.syncing import sync

    root = Path(tempfile.mkdtemp(prefix="sm"))
    with secondme.open(root / "first") as memory:
        own, _ = pair(memory.store, root / "shared", "first", str)
        told = memory.remember("The puffin boat leaves at nine.")
        memory.correct("edit", [told], "The puffin boat leaves at ten.")
        memory.forget(memory.remember("The walrus is asleep."))
        sync(memory.home, memory.store, embedder=None, now=datetime(2025, 11, 7, tzinfo=UTC))
    [segment] = (root / "shared" / "log").glob("*.segment")
    with secondme.open(root / "home") as memory:
        memory.remember("The gannet dives.")
        pair(memory.store, root / "shared", "second", lambda: own.key.written)
    return Machines(root / "shared", root / "home", segment, own.device, own.key)


@cache
def said_elsewhere() -> tuple[Example, ...]:
    """The file of the one machine's log, and more often what is sealed in it."""
    from secondme.sync.segments import about

    both = machines()
    inner = json.dumps(both.key.open(both.segment.read_bytes(), about(both.device, 1))).encode()
    return (("segment", both.segment.read_bytes()), *(("said", inner) for _ in range(4)))


def lines() -> tuple[Example, ...]:
    """What clients say to the daemon."""
    bodies = [
        {"query": "puffin", "limit": 3, "now": {"is": "datetime", "value": "2025-11-07T12:00:00+00:00"}},
        {"path": "/home/noor/notes", "trust": "self"},
        {"hit": {"is": "Hit", "value": {"id": "p1", "kind": "passage"}}, "use": "opened"},
        {"selection": {"is": "Selection", "identifier": "p1"}},
        {"is": "Path", "value": "/x"},
        {"a": [1, 2.5, None, True, {"is": "tuple", "value": [1]}]},
    ]
    said = [{"id": number, "verb": "recall", "body": body} for number, body in enumerate(bodies)]
    said += [{"hello": {"protocol": 1, "program": "0.1.0"}}, {"cancel": 3}]
    said += [{"id": 1, "error": {"class": "UsageError", "message": "x", "details": {"path": "/x"}}}]
    return tuple(("line", json.dumps(one).encode() + b"\n") for one in said)


def clients() -> tuple[Example, ...]:
    """What programs ask over MCP and HTTP."""
    from secondme.clients.arguments import FIELDS

    calls = [
        {
            "client": "editor",
            "tool": tool,
            "arguments": {name: "2024-05-03" for name in fields} | {"limit": 3},
        }
        for tool, fields in FIELDS.items()
    ]
    chat = {
        "model": "secondme",
        "stream": True,
        "messages": [
            {"role": "system", "content": "x"},
            {"role": "user", "content": [{"type": "text", "text": "When does the boat leave?"}]},
            {"role": "assistant", "content": "At nine."},
            {"role": "user", "content": "And where from?"},
        ],
    }
    return (
        *(("tool", json.dumps(one).encode()) for one in calls),
        *(("chat", json.dumps(chat).encode()) for _ in range(4)),
    )


def refused() -> type[Exception]:
    """The error with which a request over HTTP is refused."""
    from secondme.web.guard import Refused

    return Refused


def questions() -> tuple[Example, ...]:
    """Questions with filters, times and orders, in several languages."""
    asked = (
        'from:ana before:2024-05 -dentist "puffin boat" in:notes kind:mail trust:self',
        "What happened between 3 March and the last weekend of May 2023?",
        "Which came first, the recital or the ferry, and what was before that?",
        "Was habe ich letzten Sommer vor drei Monaten über die Fähre gesagt?",
        "¿Qué pasó el 31 de febrero de 2024 después de la boda?",
        "during:2023 on:yesterday after:2024-02-30 the last thing Ana said about sourdough",
        "Qu'est-ce que j'ai fait avant-hier ? il y a 2 semaines",
    )
    return tuple(("question", one.encode()) for one in asked)


def settings() -> tuple[Example, ...]:
    """The file as it is first made, with its settings in force, and what people write."""
    from secondme.config.text import fresh_text

    whole = "\n".join(line.removeprefix("# ") if "=" in line else line for line in fresh_text().splitlines())
    return (
        ("config.toml", whole.encode()),
        ("config.toml", b'[daemon]\nwork = "full"\nsettle_seconds = 0.1\n[files]\nexclude = ["*.log"]\n'),
    )


def sayings() -> tuple[Example, ...]:
    """What is said in notes, mails and rules."""
    said = (
        "I moved to Porto in May 2024 with my sister Ana, and I'm not married any more.",
        "Never share my salary with anyone but Clara; always answer in German, signed Noor.",
        "mail older than 5 years; never remember this folder: ~/private; never the word quince",
        "My password is hunter2, card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00, noor@x.org",
        "Actually it's Leith, not Oban. Mum's name was Una, née Reid; she lived at 9 Mill Lane, Porto.",
    )
    return tuple(("saying", one.encode()) for one in said)


def values() -> tuple[Example, ...]:
    """Values for forms, each behind what it is."""
    from secondme.prefill.attributes import ATTRIBUTES

    some = ("1987-03-04", "Flat 3, 88 Chapel Row, Sheffield, S7 1QT", "+44 7700 900152", "Noor van der Aziz")
    return tuple(
        ("value", f"{name}: {some[at % len(some)]}".encode()) for at, name in enumerate(sorted(ATTRIBUTES))
    )


def keys() -> tuple[Example, ...]:
    """Keys as they are written down and sealed, and names of things."""
    from secondme.key.recovery import new_recovery, seal_for_recovery, written_recovery

    recovery = bytes(range(20))
    assert len(new_recovery()) == len(recovery)
    return (
        ("key", bytes(range(32)).hex().encode()),
        ("key", written_recovery(recovery).encode()),
        ("key", seal_for_recovery(bytes(32), recovery).encode()),
        ("key", b"p12"),
    )


def schemas() -> tuple[Example, ...]:
    """JSON schemas."""
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^[a-z]+$"},
            "b": {"type": "array", "items": {"$ref": "#/$defs/x"}, "minItems": 1, "maxItems": 3},
            "c": {"anyOf": [{"type": "integer", "minimum": 0}, {"const": None}, {"enum": ["x", 2]}]},
        },
        "required": ["a"],
        "$defs": {"x": {"type": "object", "properties": {"d": {"type": "boolean"}}}},
    }
    return (("schema.json", json.dumps(schema).encode()),)
