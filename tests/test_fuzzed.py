"""What was found to do harm when it was taken apart does none any more, and neither does some more nonsense.

`benchmarks/fuzz.py` tries a hundred thousand inputs, and keeps here those with which it found something.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.fuzzing.confined import try_confined
from benchmarks.fuzzing.daemon import try_daemon
from benchmarks.fuzzing.running import fuzz, kept, try_one
from benchmarks.fuzzing.targets import Target, targets

KEPT = sorted(path for path in (Path(__file__).parent / "fuzzed").rglob("*") if path.is_file())
TARGETS = {target.name: target for target in targets()}
TRIED = {"files": 12, "forms": 6, "backups": 8, "recall": 5, "sayings": 5, "exports": 3, "sync": 4}
"""So many fresh inputs of a target; of the others, which are faster, thirty."""


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECONDME_MODELS", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.environ.get("XDG_RUNTIME_DIR", "/tmp"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_did_harm_once_does_none_any_more(path: Path) -> None:
    assert try_one(TARGETS[path.parent.name], *kept(path)) is None


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_nonsense_is_read_or_refused(target: Target) -> None:
    failures = list(fuzz(target, first=0, count=TRIED.get(target.name, 30), seed=20))
    assert [(one.number, one.what) for one in failures] == []


def test_files_that_make_no_sense_come_back_from_their_processes(tmp_path: Path) -> None:
    assert [one.what for one in try_confined(tmp_path, count=10, seed=20)] == []


def test_a_daemon_that_hears_nonsense_goes_on(tmp_path: Path) -> None:
    assert [one.what for one in try_daemon(tmp_path, count=25, seed=20)] == []


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        ("raise KeyError('x')", "KeyError"),
        ("import os; os._exit(11)", "the process died with 11"),
        ("bytearray(4 << 30)", "too much memory"),
    ],
)
def test_harm_is_noticed(harm: str, what: str) -> None:
    """The fuzzer must be able to fail."""
    target = Target("harm", 1, (("x", b"x" * 9),), lambda name, data: exec(harm))
    [failure] = list(fuzz(target, first=0, count=1, seed=1))
    assert what in failure.what
