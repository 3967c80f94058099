"""A few memories that hang together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from secondme.memory import Memory


@pytest.fixture
def told(wordless_memory: Memory, now: datetime) -> Memory:
    """Ben moved from Graz to Lisbon; Cleo is his sister, and a vet."""
    for words in (
        "Ben lives in Graz.",
        "Ben lives in Lisbon.",
        "Ben's sister is Cleo.",
        "Cleo works as a vet.",
    ):
        wordless_memory.remember(words, now=now)
        now += timedelta(days=1)
    wordless_memory.consolidate(now=now)
    return wordless_memory
