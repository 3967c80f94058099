import os
from pathlib import Path

import pytest

from ingest import UnreadableError, read_documents, walk


@pytest.fixture
def home(tmp_path):
    """A folder to fill: home("a/b.md", "text") writes a file into it; home.root is its path."""
    root = tmp_path / "home"
    root.mkdir()

    def write(name: str, text: str = "words") -> Path:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    write.root = root
    return write


def keys(root, on_error=None):
    return [file.key for file in walk(root, on_error)]


def test_only_kinds_that_are_read_are_found_in_a_settled_order(home):
    for name in ["b.md", "a.TXT", "Z/1.markdown", "a/2.pdf", "a/b/3.text", "photo.jpg", "code.py", "none"]:
        home(name)
    assert keys(home.root) == ["a.TXT", "b.md", "Z/1.markdown", "a/2.pdf", "a/b/3.text"] == keys(home.root)


def test_a_found_file_carries_its_size_and_modification_time(home):
    path = home("notes/a.md", "four")
    os.utime(path, ns=(5, 1_700_000_000_123_456_789))
    (file,) = walk(home.root)
    assert (file.key, file.size, file.mtime_ns) == ("notes/a.md", 4, 1_700_000_000_123_456_789)
    assert next(read_documents(file)).passages[0].text == "four"


def test_hidden_names_version_control_caches_and_environments_are_left_out(home):
    for name in [".hidden.md", ".git/a.md", "node_modules/p/README.md", "__pycache__/a.txt", "Cache/a.md"]:
        home(name)
    home("downloads/CACHEDIR.TAG")
    home("downloads/a.md")
    home("env/pyvenv.cfg")
    home("env/lib/a.txt")
    home("kept.md")
    assert keys(home.root) == ["kept.md"]


def test_ignore_files_are_honoured_as_git_does(home):
    home(".gitignore", "*.txt\n/build/\n!keep.txt\n# comment\n")
    for name in ["a.md", "a.txt", "keep.txt", "build/a.md", "sub/build/a.md", "sub/b.txt", "other/c.txt"]:
        home(name)
    home("sub/.gitignore", "!b.txt\n")
    assert keys(home.root) == ["a.md", "keep.txt", "sub/b.txt", "sub/build/a.md"]


def test_ignoring_all_but_notes_keeps_the_notes_in_every_folder(home):
    home(".gitignore", "*\n!*/\n!*.md\n")
    for name in ["a.md", "a.txt", "sub/b.md", "sub/b.txt"]:
        home(name)
    assert keys(home.root) == ["a.md", "sub/b.md"]


def test_a_file_in_an_ignored_folder_cannot_be_brought_back(home):
    home(".gitignore", "private/\n!private/open.md\n")
    home("private/open.md")
    home("private/.gitignore", "!*\n")
    assert keys(home.root) == []


def test_secondmeignore_has_the_last_word(home):
    home(".gitignore", "*.md\n")
    home(".secondmeignore", "!diary.md\nsecret.txt\n")
    for name in ["a.md", "diary.md", "secret.txt", "open.txt"]:
        home(name)
    assert keys(home.root) == ["diary.md", "open.txt"]


def test_a_pattern_that_makes_no_sense_is_told_and_the_others_hold(home):
    home(".gitignore", "a.md\n!\n")
    home("a.md")
    home("b.md")
    told = []
    assert keys(home.root, lambda path, reason: told.append((path.name, reason))) == ["b.md"]
    assert all("line 2" in reason for _, reason in told)


def test_links_are_not_followed_and_those_that_lead_outside_are_told(home, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("no")
    home("a/real.md")
    (home.root / "a/loop").symlink_to(home.root, target_is_directory=True)
    (home.root / "a/twin.md").symlink_to(home.root / "a/real.md")
    (home.root / "out").symlink_to(outside, target_is_directory=True)
    (home.root / "out.md").symlink_to(outside / "secret.md")
    (home.root / "broken.md").symlink_to(home.root / "nowhere.md")
    (home.root / "circle.md").symlink_to(home.root / "circle.md")
    told = {}
    assert keys(home.root, lambda path, reason: told.setdefault(path.name, reason)) == ["a/real.md"]
    assert set(told) == {"out", "out.md", "broken.md", "circle.md"}
    assert "out of the folder" in told["out"] and "nowhere" in told["broken.md"]


def test_a_root_that_is_a_link_is_walked(home, tmp_path):
    home("a.md")
    (tmp_path / "link").symlink_to(home.root, target_is_directory=True)
    assert keys(tmp_path / "link") == ["a.md"]


def test_pipes_and_sockets_are_passed_by(home):
    os.mkfifo(home.root / "pipe.md")
    os.mkfifo(home.root / ".gitignore")
    home("a.md")
    assert keys(home.root) == ["a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_told_and_the_rest_is_walked(home):
    home("closed/a.md")
    home("open/b.md")
    (home.root / "closed").chmod(0)
    told = []
    try:
        assert keys(home.root, lambda path, reason: told.append((path.name, reason))) == ["open/b.md"]
    finally:
        (home.root / "closed").chmod(0o700)
    assert told == [("closed", "this account may not open it")]


def test_a_folder_that_fails_is_told_and_the_rest_is_walked(home, monkeypatch):
    home("broken/a.md")
    home("open/b.md")
    scandir = os.scandir

    def failing(path):
        if str(path).endswith("broken"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    told = []
    assert keys(home.root, lambda path, reason: told.append((path.name, reason))) == ["open/b.md"]
    assert told == [("broken", "this account may not open it")]


def test_a_single_file_is_its_own_root(home):
    assert keys(home("notes/.hidden.md")) == [".hidden.md"]
    told = []
    assert keys(home("photo.jpg"), lambda path, reason: told.append(reason)) == []
    assert "none of the kinds" in told[0]


def test_nothing_at_the_root_is_an_error(tmp_path):
    with pytest.raises(UnreadableError, match="nothing there"):
        list(walk(tmp_path / "gone"))


def test_names_that_are_not_utf8_have_keys_that_can_be_stored(home):
    path = os.fsencode(home.root) + b"/caf\xe9.md"
    try:
        with open(path, "wb") as file:
            file.write(b"words")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = walk(home.root)
    assert found.key == "caf\\xe9.md"
    document = next(read_documents(found))
    (document.key + document.title).encode("utf-8")


def test_very_deep_folders_are_walked(home):
    deep = home.root
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("words")
    assert keys(home.root) == ["d/" * 300 + "a.md"]
