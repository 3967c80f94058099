"""A form from the disk: read with a bound on its size, and put back whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.errors import ClosedError, GoneError, UnreadableError
from ingest.forms import Form
from ingest.forms.guarded import read_form_guarded
from secondme.durable import sync_folder, write_whole
from secondme.errors import NO_SPACE, NoSpaceError, UsageError

LARGEST = 64 * 2**20
"""Bytes. A larger file is no form that a person fills in."""


def open_form(path: Path) -> tuple[bytes, Form]:
    """A form's bytes and what it asks. Raises UnreadableError and its children."""
    try:
        if path.is_dir():
            raise UnreadableError(path, "it is a folder; name the form itself")
        if path.stat().st_size > LARGEST:
            raise UnreadableError(path, f"it is larger than {LARGEST // 2**20} MB, which no form is")
        data = path.read_bytes()
    except FileNotFoundError:
        raise GoneError(path, "there is no such file") from None
    except OSError as error:
        raise ClosedError(path, error.strerror or "it cannot be opened") from error
    return data, read_form_guarded(data, path.name)


def filled_name(path: Path) -> Path:
    """Where the filled form goes when nobody says: `visa.pdf` to `visa.filled.pdf`, beside it."""
    return path.with_name(f"{path.stem}.filled{path.suffix}")


def receipt_name(path: Path) -> Path:
    """Where the receipt of a filled form goes: `visa.filled.pdf` to `visa.filled.receipt.md`."""
    return path.with_name(f"{path.stem}.receipt.md")


def put_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file that only the person can read, in one step. Raises NoSpaceError, UsageError.

    replace: whether one that is there may go; else it stays and UsageError says so.
    """
    if not replace and path.exists():
        raise UsageError(
            f"{path} is there already. It was left as it is, and nothing was written. Name another with -o, "
            "or say --force."
        )
    try:
        write_whole(path, data, unfinished=path.with_name(f".{path.name}.{os.getpid()}"))
    except OSError as error:
        if error.errno in NO_SPACE:
            full = f"The disk is full: {path} was not written. Make room, and try again."
            raise NoSpaceError(full) from error
        why = f"{path} cannot be written ({error.strerror or type(error).__name__})."
        raise UsageError(f"{why} Nothing was written. Name another with -o.") from error
    sync_folder(path.parent)
