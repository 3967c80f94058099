"""A damaged store is mended: what can be read is kept, the rest comes from a backup or is named as lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.errors import StoreDamagedError, WrongKeyError
from secondme.key import find_key
from secondme.memory import Memory
from secondme.repair.diagnosis import examined
from secondme.repair.repairing import repair
from secondme.repair.schema import read_schema
from secondme.repair.trees import Walk
from secondme.store.pages import Pages

Patient = Any
NOTES = 60
KILLED = 77


@pytest.mark.parametrize("at", [0, 20, 100, 5_000, 16_360])
def test_one_flipped_bit_in_the_first_page_costs_nothing(patient: Patient, at: int) -> None:
    patient.flip(1, at)
    found = patient.diagnose()
    assert found.way == "new store" and not found.survey.tables
    done = patient.mend()
    assert done.is_whole
    assert patient.kept() == patient.rows
    assert patient.finds("Heron7") and patient.finds("puffin7")


def test_a_whole_store_is_left_as_it_is(patient: Patient) -> None:
    before = patient.store.read_bytes()
    found = patient.diagnose()
    assert found.way == "nothing" and not found.faults
    assert patient.mend().way == "nothing"
    assert patient.store.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        *("passages_by_time", "sqlite_autoindex_files_1", "evidence_by_passage"),
        *("passages_text_data", "passages_text_idx", "documents_text_data", "passages_text_docsize"),
    ],
)
def test_damage_to_what_is_derived_loses_nothing(patient: Patient, name: str) -> None:
    for page in patient.pages_of(name):
        patient.blank(page)
    found = patient.diagnose()
    assert found.way == "new store" and not found.survey.tables and not found.loses
    assert patient.mend().is_whole
    assert patient.kept() == patient.rows
    assert patient.finds("Heron7") and patient.finds("puffin7")


@pytest.mark.parametrize("name", ["passages", "documents", "files", "memories", "evidence", "recalls"])
def test_a_damaged_root_loses_no_row_on_other_pages(patient: Patient, name: str) -> None:
    pages = patient.pages_of(name)
    patient.blank(pages[0])
    found = patient.diagnose()
    assert found.survey.tables == (name,)
    done = patient.mend()
    if len(pages) > 1:
        assert done.is_whole and patient.kept() == patient.rows


def test_rows_on_a_damaged_page_come_from_the_backup_and_only_those(patient: Patient) -> None:
    patient.back_up()
    with_log = patient.pages_of("passages")[2]
    patient.flip(with_log)
    done = patient.mend(with_backup=True)
    assert done.is_whole and done.filled["passages"] > 0 and done.snapshot
    assert done.saved["passages"] + done.filled["passages"] == len(patient.rows["passages"])
    assert patient.kept() == patient.rows


def test_without_a_backup_lost_files_are_read_again_and_the_rest_is_named(patient: Patient) -> None:
    first, last = patient.pages_of("passages")[1], patient.pages_of("passages")[-1]
    patient.flip(first)
    patient.flip(last)
    done = patient.mend()
    read = len(patient.rows["passages"]) - done.saved["passages"] - done.lost["passages"]
    assert done.lost["passages"] > 0 and read > 0 and done.again
    with secondme.open(patient.home.root) as memory:
        memory.index()
    for number in range(NOTES):
        assert patient.finds(f"Heron{number}")


def test_what_was_forgotten_since_the_backup_does_not_come_back(patient: Patient) -> None:
    patient.back_up()
    with secondme.open(patient.home.root) as memory:
        [hit] = [one for one in memory.recall("puffin7") if "Puffin7 " in one.text]
        memory.forget(hit.id)
    for name in ("passages", "memories", "evidence", "recalls"):
        for page in patient.pages_of(name)[-2:]:
            patient.flip(page)
    patient.mend(with_backup=True)
    assert not [text for text in patient.finds("puffin7") if "Puffin7 " in text]


def test_a_store_cut_short_is_saved_up_to_there(patient: Patient) -> None:
    patient.back_up()
    data = patient.store.read_bytes()
    patient.store.write_bytes(data[: len(data) * 2 // 3 + 1_000])
    found = patient.diagnose()
    assert any("was cut" in one for one in found.faults)
    done = patient.mend(with_backup=True)
    assert not any(done.lost.values()), "of what no index tells, it is said that it cannot be told"
    assert patient.kept() == patient.rows


def test_where_no_page_is_left_that_tells_the_tables_the_key_is_not_blamed(patient: Patient) -> None:
    patient.back_up()
    with Pages(patient.store, patient.key.secret) as pages:
        walk = Walk(pages, 1)
        list(walk.rows())
    for page in {1, *walk.reached}:
        patient.blank(page)
    found = patient.diagnose()
    assert found.way == "backup"
    assert "pages open, and none of them says" in found.faults[0] and "key" not in found.faults[0]
    patient.mend(with_backup=True)
    assert patient.kept()["passages"] == patient.rows["passages"]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(9_000), bytes(range(256)) * 200])
def test_a_file_of_which_nothing_opens_gives_way_to_the_backup_and_is_kept(
    patient: Patient, content: bytes
) -> None:
    patient.back_up()
    patient.store.write_bytes(content)
    assert patient.diagnose().way == "backup"
    with pytest.raises(StoreDamagedError, match="no backup at hand"):
        patient.mend()
    assert patient.store.read_bytes() == content
    done = patient.mend(with_backup=True)
    assert patient.kept() | {"settings": []} == patient.rows | {"settings": []}
    [aside] = done.aside
    assert aside.read_bytes() == content and aside.stat().st_mode & 0o777 == 0o600


def test_without_its_log_a_store_is_not_opened_and_what_the_backup_has_is_filled_in(patient: Patient) -> None:
    memory = secondme.open(patient.home.root)
    memory.remember("The key to the boathouse is under the third stone.")
    copy = {one: one.read_bytes() for one in memory.store.files}
    memory.close()
    patient.back_up()
    for path, content in copy.items():
        if not path.name.endswith("-wal"):
            path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match="log beside"):
        secondme.open(patient.home.root)
    done = patient.mend(with_backup=True)
    assert done.filled["memories"] == 1
    assert patient.finds("boathouse")


def test_a_log_of_another_store_is_set_aside(patient: Patient, tmp_path: Path) -> None:
    with secondme.open(tmp_path / "other") as other:
        other.remember("A stranger's memory.")
        [log] = [one for one in other.store.files if one.name.endswith("-wal")]
        foreign = log.read_bytes()
    patient.store.with_name("memory.db-wal").write_bytes(foreign)
    found = patient.diagnose()
    assert found.log == "foreign"
    done = patient.mend()
    assert [one.name.endswith("-wal") for one in done.aside] == [False, True]
    assert patient.kept() == patient.rows


def test_what_stands_in_the_log_alone_is_saved_too(patient: Patient) -> None:
    memory = secondme.open(patient.home.root)
    memory.remember("The key to the boathouse is under the third stone.")
    copy = {one: one.read_bytes() for one in memory.store.files}
    memory.close()
    for path, content in copy.items():
        path.write_bytes(content)
    patient.flip(1)
    assert patient.mend().is_whole
    assert patient.finds("boathouse")


def test_a_damaged_list_of_free_pages_costs_nothing(patient: Patient) -> None:
    with secondme.open(patient.home.root) as memory, memory.store.write() as db:
        db.execute("CREATE TABLE noise (bytes BLOB)")
        db.execute("INSERT INTO noise VALUES (randomblob(400000))")
        db.execute("DROP TABLE noise")
    with Pages(patient.store, patient.key.secret) as pages:
        trunk = int.from_bytes(pages.read(1)[32:36])
    assert trunk
    patient.blank(trunk)
    assert not patient.diagnose().loses
    assert patient.mend().is_whole
    assert patient.kept() == patient.rows


def test_nobody_else_may_have_the_store_open(patient: Patient) -> None:
    memory = secondme.open(patient.home.root)
    code = "import sys; from secondme.cli import main; main(['repair', '--dry-run'])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    memory.close()
    assert said.returncode == 4 and "has" in said.stderr and "open" in said.stderr


@pytest.mark.parametrize("with_log", [False, True])
def test_killed_at_any_step_there_is_the_damaged_store_or_the_repaired_one(
    patient: Patient, with_log: bool
) -> None:
    patient.flip(1)
    if with_log:
        patient.store.with_name("memory.db-wal").write_bytes(b"no log of ours" * 9)
    damaged = patient.store.read_bytes()
    step = 0
    while die_at(step, patient) == KILLED:
        step += 1
        if patient.store.read_bytes() == damaged and not patient.store.with_name("memory.db.swap").exists():
            assert patient.diagnose().way == "new store"
        else:
            assert patient.kept() == patient.rows
            patient.store.write_bytes(damaged)
    assert step > 8
    assert patient.kept() == patient.rows
    asides = [one for one in patient.home.root.glob("memory.db.damaged-*") if one.suffix != ".db-wal"]
    assert any(one.read_bytes() == damaged for one in asides)


def die_at(step: int, patient: Patient) -> int:
    """Repairs in a process that is killed at that step of those that change names of files; how it ended."""
    child = os.fork()
    if child == 0:
        left = [step]
        for name in ("replace", "link", "unlink", "fsync"):
            setattr(os, name, dying(getattr(os, name), left))
        try:
            patient.mend()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dying(call: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def step(*arguments: Any, **more: Any) -> Any:
        if left[0] == 0:
            os._exit(KILLED)
        left[0] -= 1
        return call(*arguments, **more)

    return step


def test_a_wrong_key_and_a_damaged_beginning_are_told_apart(patient: Patient) -> None:
    store = patient.store.read_bytes()
    patient.home.key_file.write_text("00" * 32)
    with pytest.raises(WrongKeyError, match="does not open"):
        secondme.open(patient.home.root)
    assert patient.store.read_bytes() == store
    patient.home.key_file.write_text(patient.key.secret.hex())
    patient.flip(1)
    with pytest.raises(StoreDamagedError, match="the key is the right one"):
        secondme.open(patient.home.root)


@pytest.mark.model
def test_vectors_on_sound_pages_are_taken_over_and_the_rest_is_queued(memory: Memory, now: datetime) -> None:
    for number in range(50):
        memory.remember(f"Puffin{number} lives on the cliff of Staffa.")
    home, key = memory.home, find_key(memory.home)
    assert key is not None
    assert memory.recall("birds on a rocky island")
    memory.close()
    with Pages(home.store, key.secret) as pages:
        part = read_schema(pages).find("vectors_1_vector_chunks00")
        walk = Walk(pages, part.root)
        list(walk.rows())
    with home.store.open("r+b") as file:
        file.seek(sorted(walk.reached)[3] * 16_384 - 100)
        file.write(b"noise")
    with examined(home, key, now=now) as case:
        done = repair(case, None, now=now)
    assert done.is_whole and 0 < done.vectors < 50 and done.queued
    with secondme.open(home.root) as again:
        again.index()
        assert again.recall("birds on a rocky island")
        assert again.status().vectors == 50


def test_one_flipped_bit_in_each_region_is_found_and_the_rest_is_saved(patient: Patient) -> None:
    whole = patient.store.read_bytes()
    regions = {
        name: patient.pages_of(name)[-1]
        for name in (
            *("sources", "files", "documents", "passages", "memories", "evidence", "recalls", "settings"),
            *("passages_by_time", "sqlite_autoindex_documents_1", "passages_text_data", "migrations"),
        )
    }
    for name, page in (("the first page", 1), *regions.items()):
        patient.flip(page)
        found = patient.diagnose()
        assert found.way == "new store" and found.survey.damaged == (page,), name
        done = patient.mend()
        lost = {table for table, rows in patient.kept().items() if len(rows) < len(patient.rows[table])}
        assert lost <= {name, *done.lost, *done.pruned, "passages"}, name
        for path in patient.home.root.glob("memory.db*"):
            path.unlink()
        patient.store.write_bytes(whole)
        patient.store.chmod(0o600)
