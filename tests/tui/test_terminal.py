"""The app in a real terminal: started, used and left as a person does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import secondme

TMUX = shutil.which("tmux")
PATIENCE = 60
"""Seconds until a test gives up on something that never comes; nothing is measured with it."""
pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed")


@dataclass(frozen=True)
class Terminal:
    """A terminal of its own, with the app in it."""

    socket: Path
    code: Path
    """Where the exit code comes to lie."""

    def tmux(self, *arguments: str) -> str:
        command = [str(TMUX), "-u", "-S", str(self.socket), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout

    def is_there(self) -> bool:
        """Whether it still runs; a terminal ends with its last window."""
        command = [str(TMUX), "-S", str(self.socket), "list-sessions"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def resize(self, width: int, height: int) -> None:
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def app(self) -> int:
        """The process of the app."""
        shell = self.tmux("display", "-p", "#{pane_pid}").strip()
        [found] = subprocess.run(
            ["pgrep", "-P", shell], capture_output=True, text=True, check=True
        ).stdout.split()
        return int(found)

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def shows(self, *texts: str) -> None:
        """Waits until all of these stand on the screen."""
        self.wait(lambda: all(text in self.screen() for text in texts), f"{texts} never came")

    def exit_code(self) -> int:
        """Waits until the app has ended."""
        self.wait(self.code.exists, "it never ended")
        return int(self.code.read_text(encoding="ascii"))

    def wait(self, is_so: Callable[[], bool], complaint: str) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                pytest.fail(f"{complaint}. The screen says:\n{self.screen() if self.is_there() else ''}")
            time.sleep(0.05)


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Terminal]]:
    """Starts the app in a terminal: start(width, height, EDITOR="vi"); `errors`: the file they go to."""
    started: list[Terminal] = []

    def begin(width: int = 110, height: int = 32, errors: Path | None = None, **environment: str) -> Terminal:
        folder = tmp_path_factory.mktemp("tmux")
        terminal = Terminal(folder / "s", folder / "code")
        started.append(terminal)
        surroundings = {name: value for name, value in os.environ.items() if name.startswith("SECONDME_")}
        given = [f"-e{name}={value}" for name, value in (surroundings | environment).items()]
        # tmux does not always know how a program ended, so the shell writes it down.
        led = f" 2> {errors}" if errors else ""
        report = (
            f'"$@"{led}; echo $? > {terminal.code}.new; mv {terminal.code}.new {terminal.code}; sleep 600'
        )
        command = ["sh", "-c", report, "sh", sys.executable, "-P", "-m", "secondme"]
        terminal.tmux("new-session", "-d", "-x", str(width), "-y", str(height), *given, *command)
        return terminal

    yield begin
    for terminal in started:
        if terminal.is_there():
            terminal.tmux("kill-server")


def test_start_type_open_a_result_and_quit(remembered, start):
    terminal = start()
    terminal.shows("Ask your memory…", "3 documents")
    terminal.type("launch")
    terminal.shows("found", "Custom House Quay")
    terminal.press("Down", "Down")
    terminal.shows("Painted the hull green")
    terminal.press("C-q")
    assert terminal.exit_code() == 0


def test_led_errors_hold_nothing_that_the_screen_shows(remembered, start, tmp_path):
    errors = tmp_path / "errors"
    terminal = start(errors=errors)
    terminal.shows("Ask your memory…", "3 documents")
    terminal.type("launch")
    terminal.shows("Custom House Quay")
    terminal.press("C-q")
    assert terminal.exit_code() == 0
    assert errors.read_text(encoding="utf-8") == ""


@pytest.mark.model
def test_start_ask_open_a_source_and_quit(answering, start):
    terminal = start()
    terminal.shows("3 documents")
    terminal.type("When is the launch of the boat?")
    terminal.press("Enter")
    terminal.wait(
        lambda: "Esc stops" not in terminal.screen() and "When is" in terminal.screen(), "no answer"
    )
    terminal.press("Down")
    terminal.shows("▌", "boat.md, line")
    terminal.press("Enter", "Escape", "C-q")
    assert terminal.exit_code() == 0


def test_the_editor_gets_the_terminal_and_gives_it_back(remembered, notes, start, tmp_path):
    editor = tmp_path / "vi"
    editor.write_text('#!/bin/sh\nprintf "editing %s\\n" "$*"\nread line\n', encoding="utf-8")
    editor.chmod(0o755)
    terminal = start(100, 30, EDITOR=str(editor), VISUAL="")
    terminal.shows("3 documents")
    terminal.type("quince")
    terminal.shows("1 found")
    terminal.press("Down", "o")
    terminal.shows(f"editing +3 {notes / 'garden.md'}"[:90])
    terminal.press("Enter")
    terminal.shows("1 found", "The quince tree")
    terminal.press("C-q")
    assert terminal.exit_code() == 0


def test_a_key_that_does_not_fit_ends_with_exit_code_4(remembered, start):
    (remembered / "key").write_text("00" * 32 + "\n", encoding="ascii")
    terminal = start(80, 24)
    terminal.shows("Your memory did not open", "The key does not open")
    terminal.press("q")
    assert terminal.exit_code() == 4
    terminal.shows("Error: The key does not open")


def test_a_fault_of_ours_ends_calmly_and_shows_no_text_of_the_person(remembered, start, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import tui.help\n"
        "def fail(self):\n    private = 'The quince tree'\n    raise ValueError(private)\n"
        "tui.help.Help.compose = fail\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    terminal = start(PYTHONPATH=path)
    terminal.shows("3 documents")
    terminal.press("F1")
    assert terminal.exit_code() == 1
    terminal.shows("what is remembered is safe", "app.err")
    kept = remembered / "app.err"
    assert "ValueError" in kept.read_text(encoding="utf-8") and kept.stat().st_mode & 0o077 == 0
    assert "quince" not in kept.read_text(encoding="utf-8") + terminal.screen()
    assert "Traceback" not in terminal.screen()


def test_closing_the_terminal_while_indexing_loses_nothing(stocked_home, tmp_path, start):
    root = tmp_path / "many"
    root.mkdir()
    for number in range(400):
        (root / f"{number}.txt").write_text(
            f"Note number {number} is about word{number}.\n", encoding="utf-8"
        )
    terminal = start(80, 24)
    for step in ("1 of 3", "2 of 3", "3 of 3"):
        terminal.shows(step)
        terminal.press("Escape")
    terminal.shows("Your memory is empty.")
    terminal.press("C-o")
    terminal.shows("Remember a folder")
    terminal.press("C-u")
    terminal.shows("A folder, or a single file")
    terminal.type(str(root))
    terminal.shows("400 files to read")
    terminal.press("Enter")
    with secondme.open(stocked_home) as memory:
        terminal.wait(lambda: memory.status().documents > 1, "nothing was read")
        app = terminal.app()
        terminal.tmux("kill-server")
        terminal.wait(lambda: not is_running(app), "it never ended")
        memory.index()
        assert memory.status().documents == 400
        assert memory.status().vectors == memory.status().passages


def test_resized_killed_in_the_middle_and_started_again_it_has_lost_nothing(stocked_home, tmp_path, start):
    root = tmp_path / "many"
    root.mkdir()
    for number in range(150):
        (root / f"{number}.txt").write_text(f"Note {number} tells of word{number}.\n", encoding="utf-8")
    with secondme.open(stocked_home) as memory:
        memory.remember("The spare key is with Noor.")
    # A shell may say how large the terminal was when it began.
    terminal = start(110, 32, COLUMNS="80", LINES="24")
    terminal.shows("Ask your memory…", "1 passage", "Doctor")
    terminal.press("C-o")
    terminal.shows("Remember a folder")
    terminal.press("C-u")
    terminal.shows("A folder, or a single file")
    terminal.type(str(root))
    terminal.shows("150 files to read")
    terminal.press("Enter")
    terminal.wait(lambda: "Remember a folder" not in terminal.screen(), "the dialog stayed")
    terminal.type("word1")
    for size in ((240, 70), (40, 12), (80, 24)):
        terminal.resize(*size)
        terminal.shows(" Ask  Recall", f"│ word1{' ' * (size[0] - 10)}│", "help")
    with secondme.open(stocked_home) as memory:
        terminal.wait(lambda: memory.status().documents > 1, "nothing was read")
    os.kill(terminal.app(), signal.SIGKILL)
    assert terminal.exit_code() == 128 + signal.SIGKILL
    again = start(80, 24)
    again.shows("Ask your memory…", "151 documents")
    again.type("spare key")
    again.shows("is with Noor")
    again.press("C-z")  # Takes a change back, of which there is none; it does not send the app to sleep.
    again.shows("nothing to take back")
    again.press("C-q")
    assert again.exit_code() == 0


def test_without_a_terminal_it_ends_with_exit_code_2(home):
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "secondme"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "needs a terminal" in ended.stderr


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
