"""Programs that are killed at random moments while several are at work on one memory: nothing is lost.

`benchmarks/torture.py` does this a thousand times and more; here are the first scenes of such a run.
"""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import secondme
from benchmarks.torture import play, sum_up
from benchmarks.torturing.accounts import LOST, Accounts, examine
from benchmarks.torturing.ledger import Entry
from benchmarks.torturing.life import Life

KILLS = 12


def test_killed_at_random_moments_of_every_operation_nothing_acknowledged_is_lost(
    tmp_path: Path, runtime_folder: Path
) -> None:
    rounds = list(play(tmp_path, kills=KILLS, seed=11, models=None))
    assert [text for one in rounds for text in one.violations] == []
    figures = sum_up(rounds)
    assert figures["kills"] >= KILLS and figures["acknowledged"] and figures["in_the_middle"]
    assert list(play(tmp_path, kills=KILLS, seed=11, models=None)) == rounds, "it goes on where it was"


def test_what_is_lost_on_purpose_is_found(tmp_path: Path, runtime_folder: Path) -> None:
    """The look after a kill must be able to fail."""
    life = Life(tmp_path, None)
    life.begin()
    told: list[Entry] = []
    for number in count():
        life.play(number, random.Random(number))
        accounts = Accounts(tmp_path, life.home)
        done = (one for one in accounts.deeds("tell") if one.is_acknowledged)
        if told := [one for one in done if one.what not in accounts.forgetting]:
            break
    [first, *_] = told
    with secondme.open(life.home) as memory, memory.store.write() as db:
        db.execute("DELETE FROM memories WHERE instr(text, ?)", (first.what,))
    found, _ = examine(Accounts(tmp_path, life.home))
    assert f"{LOST}what was told: {first.what}" in found
    assert any(text.startswith("half done: ") for text in found)
