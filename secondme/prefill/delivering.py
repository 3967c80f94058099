"""The filled form and its receipt, as files of the person's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ingest.forms.guarded import fill_form_guarded
from secondme.page import put_page
from secondme.prefill.filled import Filled
from secondme.prefill.opening import receipt_name
from secondme.prefill.receipt import receipt


@dataclass
class Said:
    """What the person said of a filled form. accepted: keys of fields; typed: values by key."""

    accepted: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)


def written_form(filled: Filled, said: Said, data: bytes, name: str) -> bytes:
    """The form's own bytes with the values put in. data, name: of the file that was read."""
    values = filled.values(frozenset(said.accepted)) | said.typed
    return fill_form_guarded(data, filled.form, values, name)


def deliver(
    made: bytes, filled: Filled, said: Said, target: Path, *, now: datetime, replace: bool, with_receipt: bool
) -> list[Path]:
    """Writes the filled form, and its receipt beside it; returns what was written.

    replace: whether a form that is there may go. Raises NoSpaceError, UsageError.
    """
    put_page(target, made, replace=replace)
    if not with_receipt:
        return [target]
    name = _in_utf8(target.name)
    text = receipt(filled, accepted=said.accepted, typed=said.typed, name=name, now=now)
    beside = _beside(target)
    put_page(beside, _in_utf8(text).encode(), replace=True)
    return [target, beside]


def _beside(target: Path) -> Path:
    """Where the receipt goes. A file that is no receipt of this form stays: beside that of `visa.docx`
    the one of `visa.pdf` has the whole name."""
    usual = receipt_name(target)
    try:
        head = usual.read_text("utf-8", errors="replace").splitlines()[:3]
    except OSError:
        return usual
    is_its_own = any(line.startswith(f"{_in_utf8(target.name)}, filled in on ") for line in head)
    return usual if is_its_own else target.with_name(f"{target.name}.receipt.md")


def _in_utf8(text: str) -> str:
    """With "?" for the bytes of a file's name that are no UTF-8."""
    return text.encode(errors="replace").decode()
