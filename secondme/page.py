"""A file that is left for the person: whole or not at all, for them alone, and never over another unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from secondme.durable import sync_folder, write_whole
from secondme.errors import NO_SPACE, NoSpaceError, UsageError


def require_free(page: Path, *, replace: bool) -> None:
    """Raises UsageError where a file of that name is there already and is not to be written over."""
    if page.exists() and not replace:
        raise _taken(page)


def put_page(page: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file in one step. Raises NoSpaceError, UsageError.

    replace: whether one that is there may go; else it stays and UsageError says so.
    """
    try:
        with _name_of_its_own(page, replace=replace):
            write_whole(page, data, unfinished=page.with_name(f".{page.name}.{os.getpid()}"))
    except OSError as error:
        if error.errno in NO_SPACE:
            full = f"The disk is full: {page} was not written. Make room, and try again."
            raise NoSpaceError(full) from error
        why = f"{page} could not be written ({error.strerror or type(error).__name__})."
        raise UsageError(f"{why} Nothing was written. Name another file.") from error
    sync_folder(page.parent)


@contextmanager
def _name_of_its_own(page: Path, *, replace: bool) -> Iterator[None]:
    """Takes the name first, where nothing may go for it; gives it back where nothing came of it."""
    if replace:
        yield
        return
    try:
        os.close(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        raise _taken(page) from None
    try:
        yield
    except BaseException:
        page.unlink(missing_ok=True)
        raise


def _taken(page: Path) -> UsageError:
    return UsageError(
        f"{page} is there already. It was left as it is, and nothing was written. Name another file, or say "
        "--force."
    )
