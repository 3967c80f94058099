"""A folder of the home for a store that is restored for a moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secondme.home import Home


@contextmanager
def folder_aside(home: Home, purpose: str) -> Iterator[Path]:
    """Private, and gone with the block; what a run for the same purpose left that was killed goes first."""
    prefix = f".{purpose}-"
    for left in home.root.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=home.root) as folder:
        yield Path(folder)
