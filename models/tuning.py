"""The settings that a model was fastest with on this machine, as `secondme models bench` found them.

tuning.json in the models folder; an entry counts only for the file, the llama.cpp and the machine that it
was measured with. It is there to save time: what is missing or cannot be read counts as never measured.
"""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.reading import CacheType

FILENAME = "tuning.json"


@dataclass(frozen=True)
class Tuning:
    """How to run a generator. `flash_attention` None leaves it to llama.cpp."""

    threads: int | None = None
    flash_attention: bool | None = None
    cache_type: CacheType = "f16"


def read_tuning(folder: Path, sha256: str) -> Tuning:
    """What was measured for the model with that hash; llama.cpp's own choices where nothing was."""
    entry = _entries(folder).get(sha256)
    if not isinstance(entry, dict) or entry.get("machine") != this_machine():
        return Tuning()
    threads, flash = entry.get("threads"), entry.get("flash_attention")
    if not isinstance(threads, int) or threads < 1 or not isinstance(flash, bool | None):
        return Tuning()
    return Tuning(threads, flash, "q8_0" if flash and entry.get("cache_type") == "q8_0" else "f16")


def keep_tuning(folder: Path, sha256: str, tuning: Tuning) -> None:
    """Have the model with that hash run so from now on, on this machine."""
    from models.shelf import write_atomically

    entries = _entries(folder) | {sha256: asdict(tuning) | {"machine": this_machine()}}
    write_atomically(folder / FILENAME, json.dumps(entries, indent=1, sort_keys=True) + "\n")


def this_machine() -> str:
    """What the measured speed depends on, in words: a folder of models may be shared or moved."""
    from importlib.metadata import version

    from models.hardware import cpu_threads

    kind = f"{platform.system()} {platform.machine()} {platform.node()}"
    return (
        f"{kind}, {cpu_threads()} of {os.cpu_count()} cores, llama-cpp-python {version('llama-cpp-python')}"
    )


def _entries(folder: Path) -> dict[str, Any]:
    try:
        entries = json.loads((folder / FILENAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return entries if isinstance(entries, dict) else {}
