"""The doctor finds what was broken on purpose, mends what can be mended, and changes nothing unasked."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import secondme
from secondme.backup.joined import join, note_backup, note_failure
from secondme.backup.sealing import make_identity
from secondme.daemon.place import Place
from secondme.doctor import Report, examine_home
from secondme.home import Home, find_home
from secondme.key import find_key
from secondme.key.private import write_key_file
from secondme.key.recovery import keep_recovery, new_recovery
from secondme.memory import Memory
from secondme.repair.checking import note_damage
from secondme.store.query import rows, value


@pytest.fixture
def place(wordless_memory: Memory, now: datetime) -> Home:
    """A home with something in it, closed."""
    wordless_memory.remember("The spare key is with Beathag.", now=now)
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
        *("program", "home", "key", "store", "search", "quarantine", "backup", "daemon", "models")
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


def test_of_two_keys_the_store_tells_which_is_the_right_one(place: Home, now: datetime) -> None:
    key = find_key(place)
    assert key is not None
    recovery = new_recovery()
    keep_recovery(place.recovery, key.secret, recovery)
    place.key_file.write_text("00" * 32)
    told = {one.about: one.remedy for one in examine_home(place, now=now).findings if one.state == "wrong"}
    assert "secondme recover" in told["key"] and "init --recovery" not in told["key"]
    write_key_file(place.key_file, key.secret)
    keep_recovery(place.recovery, bytes(32), recovery)
    told = {one.about: one.remedy for one in examine_home(place, now=now).findings if one.state == "wrong"}
    assert told == {"key": "Make a new one: secondme init --recovery"}


@pytest.mark.parametrize("name", ["key", "key.recovery", "memory.db", "backup.json"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_whatever_lies_where_a_file_should_be_the_rest_is_looked_at(
    place: Home, now: datetime, name: str, is_folder: bool
) -> None:
    lost = place.root / name
    lost.unlink(missing_ok=True)
    if is_folder:
        lost.mkdir(mode=0o700)
    else:
        lost.write_bytes(bytes(range(128, 256)))
        lost.chmod(0o600)
    report = examine_home(place, now=now)
    about = {"memory.db": "store", "backup.json": "backup"}.get(name, "key")
    told = " ".join(one.text for one in report.findings if one.about == about and one.state != "well")
    assert "cannot be read" in told or "does not" in told or "damaged" in told
    assert {"home", "daemon"} <= {one.about for one in report.findings}


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


def test_what_interrupted_work_left_goes_when_it_is_old_and_what_a_repair_kept_stays(
    place: Home, now: datetime
) -> None:
    old, young, kept = (place.root / name for name in (".drill-old", ".repair-young", "memory.db.damaged-1"))
    for folder in (old, young):
        folder.mkdir(mode=0o700)
        (folder / "memory.db").write_bytes(b"x")
    kept.write_bytes(b"x")
    kept.chmod(0o600)
    for path, days in ((old, 2), (young, 0)):
        at = (now - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    assert ".drill-old is left" in told(examine_home(place, now=now))
    report = examine_home(place, cure=True, now=now)
    assert "memory.db.damaged-1" in told(report)
    assert (old.exists(), young.exists(), kept.exists()) == (False, True, True)


def test_the_address_of_a_killed_daemon_goes(place: Home, now: datetime) -> None:
    daemon = Place(place)
    socket = place.root / "old.sock"
    socket.touch()
    daemon.address.write_text(json.dumps({"socket": str(socket), "port": None, "token": None}))
    daemon.address.chmod(0o600)
    socket.chmod(0o600)
    assert "daemon that was killed" in told(examine_home(place, now=now))
    examine_home(place, cure=True, now=now)
    assert not daemon.address.exists() and not socket.exists()


def test_a_source_that_is_gone_and_a_clock_that_was_set_back_are_told(
    place: Home, now: datetime, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "note.md").write_text("# Note\n\nA heron by the weir.\n")
    with secondme.open(place.root) as memory:
        memory.add(folder, now=now)
    assert "The one source is where it was" in told(examine_home(place, now=now))
    folder.rename(tmp_path / "away")
    assert "s2 is not there" in told(examine_home(place, now=now))
    assert "still to come" in told(examine_home(place, now=now - timedelta(days=400)))


def test_backups_that_are_missing_old_or_failing_are_told(place: Home, now: datetime, tmp_path: Path) -> None:
    assert "There are no backups" in told(examine_home(place, now=now))
    join(place, tmp_path / "disk", make_identity().seal)
    assert "no backup was made yet" in told(examine_home(place, now=now))
    note_backup(place, now=now)
    assert "The last backup is of" in told(examine_home(place, now=now))
    assert "long ago" in told(examine_home(place, now=now + timedelta(days=5)))
    assert "set back" in told(examine_home(place, now=now - timedelta(days=5)))
    note_failure(place, "the disk was full", now=now)
    assert "the disk was full" in told(examine_home(place, now=now))


def test_damage_that_the_daemon_found_is_told(place: Home, now: datetime) -> None:
    note_damage(place, "page 7 is not what was written", now=now)
    assert "page 7" in wrong(examine_home(place, now=now))["store"]


def test_a_setting_that_does_not_hold_is_told(place: Home, now: datetime) -> None:
    place.config.write_text("[daemon]\nsettle_seconds = 'soon'\n")
    place.config.chmod(0o600)
    assert "setting" in told(examine_home(place, now=now))


def test_models_fetched_in_part_are_told_and_pieces_of_whole_ones_go(
    stocked_home: Path, now: datetime
) -> None:
    place = find_home(stocked_home)
    for name in ("minilm", "qwen3-4b"):
        (place.models / "partial" / name).mkdir(parents=True)
    assert "qwen3-4b was fetched in part" in told(examine_home(place, now=now))
    examine_home(place, cure=True, now=now)
    assert not (place.models / "partial" / "minilm").exists()
    assert (place.models / "partial" / "qwen3-4b").exists()


def told(report: Report) -> str:
    return "\n".join(one.text for one in report.findings)
