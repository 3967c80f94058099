"""The place of the backups: set up, made, looked through, tried, and dropped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pyrage
import pytest
from textual.dom import DOMNode
from textual.widgets import Input

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import join, joined, read_runs
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.home import find_home
from tui.backups.calendar import write_calendar
from tui.backups.choose_place import ChoosePlace
from tui.backups.messages import Ended
from tui.backups.restore_dialogs import RestoreInto, WhereNow
from tui.backups.works import restore
from tui.dialogs.confirm import Confirm
from tui.dialogs.entry import Entry
from tui.dialogs.passphrase import Passphrase
from tui.gateway import Gateway

PASSPHRASE = "correct horse battery"
LONG_AGO = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def disk(tmp_path):
    """Where backups go."""
    return tmp_path / "disk"


def back_up(remembered, disk, lock):
    home = find_home(remembered)
    identity = make_identity()
    Repository(disk).found(identity, lock)
    place = join(home, disk, identity.seal)
    with secondme.open(remembered) as memory:
        for hours in (0, 2, 24):
            create_backup(home, memory.store, place, now=LONG_AGO + timedelta(hours=hours))
    return remembered


@pytest.fixture
def backed_up(remembered, disk):
    """A memory with three backups, two of them of one day long ago, that keys open: passphrases are slow."""
    return back_up(remembered, disk, Lock(recipients=(make_identity().seal.recipient,)))


@pytest.fixture
def closed_with_passphrase(remembered, disk):
    """The same, and a passphrase opens them."""
    return back_up(remembered, disk, Lock(passphrase=PASSPHRASE))


async def go(pilot, until, seen):
    await pilot.press("ctrl+g", "b")
    await until(pilot, lambda: "Looking…" not in seen(pilot) and "back" in seen(pilot))


def is_open(pilot, dialog):
    return lambda: isinstance(pilot.app.screen, dialog)


async def type_passphrase(pilot, until, words=PASSPHRASE, *, again=False):
    await until(pilot, is_open(pilot, Passphrase))
    dialog = pilot.app.screen
    dialog.query_one("#typed", Input).value = words
    await pilot.press("enter")
    if again:
        dialog.query_one("#again", Input).value = words
        await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not dialog)


async def test_a_place_is_set_up_and_gets_its_first_backup(remembered, disk, app_on, seen, until):
    home = find_home(remembered)
    async with app_on(remembered, (80, 24)) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "Nothing is backed up yet" in seen(pilot))
        assert seen(pilot).count("Nothing is backed up yet") == 1
        await pilot.press("s")
        await until(pilot, is_open(pilot, ChoosePlace))
        pilot.app.screen.query_one("#path", Input).value = str(disk)
        await until(pilot, lambda: "A new folder will be made" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, is_open(pilot, Passphrase))
        pilot.app.screen.query_one("#typed", Input).value = "short"
        await until(pilot, lambda: "At least 8 characters" in seen(pilot))
        await type_passphrase(pilot, until, again=True)
        await until(pilot, lambda: "1 backup" in seen(pilot))
        assert PASSPHRASE not in seen(pilot)
    assert len(joined(home).repository.snapshot_names()) == 1 and read_runs(home).backed_up_at is not None


async def test_backups_that_lie_there_are_joined_with_their_passphrase(
    remembered, disk, app_on, seen, until, tmp_path
):
    Repository(disk).found(make_identity(), Lock(passphrase=PASSPHRASE))
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await pilot.press("s")
        await until(pilot, is_open(pilot, ChoosePlace))
        pilot.app.screen.query_one("#path", Input).value = str(tmp_path)
        await until(pilot, lambda: "Something is in it" in seen(pilot))
        pilot.app.screen.query_one("#path", Input).value = str(disk)
        await until(pilot, lambda: "are here already" in seen(pilot))
        await pilot.press("enter")
        await type_passphrase(pilot, until, "not the right words")
        await until(pilot, lambda: any("passphrase" in one.message for one in pilot.app._notifications))
        assert joined(find_home(remembered)) is None


async def test_backups_are_listed_drawn_and_made(backed_up, app_on, seen, until):
    async with app_on(backed_up) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "3 backups" in seen(pilot) and "2 Mar 2024" in seen(pilot))
        assert "goes next time" in seen(pilot)
        await pilot.press("b")
        await until(pilot, lambda: "Backed up" in seen(pilot) and "4 backups" in seen(pilot))
        await until(pilot, lambda: "■" in seen(pilot))


async def test_what_was_cut_is_found_by_looking_through(backed_up, disk, app_on, seen, until):
    async with app_on(backed_up) as pilot:
        await go(pilot, until, seen)
        await pilot.press("v")
        await until(pilot, lambda: "3 backups sound" in seen(pilot))
        pack = next((disk / "packs").glob("*.age"))
        pack.write_bytes(pack.read_bytes()[:-7])
        await pilot.press("v")
        await until(pilot, lambda: "cannot be restored" in seen(pilot))


async def test_the_newest_is_tried_and_looked_through_thoroughly(closed_with_passphrase, app_on, seen, until):
    async with app_on(closed_with_passphrase) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "came back" in seen(pilot) and "never" in seen(pilot))
        await pilot.press("t")
        await type_passphrase(pilot, until)
        await until(pilot, lambda: "comes back whole" in seen(pilot))
        assert read_runs(find_home(closed_with_passphrase)).drilled_at is not None
        await pilot.press("V")
        await type_passphrase(pilot, until)
        await until(pilot, lambda: "piece opened" in seen(pilot))


async def test_keys_in_a_file_open_them_too(remembered, disk, app_on, seen, until, tmp_path):
    keys = pyrage.x25519.Identity.generate()
    back_up(remembered, disk, Lock(recipients=(str(keys.to_public()),)))
    file = tmp_path / "keys.txt"
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        for said in ("cannot be read", "comes back whole"):
            await until(pilot, lambda: "3 backups" in seen(pilot))
            await pilot.press("t")
            await until(pilot, is_open(pilot, Entry))
            pilot.app.screen.query_one("#typed", Input).value = str(file)
            await pilot.press("enter")
            await until(pilot, lambda words=said: words in seen(pilot))
            file.write_text(f"{keys}\n", encoding="utf-8")


async def test_one_comes_back_in_a_new_folder_and_what_lies_elsewhere_is_asked_for(
    remembered, notes, disk, app_on, seen, until, tmp_path
):
    keys = pyrage.x25519.Identity.generate()
    back_up(remembered, disk, Lock(recipients=(str(keys.to_public()),)))
    file, target = tmp_path / "keys.txt", tmp_path / "restored"
    file.write_text(f"{keys}\n", encoding="utf-8")
    moved = notes.rename(tmp_path / "moved")
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "3 backups" in seen(pilot))
        await pilot.press("r")
        await until(pilot, is_open(pilot, RestoreInto))
        for path, said in ((remembered, "Something is in it"), (target, "A new folder will be made")):
            pilot.app.screen.query_one("#path", Input).value = str(path)
            await until(pilot, lambda words=said: words in seen(pilot))
        await pilot.press("enter")
        await until(pilot, is_open(pilot, Entry))
        pilot.app.screen.query_one("#typed", Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, is_open(pilot, WhereNow))
        pilot.app.screen.query_one("#path", Input).value = str(moved)
        await until(pilot, lambda: "It is followed there" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "came back to" in seen(pilot) and "1 source followed" in seen(pilot))
    with secondme.open(target) as restored, secondme.open(remembered) as kept:
        assert [one.source.place for one in restored.sources()] == [str(moved.resolve())]
        assert restored.recall("quince tree")[0].text == kept.recall("quince tree")[0].text
        assert [one.source.place for one in kept.sources()] == [str(notes)]


def test_a_restore_that_is_called_off_leaves_nothing_behind(remembered, disk, tmp_path):
    keys = pyrage.x25519.Identity.generate()
    back_up(remembered, disk, Lock(recipients=(str(keys.to_public()),)))
    gateway, told, called_off = Gateway(DOMNode(), remembered), [], Event()
    called_off.set()
    before = sorted(tmp_path.iterdir())
    restore(gateway, "latest", tmp_path / "new", Lock(identities=str(keys)), called_off, told.append)
    assert [type(one) for one in told] == [Ended] and "Called off" in told[0].said
    assert sorted(tmp_path.iterdir()) == before


async def test_old_ones_are_dropped_after_they_were_shown(backed_up, app_on, seen, until):
    place = joined(find_home(backed_up))
    async with app_on(backed_up) as pilot:
        await go(pilot, until, seen)
        await pilot.press("p")
        await until(pilot, is_open(pilot, Confirm))
        assert "20240301T120000Z-01" in seen(pilot) and "2 stay" in seen(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not is_open(pilot, Confirm)())
        assert len(place.repository.snapshot_names()) == 3
        await pilot.press("p")
        await until(pilot, is_open(pilot, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: len(place.repository.snapshot_names()) == 2)


async def test_one_that_holds_what_was_forgotten_is_shown_and_made_anew(
    remembered, disk, app_on, seen, until, tmp_path
):
    keys = pyrage.x25519.Identity.generate()
    back_up(remembered, disk, Lock(recipients=(str(keys.to_public()),)))
    file = tmp_path / "keys.txt"
    file.write_text(f"{keys}\n", encoding="utf-8")
    place = joined(find_home(remembered))
    with secondme.open(remembered) as memory:
        told = memory.remember("The quillfeather is in the loft.")
        create_backup(memory.home, memory.store, place, now=datetime.now(UTC))
        assert place.repository.snapshot_names()[-1] in str(memory.forget(told).backups)
    async with app_on(remembered) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "holds forgotten" in seen(pilot) and "1 memory" in seen(pilot))
        await pilot.press("w")
        await until(pilot, is_open(pilot, Entry))
        pilot.app.screen.query_one("#typed", Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, lambda: "1 backup made anew" in seen(pilot))
        await until(pilot, lambda: "holds forgotten" not in seen(pilot))
    assert len(place.repository.snapshot_names()) == 4


async def test_a_disk_that_is_away_is_waited_for(backed_up, disk, app_on, seen, until):
    disk.rename(disk.with_name("unplugged"))
    async with app_on(backed_up) as pilot:
        await go(pilot, until, seen)
        await until(pilot, lambda: "Is the disk" in seen(pilot))
        await pilot.press("b")
        await until(pilot, lambda: any("no backups at" in one.message for one in pilot.app._notifications))


@pytest.mark.parametrize("width", [10, 33, 200])
def test_the_calendar_fits_and_marks_the_days(width):
    today = date(2026, 11, 29)
    lines = [line.plain for line in write_calendar({today, date(2026, 11, 23)}, today, width)]
    assert len(lines) == 8 and all(len(line) <= max(width, 5) for line in lines)
    assert lines[7].rstrip().endswith("■") and lines[1].rstrip().endswith("■")
    assert sum(line.count("■") for line in lines) == 2
