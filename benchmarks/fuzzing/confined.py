"""Changed files through the processes in which files are read in life."""

from __future__ import annotations

from pathlib import Path

from benchmarks.fuzzing import seeds
from benchmarks.fuzzing.running import Failure, example_of
from benchmarks.fuzzing.targets import Target, read_file
from ingest import FoundFile, ReaderPool, Request

AT_ONCE = 50
FAULTS = ("crashed", "stumbled", "took more than", "needed more than", "was killed", "makes no sense")
"""Words of the reasons that no file should give."""


def try_confined(folder: Path, *, count: int, seed: int) -> list[Failure]:
    """Reads so many; each must come back, as read or with a reason that is the file's own fault."""
    target = Target("confined", 0, seeds.files(), read_file)
    failures: list[Failure] = []
    with ReaderPool() as pool:
        for start in range(0, count, AT_ONCE):
            made = {}
            for number in range(start, min(count, start + AT_ONCE)):
                name, data = example_of(target, number, seed)
                path = folder / f"{number} {name}"
                path.write_bytes(data)
                made[path] = (number, name, data)
            failures += _read(pool, made)
    return failures


def _read(pool: ReaderPool, made: dict[Path, tuple[int, str, bytes]]) -> list[Failure]:
    found = [Request(FoundFile.of(path, path.name, path.stat())) for path in made]
    failures, seen = [], set()
    for outcome in pool.read(found):
        seen.add(outcome.file.path)
        reason = outcome.reason or ""
        if any(word in reason for word in FAULTS):
            number, name, data = made[outcome.file.path]
            failures.append(Failure("files", number, reason, name, data))
    for path, (number, name, data) in made.items():
        if path not in seen:
            failures.append(Failure("files", number, "it did not come back", name, data))
        path.unlink()
    return failures
