"""What secondme runs on, as far as the person is told: facts that can be handed in, as the time can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """The facts. program, python: their versions. ram: bytes that this process may use.

    free: tells how many bytes are free on the disk with a folder.
    """

    program: str
    python: str
    ram: int
    free: Callable[[Path], int]


def this_machine() -> Machine:
    """The one this runs on, as it is now."""
    import shutil
    import sys

    import secondme
    from models.hardware import ram_bytes

    return Machine(
        secondme.__version__,
        sys.version.split()[0],
        ram_bytes(),
        lambda folder: shutil.disk_usage(folder).free,
    )
