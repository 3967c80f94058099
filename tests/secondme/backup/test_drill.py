"""A drill says whether a backup comes back, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from secondme.backup.drilling import drill
from secondme.backup.joined import read_runs
from secondme.store.query import value


def test_a_drill_restores_asks_and_leaves_nothing(vault, files_in):
    vault.memory.recall("puffin 7")
    vault.back_up()
    home = vault.memory.home
    before = {name for name in files_in(home.root) if not name.startswith("memory.db")}
    found = drill(home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now)
    assert (found.is_well, found.asked, found.same) == (True, 1, 1)
    assert found.rows > 40
    assert {name for name in files_in(home.root) if not name.startswith("memory.db")} == before
    assert read_runs(home).drilled_at == vault.now


def test_without_any_questions_asked_it_asks_of_what_is_remembered(vault):
    vault.back_up()
    found = drill(
        vault.memory.home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now
    )
    assert (found.asked, found.same) == (10, 10)


def test_what_came_later_is_no_fault(vault):
    vault.memory.recall("puffin 7")
    vault.back_up()
    vault.memory.remember("Puffin 7 moved to the puffin house of puffin 7.")
    found = drill(
        vault.memory.home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now
    )
    assert found.is_well


def test_a_damaged_backup_is_told_and_kept_in_mind(vault):
    vault.back_up()
    [pack] = vault.repository.pack_names()
    (vault.repository.packs / f"{pack}.age").write_bytes(b"")
    home = vault.memory.home
    found = drill(home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now)
    assert not found.is_well
    assert found.as_json()["faults"] == found.faults
    runs = read_runs(home)
    assert (runs.drilled_at, runs.drill_failed_at, runs.drill_failed) == (None, vault.now, found.faults[0])
    vault.back_up()
    assert read_runs(home).drill_failed == found.faults[0], "another backup mends none"


def test_a_memory_that_answers_nothing_of_it_is_told(vault):
    vault.back_up()
    found = drill(
        vault.memory.home, vault.repository, vault.identity, "latest", lambda *_, **__: [], now=vault.now
    )
    assert (found.is_well, found.same) == (False, 0)


def test_what_a_killed_drill_left_is_deleted(vault):
    vault.back_up()
    left = vault.memory.home.root / ".drill-abc"
    left.mkdir()
    (left / "memory.db").write_bytes(b"")
    drill(vault.memory.home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now)
    assert not left.exists()
    assert not list(Path(vault.memory.home.root).glob(".drill-*"))


def test_a_drill_under_load_finds_all_well_and_no_write_is_lost(vault, start):
    code = (
        "import sys, secondme\n"
        "with secondme.open(sys.argv[1]) as memory:\n"
        "    for number in range(10_000):\n"
        "        memory.remember(f'Gannet {number} dives.'); print(number, flush=True)\n"
    )
    writers = [start(code, vault.memory.home.root) for _ in range(2)]
    for writer in writers:
        assert writer.stdout.readline() == b"0\n"
    vault.back_up()
    found = drill(
        vault.memory.home, vault.repository, vault.identity, "latest", vault.memory.recall, now=vault.now
    )
    for writer in writers:
        assert writer.poll() is None, "it stopped writing"
        writer.kill()
    written = sum(1 + len(writer.communicate()[0].splitlines()) for writer in writers)
    assert found.faults == () and found.rows
    db = vault.memory.store.connection()
    assert value(db, "SELECT count(*) FROM memories WHERE text GLOB 'Gannet*'") >= written
    # A connection that searched before others wrote finds fault with full text; a new one tells what is so.
    with vault.memory.store.apart() as new:
        assert value(new, "PRAGMA integrity_check") == "ok"
