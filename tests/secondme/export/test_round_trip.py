"""What is exported comes back as it was, in every table; and nothing of the store is left out unnoticed."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import secondme
from secondme.backup.sealing import Lock, make_identity
from secondme.errors import ExportError, UsageError
from secondme.export.exporting import LOSSLESS, export_memory
from secondme.export.form import Column, load_form
from secondme.export.importing import Imported, import_export
from secondme.export.reading import find_export, open_export
from secondme.export.schema import line_schema
from secondme.export.values import from_line, to_line
from secondme.memory import Memory
from secondme.store.query import rows

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
LOCK = Lock(passphrase="correct horse battery")
FORM = load_form()


def export(memory: Memory, folder: Path, form="jsonl", lock: Lock | None = None, **more):
    return export_memory(memory.home, memory.store, folder, form, now=NOW, lock=lock, **more)


def bring_back(memory: Memory, folder: Path, lock: Lock | None = None, **more) -> Imported:
    place = find_export(folder)
    assert place is not None
    with open_export(place, lock) as found:
        return import_export(memory.home, memory.store, found, **more)


def test_the_memory_of_these_tests_has_something_in_every_table(full, tables):
    assert [name for name, found in tables(full.store).items() if not found] == []


@pytest.mark.parametrize("form", LOSSLESS)
def test_every_table_comes_back_as_it_was(full, tables, tmp_path: Path, form):
    export(full, tmp_path / "out", form)
    with secondme.open(tmp_path / "new") as other:
        came = bring_back(other, tmp_path / "out")
        assert tables(other.store) == tables(full.store)
        assert rows(other.store.connection(), "PRAGMA integrity_check") == [("ok",)]
        assert other.home.config.read_text() == full.home.config.read_text() and came.took_config


def test_full_text_is_made_again_as_it_was(full, tmp_path: Path):
    export(full, tmp_path / "out")
    with secondme.open(tmp_path / "new") as other:
        bring_back(other, tmp_path / "out")
        for table in ("passages_text", "documents_text", "turns_text"):
            assert words(other, table) == words(full, table) != []
        assert [hit.id for hit in other.recall("puffin boat")] == [
            hit.id for hit in full.recall("puffin boat")
        ]


def words(memory: Memory, table: str) -> list[tuple[object, ...]]:
    """Every word of a full text index, with where it stands."""
    db = memory.store.connection()
    db.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_words USING fts5vocab(main, {table}, instance)"
    )
    return rows(db, f"SELECT term, doc, offset FROM temp.{table}_words ORDER BY 1, 2, 3")


def test_what_was_forgotten_stays_out_after_an_import(full, tmp_path: Path, tree):
    export(full, tmp_path / "out")
    folder = tree({"gone.md": "Forget me, zanzibar.\n"})
    os.utime(folder / "gone.md", (1_800_000_000, 1_800_000_000))
    with secondme.open(tmp_path / "new") as other, secondme.open(tmp_path / "control") as control:
        assert other.store.fingerprint_key != full.store.fingerprint_key
        bring_back(other, tmp_path / "out")
        assert other.store.fingerprint_key == full.store.fingerprint_key
        other.index(now=NOW)
        control.add(folder, now=NOW)
        assert "Forget me, zanzibar." in [hit.text for hit in control.recall("zanzibar")]
        assert "Forget me, zanzibar." not in [hit.text for hit in other.recall("zanzibar")]


def test_numbers_are_never_given_twice(full, tmp_path: Path):
    export(full, tmp_path / "out")
    with secondme.open(tmp_path / "new") as other:
        bring_back(other, tmp_path / "out")
        assert other.remember("Something new.") == full.remember("Something new.")


def test_a_memory_goes_on_as_before_after_an_import(full, tmp_path: Path, tree):
    export(full, tmp_path / "out")
    with secondme.open(tmp_path / "new") as other:
        bring_back(other, tmp_path / "out")
        assert other.index(now=NOW).documents == 0
        other.consolidate(model=False, now=NOW)
        other.forget("s1", now=NOW)
        assert rows(other.store.connection(), "PRAGMA foreign_key_check") == []
        assert rows(other.store.connection(), "SELECT DISTINCT kind FROM documents ORDER BY 1") == [
            ("conversation",),
            ("told",),
        ]


@pytest.mark.model
def test_vectors_are_made_again(memory, tree, tmp_path: Path, stock: Path, contents):
    memory.add(tree({"a.md": "The puffin boat leaves at nine.\n", "b.md": "We drink tea late.\n"}))
    export(memory, tmp_path / "out")
    (tmp_path / "new").mkdir(mode=0o700)
    (tmp_path / "new" / "models").symlink_to(stock)
    with secondme.open(tmp_path / "new") as other:
        assert bring_back(other, tmp_path / "out").models == ("minilm", "smollm2")
        other.index()
        assert contents(other.store) == contents(memory.store)
        [here, there] = [one.recall("When does the ship sail?", log=False)[0] for one in (memory, other)]
        assert (here.text, round(here.similarity, 5)) == (there.text, round(there.similarity, 5))


def test_every_line_keeps_to_the_schema_that_lies_beside_it(full, tmp_path: Path, lines):
    export(full, tmp_path / "out")
    schema = json.loads((tmp_path / "out" / "schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    found = lines(tmp_path / "out")
    for line in found:
        validator.validate(line)
    assert {line["table"] for line in found} == {"export", "end", *FORM.tables}
    assert not validator.is_valid({"table": "passages"}) and not validator.is_valid({"table": "nothing"})
    assert not validator.is_valid({**found[-1], "more": 1})


def test_every_table_and_column_of_the_store_is_exported_or_known_to_be_derived(store):
    db = store.connection()
    schema = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    shadows = tuple(f"{name}_" for name in FORM.left_out)
    for (name,) in rows(db, schema):
        if name in FORM.left_out or name.startswith(shadows):
            continue
        assert name in FORM.tables, f"say in form.toml what {name} is, or that it is derived"
        columns = rows(db, 'SELECT name, type, "notnull" OR pk FROM pragma_table_info(?)', name)
        assert [column.name for column in FORM.tables[name].columns] == [column for column, _, _ in columns]
        for column, (_, kind, is_set) in zip(FORM.tables[name].columns, columns, strict=True):
            assert kind == STORED.get(column.kind) or name == "sqlite_sequence", f"{name}.{column.name}"
            assert column.may_be_null != bool(is_set) or name == "sqlite_sequence", f"{name}.{column.name}"


STORED = {
    "int": "INTEGER",
    "time": "INTEGER",
    "flag": "INTEGER",
    "real": "REAL",
    "text": "TEXT",
    "json": "TEXT",
    "hex": "BLOB",
}


def test_times_are_iso_8601_and_json_is_json(full, tmp_path: Path, lines):
    export(full, tmp_path / "out")
    by_table = {}
    for line in lines(tmp_path / "out"):
        by_table.setdefault(line["table"], line)
    assert by_table["retention"]["agreed_at"] == "2025-11-07T12:00:00.000Z"
    assert by_table["passages"]["locator"]["kind"] in ("lines", "message")
    assert by_table["conversations"]["state"] == {"über": [1, None]}
    assert by_table["tombstones"]["hash"] == by_table["tombstones"]["hash"].lower()
    assert by_table["instructions"]["words"] == [] or isinstance(by_table["instructions"]["words"], list)
    assert isinstance(by_table["memories"]["pinned"], bool)


def test_no_line_has_what_a_terminal_obeys(full, tmp_path: Path):
    export(full, tmp_path / "out")
    text = (tmp_path / "out" / "memory.jsonl").read_text("utf-8")
    assert not {letter for letter in text if ord(letter) < 32 and letter != "\n"}
    assert not set(text) & set("\x7f\x9b\u2028\u202e")


COLUMNS = [
    Column("x", kind, style, True, "")
    for kind, style in (
        ("int", ""),
        ("real", ""),
        ("text", ""),
        ("time", ""),
        ("flag", ""),
        ("hex", ""),
        ("json", ""),
        ("json", "compact"),
        ("json", "unicode"),
    )
]
NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)
STORED_VALUES = {
    "int": NUMBERS,
    "time": NUMBERS | st.integers(-(10**14), 10**14),
    "flag": NUMBERS | st.integers(0, 1),
    "real": st.floats(allow_nan=False, allow_infinity=False),
    "text": TEXTS,
    "hex": st.binary(),
    "json": TEXTS
    | JSON.map(json.dumps)
    | JSON.map(lambda some: json.dumps(some, ensure_ascii=False, separators=(",", ":")))
    | st.sampled_from(["[NaN]", '{"a":1,"a":2}', "[1e2]", "[ ]", "[" * 3000, "[" * 3000 + "]" * 3000, '"x"']),
}


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.kind}.{column.style}")
@given(data=st.data())
def test_every_value_comes_back_through_a_line(column: Column, data: st.DataObject):
    value = data.draw(STORED_VALUES[column.kind])
    said = json.loads(json.dumps(to_line(column, value), allow_nan=False))
    assert from_line(column, said) == value and type(from_line(column, said)) is type(value)
    assert from_line(column, to_line(column, None)) is None


def test_an_older_store_is_brought_up_to_date_and_then_exported(run, full, tmp_path: Path):
    full.close()
    done = run("export", tmp_path / "out", "--json")
    assert done.code == 0 and done.json["rows"]["memories"] >= 3 and done.json["comes_back"]


@pytest.mark.parametrize("lock", [LOCK, None], ids=["passphrase", "recipient"])
def test_a_sealed_export_comes_back_and_is_nowhere_in_the_clear(full, tables, tmp_path: Path, lock):
    mine = make_identity()
    closing = lock or Lock(recipients=(mine.seal.recipient,))
    opening = lock or Lock(identities=mine.text)
    made = export(full, tmp_path / "out", lock=closing)
    assert made.sealed and b"puffin" not in b"".join(path.read_bytes() for path in made.place.iterdir())
    with secondme.open(tmp_path / "new") as other:
        with pytest.raises(ExportError, match="does not open"):
            bring_back(other, tmp_path / "out", Lock(passphrase="wrong", identities=make_identity().text))
        bring_back(other, tmp_path / "out", opening)
        assert tables(other.store) == tables(full.store)


def test_standard_age_opens_a_sealed_export(full, tmp_path: Path):
    pyrage = pytest.importorskip("pyrage")
    export(full, tmp_path / "out", lock=LOCK)
    text = pyrage.passphrase.decrypt((tmp_path / "out" / "identity.age").read_bytes(), LOCK.passphrase)
    identity = pyrage.x25519.Identity.from_str(text.decode().strip().splitlines()[-1])
    plain = io.BytesIO()
    with (tmp_path / "out" / "memory.jsonl.age").open("rb") as sealed:
        pyrage.decrypt_io(sealed, plain, [identity])
    export(full, tmp_path / "plain")
    assert plain.getvalue() == (tmp_path / "plain" / "memory.jsonl").read_bytes()


def test_an_export_shows_one_moment_whoever_writes_meanwhile(full, tables, tmp_path: Path):
    before = tables(full.store)
    export(full, tmp_path / "out", on_progress=lambda progress: full.remember("Later."))
    with secondme.open(tmp_path / "new") as other:
        bring_back(other, tmp_path / "out")
        assert tables(other.store) == before
    assert tables(full.store) != before


def test_the_database_opens_without_the_cipher_and_reads_well(full, tmp_path: Path):
    export(full, tmp_path / "out", "sqlite")
    code = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
        "print(db.execute('SELECT text FROM readable_passages WHERE text LIKE ?', ('%puffin%',)).fetchall(), "
        "db.execute('SELECT valid_to, text FROM readable_memories').fetchone())"
    )
    file = tmp_path / "out" / "memory.sqlite"
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True)
    assert "puffin boat" in done.stdout, done.stderr


def test_an_export_of_an_older_release_takes_the_defaults_of_what_is_new(full, tables, tmp_path: Path):
    export(full, tmp_path / "out", "sqlite")
    db = apsw.Connection(str(tmp_path / "out" / "memory.sqlite"))
    head = json.loads(db.execute("SELECT head FROM export").fetchall()[0][0])
    head["migrations"].remove("0018_retention")
    del head["rows"]["retention"]
    head["rows"]["sqlite_sequence"] -= 1
    db.execute("UPDATE export SET head = ?", (json.dumps(head),))
    db.execute(
        "DROP VIEW readable_memories; DROP TABLE retention; ALTER TABLE memories DROP COLUMN confidence"
    )
    db.close()
    with secondme.open(tmp_path / "new") as other:
        bring_back(other, tmp_path / "out")
        assert rows(other.store.connection(), "SELECT DISTINCT confidence FROM memories") == [(1.0,)]
        assert tables(other.store)["passages"] == tables(full.store)["passages"]


def test_an_import_into_a_memory_with_anything_in_it_is_refused(full, tables, tmp_path: Path):
    export(full, tmp_path / "out")
    with secondme.open(tmp_path / "new") as other:
        other.remember("I was here first.")
        other.forget("m1")
        before = tables(other.store)
        with pytest.raises(UsageError, match="only into an empty one"):
            bring_back(other, tmp_path / "out")
        assert tables(other.store) == before


def test_settings_that_are_there_stay_and_unsound_ones_are_left_out(full, tmp_path: Path):
    export(full, tmp_path / "out")
    full.home.config.write_text("[recall]\nnonsense = true\n")
    export(full, tmp_path / "unsound")
    with secondme.open(tmp_path / "one") as other:
        other.home.config.write_text("[recall]\nreranker_seconds = 0.5\n")
        assert not bring_back(other, tmp_path / "out").took_config
        assert "0.5" in other.home.config.read_text()
    with secondme.open(tmp_path / "two") as other:
        assert not bring_back(other, tmp_path / "unsound").took_config
        assert not [path for path in other.home.root.iterdir() if "config" in path.name]


def test_the_schema_says_something_of_every_field():
    schema = line_schema()
    for name, one in schema["$defs"].items():
        assert one["description"], name
        assert all(field.get("description") or key == "table" for key, field in one["properties"].items()), (
            name
        )


def test_the_page_describes_every_table():
    page = (Path(__file__).parents[3] / "docs" / "export.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \| [a-z]", page, re.MULTILINE)[-len(FORM.tables) - 2 :] == [
        "export",
        *FORM.tables,
        "end",
    ]
