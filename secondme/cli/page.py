"""Files that a command leaves for the person: whole or not at all, and readable by them alone."""

from __future__ import annotations

import os
from pathlib import Path

from secondme.errors import NO_SPACE, UsageError


def require_free(page: Path, force: bool) -> None:
    """Raises UsageError where a file of that name is there already and is not to be written over."""
    if page.exists() and not force:
        raise UsageError(f"{page} is there already. Nothing was written. Write over it: --force")


def write_page(page: Path, text: str, force: bool) -> None:
    """Writes a file that its owner alone may read; whole or not at all, and never over another unasked."""
    target = page.with_name(f"{page.name}.new") if force else page
    try:
        if force:
            target.unlink(missing_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        target.replace(page)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise
        raise UsageError(f"{page} could not be written: {error.strerror}. Name another file.") from error
