"""A disk that fails at any single call, and power that fails there: nothing acknowledged is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.torturing.disk import KINDS, Fault, faults_for
from benchmarks.torturing.sweep import Swept, calls_of, quiet, try_fault
from benchmarks.torturing.workload import PIECES, Piece

CASES = 2
"""Of each piece of work and kind of fault; `benchmarks/disk_faults.py` takes every call there is."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("SECONDME_MODELS", str(folder / "none"))
    monkeypatch.setattr("sys.unraisablehook", lambda _: None)
    quiet()


def some_of(faults: list[Fault], count: int = CASES) -> list[Fault]:
    """So many of them, from all over the work."""
    return faults[len(faults) // (2 * count) :: max(1, len(faults) // count)][:count]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_whichever_call_to_the_disk_fails_all_that_was_acknowledged_is_there_and_sound(
    piece: Piece, folder: Path
) -> None:
    calls, swept = calls_of(piece, folder), Swept()
    for kind in KINDS:
        for fault in some_of(faults_for(calls, (kind,))):
            swept += try_fault(piece, fault, folder)
    assert swept.violations == []
    assert swept.power and swept.struck > swept.power


def test_a_store_that_is_not_synced_does_lose_what_it_acknowledged(folder: Path) -> None:
    """The power failures must be real ones: a store that leaves syncing to the system loses by them."""
    [piece] = [piece for piece in PIECES if piece.name == "remember"]
    losses = some_of(faults_for(calls_of(piece, folder), ("lost",)), 6)
    swept = Swept()
    for fault in losses:
        swept += try_fault(piece, fault, folder, durable=False)
    assert swept.lost
