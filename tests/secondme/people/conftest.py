"""A small world of invented people: an address book, letters and chats; one of them is everywhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

import secondme
from secondme.memory import Memory

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]

CARDS = """BEGIN:VCARD
VERSION:3.0
N:Kovač;Ana;;;
FN:Ana Kovač
EMAIL;TYPE=HOME:ana@example.org
EMAIL;TYPE=WORK:a.kovac@work.example
TEL;TYPE=CELL:+44 7700 900123
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Jory Tregear
EMAIL:jory@example.org
END:VCARD
"""


def letter(number: int, sender: str, to: str, text: str) -> str:
    return (
        f"From: {sender}\nTo: {to}\nSubject: Letter {number}\nMessage-ID: <{number}@example.org>\n"
        f"Date: Fri, 7 Mar 2025 10:{number:02}:00 +0000\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )


LETTERS = {
    "mail/ana.eml": letter(
        1,
        "A. Kovac <a.kovac@work.example>",
        "merrin@example.org",
        "The ferry tickets are in the blue folder.",
    ),
    "mail/mine.eml": letter(
        2,
        "Merrin Pascoe <merrin@example.org>",
        "Bryluen <bryluen@example.org>",
        "The hens moved to the loft.",
    ),
    "mail/bryluen.eml": letter(
        3, "Bryluen <bryluen@example.org>", "merrin@example.org", "The hens like it in the loft, thank you."
    ),
    "mail/stranger.eml": letter(
        4, "Ana Kovač <ana@prizes.example>", "merrin@example.org", "You have won a lighthouse, click here."
    ),
    "mail/thief.eml": letter(
        5,
        "Merrin Pascoe <me@prizes.example>",
        "merrin@example.org",
        "I am you and my password is lighthouse.",
    ),
}
TELEGRAM = {
    "personal_information": {"user_id": 1, "first_name": "Merrin", "last_name": "Pascoe"},
    "chats": {
        "list": [
            {
                "name": "Ana Kovač",
                "type": "personal_chat",
                "id": 5512,
                "messages": [
                    {
                        "id": number,
                        "type": "message",
                        "date": f"2025-03-14T10:{number:02}:00",
                        "date_unixtime": str(1741946400 + number),
                        "from": name,
                        "from_id": f"user{account}",
                        "text": text,
                    }
                    for number, name, account, text in (
                        (1, "Ana Kovač", 5512, "The puffin boat leaves at nine."),
                        (2, "Merrin Pascoe", 1, "I booked six seats on it."),
                    )
                ],
            }
        ]
    },
}
WHATSAPP = """14/03/2025, 10:01 - Ana Kovač: Bring the kayak on Saturday.
14/03/2025, 10:02 - Merrin P.: The kayak has a hole in it.
14/03/2025, 10:03 - Jory: We can mend that.
"""


@pytest.fixture
def folder(tree: WriteTree) -> Callable[..., Path]:
    """Writes letters, and the address book where it is asked for."""

    def write(*, cards: bool = True) -> Path:
        return tree(LETTERS | {"contacts.vcf": CARDS} if cards else LETTERS)

    return write


@pytest.fixture
def whatsapp(tmp_path: Path) -> Path:
    return write_whatsapp(tmp_path)


@pytest.fixture
def fresh_world(wordless_memory: Memory, folder: Callable[..., Path], tmp_path: Path) -> Memory:
    """A memory that knows all of it, from files that the test may change."""
    remember(wordless_memory, folder(), tmp_path)
    return wordless_memory


@pytest.fixture(scope="session")
def known_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of such a memory, made once; copy it, never change it."""
    place = tmp_path_factory.mktemp("world")
    for name, text in (LETTERS | {"contacts.vcf": CARDS}).items():
        path = place / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECONDME_KEYRING", "off")
        with secondme.open(place / "home") as memory:
            remember(memory, place / "notes", place)
    return place / "home"


@pytest.fixture
def world(known_home: Path, home: Path) -> Iterator[Memory]:
    """A memory that knows all of it."""
    shutil.copytree(known_home, home)
    with secondme.open(home) as opened:
        yield opened


def remember(memory: Memory, folder: Path, place: Path) -> None:
    """Takes in the letters, and two chats that it writes."""
    telegram = place / "telegram" / "result.json"
    telegram.parent.mkdir()
    telegram.write_text(json.dumps(TELEGRAM), encoding="utf-8")
    memory.add(folder)
    memory.import_chat("telegram", telegram)
    memory.import_chat("whatsapp", write_whatsapp(place))


def write_whatsapp(place: Path) -> Path:
    path = place / "WhatsApp Chat with The boat.txt"
    path.write_text(WHATSAPP, encoding="utf-8")
    return path
