"""An import reads what an export writes, and nothing else; whatever goes wrong leaves nothing half done."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import secondme
from secondme.backup.sealing import Lock, make_identity
from secondme.errors import ExportError, SecondmeError, UsageError
from secondme.export import exporting, reading
from secondme.export.exporting import export_memory
from secondme.export.importing import import_export
from secondme.export.reading import find_export, open_export
from secondme.memory import Memory
from secondme.store.query import rows, value

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
Lines = list[dict[str, Any]]


def bring_back(memory: Memory, place: Path, lock: Lock | None = None, **more) -> None:
    found = find_export(place)
    assert found is not None
    with open_export(found, lock) as export:
        import_export(memory.home, memory.store, export, **more)


@pytest.fixture
def empty(tmp_path: Path):
    with secondme.open(tmp_path / "new") as memory:
        yield memory


@pytest.fixture
def refused(empty) -> Callable[..., str]:
    """How an import ends, which leaves the memory empty and able to take in a sound one."""

    def bring(place: Path, lock: Lock | None = None) -> str:
        with pytest.raises(SecondmeError) as error:
            bring_back(empty, place, lock)
        db = empty.store.connection()
        assert not value(db, "SELECT EXISTS (SELECT 1 FROM sources) OR EXISTS (SELECT 1 FROM tombstones)")
        assert not db.in_transaction and rows(db, "SELECT name FROM settings") == [("people_stale",)]
        return str(error.value)

    return bring


@pytest.fixture
def out(full, tmp_path: Path) -> Path:
    """A plain export."""
    export_memory(full.home, full.store, tmp_path / "out", "jsonl", now=NOW)
    return tmp_path / "out"


@pytest.fixture
def forged(out, lines) -> Callable[[Callable[[Lines], Any]], Path]:
    """The export with other lines, proven as if they had been written so."""

    def forge(change: Callable[[Lines], Any]) -> Path:
        found = lines(out)
        change(found)
        body = b"".join(json.dumps(line).encode() + b"\n" for line in found[:-1])
        last = {"table": "end", "lines": len(found) - 1, "sha256": hashlib.sha256(body).hexdigest()}
        (out / "memory.jsonl").write_bytes(body + json.dumps(last).encode() + b"\n")
        return out

    return forge


def number_of(lines: Lines, table: str) -> int:
    """The number of the first line of a table, from 1."""
    return next(at for at, line in enumerate(lines, 1) if line["table"] == table)


def of(lines: Lines, table: str) -> dict[str, Any]:
    return lines[number_of(lines, table) - 1]


@pytest.mark.parametrize(
    ("table", "field", "said"),
    [
        ("passages", "text", 5),
        ("passages", "text", None),
        ("passages", "text", "\ud800"),
        ("passages", "id", 2**63),
        ("passages", "id", True),
        ("passages", "id", "1; DROP TABLE passages"),
        ("passages", "trust", "divine"),
        ("passages", "locator", {"kind": "line", "start": "../../etc"}),
        ("passages", "locator", []),
        ("documents", "recorded_at", "yesterday"),
        ("documents", "recorded_at", "2025-13-45T99:00:00.000Z"),
        ("memories", "confidence", "sure"),
        ("tombstones", "hash", "xyz"),
        ("passages", "more", 1),
        ("sqlite_sequence", "name", "vectors"),
    ],
)
def test_a_damaged_line_is_told_with_its_number(refused, forged, lines, out, table, field, said):
    number = number_of(lines(out), table)
    told = refused(forged(lambda found: of(found, table).update({field: said})))
    assert f"Line {number} " in told and "Nothing was imported" in told


NO_LINES = [
    *(b"{", b"[]", b"7", b"\xff\xfe", b"", b"[" * 100_000, b"9" * 5000),
    *(b'{"table": "passages"}', b'{"table": "sqlite_schema"}', b'{"table": []}'),
    b'{"table": "settings", "name": NaN, "value": ""}',
]


@pytest.mark.parametrize("line", NO_LINES, ids=lambda line: line[:20].decode(errors="replace"))
def test_what_is_no_line_is_told_with_its_number(refused, out, line):
    found = (out / "memory.jsonl").read_bytes().splitlines(keepends=True)
    (out / "memory.jsonl").write_bytes(b"".join([*found[:4], line + b"\n", *found[4:]]))
    assert "Line 5 " in refused(out)


def test_a_row_that_rests_on_nothing_is_refused(refused, forged):
    told = refused(forged(lambda found: of(found, "evidence").update(passage_id=999)))
    assert "evidence rests on one of passages that is not in it" in told


def test_a_row_that_is_missing_or_there_twice_is_refused(refused, forged, lines, out):
    assert "rows of tombstones" in refused(forged(lambda found: found.remove(of(found, "tombstones"))))
    assert "does not fit" in refused(forged(lambda found: found.insert(3, of(found, "sources"))))


def test_an_older_hand_may_not_leave_a_field_out(refused, forged):
    assert "confidence is missing" in refused(forged(lambda found: of(found, "memories").pop("confidence")))


def test_a_newer_form_is_refused_with_what_to_do(refused, forged):
    assert "newer secondme" in refused(forged(lambda found: found[0].update(format=2)))
    told = refused(forged(lambda found: found[0].update(format=1, migrations=["9999_later"])))
    assert "9999_later" in told and "Install that release" in told


@pytest.mark.parametrize("name", ["format", "rows", "migrations", "config", "models"])
def test_a_head_that_says_nonsense_is_refused(refused, forged, name):
    for said in (None, "x", 5, [7], {"passages": "many"}, {"nothing": 3}):
        if not (name == "config" and said == "x"):
            assert "Nothing was imported" in refused(
                forged(lambda found, to=said: found[0].update({name: to}))
            )


def test_cut_anywhere_an_export_is_refused(refused, out):
    whole = (out / "memory.jsonl").read_bytes()
    for length in (1, 100, len(whole) // 2, whole.rindex(b"\n", 0, -1) + 1, len(whole) - 1):
        (out / "memory.jsonl").write_bytes(whole[:length])
        assert "Nothing was imported" in refused(out)


def test_a_changed_word_is_noticed(refused, out):
    whole = (out / "memory.jsonl").read_bytes()
    (out / "memory.jsonl").write_bytes(whole.replace(b"puffin", b"muffin"))
    assert "is not what was written" in refused(out)
    (out / "memory.jsonl").write_bytes(whole + b"{}\n")
    assert "something comes after the end" in refused(out)


def test_a_line_that_is_too_long_is_not_read_to_its_end(refused, out, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 5_000)
    with (out / "memory.jsonl").open("rb") as file:
        first = file.readline()
    (out / "memory.jsonl").write_bytes(first + b'{"table": "settings", "name": "' + b"x" * 10_000_000)
    assert "Line 2 " in refused(out) and len(first) < 5_000


def test_links_and_pipes_are_not_followed(refused, out, tmp_path: Path):
    (out / "memory.jsonl").rename(tmp_path / "elsewhere")
    (out / "memory.jsonl").symlink_to(tmp_path / "elsewhere")
    assert "a link" in refused(out)
    (out / "memory.jsonl").unlink()
    os.mkfifo(out / "memory.jsonl")
    assert "no plain file" in refused(out)


def test_no_name_in_an_export_becomes_a_path(empty, forged, full, tmp_path: Path):
    def climb(found: Lines) -> None:
        of(found, "documents").update(key="../../../evil", title="../../../evil\x00")
        of(found, "sources").update(place="/nowhere/../../evil")

    bring_back(empty, forged(climb))
    before = set(tmp_path.iterdir())
    for form in ("markdown", "html"):
        export_memory(empty.home, empty.store, tmp_path / form / "in", form, now=NOW)
        assert set(tmp_path.iterdir()) == before | {tmp_path / form}
        before.add(tmp_path / form)
        assert all(path.resolve().is_relative_to(tmp_path / form) for path in (tmp_path / form).rglob("*"))


DATABASE_ATTACKS = {
    "a view": "ALTER TABLE recalls RENAME TO hidden; CREATE VIEW recalls AS SELECT * FROM hidden",
    "a virtual table": "DROP TABLE recalls; CREATE VIRTUAL TABLE recalls USING fts5(id, kind, query)",
    "a generated column": "ALTER TABLE recalls ADD COLUMN more TEXT AS (upper(query))",
    "another column": "ALTER TABLE recalls ADD COLUMN more TEXT",
    "no column": "ALTER TABLE turns DROP COLUMN why",
    "no table": "DROP TABLE recall_hits; DROP TABLE recalls",
    "no head": "DELETE FROM export",
    "no sense": "UPDATE export SET head = '['",
    "no place": "UPDATE passages SET locator = '{}'",
    "no text": "UPDATE passages SET text = CAST(x'ff' AS TEXT)",
}


@pytest.mark.parametrize("attack", DATABASE_ATTACKS.values(), ids=DATABASE_ATTACKS.keys())
def test_a_database_with_other_things_in_it_is_refused(full, refused, tmp_path: Path, attack):
    export_memory(full.home, full.store, tmp_path / "db", "sqlite", now=NOW)
    db = apsw.Connection(str(tmp_path / "db" / "memory.sqlite"))
    db.execute("DROP VIEW readable_passages; DROP VIEW readable_memories")
    db.execute(attack)
    db.close()
    assert "Nothing was imported" in refused(tmp_path / "db")


def test_a_trigger_in_a_database_is_not_run(full, empty, tmp_path: Path):
    export_memory(full.home, full.store, tmp_path / "db", "sqlite", now=NOW)
    db = apsw.Connection(str(tmp_path / "db" / "memory.sqlite"))
    db.execute("CREATE TRIGGER evil AFTER INSERT ON recalls BEGIN DELETE FROM passages; END")
    db.close()
    bring_back(empty, tmp_path / "db")
    assert value(empty.store.connection(), "SELECT count(*) FROM passages") > 0
    assert not rows(empty.store.connection(), "SELECT 1 FROM sqlite_schema WHERE name = 'evil'")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_flipped_bytes_in_a_database_or_a_sealed_export_never_come_in(flipped, refused, data):
    folder, whole, lock = flipped[data.draw(st.sampled_from(sorted(flipped)))]
    damaged = bytearray(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged[at] ^= data.draw(st.integers(1, 255))
    [file] = folder.glob("memory.*")
    file.write_bytes(damaged)
    if file.suffix == ".age":
        assert "Nothing was imported" in refused(folder, lock)
    else:
        _is_refused_or_sound(folder)


def _is_refused_or_sound(folder: Path) -> None:
    """What SQLite cannot tell from what was written, such as another letter, may come back; no crash."""
    found = find_export(folder)
    if found is None:
        return
    try:
        with open_export(found) as export:
            for _ in export.rows:
                pass
    except ExportError as error:
        assert "Nothing was imported" in str(error)


@pytest.fixture
def flipped(full, tmp_path: Path) -> dict[str, tuple[Path, bytes, Lock | None]]:
    mine = make_identity()
    closing, opening = Lock(recipients=(mine.seal.recipient,)), Lock(identities=mine.text)
    made = {}
    for name, form, lock in (("db", "sqlite", None), ("sealed", "jsonl", closing)):
        export_memory(full.home, full.store, tmp_path / name, form, now=NOW, lock=lock)
        [file] = (tmp_path / name).glob("memory.*")
        made[name] = (tmp_path / name, file.read_bytes(), opening if lock else None)
    return made


@pytest.mark.parametrize("change", [lambda whole: whole + b"x", lambda whole: whole[:-1], lambda whole: b""])
def test_a_sealed_export_that_was_cut_or_goes_on_never_comes_in(flipped, refused, change):
    folder, whole, lock = flipped["sealed"]
    (folder / "memory.jsonl.age").write_bytes(change(whole))
    told = refused(folder, lock)
    assert "does not open" in told or "not the first line" in told


def test_a_target_with_anything_in_it_is_left_alone(full, tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for name in ("file", "folder", "link"):
        with pytest.raises(UsageError, match="There is something"):
            export_memory(full.home, full.store, tmp_path / name, "jsonl", now=NOW)
    (tmp_path / "empty").mkdir()
    assert export_memory(full.home, full.store, tmp_path / "empty", "jsonl", now=NOW).files == 3


def test_an_export_into_what_is_remembered_is_refused(full, tree):
    for place in (tree({}), tree({}) / "deep" / "er"):
        with pytest.raises(UsageError, match=r"which is remembered|something at"):
            export_memory(full.home, full.store, place, "markdown", now=NOW)


@pytest.mark.parametrize("form", ["jsonl", "markdown", "html", "sqlite"])
def test_what_is_written_is_for_its_owner_alone(full, tmp_path: Path, form):
    made = export_memory(full.home, full.store, tmp_path / "a" / "out", form, now=NOW)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made.place.rglob("*") if path.is_file()}
    folders = {
        stat.S_IMODE(path.stat().st_mode) for path in [made.place, *made.place.rglob("*")] if path.is_dir()
    }
    assert (modes, folders) == ({0o600}, {0o700})


@pytest.mark.parametrize("form", ["jsonl", "markdown", "html", "sqlite"])
def test_a_full_disk_leaves_nothing(full, tmp_path: Path, form, monkeypatch):
    def fill(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exporting, "_describe", fill)
    with pytest.raises(OSError, match="No space"):
        export_memory(full.home, full.store, tmp_path / "out", form, now=NOW)
    assert list(tmp_path.glob("*out*")) == [] and list(tmp_path.glob(".*out*")) == []


def test_killed_while_exporting_nothing_is_there_and_the_next_is_whole(full, start, tmp_path: Path, lines):
    code = (
        "import sys, time, datetime, pathlib, secondme; from secondme.export.exporting import export_memory\n"
        "memory = secondme.open(sys.argv[1])\n"
        "def wait(progress): print('at it', flush=True); time.sleep(60)\n"
        "export_memory(memory.home, memory.store, pathlib.Path(sys.argv[2]), 'jsonl', "
        "now=datetime.datetime.now(datetime.UTC), on_progress=wait)"
    )
    process = start(code, full.home.root, tmp_path / "out")
    assert process.stdout.readline() == b"at it\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out").exists()
    export_memory(full.home, full.store, tmp_path / "out", "jsonl", now=NOW)
    assert lines(tmp_path / "out")[-1]["table"] == "end" and not list(tmp_path.glob(".*exporting"))


def test_killed_while_importing_the_memory_is_empty_and_takes_it_again(full, start, out, tables, tmp_path):
    code = (
        "import sys, time, pathlib, secondme; from secondme.export.importing import import_export\n"
        "from secondme.export.reading import find_export, open_export\n"
        "def wait(progress): print('at it', flush=True); time.sleep(60)\n"
        "place = find_export(pathlib.Path(sys.argv[2]))\n"
        "with secondme.open(sys.argv[1]) as memory, open_export(place) as one:\n"
        "    import_export(memory.home, memory.store, one, on_progress=wait)"
    )
    process = start(code, tmp_path / "killed", out)
    assert process.stdout.readline() == b"at it\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with secondme.open(tmp_path / "killed") as memory:
        assert not rows(memory.store.connection(), "SELECT 1 FROM sources")
        bring_back(memory, out)
        assert tables(memory.store) == tables(full.store)


def test_triggers_work_again_after_an_import_that_failed(empty, refused, out, forged):
    refused(forged(lambda found: of(found, "passages").update(trust="divine")))
    number = empty.remember("I like tea.")
    assert rows(empty.store.connection(), "SELECT memory_id FROM unlinked") == [(int(number[1:]),)]


@pytest.mark.slow
def test_a_large_memory_is_exported_in_bounded_memory(start, tmp_path: Path, tree):
    """Eight times the text, 16 MB more of it, takes the same memory to within half of that."""
    peaks = {}
    for count in (500, 4_000):
        code = PEAK.replace("COUNT", str(count))
        process = start(code, tmp_path / str(count))
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err.decode()
        peaks[count] = [int(number) for number in out.split()]
    for small, large in zip(peaks[500], peaks[4_000], strict=True):
        assert large - small < 8_000, peaks


PEAK = """
import sys, datetime, pathlib, resource, secondme
from secondme.export.exporting import export_memory
now = datetime.datetime(2025, 11, 7, tzinfo=datetime.UTC)
root = pathlib.Path(sys.argv[1])
memory = secondme.open(root / "home")
with memory.store.write() as db:
    db.execute("INSERT INTO sources (id, kind, place, trust, added_at) VALUES (1, 'told', '/', 'self', 0)")
    db.executemany("INSERT INTO documents VALUES (?1, 1, ?1, 'Title', 'x', '', ?1 * 60000000, 0, NULL, NULL)",
        ((number,) for number in range(1, COUNT + 1)))
    db.executemany("INSERT INTO passages (id, document_id, position, text, heading, trust, locator) VALUES "
        "(?1, ?1, 0, ?2, '', 'self', '{\\"kind\\":\\"lines\\",\\"start\\":1,\\"end\\":1}')",
        ((number, f"word{number} " * 500) for number in range(1, COUNT + 1)))
memory.close()
memory = secondme.open(root / "home")
for form in ("jsonl", "sqlite", "markdown", "html"):
    export_memory(memory.home, memory.store, root / form, form, now=now)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
