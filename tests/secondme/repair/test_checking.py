"""The store is looked at now and then; what is found is told until it is mended, whatever the clock does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from secondme.config import Config
from secondme.daemon.activity import Activity
from secondme.daemon.leisure import PASTIMES
from secondme.daemon.pace import Readings
from secondme.daemon.work import Work
from secondme.errors import StoreDamagedError
from secondme.memory import Memory
from secondme.repair.checking import Checks, check, is_due, note_repair, read_checks
from secondme.store import open_store

Patient = Any
WaitFor = Callable[[Callable[[], object]], None]
DAY = timedelta(days=1)


def test_it_looks_once_a_day_and_whatever_the_clock_did(now: datetime) -> None:
    assert is_due(Checks(), now)
    assert not is_due(Checks(quick_at=now), now + DAY / 2)
    assert is_due(Checks(quick_at=now), now + DAY)
    assert is_due(Checks(quick_at=now), now - 365 * DAY)
    assert is_due(Checks(quick_at=now), now + 3_650 * DAY)
    assert not is_due(Checks(damage="a page"), now)


def test_a_sound_store_is_compared_with_its_indexes_once_a_month(patient: Patient, now: datetime) -> None:
    store = open_store(patient.store, patient.key.secret, now=now)
    first = check(patient.home, store, now=now)
    assert (first.quick_at, first.full_at, first.damage) == (now, now, "")
    second = check(patient.home, store, now=now + DAY)
    assert (second.quick_at, second.full_at) == (now + DAY, now)
    third = check(patient.home, store, now=now + 31 * DAY)
    store.close()
    assert third.full_at == now + 31 * DAY
    assert read_checks(patient.home) == third


def test_damage_is_kept_told_and_gone_when_it_is_mended(patient: Patient, now: datetime, run: Any) -> None:
    patient.flip(patient.pages_of("evidence")[-1])
    store = open_store(patient.store, patient.key.secret, now=now)
    found = check(patient.home, store, now=now)
    store.close()
    assert found.damage and found.damaged_at == now and found.quick_at is None
    assert "secondme repair" in run("status").out
    assert not is_due(read_checks(patient.home), now + DAY)
    mended = run("repair", "--json", "--without-backup")
    assert mended.json["repaired"]["aside"] and mended.json["diagnosis"]["way"] == "new store"
    assert read_checks(patient.home).damage == ""
    assert "secondme repair" not in run("status").out


def test_the_daemon_does_it_in_idle_time_before_it_backs_up() -> None:
    names = [one.name for one in PASTIMES]
    assert names.index("checking") < names.index("backing up")


def test_after_a_repair_it_is_known_to_be_sound(patient: Patient, now: datetime) -> None:
    note_repair(patient.home, now=now)
    assert read_checks(patient.home) == Checks(quick_at=now, full_at=now)


def test_damage_that_the_daemon_comes_upon_while_it_works_is_kept(
    wordless_memory: Memory, tmp_path: Path, wait_for: WaitFor
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# A\n\nA heron.\n")
    wordless_memory.add(tmp_path / "notes")
    place = wordless_memory.home

    def index(**options: Any) -> None:
        raise StoreDamagedError("page 7 is not what was written")

    wordless_memory.index = index  # type: ignore[method-assign]
    work = Work(wordless_memory, Activity(), Config(), read_machine=Readings)
    work.start()
    try:
        work.look_at_everything()
        wait_for(lambda: read_checks(place).damage)
    finally:
        work.stop()
        assert work.join(10)
    assert "page 7" in read_checks(place).damage


def test_a_store_that_is_gone_is_told_and_had_back_and_none_is_begun_instead(
    patient: Patient, now: datetime, run: Any
) -> None:
    patient.back_up()
    patient.store.unlink()
    with pytest.raises(StoreDamagedError, match="is gone"):
        secondme.open(patient.home.root)
    assert not patient.store.exists()
    assert "is gone" in run("doctor").out
    for way in ("--key-file", "--recovery"):
        refused = run("init", way)
        assert refused.code == 4 and "is gone" in refused.err and not patient.store.exists()
    assert run("repair", "--dry-run", "--json").json["diagnosis"]["way"] == "backup"
    patient.mend(with_backup=True)
    assert patient.finds("puffin7")
