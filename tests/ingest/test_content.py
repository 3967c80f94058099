"""The bytes that a reader gets are all of one version of the file."""

import hashlib
import os

import pytest

from ingest.content import EAGER_BYTES, Content, open_content
from ingest.errors import ChangedError, ClosedError, GoneError

LARGE = b"0123456789" * (EAGER_BYTES // 10 + 1)


@pytest.mark.parametrize("data", [b"", b"words\n", LARGE])
def test_what_is_read_is_what_is_there_however_large(tmp_path, data):
    (tmp_path / "a.md").write_bytes(data)
    content = open_content(tmp_path / "a.md")
    assert content.size == len(data)
    assert content.sha256 == hashlib.sha256(data).hexdigest()
    assert content.head == data[:65_536]
    with content.stream() as file:
        assert file.read() == data
    assert content.data == data


def test_a_small_file_that_changes_afterwards_gives_what_was_there(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("before")
    content = open_content(path)
    path.write_text("after all")
    assert content.data == b"before" and content.sha256 == hashlib.sha256(b"before").hexdigest()


@pytest.mark.parametrize("change", ["write", "replace", "touch"])
def test_a_large_file_that_changes_meanwhile_is_not_mixed(tmp_path, change):
    path = tmp_path / "a.mbox"
    path.write_bytes(LARGE)
    content = open_content(path)
    if change == "write":
        path.write_bytes(LARGE + b"more")
    elif change == "replace":
        (tmp_path / "new").write_bytes(LARGE)
        os.utime(tmp_path / "new", ns=(1, path.stat().st_mtime_ns))
        os.replace(tmp_path / "new", path)
    else:
        os.utime(path, ns=(1, 1))
    with pytest.raises(ChangedError):
        content.stream()


def test_a_large_file_that_goes_away_is_gone(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(LARGE)
    content = open_content(path)
    path.unlink()
    with pytest.raises(GoneError):
        _ = content.data


def test_a_file_in_place_of_a_folder_is_gone_and_a_loop_is_closed(tmp_path):
    (tmp_path / "a").write_text("a file")
    with pytest.raises(GoneError, match="nothing there"):
        open_content(tmp_path / "a" / "b.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    with pytest.raises(ClosedError):
        open_content(tmp_path / "loop.md")


def test_bytes_in_memory_are_content_too():
    content = Content("2025-03-14 note.md", b"a\r\nb")
    assert (content.suffix, content.size, content.lines) == (".md", 4, ["a", "b"])
    assert content.written is not None and content.written.year == 2025
