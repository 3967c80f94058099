"""The app over a memory behind a passphrase: it opens with the key, and ends when nobody is there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from secondme.errors import WrongKeyError
from secondme.home import find_home
from secondme.key import find_key, ways
from tui import command
from tui.app import SecondmeApp

WORDS = "four grey herons waiting"


@pytest.fixture
def locked(remembered: Path) -> Path:
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
