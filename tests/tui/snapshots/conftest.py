"""A small invented life at fixed times, and the app over it on one day and one machine."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import secondme
from secondme.backup.creating import create_backup
from secondme.backup.joined import Joined, join
from secondme.backup.repository import Repository
from secondme.backup.sealing import Lock, make_identity
from secondme.home import find_home
from secondme.machine import Machine
from secondme.store.memories import link_contradiction
from tui.app import SecondmeApp

from .drawing import Album

NOW = datetime(2026, 6, 12, 9, 30, tzinfo=UTC)
"""When all of it is looked at: a Friday."""
MACHINE = Machine("1.2.3", "3.12.4", 16_000_000_000, lambda folder: 123_400_000_000)

FILES = {
    "Notes/boat.md": (
        "# The boat\n\n## Buying\n\nWe bought the boat in Falmouth for 900 pounds. Noor found it.\n\n"
        "## Painting\n\nPainted the hull green on 3 May, two coats. It took the whole day.\n\n"
        "## Launch\n\nThe launch is at Custom House Quay on 20 June at nine.\n\n"
        "## After\n\nAfter the launch there will be saffron cake for everyone.\n"
    ),
    "Notes/garden.md": "# The garden\n\nThe quince tree was planted in March. It wants water every day.\n",
    "Notes/about me.md": (
        "# About me\n\nMy name is Odile Marchetti. I was born on 4 July 1985.\n\n"
        "My e-mail address is odile@marchetti.example. I live in Falmouth.\n"
    ),
    "Notes/scan.pdf": "%PDF-1.7 this is none",
    "Documents/tax.md": "# Tax\n\nThe return for 2025 is due on 31 January 2027.\n",
    "Downloads/rowing club.md": (
        "# Membership of the rowing club\n\nFull name: ____________________\n\n"
        "Date of birth: ____________________\n\nE-mail: ____________________\n\n"
        "Favourite boat: ____________________\n"
    ),
}
SAID = (
    ("2025-12-30T09:00", "Noor", "The boat is for sale in Falmouth, shall we look at it?"),
    ("2025-12-30T09:04", "Odile", "Yes! Saturday, before the tide turns."),
    ("2026-04-18T18:20", "Piran", "I booked the puffin boat for Thursday, six of us."),
    ("2026-04-18T18:22", "Odile", "Wonderful, who has the tickets for the puffin boat?"),
    ("2026-04-18T21:30", "Piran", "The tickets are on my phone, I will print them too."),
    ("2026-06-09T08:05", "Noor", "My sister Ajda lives in Lisbon now. She comes to the launch."),
    ("2026-06-09T08:07", "Odile", "I will bring the sails on 13 June 2026."),
    ("2026-06-09T08:11", "Noor", "I work at the Harbour Office on Mondays, so not on a Monday please."),
)
TOLD = (
    (90, "Ben lives in Lisbon."),
    (60, "The spare key hangs behind the blue plate in the kitchen."),
    (40, "Piran is married to Noor."),
    (20, "Ben lives in Graz."),
    (9, "The spare key is with Beathag, in the house by the quay."),
    (3, "I plan to varnish the oars on 14 June 2026."),
)
"""How many days ago it was told, and what."""


@pytest.fixture(autouse=True)
def universal_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days, hours and colours are the same on every machine."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def app_of_that_day() -> Callable[..., SecondmeApp]:
    """Makes the app on a home, as it is on that day and that machine."""
    return lambda home, **more: SecondmeApp(home, clock=lambda: NOW, machine=lambda: MACHINE, **more)


@pytest.fixture
def album(pytestconfig: pytest.Config) -> Album:
    """Where what is drawn in a test is gathered."""
    return Album(pytestconfig.rootpath / "build" / "drawings")


@pytest.fixture
def folders(person: Path) -> Path:
    """The person's folder, with notes, a form and a chat that was downloaded."""
    for name, text in FILES.items():
        write(person / name, text, NOW - timedelta(days=30))
    chat = "\n".join(json.dumps(message(*said)) for said in SAID)
    write(person / "Downloads" / "harbour.jsonl", chat, NOW - timedelta(days=2))
    return person


@pytest.fixture
def life(folders: Path, home: Path) -> Path:
    """The home of a memory of that life, with backups, a contradiction and what is due."""
    read = NOW - timedelta(days=2)
    with secondme.open(home, now=NOW - timedelta(days=91)) as memory:
        for days, text in TOLD:
            memory.remember(text, now=NOW - timedelta(days=days))
        memory.add(folders / "Notes", now=read)
        memory.import_chat("jsonl", folders / "Downloads" / "harbour.jsonl", me="Odile", now=read)
        memory.consolidate(model=False, now=read)
        memory.correct("confirm", ["m3"], now=NOW - timedelta(days=10))
        with memory.store.write() as db:
            link_contradiction(db, 2, 5)
        place = joined(home, folders / "Backups")
        for hours in (200, 26, 2):
            create_backup(find_home(home), memory.store, place, now=NOW - timedelta(hours=hours))
    return home


def joined(home: Path, folder: Path) -> Joined:
    """A place for backups that a key opens: a passphrase would take its time."""
    identity = make_identity()
    Repository(folder).found(identity, Lock(recipients=(make_identity().seal.recipient,)))
    return join(find_home(home), folder, identity.seal)


def write(path: Path, text: str, moment: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def message(when: str, who: str, text: str) -> dict[str, str]:
    return {"conversation": "Harbour", "id": when, "speaker": who, "time": f"{when}:00+00:00", "text": text}
