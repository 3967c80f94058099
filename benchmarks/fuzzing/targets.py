"""What is fuzzed: every place where something that somebody else wrote is taken apart.

A target's `call` takes an input and returns, or raises one of its refusals; anything else is a fault.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import apsw

from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.seeds import Example
from ingest import FoundFile, IngestError
from ingest.chats import read_chat
from ingest.content import Content
from ingest.forms import fill_form, read_form
from ingest.reader import INSIDE, find_format, read_content
from secondme.errors import SecondmeError

NOW = datetime(2025, 11, 7, 12, tzinfo=UTC)
PLACES = 3
SAID_WRONGLY = (
    *(SecondmeError, apsw.Error, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError),
)
"""What a machine that has the key says wrongly may end a sync with any error; nothing may be lost by it."""


@dataclass(frozen=True)
class Target:
    """One place. share: how many of a thousand inputs it gets. pieces: what inputs are spliced from."""

    name: str
    share: int
    seeds: tuple[Example, ...]
    call: Callable[[str, bytes], object]
    refusals: tuple[type[BaseException], ...] = (SecondmeError, IngestError)

    @property
    def pieces(self) -> list[bytes]:
        return [data for _, data in self.seeds]


def read_file(name: str, data: bytes) -> None:
    """A file, by the reader that its content or its name asks for; and what stands at some places in it."""
    content = Content(name, data)
    format = find_format(content)
    found = FoundFile(Path("/fuzz") / name, name, len(data), 0)
    for number, document in enumerate(read_content(format, content, found)):
        own = INSIDE not in document.key
        for passage in document.passages[:PLACES] if own and number < PLACES else ():
            format.text_at(content, passage.locator)


def read_export(name: str, data: bytes) -> None:
    """A chat export of the kind that its name begins with."""
    kind, _, own = name.partition("/")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / own
        path.write_bytes(data)
        for _ in read_chat(kind, path, lambda place, reason: None):
            pass


def read_and_fill(name: str, data: bytes) -> None:
    """A form: read, understood, and its first fields filled in."""
    from secondme.prefill.understanding import understand

    form = read_form(data, name)
    understand(form)
    values = {}
    for field in form.fields[:4]:
        values[field.key] = field.options[0].value if field.options else "Noor Aziz"
    try:
        fill_form(data, form, values)
    except ValueError as error:
        if "field" not in str(error) and "option" not in str(error):
            raise


def read_backup(name: str, data: bytes) -> None:
    """A repository in which one file is this; it is looked through, and its snapshot restored."""
    import shutil

    from secondme.backup.reading import open_snapshot, read_image
    from secondme.backup.repository import Repository
    from secondme.backup.verifying import verify
    from secondme.indexing.progress import ignore_progress

    root, identity = seeds.repository()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backups"
        shutil.copytree(root, copy)
        (copy / name).write_bytes(data)
        repository = Repository(copy)
        verify(repository, identity.seal, identity)
        snapshot = open_snapshot(repository, identity, "latest")
        read_image(repository, identity, snapshot, lambda number, chunk: None, ignore_progress)


def read_sealed(name: str, data: bytes) -> None:
    """The inner parts of a backup, as a forger with all keys could make them."""
    from secondme.backup.manifest import open_manifest, read_list
    from secondme.backup.packs import read_table, unpack

    _, identity = seeds.repository()
    seal = identity.seal
    match name:
        case "list":
            read_list(seal.sign(data, seeds.LIST_OF), "s", seal)
        case "table":
            read_table(seal.sign(data, seeds.TABLE_OF), "p", seal)
        case "manifest":
            open_manifest(seal.seal(seal.sign(data, seeds.LIST_OF)), "s", identity)
        case _:
            for _ in unpack(data, "p"):
                pass


def import_back(name: str, data: bytes) -> None:
    """An export, taken in by a memory in which nothing is yet; all of it, or nothing."""
    import secondme
    from secondme.export.importing import import_export
    from secondme.export.reading import find_export, open_export
    from secondme.store.query import value

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        place = find_export(path)
        if place is None:
            return
        with secondme.open(Path(folder) / "home") as memory:
            try:
                with open_export(place) as export:
                    import_export(memory.home, memory.store, export)
            except (SecondmeError, IngestError):
                left = value(memory.store.connection(), "SELECT count(*) FROM memories")
                if left:
                    raise RuntimeError(f"{left} memories are left of an import that was refused") from None


def follow(name: str, data: bytes) -> None:
    """What another machine said: a file in the shared folder, or what is sealed in it."""
    import shutil

    import secondme
    from secondme.store.query import value
    from secondme.sync.segments import about
    from secondme.sync.syncing import sync

    machines = seeds.machines()
    with tempfile.TemporaryDirectory() as folder:
        shared, home = Path(folder) / "shared", Path(folder) / "home"
        shutil.copytree(machines.shared, shared)
        shutil.copytree(machines.home, home)
        lying = shared / machines.segment.relative_to(machines.shared)
        if name == "segment":
            lying.write_bytes(data)
        else:
            try:
                lying.write_bytes(machines.key.seal(json.loads(data), about(machines.device, 1)))
            except (ValueError, RecursionError):
                return
        with secondme.open(home) as memory:
            machines.move(memory, shared)
            try:
                sync(memory.home, memory.store, embedder=None, now=NOW)
            finally:
                if value(memory.store.connection(), "PRAGMA integrity_check") != "ok":
                    raise RuntimeError("the memory is damaged") from None
                if not memory.recall("gannet", log=False):
                    raise RuntimeError("what was told here is lost") from None


def hear_line(name: str, data: bytes) -> None:
    """A line from a client of the daemon, and what is made of it."""
    from secondme.daemon.forms import decode
    from secondme.daemon.protocol import decode_line, error_from

    message = decode_line(data)
    decode(message.get("body"))
    for annotation in ("datetime | None", "Hit", "Source", "Selection", "Sequence[Hit]"):
        decode(message.get("body"), annotation)
    if isinstance(message.get("error"), dict):
        error_from(message["error"])


def hear_client(name: str, data: bytes) -> None:
    """What a program asks over MCP or HTTP."""
    from secondme.clients.arguments import read_arguments, read_name, words_of
    from secondme.web.chat import question_of
    from secondme.web.forms import read_request

    if name == "chat":
        question_of(read_request(data).chat)
        return
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(said, dict) and isinstance(said.get("arguments"), dict):
        read_name(str(said.get("client")))
        words_of(said["arguments"])
        read_arguments(str(said.get("tool")), said["arguments"])


def ask(name: str, data: bytes) -> None:
    """A question: its filters, its times, its order, and what it is about."""
    from secondme.recall.filters import sift
    from secondme.recall.order.asking import read_order
    from secondme.recall.periods import find_periods
    from secondme.recall.question import understand

    text = _text(data)
    find_periods(text, NOW.date())
    read_order(text)
    sift(text, NOW, unfinished=True)
    understand(text, unfinished=True, now=NOW)
    understand(text, now=NOW)


def recall(name: str, data: bytes) -> None:
    """The same, asked of a memory, with its full text."""
    _memory().recall(_text(data), log=False)


def set_up(name: str, data: bytes) -> None:
    """A file of settings."""
    from secondme.config.loading import parse_text

    parse_text(_text(data), "config.toml")


def tell(name: str, data: bytes) -> None:
    """What a person or somebody else says: statements, instructions, rules, names, secrets."""
    from secondme.forgetting.rules import read_rule
    from secondme.instructions.understanding import understand
    from secondme.masking.finding import find_private
    from secondme.masking.words import Names
    from secondme.memories.patterns import statements_in

    text = _text(data)
    statements_in(text, speaker=None, me=True, written=NOW.date())
    statements_in(text, speaker="Noor", me=False, written=date(1, 1, 1))
    understand(text)
    find_private(text, Names(), dates=True)
    read_rule(text, home=Path("/home/noor"))


def fill_in(name: str, data: bytes) -> None:
    """A value for a form, in a note and as it is written."""
    from ingest.forms import Field
    from secondme.prefill.attributes import ATTRIBUTES
    from secondme.prefill.finding.notes.shapes import shaped
    from secondme.prefill.writing.value import write

    attribute, _, text = _text(data).partition(":")
    known = ATTRIBUTES.get(attribute.strip())
    for field in (Field("a", attribute[:200], "text"), Field("a", attribute[:200], "date", max_length=12)):
        for part in ("", "day", "family", "street", "country code"):
            write(text, known, field, part=part, language="en", country="GB")
    if known is not None:
        shaped(known.name, text)


def open_key(name: str, data: bytes) -> None:
    """A key as somebody types it, and the files in which one lies sealed."""
    from secondme.key.key import parse_key
    from secondme.key.recovery import parse_recovery
    from secondme.key.sealing import read_seal
    from secondme.store.identifiers import parse_identifier

    text = _text(data)
    for read in (parse_key, parse_recovery, parse_identifier, lambda one: read_seal(one, "recovery")):
        try:
            read(text)
        except SecondmeError:
            continue


def make_grammar(name: str, data: bytes) -> None:
    """A JSON schema that a program has sent, made a grammar for a model."""
    from models.errors import ModelError
    from models.grammar import grammar_of

    try:
        schema = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        if isinstance(schema, dict):
            grammar_of(schema)
    except ModelError:
        return


def _text(data: bytes) -> str:
    """As it could come from a terminal or a program: any letters, halves of surrogates too."""
    return data.decode("utf-8", "surrogateescape")


@cache
def _memory() -> Any:
    """A small memory to ask."""
    import secondme

    memory = secondme.open(Path(tempfile.mkdtemp(prefix="sm")) / "home")
    for text in ("The puffin boat leaves at nine.", "Ana paid 30 euros on 3 May 2024."):
        memory.remember(text)
    return memory


def targets() -> Iterator[Target]:
    """All of them."""
    yield Target("files", 100, seeds.files(), read_file)
    yield Target("chats", 100, seeds.chats(), read_export)
    yield Target("forms", 40, seeds.forms(), read_and_fill)
    yield Target("backups", 15, seeds.backups(), read_backup)
    yield Target("sealed", 120, seeds.sealed(), read_sealed)
    yield Target("exports", 3, seeds.exports(), import_back)
    yield Target("sync", 5, seeds.said_elsewhere(), follow, SAID_WRONGLY)
    yield Target("protocol", 200, seeds.lines(), hear_line, (SecondmeError, ValueError, TypeError, KeyError))
    yield Target("clients", 120, seeds.clients(), hear_client, (SecondmeError, seeds.refused()))
    yield Target("questions", 120, seeds.questions(), ask)
    yield Target("recall", 20, seeds.questions(), recall)
    yield Target("settings", 60, seeds.settings(), set_up)
    yield Target("sayings", 20, seeds.sayings(), tell)
    yield Target("values", 40, seeds.values(), fill_in)
    yield Target("keys", 30, seeds.keys(), open_key)
    yield Target("schemas", 20, seeds.schemas(), make_grammar)
