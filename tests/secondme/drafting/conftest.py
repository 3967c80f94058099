"""A life in letters: a landlord, a friend, a cold kitchen; and a model that can be made to lie."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import secondme
from models.protocol import Message, Token
from secondme.engines import Engines
from secondme.memory import Memory

ME = "Merrin Pascoe <merrin@example.org>"
GRANT = "Tobias Grant <grant@lets.example>"
ANA = "Ana Kovac <ana@example.org>"
FORMAL, FRIENDLY = "Kind regards,\nMerrin Pascoe", "Love,\nMerrin"
COLD = "The heating has been off since Saturday and the boiler shows error E9."
OAKLEY = "I will send the plumber Mr Oakley on 12 November."
LETTERS = (
    (ME, GRANT, "3 Feb 2025", "Dear Mr Grant,", "The window does not close.", FORMAL),
    (ME, GRANT, "3 Mar 2025", "Dear Mr Grant,", "I have paid the rent for March.", FORMAL),
    (ME, ANA, "3 Mar 2025", "Hi Ana!", "Saturday works, I'll bring cake :)", FRIENDLY),
    (GRANT, ME, "3 Nov 2025", "Dear Merrin,", OAKLEY, "Tobias Grant"),
    (ME, ANA, "4 Nov 2025", "Hi Ana!", COLD, FRIENDLY),
)
NOTES = """\
My landlord is Tobias Grant.

The boiler is a Vaillant from 2009.

My salary is 54,000 pounds a year, and the heating costs 90.
"""


class Scripted:
    """A model that writes what it is told to, and agrees to everything: the worst that can happen."""

    place = ""
    context_length = 4096

    def __init__(self, says: str, *, denies: bool = False) -> None:
        self.says, self.denies = says, denies
        self.prompts: list[Sequence[Message]] = []

    def generate(
        self, messages: Sequence[Message], *, cancelled: threading.Event | None = None, **more: Any
    ) -> Iterator[Token]:
        self.prompts.append(messages)
        for word in self.says.split(" "):
            if cancelled is not None and cancelled.is_set():
                return
            yield Token(f"{word} ")

    def score_next(self, messages: Any, candidates: Any, **more: Any) -> Mapping[str, float]:
        yes, no = (-9.0, 0.0) if self.denies else (0.0, -9.0)
        return {"Yes": yes, "No": no}

    def warm(self, messages: Any, **more: Any) -> int:
        return 0

    def close(self) -> None:
        pass


@pytest.fixture
def life(tmp_path: Path, now: datetime) -> Iterator[Memory]:
    """Merrin's memory: letters and a note; no model."""
    folder = tmp_path / "life"
    folder.mkdir()
    for number, (author, to, day, *parts) in enumerate(LETTERS):
        text = "\n\n".join(parts)
        head = (
            f"From: {author}\nTo: {to}\nSubject: Letter\nDate: {day} 10:00:00 +0000\nMessage-ID: <{number}@x>"
        )
        (folder / f"{number}.eml").write_text(f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n")
    (folder / "home.md").write_text(f"# Home\n\n{NOTES}")
    with secondme.open(tmp_path / "memory", now=now) as memory:
        memory.add(folder, now=now)
        memory.decide("self", ["email:merrin@example.org"], now=now)
        memory.consolidate(model=False, now=now)
        yield memory


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Scripted]:
    """Puts a scripted model in the place of the local one."""

    def put(says: str, **more: Any) -> Scripted:
        model = Scripted(says, **more)
        monkeypatch.setattr(Engines, "local_generator", lambda self: model)
        return model

    return put
