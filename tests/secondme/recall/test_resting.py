"""What rests does not come to mind by itself, and does not stand in the way of what does."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from secondme.memory import Memory
from secondme.recall import gathering
from secondme.recall.resting import Resting

LONG_AGO = timedelta(days=21 * 365)
AWAKE = "Since the flood in spring, as far as I can tell, the bicycle stands with the neighbours upstairs."


def test_so_much_that_sleeps_never_hides_what_is_awake(
    wordless_memory: Memory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LEXICAL_CANDIDATES", 20)
    for number in range(50):
        wordless_memory.remember(f"The bicycle is in box {number}.", now=now - LONG_AGO)
    wordless_memory.remember(AWAKE, now=now - timedelta(days=3))
    assert [hit.text for hit in wordless_memory.recall("bicycle", now=now)] == [AWAKE]
    deep = wordless_memory.recall("bicycle", now=now, deep=True)
    assert len(deep) == 10 and AWAKE not in [hit.text for hit in deep]


def test_a_search_past_what_rests_goes_on_until_there_is_enough(
    wordless_memory: Memory, now: datetime
) -> None:
    for number in range(9):
        wordless_memory.remember(f"Box {number} is red.", now=now - LONG_AGO)
    for number in range(3):
        wordless_memory.remember(f"Box {number} is blue.", now=now)
    asked: list[int] = []

    def find(limit: int) -> dict[int, float]:
        asked.append(limit)
        return {passage: 1 / passage for passage in range(1, 13)[:limit]}

    search = Resting(wordless_memory.store.connection(), now).past(find)
    assert list(search(2)) == [10, 11] and asked == [2, 8, 32]
    assert list(search(20)) == [10, 11, 12]
