"""What the tests of events share: a chat that is taken in, session by session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
BEGAN = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Talk = Callable[..., None]
PAUSE = ""
BOAT = (
    "The puffin boat leaves the pier on Thursday at nine.",
    "Six tickets for the puffin boat, Ben paid for the tickets.",
    "Bring a coat for the boat, the boat is open at the back.",
    "Lunch is sold on the puffin boat.",
)
BREAD = (
    "The sourdough starter needs flour twice a day.",
    "Rye flour makes the starter livelier than white flour.",
    "Bake the sourdough loaf in the iron pot.",
    "The loaf was burnt, the sourdough pot too hot.",
)


@pytest.fixture
def talk(wordless_memory: Memory, chat: WriteChat) -> Talk:
    """Takes in a chat: talk({"session": ["text", "text"]}); a day each session, a minute each message.

    PAUSE among the texts stands for four hours of silence.
    """

    def talk(sessions: Mapping[str, Sequence[str]], memory: Memory = wordless_memory) -> None:
        messages = []
        for day, (session, texts) in enumerate(sessions.items()):
            at = BEGAN + timedelta(days=day)
            for number, text in enumerate(texts):
                at += timedelta(hours=4) if text == PAUSE else timedelta(minutes=1)
                one = {"conversation": "friends", "session": session, "id": f"{session}-{text[:40]}"}
                said = {"time": at.isoformat(), "speaker": ("Ben", "Merrin")[number % 2], "text": text}
                messages += [one | said] if text != PAUSE else []
        memory.import_chat("jsonl", chat(messages), me="Merrin", now=NOW)

    return talk
