"""The doctor finds what was broken on purpose, mends what can be mended, and changes nothing unasked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

import secondme
from secondme.doctor import Report, examine_home
from secondme.home import Home, find_home
from secondme.key import find_key
from secondme.memory import Memory
from secondme.store.query import rows, value


@pytest.fixture
def place(wordless_memory: Memory) -> Home:
    """A home with something in it, closed."""
    wordless_memory.remember("The spare key is with Beathag.")
    home = wordless_memory.home
    wordless_memory.close()
    return home


def wrong(report: Report) -> Mapping[str, str]:
    return {one.about: one.text for one in report.findings if one.state == "wrong"}


def images(home: Home) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}


def test_a_sound_home_is_well_and_is_left_as_it_is(place: Home, now: datetime) -> None:
    before = images(place)
    report = examine_home(place, thorough=True, now=now)
    assert report.is_well, wrong(report)
    assert report.cured == ()
    assert images(place) == before
    assert {one.about for one in report.findings} == {
        *("program", "home", "key", "store", "search", "daemon", "models")
    }


def test_no_home_is_no_fault_and_none_is_made(tmp_path: Path, now: datetime) -> None:
    assert examine_home(find_home(tmp_path / "none"), now=now).is_well
    assert list(tmp_path.iterdir()) == []


def test_what_others_may_read_is_closed(place: Home, now: datetime) -> None:
    place.key_file.chmod(0o644)
    place.root.chmod(0o755)
    assert "may read" in wrong(examine_home(place, now=now))["home"]
    report = examine_home(place, cure=True, now=now)
    assert report.is_well
    assert len(report.cured) == 2
    assert place.key_file.stat().st_mode & 0o077 == 0
    assert place.root.stat().st_mode & 0o077 == 0


def test_lost_full_text_is_made_again(place: Home, now: datetime) -> None:
    with secondme.open(place.root) as memory:
        with memory.store.write() as db:
            db.execute("DELETE FROM passages_text")
            db.execute("INSERT INTO documents_text (rowid, title, text) VALUES (999, 'gone', 'gone')")
        assert memory.recall("spare key") == []
    assert "1 documents lack" in wrong(examine_home(place, now=now))["search"]
    assert examine_home(place, cure=True, now=now).is_well
    with secondme.open(place.root) as memory:
        assert [hit.text for hit in memory.recall("spare key")] == ["The spare key is with Beathag."]
        assert value(memory.store.connection(), "SELECT count(*) FROM documents_text_docsize") == 1


@pytest.mark.model
def test_vectors_of_what_is_gone_are_dropped_and_lost_ones_are_queued(memory: Memory, now: datetime) -> None:
    memory.remember("The spare key is with Beathag.")
    home = memory.home
    with memory.store.write() as db:
        [table] = [name for (name,) in rows(db, "SELECT 'vectors_' || id FROM embedders")]
        db.execute(f"UPDATE {table}_rowids SET rowid = 77")
    assert "1 vectors" in wrong(examine_home(home, now=now))["search"]
    report = examine_home(home, cure=True, now=now)
    assert report.is_well
    assert value(memory.store.connection(), "SELECT count(*) FROM jobs WHERE kind = 'embed'") == 1


def test_a_flipped_bit_is_found(place: Home, now: datetime) -> None:
    data = bytearray(place.store.read_bytes())
    data[len(data) // 2] ^= 1
    place.store.write_bytes(data)
    report = examine_home(place, now=now)
    assert not report.is_well
    assert "damaged" in wrong(report)["store"]


def test_a_missing_and_a_wrong_key_are_told_apart(place: Home, now: datetime) -> None:
    key = find_key(place)
    assert key is not None
    place.key_file.write_text("00" * 32)
    assert "does not open" in wrong(examine_home(place, now=now))["store"]
    place.key_file.unlink()
    assert "no key" in wrong(examine_home(place, now=now))["key"]


def test_a_rest_of_an_interrupted_write_is_told_and_goes(place: Home, now: datetime) -> None:
    rest = place.root / "config.toml.new"
    rest.touch(mode=0o600)
    report = examine_home(place, now=now)
    assert any(one.state == "warning" and rest.name in one.text for one in report.findings)
    examine_home(place, cure=True, now=now)
    assert not rest.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_cannot_be_written_is_told(place: Home, now: datetime) -> None:
    place.root.chmod(0o500)
    try:
        assert "cannot be written" in wrong(examine_home(place, now=now))["home"]
    finally:
        place.root.chmod(0o700)
