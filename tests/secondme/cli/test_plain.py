"""Everything in plain lines: each command is at hand, and nothing moves or is coloured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def talk(home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "secondme", "--home", str(home), "tui", "--plain"]
    said = "".join(f"{line}\n" for line in lines)
    surroundings = {**os.environ, "TERM": "xterm-256color", "FORCE_COLOR": "1"}
    return subprocess.run(
        command, input=said, capture_output=True, text=True, encoding="utf-8", env=surroundings, check=False
    )


def test_one_can_tell_find_and_look_after_the_memory_line_by_line(home: Path):
    done = talk(
        home, "The spare key hangs behind the plate.", "/save", "/recall spare key", "/memories", "/quit"
    )
    assert done.returncode == 0
    assert "Type a question" in done.stdout
    assert "Remembered as m1" in done.stdout
    assert done.stdout.count("The spare key hangs behind the plate.") >= 3
    assert "\x1b" not in done.stdout + done.stderr


def test_help_explains_one_command_and_lists_all(home: Path):
    done = talk(home, "/help", "/help recall", "/commands")
    assert "/forget ID" in done.stdout and "/commands" in done.stdout
    assert 'secondme recall "puffin boat"' in done.stdout
    assert "/backup: Keep copies" in done.stdout


def test_a_word_of_the_talk_with_an_option_is_the_command(home: Path):
    done = talk(
        home, "The spare key is here.", "/save", '/recall "spare key" --json', "/recall spare key --json"
    )
    assert done.stdout.count('"text": "The spare key is here."') == 4, "both, quoted or not"


def test_what_goes_wrong_is_told_and_the_talk_goes_on(home: Path):
    done = talk(home, "/nonsense", '/add "x', "/show m99", "/status")
    assert "There is no command /nonsense" in done.stderr
    assert "close what was opened" in done.stderr
    assert "m99" in done.stderr
    assert "kept in" in done.stdout


def test_plain_and_serve_exclude_each_other(home: Path):
    command = [sys.executable, "-m", "secondme", "--home", str(home), "tui", "--plain", "--serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Name one" in done.stderr
