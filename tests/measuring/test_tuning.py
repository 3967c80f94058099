"""Windows that adapters are learned from, and the figures by which they are chosen."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent))  # benchmarks is no installed package

from benchmarks.tuning.material import END, LONGEST, START, versions, windows_of
from benchmarks.tuning.measuring import enough, told_apart


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split()]


@pytest.mark.parametrize("many", [1, LONGEST, LONGEST + 1, 500])
def test_each_token_of_a_text_stands_in_a_window(many: int) -> None:
    windows = windows_of(" ".join(map(str, range(10, 10 + many))), numbers)
    assert {one for window in windows for one in window[1:-1]} == {*range(10, 10 + many)}
    assert all(len(one) <= LONGEST + 2 and one[0] == START and one[-1] == END for one in windows)


def test_a_text_of_one_window_has_no_second_one() -> None:
    assert len(windows_of("7 " * LONGEST, numbers)) == 1


def test_an_order_stands_whole_in_each_of_its_windows() -> None:
    order = tuple(range(100, 140))
    found = versions(order, {"files": [tuple(range(1_000, 1_500))], "talk": [(5, 6, 7)]})
    assert found[0] == (START, *order, END)
    for window in found:
        at = window.index(100)
        assert window[at : at + len(order)] == order
        assert len(window) <= LONGEST + 2


def test_what_weighs_more_is_told_apart() -> None:
    low, high = np.array([0.0, 1.0], np.float32), np.array([2.0, 3.0], np.float32)
    assert told_apart(high, low) == 1.0
    assert told_apart(low, high) == 0.0
    assert told_apart(low, low) == 0.5


def test_no_more_than_the_share_is_quarantined() -> None:
    weights = np.arange(1_000, dtype=np.float32)
    assert 0.007 <= (weights > enough(weights, 0.0085)).mean() <= 0.0085
