"""How fast models were on this machine, as `secondme models bench` found, kept to be shown and compared.

measured.json in the models folder; an entry counts only for the file and the machine that it was measured
with. What is missing or cannot be read counts as never measured.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.tuning import this_machine

FILENAME = "measured.json"


@dataclass(frozen=True)
class Measured:
    """One model's speed; 0 stands for what its kind does not do. load_s: until it was ready, in seconds.

    reads, writes: of a generator, tokens a second. texts: of an embedder, short texts a second; question_ms:
    one question, in milliseconds.
    """

    load_s: float
    reads: float = 0.0
    writes: float = 0.0
    texts: float = 0.0
    question_ms: float = 0.0


def keep_measured(folder: Path, sha256: str, measured: Measured) -> None:
    """Keeps the speed of the model with that hash."""
    from models.shelf import write_atomically

    entries = _entries(folder) | {sha256: asdict(measured) | {"machine": this_machine()}}
    write_atomically(folder / FILENAME, json.dumps(entries, indent=1, sort_keys=True) + "\n")


def read_measured(folder: Path) -> dict[str, Measured]:
    """What was measured on this machine, by the hashes of the models."""
    machine = this_machine()
    return {
        sha256: measured
        for sha256, entry in _entries(folder).items()
        if isinstance(entry, dict) and entry.pop("machine", None) == machine
        if (measured := _measured(entry)) is not None
    }


def guess_writing(size: int, known: list[tuple[int, float]]) -> float | None:
    """Tokens a second that a generator of `size` bytes may write, by the sizes and speeds of others.

    Each token reads all weights once, so speed falls as size grows; the nearest in size is gone by.
    None where no other is known.
    """
    known = [(other, speed) for other, speed in known if speed > 0]
    if not known or size <= 0:
        return None
    other, speed = min(known, key=lambda one: abs(one[0] - size))
    return speed * other / size


def _measured(entry: dict[str, Any]) -> Measured | None:
    try:
        return Measured(**{name: float(value) for name, value in entry.items()})
    except (TypeError, ValueError):
        return None


def _entries(folder: Path) -> dict[str, Any]:
    try:
        entries = json.loads((folder / FILENAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}
