"""Files that are left for the person: whole or not at all, and never over a file that is there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from secondme.errors import NoSpaceError, UsageError
from secondme.page import put_page


def test_the_file_is_for_the_person_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    put_page(target, b"one", replace=False)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="is there already"):
        put_page(target, b"two", replace=False)
    assert target.read_bytes() == b"one"
    put_page(target, b"two", replace=True)
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_nowhere_to_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="could not be written"):
        put_page(tmp_path / "no" / "out.txt", b"one", replace=False)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    import errno
    from unittest.mock import patch

    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("secondme.durable.os.fsync", side_effect=full), pytest.raises(NoSpaceError):
        put_page(tmp_path / "out.txt", b"one", replace=False)
    assert list(tmp_path.iterdir()) == []
