"""What ties the commands to a desktop: completion in shells, links, and the clipboard."""

from __future__ import annotations

import base64
import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from secondme.cli import COMMANDS
from secondme.cli.clipboard import MOST_BYTES, find_program, osc_52
from secondme.cli.completion import SHELLS, script_of
from secondme.cli.open import read_link
from secondme.errors import UsageError

PACKAGING = Path(__file__).parents[3] / "packaging"
NAMES = {"bash": "secondme.bash", "zsh": "_secondme", "fish": "secondme.fish"}
Run = Callable[..., Any]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completions_that_are_packaged_are_those_that_are_printed(run: Run, shell: str) -> None:
    kept = (PACKAGING / "completions" / NAMES[shell]).read_text()
    assert run("completion", shell).out == kept == script_of(shell)


def test_no_other_shell_is_known(run: Run) -> None:
    assert run("completion", "csh").code == 2


def completed(*words: str) -> list[str]:
    """What fish is told for a line that ends in the last word, and which modules were loaded for it."""
    surroundings = os.environ | {
        "_SECONDME_COMPLETE": "fish_complete",
        "COMP_WORDS": " ".join(("secondme", *words)),
        "COMP_CWORD": words[-1],
    }
    code = "import sys; from secondme.cli import run; run(); sys.__stderr__.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True)
    return [*done.stdout.splitlines(), done.stderr]


def test_commands_and_options_are_completed_without_loading_every_command() -> None:
    *found, loaded = completed("reca")
    assert [line.split("\t")[0].removeprefix("plain,") for line in found] == ["recall"]
    assert "secondme.cli.recall" not in loaded.split()
    every = {line.split("\t")[0].removeprefix("plain,") for line in completed("")[:-1]}
    assert every >= set(COMMANDS)
    assert any(line.startswith("plain,--limit") for line in completed("recall", "--li"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_understands_its_completion(tmp_path: Path) -> None:
    (tmp_path / "secondme").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m secondme "$@"\n')
    (tmp_path / "secondme").chmod(0o755)
    asked = (
        f'source "{PACKAGING}/completions/secondme.bash"; COMP_WORDS=(secondme completi); COMP_CWORD=1; '
        '_secondme_completion secondme; echo "${COMPREPLY[@]}"'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", asked], env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.stdout.split() == ["completion"], done.stderr


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("secondme://p12", "p12"),
        ("secondme:p12", "p12"),
        ("SECONDME://P12/", "p12"),
        ("secondme://passage/p12", "p12"),
        ("secondme://portrait", "portrait"),
        (" secondme://v3\n", "v3"),
    ],
)
def test_a_link_names_one_thing(link: str, named: str) -> None:
    assert read_link(link) == named


@pytest.mark.parametrize(
    "link",
    [
        *("p12", "https://example.org/p12", "secondme://", "secondme://p", "secondme://p12?x=1"),
        *("secondme://--help", "secondme://p12 --json", "secondme://../p12", "secondme://forget/p12"),
        *("secondme://p" + "1" * 19, "secondme://p\u0661", ""),
    ],
)
def test_what_is_no_link_is_not_opened(link: str) -> None:
    with pytest.raises(UsageError, match="Nothing was shown"):
        read_link(link)


def test_opening_shows_and_changes_nothing(run: Run, home: Path) -> None:
    run("remember", "The puffin boat leaves at nine.")
    before = run("history", "m1", "--json").json
    opened = run("open", "secondme://m1")
    assert opened.code == 0 and "puffin" in opened.out
    assert run("open", "secondme://p999").code == 3
    assert run("open", "--wait", "secondme://nowhere").code == 2
    assert run("open", "secondme://portrait").code == run("portrait").code
    assert run("history", "m1", "--json").json == before


def test_the_desktop_entry_opens_links() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(PACKAGING / "secondme.desktop")
    said = entry["Desktop Entry"]
    assert said["MimeType"] == "x-scheme-handler/secondme;" and said["Terminal"] == "true"
    program, command, *options, field = said["Exec"].split()
    assert (program, field) == ("secondme", "%u") and command in COMMANDS and options == ["--wait"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop with one program that copies; the file has what it was given."""
    programs, board = tmp_path / "bin", tmp_path / "board"
    programs.mkdir()
    (programs / "xclip").write_text(f'#!/bin/sh\n/bin/cat > "{board}"\n')
    (programs / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return board


def test_what_is_found_is_copied_by_the_desktops_program(run: Run, home: Path, desk: Path) -> None:
    run("remember", "The puffin boat leaves at nine.")
    assert run("recall", "puffin", "--copy").code == 0
    assert desk.read_text() == "The puffin boat leaves at nine."
    desk.unlink()
    assert run("recall", "xylophone", "--copy").code == 3 and not desk.exists()


def test_without_a_desktop_and_a_terminal_it_says_that_nothing_was_copied(
    run: Run, home: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    run("remember", "The puffin boat leaves at nine.")
    ended = run("recall", "puffin", "--copy")
    assert ended.code == 2 and "Nothing was copied" in ended.err and "\x1b" not in ended.err
    assert find_program({}) is None and find_program({"DISPLAY": ":0"}) is not None


def test_a_terminal_is_given_the_text_and_nothing_that_ends_the_sequence_early() -> None:
    text = "boat\x1b]0;owned\a č"
    sequence = osc_52(text)
    assert sequence.startswith("\x1b]52;c;") and sequence.endswith("\a")
    inside = sequence.removeprefix("\x1b]52;c;").removesuffix("\a")
    assert base64.b64decode(inside, validate=True).decode() == text
    with pytest.raises(UsageError, match="Nothing was copied"):
        osc_52("x" * (MOST_BYTES + 1))
