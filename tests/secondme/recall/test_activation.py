"""What was of use often and lately comes to mind first; what was merely shown does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from secondme.memory import Memory
from secondme.recall.activation import activation_of
from secondme.store.recalls import log_recall, mark_used

WriteTree = Callable[..., object]


def test_the_oftener_and_later_and_stronger_the_use_the_more_a_passage_is_at_hand(
    wordless_memory: Memory, tree: WriteTree, now: datetime
) -> None:
    wordless_memory.add(str(tree({f"{name}.md": f"A note on {name}.\n" for name in "abcde"})))
    uses = [(1, 30, "cited"), (2, 2, "cited"), (3, 2, "confirmed"), (4, 2, "shown"), (5, 2, "corrected")]
    with wordless_memory.store.write() as db:
        for passage, days_ago, how in uses:
            at = now - timedelta(days=days_ago)
            mark_used(db, log_recall(db, "recall", "a note", [(passage, 1.0)], now=at), passage, how)
        found = activation_of(db, [1, 2, 3, 4, 5], now=now)
    assert set(found) == {1, 2, 3}
    assert 0 < found[1] < found[2] < found[3] < 1
    assert found[2] == pytest.approx(2**-0.5 / (1 + 2**-0.5))


def test_asking_all_day_long_makes_nothing_more_at_hand_than_asking_once(
    wordless_memory: Memory, now: datetime
) -> None:
    wordless_memory.remember("The ladder leans behind the pear tree.", now=now - timedelta(days=100))
    yesterday = now - timedelta(days=1)
    once = _at_hand_after_uses(wordless_memory, [yesterday], now)
    often = [yesterday + timedelta(minutes=minutes) for minutes in range(1, 200, 20)]
    assert _at_hand_after_uses(wordless_memory, often, now) == once
    assert _at_hand_after_uses(wordless_memory, [now], now)[1] > once[1]


def _at_hand_after_uses(memory: Memory, moments: Sequence[datetime], now: datetime) -> dict[int, float]:
    for moment in moments:
        memory.mark(memory.recall("ladder", now=moment)[0], "opened")
    return activation_of(memory.store.connection(), [1], now=now)
