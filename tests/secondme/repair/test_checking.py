"""The store is looked at now and then; what is found is told until it is mended, whatever the clock does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from secondme.daemon.leisure import PASTIMES
from secondme.repair.checking import Checks, check, is_due, note_repair, read_checks
from secondme.store import open_store

Patient = Any
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
