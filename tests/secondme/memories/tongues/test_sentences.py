"""What German, French and Spanish sentences state, and what states nothing; in the tables beside this file.

A table has a sentence, and below it what must be made of it: subject, predicate, value, polarity, and its
days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from secondme.memories.patterns import all_statements_in
from secondme.memories.statement import Statement

WRITTEN = date(2026, 9, 9)
"""A Wednesday."""
TABLES = Path(__file__).parent
TONGUES = ("german", "french", "spanish")


def _stating() -> Iterator[tuple[str, tuple[str, ...]]]:
    for tongue in TONGUES:
        sentence, made = "", list[str]()
        for line in (TABLES / f"{tongue}.txt").read_text("utf-8").splitlines():
            if line.startswith("  "):
                made.append(line.strip())
                continue
            if sentence:
                yield sentence, tuple(made)
            sentence, made = line, []
        yield sentence, tuple(made)


def _stating_nothing() -> Iterator[str]:
    for tongue in TONGUES:
        yield from (TABLES / f"{tongue}_nothing.txt").read_text("utf-8").splitlines()


def _row(one: Statement) -> str:
    days = [str(day or "-") for day in (one.valid_from, one.valid_to)]
    return " | ".join([one.subject, one.predicate, one.value, one.polarity, *days])


def _stated(text: str) -> list[Statement]:
    return all_statements_in(text, speaker=None, me=True, written=WRITTEN)


@pytest.mark.parametrize(("sentence", "made"), _stating())
def test_a_sentence_states_what_its_table_says(sentence: str, made: tuple[str, ...]) -> None:
    assert [_row(one) for one in _stated(sentence)] == list(made)


@pytest.mark.parametrize("sentence", _stating_nothing())
def test_what_asks_wishes_denies_or_is_over_states_nothing(sentence: str) -> None:
    assert _stated(sentence) == []


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in _stating()])
def test_a_value_stands_in_the_sentence(sentence: str) -> None:
    assert all(one.value in sentence for one in _stated(sentence))
