"""Forms from the disk and back: whole or not at all, and never over a file that is there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ingest.errors import ClosedError, GoneError, UnreadableError
from secondme.errors import NoSpaceError, UsageError
from secondme.prefill.opening import LARGEST, filled_name, open_form, put_file, receipt_name


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


def test_the_file_is_for_the_person_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    put_file(target, b"one", replace=False)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="is there already"):
        put_file(target, b"two", replace=False)
    assert target.read_bytes() == b"one"
    put_file(target, b"two", replace=True)
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_nowhere_to_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        put_file(tmp_path / "no" / "out.txt", b"one", replace=False)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    import errno
    from unittest.mock import patch

    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("secondme.durable.os.fsync", side_effect=full), pytest.raises(NoSpaceError):
        put_file(tmp_path / "out.txt", b"one", replace=False)
    assert list(tmp_path.iterdir()) == []
