"""Of what one may have several of, a second one is in conflict only where it is said against the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
Hear = Callable[..., None]


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        (
            "Noor is allergic to cats.",
            "Noor is allergic to peanuts, not to cats.",
            {"cats", "peanuts"},
        ),
        (
            "Noor's dog is called Biscuit.",
            "No, Noor's dog is called Rolo.",
            {"Biscuit", "Rolo"},
        ),
        ("Noor learns Polish.", "Noor learns Greek, not Polish.", {"Polish", "Greek"}),
        ("Noor is allergic to cats.", "Noor is allergic to peanuts.", set()),
        ("Noor's dog is called Biscuit.", "Noor's dog is called Rolo, and she's lovely.", set()),
    ],
)
def test_what_is_said_against_another_is_flagged(
    wordless_memory: Memory, hear: Hear, first: str, second: str, values: set[str]
) -> None:
    hear(("Ben", first, NOW - timedelta(days=3)), ("Ana", second, NOW - timedelta(days=2)))
    held = wordless_memory.memories("Noor", now=NOW)
    assert {one.value for one in held if one.conflict} == values
    assert len(held) == 2
