import os
from pathlib import Path

import pytest

from ingest import Options, UnreadableError, folders, read_documents, walk
from ingest.links import Links


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


def keys(root, on_error=None, **options):
    return [file.key for file in walk(root, on_error, **options)]


def told_by(root):
    told = {}
    list(walk(root, lambda path, reason: told.setdefault(path.name, reason)))
    return told


def test_what_may_be_read_is_found_in_a_settled_order(home):
    for name in ["b.md", "a.TXT", "Z/1.markdown", "a/2.pdf", "a/b/3.text", "LICENSE", "ideas.unheard-of"]:
        home(name)
    expected = ["LICENSE", "a.TXT", "b.md", "ideas.unheard-of", "Z/1.markdown", "a/2.pdf", "a/b/3.text"]
    assert keys(home.root) == expected == keys(home.root)


@pytest.mark.parametrize(
    "name",
    [
        *("film.mp4", "old.zip", "backup.tar.gz", "lib.so", "main.o", "mod.pyc", "font.woff2", "app.sqlite"),
        *("~$report.docx", "note.md~", "half.crdownload", "model.gguf", "setup.exe", "poetry.lock"),
    ],
)
def test_what_can_never_be_read_is_left_out_by_name(home, name):
    home(name)
    home("note.md")
    assert keys(home.root) == ["note.md"]


@pytest.mark.parametrize("name", ["mail/cur/1731000000.M1P2.example.com", "mail/new/1731000000.V8I1.host.o"])
def test_a_mail_in_a_maildir_is_found_whatever_its_host_is_called(home, name):
    home(name)
    assert keys(home.root) == [name]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "id_rsa",
            "id_ed25519.pub",
            "server.pem",
            "server.key",
            "bank.kdbx",
            ".netrc",
            "letter.txt.gpg",
            "me.p12",
        ),
        *(
            ".env",
            ".env.local",
            "prod.env",
            "wallet.dat",
            "login.keychain-db",
            ".ssh/notes.md",
            "keyrings/a.txt",
        ),
    ],
)
def test_keys_and_passwords_are_left_out_and_no_setting_brings_them_back(home, name):
    home(name)
    assert keys(home.root, options=Options(hidden=True)) == []


def test_a_secret_that_is_added_by_its_own_path_is_refused_with_the_reason(home):
    told = []
    assert keys(home("id_rsa"), lambda path, reason: told.append(reason)) == []
    assert "never read" in told[0]


@pytest.mark.parametrize(
    ("marker", "folder"),
    [
        ("Cargo.toml", "target"),
        ("package.json", "dist"),
        ("pyproject.toml", "build"),
        ("app.csproj", "obj"),
        ("go.mod", "vendor"),
        ("mkdocs.yml", "site"),
    ],
)
def test_a_folder_is_taken_for_built_only_where_what_builds_it_says_so(home, marker, folder):
    home(f"project/{marker}")
    home(f"project/{folder}/a.md")
    home(f"life/{folder}/b.md")
    assert [key for key in keys(home.root) if key.endswith(".md")] == [f"life/{folder}/b.md"]


@pytest.mark.parametrize(
    "marks",
    [
        ("Local State", "Default/Bookmarks"),
        ("places.sqlite", "cookies.sqlite", "formhistory.sqlite", "sessionstore-backups/a.json"),
        ("memory.db", "keyring-entry"),
        ("Application Support/a.txt", "Caches/b.txt"),
    ],
)
def test_browser_profiles_application_folders_and_our_own_home_are_left_out(home, marks):
    for mark in marks:
        home(f"somewhere/{mark}")
    home("somewhere/a.md")
    assert keys(home.root) == []


def test_hidden_files_are_found_when_they_are_wanted(home):
    for name in [".plan", ".config/notes.md", ".git/a.md", ".cache/b.md", "c.md"]:
        home(name)
    assert keys(home.root) == ["c.md"]
    assert keys(home.root, options=Options(hidden=True)) == [".plan", "c.md", ".config/notes.md"]


def test_what_the_person_excludes_is_left_out_unless_an_ignore_file_brings_it_back(home):
    for name in ["a.md", "drafts/b.md", "c.txt", "kept/d.txt"]:
        home(name)
    home("kept/.secondmeignore", "!*.txt\n")
    options = Options(exclude=("*.txt", "drafts/", ""))
    assert keys(home.root, options=options) == ["a.md", "kept/d.txt"]


def test_below_a_key_is_found_what_the_whole_walk_finds_there(home):
    home(".gitignore", "*.tmp.md\nprivate/\n")
    for name in [
        "a.md",
        "b/c.md",
        "b/d/e.md",
        "b/d/f.tmp.md",
        "private/g.md",
        "b/node_modules/h.md",
        "i/j.md",
    ]:
        home(name)
    assert keys(home.root, below=["b"]) == ["b/c.md", "b/d/e.md"]
    assert keys(home.root, below=["b/d", "a.md"]) == ["a.md", "b/d/e.md"]
    assert (
        keys(home.root, below=["b/d", "b"]) == keys(home.root, below=["b", "b/d"]) == ["b/c.md", "b/d/e.md"]
    )
    assert keys(home.root, below=["private", "private/g.md", "b/node_modules", "b/d/f.tmp.md"]) == []
    assert keys(home.root, below=["gone", "a.md/inside", "b/gone.md"]) == []
    assert keys(home.root, below=[""]) == keys(home.root) and keys(home.root, below=[]) == []


def test_below_works_for_a_single_file(home):
    path = home("a.md")
    assert keys(path, below=["a.md"]) == keys(path, below=[""]) == ["a.md"]
    assert keys(path, below=["b.md"]) == []


def test_the_folders_to_watch_are_those_that_the_walk_enters(home):
    home(".gitignore", "ignored/\n")
    for name in ["a.md", "b/c.md", "b/d/e.md", "ignored/f.md", "node_modules/g.md", ".hidden/h.md"]:
        home(name)
    (home.root / "empty").mkdir()
    below = [str(path.relative_to(home.root)) for path in folders(home.root)]
    assert below == [".", "b", "b/d", "empty"]
    assert list(folders(home.root, below=["b/d"])) == [home.root, home.root / "b", home.root / "b/d"]
    assert list(folders(home.root / "a.md")) == [home.root]


def test_a_found_file_carries_its_size_and_modification_time(home):
    path = home("notes/a.md", "four")
    os.utime(path, ns=(5, 1_700_000_000_123_456_789))
    (file,) = walk(home.root)
    assert (file.key, file.size, file.mtime_ns) == ("notes/a.md", 4, 1_700_000_000_123_456_789)
    assert (file.inode, file.device) == (path.stat().st_ino, path.stat().st_dev)
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


def test_a_link_out_of_the_folder_is_read_once_under_its_own_key(home, tmp_path):
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "letter.md").write_text("words")
    (outside / "deep/note.md").write_text("words")
    home("a/real.md")
    (home.root / "out").symlink_to(outside, target_is_directory=True)
    (home.root / "out-again").symlink_to(outside, target_is_directory=True)
    (home.root / "part").symlink_to(outside / "deep", target_is_directory=True)
    assert keys(home.root) == ["a/real.md", "out/letter.md", "out/deep/note.md"] or keys(home.root) == [
        "a/real.md",
        "out/letter.md",
        "part/note.md",
    ]
    (file,) = [file for file in walk(home.root) if file.key == "out/letter.md"]
    assert file.path == home.root / "out/letter.md" and file.size == 5


def test_links_inside_the_folder_and_loops_are_not_read_twice(home):
    home("a/real.md")
    (home.root / "a/loop").symlink_to(home.root, target_is_directory=True)
    (home.root / "a/again").symlink_to(home.root / "a", target_is_directory=True)
    (home.root / "a/twin.md").symlink_to(home.root / "a/real.md")
    assert keys(home.root) == ["a/real.md"]
    assert told_by(home.root) == {}


def test_loops_through_the_outside_end(home, tmp_path):
    home("a.md")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "b.md").write_text("words")
    (home.root / "out").symlink_to(outside, target_is_directory=True)
    (outside / "back").symlink_to(home.root, target_is_directory=True)
    (outside / "self").symlink_to(outside, target_is_directory=True)
    assert keys(home.root) == ["a.md", "out/b.md"]


def test_links_that_lead_nowhere_or_above_are_told(home):
    home("a.md")
    (home.root / "broken.md").symlink_to(home.root / "nowhere.md")
    (home.root / "circle.md").symlink_to(home.root / "circle.md")
    (home.root / "up").symlink_to(home.root.parent, target_is_directory=True)
    assert keys(home.root) == ["a.md"]
    told = told_by(home.root)
    assert set(told) == {"broken.md", "circle.md", "up"}
    assert "nowhere" in told["broken.md"] and "holds this one" in told["up"]


def test_a_link_to_keys_or_to_the_system_is_not_followed(home, tmp_path):
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/config").write_text("Host")
    (tmp_path / "secret.pem").write_text("key")
    (home.root / "keys").symlink_to(tmp_path / ".ssh", target_is_directory=True)
    (home.root / "notes").symlink_to(tmp_path / "secret.pem")
    (home.root / "processes").symlink_to("/proc", target_is_directory=True)
    assert keys(home.root) == []


def test_a_link_into_what_is_ignored_is_not_a_way_around(home, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("words")
    home(".gitignore", "/out\n*.secret.md\n")
    (outside / "b.secret.md").write_text("words")
    (home.root / "out").symlink_to(outside, target_is_directory=True)
    (home.root / "in").symlink_to(outside, target_is_directory=True)
    assert keys(home.root) == ["in/a.md"]


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
    assert keys(home("old.zip")) == ["old.zip"]  # What it is, its reader tells.


def test_nothing_at_the_root_is_an_error(tmp_path):
    with pytest.raises(UnreadableError, match="nothing there"):
        list(walk(tmp_path / "gone"))


def test_a_root_that_goes_as_the_walk_begins_is_an_error(home, monkeypatch):
    def late(root: str) -> Links:
        home.root.rename(home.root.with_name("away"))
        return Links(root)

    monkeypatch.setattr("ingest.folder.Links", late)
    with pytest.raises(UnreadableError, match="nothing there"):
        list(walk(home("a.md").parent))


def test_a_found_file_keeps_its_number_when_it_is_renamed(home):
    path = home("a.md")
    (before,) = walk(home.root)
    path.rename(home.root / "b.md")
    (after,) = walk(home.root)
    assert (after.inode, after.device, after.mtime_ns) == (before.inode, before.device, before.mtime_ns)


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
