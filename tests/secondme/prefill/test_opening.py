"""Forms from the disk, and what is made of them by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.errors import ClosedError, GoneError, UnreadableError
from secondme.prefill.opening import LARGEST, filled_name, open_form, receipt_name


def test_names() -> None:
    assert filled_name(Path("a/visa.v2.pdf")) == Path("a/visa.v2.filled.pdf")
    assert receipt_name(Path("a/visa.filled.pdf")) == Path("a/visa.filled.receipt.md")


def test_what_is_no_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoneError, match="no such file"):
        open_form(tmp_path / "nowhere.pdf")
    with pytest.raises(UnreadableError, match="it is a folder"):
        open_form(tmp_path)
    odd = tmp_path / "song.mp3"
    odd.write_bytes(b"ID3")
    with pytest.raises(UnreadableError, match=r"\.pdf, \.docx"):
        open_form(odd)
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(UnreadableError, match="larger than 64 MB"):
        open_form(huge)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_closed_file_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("Name: ____")
    closed.chmod(0)
    with pytest.raises(ClosedError):
        open_form(closed)
