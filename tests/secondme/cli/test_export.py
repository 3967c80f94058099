"""secondme export and secondme import secondme, as they are typed."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from secondme.daemon import control
from secondme.home import find_home


@pytest.fixture
def exported(run, tree, tmp_path: Path) -> Path:
    """A plain export of a folder and a sentence."""
    run("add", tree({"mull.md": "The puffin boat leaves at nine.\n"}))
    run("remember", "I live in Oban.")
    assert run("export", tmp_path / "out").code == 0
    return tmp_path / "out"


def test_it_says_what_was_written_and_that_it_is_not_encrypted(run, exported, tmp_path: Path):
    done = run("export", tmp_path / "pages", "--format", "html")
    assert done.out.startswith(f"Exported to {tmp_path / 'pages'}: 2 documents, 2 passages, 1 memory; ")
    assert "It is NOT encrypted" in done.err and "does not come back" in done.err
    assert "NOT encrypted" in (exported / "README.txt").read_text()
    done = run("export", tmp_path / "db", "--format", "sqlite", "--json")
    assert set(done.json) == {"place", "format", "sealed", "comes_back", "rows", "files", "size"}
    assert done.json["rows"]["passages"] == 2 and "It is NOT encrypted" in done.err


def test_an_export_is_known_by_itself_and_comes_back(run, exported, tmp_path: Path):
    for number, what in enumerate(([exported], ["secondme", exported], [exported / "memory.jsonl"])):
        home = tmp_path / f"home{number}"
        done = run("--home", home, "import", *what)
        assert done.code == 0, done.err
        assert f"All is back in {home}: 2 documents, 2 passages, 1 memory." in done.out
        assert "puffin boat" in run("--home", home, "recall", "puffin").out


def test_sealed_with_a_passphrase_from_a_file_it_comes_back(run, exported, tmp_path: Path):
    (tmp_path / "words").write_text("correct horse battery\n")
    done = run("export", tmp_path / "sealed", "--passphrase-file", tmp_path / "words")
    assert "nobody can read it" in done.err and "NOT" not in (tmp_path / "sealed" / "README.txt").read_text()
    home = tmp_path / "new"
    (tmp_path / "wrong").write_text("wrong horse battery\n")
    done = run("--home", home, "import", tmp_path / "sealed", "--passphrase-file", tmp_path / "wrong")
    assert done.code == 6 and "The passphrase does not open this export" in done.err and not home.exists()
    done = run(
        "--home", home, "import", tmp_path / "sealed", "--passphrase-file", tmp_path / "words", "--json"
    )
    assert done.code == 0 and done.json["rows"]["documents"] == 2
    assert (
        run("export", tmp_path / "x", "--format", "html", "--passphrase-file", tmp_path / "words").code == 2
    )
    (tmp_path / "short").write_text("short\n")
    assert run("export", tmp_path / "x", "--passphrase-file", tmp_path / "short").code == 2


def test_sources_that_moved_are_followed_where_they_are_now(run, exported, tree, tmp_path: Path):
    old = tree({})
    new = old.rename(tmp_path / "elsewhere")
    home = tmp_path / "new"
    done = run("--home", home, "import", exported, "--move", f"{old}={new}", "--json")
    assert done.json["lost"] == [] and done.code == 0
    assert [
        one["place"] for one in run("--home", home, "sources", "--json").json if one["kind"] == "folder"
    ] == [str(new)]
    assert run("--home", home, "index", "--json").json["documents"] == 0
    done = run("--home", tmp_path / "other", "import", exported, "--json")
    assert done.json["lost"] == [{"id": "s1", "place": str(old)}] and "is not on this machine" in done.err


def test_what_makes_no_sense_is_said(run, exported, tmp_path: Path):
    home = tmp_path / "new"
    cases = [
        (["import", exported], "There is something in this memory already"),
        (["export", exported], "There is something at"),
        (["--home", home, "export", tmp_path / "x"], "nothing to export"),
        (["--home", home, "import", "secondme", tmp_path / "nothing"], "no export that comes back"),
        (["--home", home, "import", exported, "--move", "nonsense"], "--move takes OLD=NEW"),
        (["import", "jsonl", exported / "memory.jsonl", "--move", "a=b"], "for exports of secondme alone"),
        (["import", "nonsense", exported], "no kind of chat"),
    ]
    for words, told in cases:
        done = run(*words)
        assert (done.code, told in done.err) == (2, True), (words, done.err)
    assert not home.exists() and not (tmp_path / "x").exists()


def test_a_damaged_line_ends_with_6_and_its_number(run, exported, tmp_path: Path):
    lines = (exported / "memory.jsonl").read_text().splitlines(keepends=True)
    (exported / "memory.jsonl").write_text("".join([*lines[:3], "{oops\n", *lines[4:]]))
    done = run("--home", tmp_path / "new", "import", exported)
    assert done.code == 6 and "Line 4 of" in done.err and "Nothing was imported" in done.err
    assert json.loads(run("--home", tmp_path / "new", "memories", "--json").out or "[]") == []


STOPPED_HALFWAY = """
import signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # Whatever the tests run under ignores.
import secondme.export.exporting as exporting
from secondme.cli import main
def wait(*given):
    print("half of it is written", flush=True)
    time.sleep(60)
exporting._describe = wait
main(["--home", sys.argv[1], "export", sys.argv[2]])
"""


@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_leaves_nothing_in_the_clear(run, exported, start, tmp_path: Path, ended):
    beside = {path.name for path in tmp_path.iterdir()}
    process = start(STOPPED_HALFWAY, find_home().root, tmp_path / "half")
    assert b"half of it" in process.stdout.readline()
    assert (tmp_path / ".half.exporting" / "memory.jsonl").exists()
    process.send_signal(ended)
    assert process.wait(30) == -ended
    assert {path.name for path in tmp_path.iterdir()} == beside


def test_beside_a_daemon_it_exports_and_does_not_import(run, exported, tmp_path: Path):
    home = find_home(tmp_path / "new")
    control.start(home)
    try:
        run("--home", home.root, "remember", "I like tea.")
        done = run("--home", home.root, "export", tmp_path / "beside", "--json")
        assert done.code == 0 and done.json["rows"]["memories"] == 1
        done = run("--home", home.root, "import", exported)
        assert done.code == 2 and "daemon stop" in done.err
    finally:
        control.stop(home)
