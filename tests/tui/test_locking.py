"""The app over a memory behind a passphrase: locked and unlocked while it is open, ended when it is idle."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from secondme.cli import run
from secondme.daemon.place import Place
from secondme.daemon.unlocking import give_key
from secondme.errors import LockedError, WrongKeyError
from secondme.home import find_home
from secondme.key import find_key, passphrase, ways
from secondme.key.finding import open_with_passphrase
from tui import command
from tui.app import SecondmeApp
from tui.dialogs.locked import Locked
from tui.recall.query_input import QueryInput

WORDS = "four grey herons waiting"


@pytest.fixture
def locked(remembered: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 64)
    place = find_home(remembered)
    key = find_key(place)
    assert key is not None
    ways.keep(place, key.secret, "passphrase", WORDS)
    return remembered


async def test_it_ends_when_nobody_touches_it_and_the_memory_is_closed(
    locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_: WORDS)
    key, lock_after = command._unlocked(str(locked))
    assert lock_after == 3600
    app = SecondmeApp(locked, key=key, lock_after=0.5)
    async with app.run_test() as pilot:
        await pilot.pause()
        async with asyncio.timeout(60):
            while app.is_running and not app._exit:
                await asyncio.sleep(0.05)
    app.gateway.close()
    assert app.return_code == 0


async def test_it_stays_while_somebody_types(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_: WORDS)
    key, _ = command._unlocked(str(locked))
    app = SecondmeApp(locked, key=key, lock_after=5.0)
    async with app.run_test() as pilot:
        before = app._touched
        await pilot.press("a")
        assert app._touched > before and not app._exit
    app.gateway.close()


def test_another_passphrase_opens_no_app(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_: "five white geese")
    with pytest.raises(WrongKeyError):
        command._unlocked(str(locked))


def test_a_memory_without_a_passphrase_asks_nothing(
    remembered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_: pytest.fail("it asked"))
    assert command._unlocked(str(remembered)) == (None, None)


async def test_a_locked_memory_is_unlocked_in_the_app(locked: Path, app_on, seen, until) -> None:
    async with app_on(locked, (60, 20)) as pilot:
        await until(pilot, lambda: "Your memory is locked" in seen(pilot) and "Unlock" in seen(pilot))
        await pilot.press("ctrl+g", "ctrl+pagedown")
        assert isinstance(pilot.app.screen, Locked)
        pilot.app.screen.query_one(Input).value = "five white geese"
        await pilot.press("enter")
        await until(pilot, lambda: "another passphrase" in seen(pilot) or "does not open" in seen(pilot))
        assert pilot.app.screen.query_one(Input).has_focus
        pilot.app.screen.query_one(Input).value = WORDS
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Locked))
        await pilot.press(*"quince")
        await until(pilot, lambda: "was planted in March" in seen(pilot))


async def test_locked_from_outside_it_covers_all_and_goes_on_where_one_was(
    locked: Path, daemon, app_on, seen, until
) -> None:
    place = Place(find_home(locked))
    key = open_with_passphrase(place.home, WORDS)
    process = daemon(locked)
    give_key(place, key.secret)
    async with app_on(locked) as pilot:
        app = pilot.app
        assert app.gateway.is_remote
        await pilot.press("ctrl+g", "r")
        await until(pilot, lambda: app.screen.query(QueryInput))
        await pilot.press(*"quince")
        await until(pilot, lambda: "was planted in March" in seen(pilot))
        late = threading.Event()
        app.gateway.ask(app.screen, "late", lambda memory, tell: _fail_after(late))
        await asyncio.to_thread(run, ["--home", str(locked), "lock"])
        await until(pilot, lambda: isinstance(app.screen, Locked))
        await until(pilot, lambda: "Your memory is locked" in seen(pilot))
        assert "quince" not in seen(pilot) and not app.gateway.is_open
        app.screen.query_one(Input).value = WORDS
        await pilot.press("enter")
        await until(pilot, lambda: "was planted in March" in seen(pilot))
        assert app.gateway.is_remote and app.gateway.key is None
        late.set()  # What was under way when the memory was locked is heard of now.
        await until(pilot, lambda: not any(one.group == "late" for one in app.workers))
        await pilot.pause()
        assert app.gateway.is_open and not isinstance(app.screen, Locked)
        await pilot.press(*" tree")
        await until(pilot, lambda: "quince tree" in seen(pilot) and not isinstance(app.screen, Locked))
        await asyncio.to_thread(run, ["--home", str(locked), "lock"])
        await until(pilot, lambda: isinstance(app.screen, Locked))
        await asyncio.to_thread(give_key, place, key.secret)
        await until(pilot, lambda: not isinstance(app.screen, Locked) and "quince tree" in seen(pilot))
        assert process.poll() is None


def _fail_after(late: threading.Event) -> None:
    late.wait(30)
    raise LockedError("The memory is locked. Nothing was done. Unlock it: secondme unlock")
