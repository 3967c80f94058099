"""The key at the command line: chosen, locked, exchanged, recovered; and never to be seen."""

from __future__ import annotations

import errno
import io
import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from secondme.home import find_home
from secondme.key import passphrase, recovery
from secondme.key.finding import open_for_recovery, open_with_passphrase
from secondme.key.recovery import parse_recovery

WORDS = "four grey herons waiting"
Run = Callable[..., Any]
Pipe = Callable[..., Any]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 64)
    monkeypatch.setattr(passphrase, "PASSES", 1)


@pytest.fixture
def pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Runs a command with lines piped in: pipe("four words", "unlock")."""

    def call(lines: str, *arguments: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines + "\n"))
        return run(*arguments)

    return call


def paper(page: str) -> str:
    """The recovery key as a person copies it from the page."""
    [written] = re.findall(r"(?:\s+[A-Z2-7]{4}){9}", page)
    return " ".join(written.split())


def test_init_makes_a_memory_behind_a_passphrase_with_a_recovery_key(pipe: Pipe, home: Path) -> None:
    made = pipe(WORDS, "init", "--passphrase", "--recovery")
    assert made.code == 0 and WORDS not in made.out + made.err
    assert sorted(path.name for path in home.glob("key*")) == ["key.passphrase", "key.recovery"]
    place = find_home(home)
    secret = open_with_passphrase(place, WORDS).secret
    assert open_for_recovery(place, parse_recovery(paper(made.out))).secret == secret
    refused = pipe(WORDS, "remember", "The spare key is with Beathag.")
    assert refused.code == 4 and "secondme unlock" in refused.err


def test_init_without_words_does_as_a_first_opening_does(run: Run, pipe: Pipe, home: Path) -> None:
    assert pipe("", "init").code == 0
    assert (home / "key").exists() and run("remember", "Tea.").code == 0
    again = pipe("", "init")
    assert again.code == 2 and (home / "key").exists()


def test_init_on_a_memory_that_there_is_changes_how_its_key_is_kept(run: Run, pipe: Pipe, home: Path) -> None:
    run("remember", "The spare key is with Beathag.")
    assert pipe(WORDS, "init", "--passphrase").code == 0
    assert not (home / "key").exists()
    assert pipe("another one", "init", "--key-file").code == 4
    assert not (home / "key").exists()
    assert pipe(WORDS, "init", "--key-file").code == 0
    assert not (home / "key.passphrase").exists()
    assert run("recall", "spare key").code == 0


@pytest.mark.parametrize("typed", ["short", ""])
def test_a_passphrase_that_keeps_nobody_out_makes_no_memory(pipe: Pipe, home: Path, typed: str) -> None:
    assert pipe(typed, "init", "--passphrase").code == 2
    assert not (home / "memory.db").exists() and not list(home.glob("key*"))


def test_the_paper_opens_a_memory_whose_passphrase_is_lost(run: Run, pipe: Pipe, home: Path) -> None:
    written = paper(pipe(WORDS, "init", "--passphrase", "--recovery").out)
    (home / "key.passphrase").unlink()
    assert pipe("ABCD " * 9, "recover", "--key-file").code == 2
    assert not (home / "key").exists()
    assert pipe(written.lower(), "recover", "--key-file").code == 0
    assert run("remember", "Tea.").code == 0


def test_a_new_paper_makes_the_old_one_worthless(run: Run, pipe: Pipe) -> None:
    run("remember", "Tea.")
    old, new = paper(run("init", "--recovery").out), paper(run("init", "--recovery").out)
    refused = pipe(old, "recover", "--key-file")
    assert refused.code == 4 and "newer paper" in refused.err
    assert pipe(new, "recover", "--key-file").code == 0


def test_rekey_gives_a_new_key_and_a_new_paper(run: Run, pipe: Pipe, home: Path) -> None:
    old = paper(pipe(WORDS, "init", "--passphrase", "--recovery").out)
    before = open_with_passphrase(find_home(home), WORDS).secret
    assert pipe("another one", "rekey").code == 4
    assert open_with_passphrase(find_home(home), WORDS).secret == before
    changed = pipe(WORDS, "rekey")
    assert changed.code == 0, changed.err
    assert open_with_passphrase(find_home(home), WORDS).secret != before
    assert pipe(old, "recover", "--key-file").code == 4
    assert pipe(paper(changed.out), "recover", "--key-file").code == 0
    assert run("status").code == 0


def test_rekey_names_what_the_old_key_opens_still(run: Run, home: Path) -> None:
    run("remember", "Tea.")
    assert "repair" not in run("rekey").err
    (home / "memory.db.damaged-20261129T090000Z").write_bytes(b"")
    assert str(home / "memory.db.damaged-20261129T090000Z") in run("rekey").err


def test_locking_for_show_is_refused(run: Run) -> None:
    run("remember", "Tea.")
    for command in ("lock", "unlock"):
        refused = run(command)
        assert refused.code == 2 and "for show" in refused.err


@pytest.mark.parametrize(
    ("command", "code"), [(["rekey"], 2), (["recover"], 4), (["lock"], 2), (["init", "--keyring"], 2)]
)
def test_without_a_memory_nothing_is_made(run: Run, home: Path, command: list[str], code: int) -> None:
    assert run(*command).code == code
    assert not (home / "memory.db").exists()


def test_without_any_key_nobody_says_that_it_lies_open(run: Run, home: Path) -> None:
    run("remember", "Tea.")
    (home / "key").unlink()
    for command in ("lock", "unlock"):
        refused = run(command)
        assert refused.code == 2 and "no other key" in refused.err


def test_a_page_that_could_not_be_kept_is_told_to_be_worthless(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("remember", "Tea.")
    monkeypatch.setattr(recovery, "write_private", full)
    ended = run("init", "--recovery")
    assert ended.code == 7 and "opens nothing" in ended.err
    assert not (home / "key.recovery").exists()


def full(path: Path, text: str) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_doctor_tells_of_the_ways_to_the_key(run: Run, pipe: Pipe, home: Path) -> None:
    run("remember", "Tea.")
    assert "secondme init --recovery" in run("doctor").out
    page = run("init", "--recovery")
    assert "secondme init --recovery" not in run("doctor").out
    old = (home / "key.recovery").read_text()
    assert run("rekey").code == 0
    (home / "key.recovery").write_text(old)
    ended = run("doctor")
    assert ended.code == 1 and "does not give the key" in ended.out
    pipe(WORDS, "init", "--passphrase")
    locked = run("doctor")
    assert "locked" in locked.out and "Tea" not in locked.out + page.out


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_the_key_is_in_no_argument_environment_log_or_error(
    run: Run, pipe: Pipe, home: Path, runtime_folder: Path
) -> None:
    """Neither the key nor the passphrase; not those of the daemon, nor of its supervisor."""
    pipe(WORDS, "init", "--passphrase", "--recovery")
    secret = open_with_passphrase(find_home(home), WORDS).secret
    hidden = [secret, secret.hex().encode(), WORDS.encode()]
    said, seen = "", 0
    for lines, command in [
        (WORDS, ["unlock"]),
        ("", ["remember", "Tea."]),
        ("", ["daemon", "status"]),
        ("wrong words here", ["unlock"]),
        ("", ["lock"]),
        (WORDS, ["unlock"]),
        ("", ["doctor"]),
        ("", ["status", "--json"]),
    ]:
        ended = pipe(lines, *command)
        said += ended.out + ended.err
        for shown in arguments_and_environments(home):
            seen += 1
            assert not any(one in shown for one in hidden)
    run("daemon", "stop")
    assert seen, "no process was looked at"
    assert "Traceback" not in said
    assert not any(one in said.encode() for one in hidden)
    for path in home.rglob("*"):
        if path.is_file():
            assert not any(one in path.read_bytes() for one in hidden), path


def arguments_and_environments(home: Path) -> Iterator[bytes]:
    """Of every process that has to do with this home."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(home) in shown:
            yield shown


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_command_leaves_no_core_and_lets_no_other_program_look() -> None:
    program = (
        "import ctypes, resource, sys\n"
        "from secondme.cli import main\n"
        "sys.argv = ['secondme', '--version']\n"
        "try:\n    main(['--version'])\n"
        "except SystemExit:\n    pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split()[-2:] == ["0", "0"], done.stderr


def test_on_a_terminal_it_asks_and_shows_nothing_that_is_typed(home: Path) -> None:
    terminal, theirs = pty.openpty()
    program = "import sys; from secondme.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-P", "-c", program, "init"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as init:
        os.close(theirs)
        shown = b""
        for question, answer in [
            (b"[key-file]", "passphrase"),
            (b"[Y/n]", ""),
            (b"New passphrase", WORDS),
            (b"again", WORDS),
        ]:
            shown += until(terminal, question)
            os.write(terminal, answer.encode() + b"\n")
        shown += until(terminal, b"not shown again")
        assert init.wait() == 0
    os.close(terminal)
    assert WORDS.encode() not in shown
    place = find_home(home)
    secret = open_with_passphrase(place, WORDS).secret
    assert open_for_recovery(place, parse_recovery(paper(shown.decode()))).secret == secret


def test_nothing_is_drawn_over_the_question_for_the_passphrase(
    pipe: Pipe, home: Path, tmp_path: Path
) -> None:
    pipe(WORDS, "init", "--passphrase")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "tea.md").write_text("Beathag drinks tea.")
    terminal, theirs = pty.openpty()
    program = "import sys; from secondme.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-P", "-c", program, "add", str(tmp_path / "notes")]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as adding:
        os.close(theirs)
        shown = until(terminal, b"Passphrase")
        while select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096)
            assert b"\x1b" not in shown, shown
        os.write(terminal, WORDS.encode() + b"\n")
        until(terminal, b"Remembered 1 document")
        assert adding.wait() == 0
    os.close(terminal)


def until(terminal: int, wanted: bytes) -> bytes:
    """What is shown up to there."""
    shown = b""
    while wanted not in shown:
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 4096)
    return shown
