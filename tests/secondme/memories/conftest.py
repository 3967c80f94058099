"""What the tests of memories share: a chat of dated messages, taken in and distilled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Hear = Callable[..., None]


@pytest.fixture
def hear(wordless_memory: Memory, chat: WriteChat) -> Hear:
    """Takes in a chat, each line who said what at which moment, and makes memories of it."""

    def hear(*said: tuple[str, str, datetime]) -> None:
        messages = [
            {
                "conversation": "friends",
                "session": f"{at.date()}",
                "id": f"{number}",
                "time": at.isoformat(),
                "speaker": speaker,
                "text": text,
            }
            for number, (speaker, text, at) in enumerate(said)
        ]
        wordless_memory.import_chat("jsonl", chat(messages), me="Merrin", now=NOW)
        wordless_memory.consolidate(now=NOW)

    return hear
