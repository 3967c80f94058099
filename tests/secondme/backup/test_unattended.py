"""What the daemon does of backups: nothing before it is due, nothing twice, and what failed is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from secondme.backup.joined import read_runs
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.backup.state import read_state
from secondme.backup.unattended import back_up, is_backup_due, is_drill_due, try_backup
from secondme.daemon.leisure import PASTIMES
from secondme.indexing.progress import Stopped, ignore_progress

DAY = timedelta(days=1)


def work(vault, now):
    return back_up(vault.memory.home, vault.memory.store, now=now, on_progress=ignore_progress)


def test_it_backs_up_once_a_day_and_drops_what_is_too_old(vault, now):
    home = vault.memory.home
    home.config.write_text("[backup]\nkeep_daily = 2\nkeep_weekly = 0\nkeep_monthly = 0\n")
    for day in range(4):
        at = now + day * DAY
        assert is_backup_due(home, at)
        assert "stored" in work(vault, at)
        assert not is_backup_due(home, at + DAY / 2)
    assert len(vault.repository.snapshot_names()) == 2


def test_without_a_place_nothing_is_due(wordless_memory, now):
    assert not is_backup_due(wordless_memory.home, now)
    assert not is_drill_due(wordless_memory.home, now)
    assert read_state(wordless_memory.home, now) is None


def test_a_disk_that_is_away_is_waited_for(vault, now):
    vault.to.place.rename(vault.to.place.with_name("away"))
    assert not is_backup_due(vault.memory.home, now)
    state = read_state(vault.memory.home, now)
    assert state is not None and not state.is_there
    assert read_runs(vault.memory.home).failed == ""


def test_what_failed_is_told_and_tried_again_an_hour_later(vault, now):
    home = vault.memory.home
    (vault.to.place / "lock").unlink()
    assert work(vault, now) == "failed: BackupDamagedError"
    state = read_state(home, now)
    assert state is not None and "lock" in state.failed
    assert not is_backup_due(home, now + DAY / 48)
    assert is_backup_due(home, now + DAY / 24)
    (vault.to.place / "lock").touch()
    work(vault, now + DAY)
    assert read_runs(home).failed == ""


def test_while_the_settings_are_wrong_nothing_is_dropped(vault, now):
    vault.memory.home.config.write_text("[backup]\nkeep_daily = 1\nkeep_weekly = 0\nkeep_monthly = 0\noops\n")
    for day in range(3):
        assert "nothing dropped" in work(vault, now + day * DAY)
    assert len(vault.repository.snapshot_names()) == 3


def test_making_way_is_no_failure(vault, now):
    def stop(progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        back_up(vault.memory.home, vault.memory.store, now=now, on_progress=stop)
    assert read_runs(vault.memory.home).failed == ""
    assert is_backup_due(vault.memory.home, now)


def test_a_drill_goes_by_itself_only_where_nobody_must_be_asked(vault, now, tmp_path: Path):
    home, mine = vault.memory.home, make_identity()
    work(vault, now)
    state = read_state(home, now)
    assert state is not None and state.is_drill_due
    assert not is_drill_due(home, now)
    keys = tmp_path / "mine.txt"
    keys.write_text(mine.text)
    home.config.write_text(f'[backup]\nidentity = "{keys}"\n')
    assert is_drill_due(home, now)
    other = Repository(tmp_path / "other")
    other.found(vault.identity, Lock(recipients=(mine.seal.recipient,)))
    (vault.to.place / "identity.age").write_bytes((other.root / "identity.age").read_bytes())
    assert "rows came back" in try_backup(home, vault.memory.recall, now=now, on_progress=ignore_progress)
    assert not is_drill_due(home, now)
    assert is_drill_due(home, now + 31 * DAY)


def test_the_wrong_key_is_told(vault, now, tmp_path: Path):
    home = vault.memory.home
    work(vault, now)
    (tmp_path / "mine.txt").write_text(make_identity().text)
    home.config.write_text(f'[backup]\nidentity = "{tmp_path / "mine.txt"}"\n')
    assert try_backup(home, vault.memory.recall, now=now, on_progress=ignore_progress) == (
        "failed: BackupLockedError"
    )
    home.config.write_text(f'[backup]\nidentity = "{tmp_path / "gone.txt"}"\n')
    assert "failed" in try_backup(home, vault.memory.recall, now=now, on_progress=ignore_progress)


def test_the_daemon_has_it_among_its_pastimes(vault, now):
    due = {one.name: one for one in PASTIMES}
    assert due["backing up"].is_due(vault.memory)
    assert "stored" in due["backing up"].pursue(vault.memory, now, ignore_progress)
    assert vault.repository.snapshot_names()
    assert not due["the backup drill"].is_due(vault.memory)


def test_status_tells_how_backups_are(vault, run, now):
    assert run("status", "--json").json["backup"]["backed_up_at"] is None
    work(vault, now)
    told = run("status", "--json").json["backup"]
    assert (told["place"], told["is_there"], told["failed"]) == (str(vault.to.place), True, "")
    assert told["backed_up_at"] == now.isoformat()
    shown = " ".join(run("status").out.split())
    assert "secondme backup drill" in shown
