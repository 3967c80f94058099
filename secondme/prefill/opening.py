"""A form from the disk, read with a bound on its size, and the names of what is made of it."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ClosedError, GoneError, UnreadableError
from ingest.forms import Form
from ingest.forms.guarded import read_form_guarded

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
