"""secondme chat: in pipes, at a terminal, and whatever is typed."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import secondme

SECONDME = [sys.executable, "-P", "-m", "secondme"]
PATIENCE = 60.0
QUIET = 0.3
"""Seconds that a test waits for what must come; far more than it takes."""


def chat(*lines: str | bytes, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own, with these lines in a pipe."""
    typed = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    return subprocess.run([*SECONDME, "chat", *options], input=typed, capture_output=True)


def objects(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_is_told_things_and_finds_them_in_a_pipe(home: Path) -> None:
    done = chat("We moved the puffin trip to Saturday.", "/recall puffin", "What did I say?", "thanks")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert out.startswith("Noted.\n")
    assert "puffin trip to Saturday" in out and "you said: \u201cWe moved the puffin" in out
    assert out.endswith("All right.\n")
    assert b"\x1b" not in done.stdout and b"> " not in done.stdout


def test_each_line_of_a_pipe_gives_one_json_object(home: Path) -> None:
    done = chat("We sold the boat to Torquil.", "/recall boat", "/nonsense", "/why", options=("--json",))
    told, found, wrong, why = objects(done)
    assert list(told) == ["conversation", "turn", "said", "meant", "ending", "answer", "read", "kept"]
    assert (told["conversation"], told["ending"], told["kept"]) == ("c1", "noted", "p1")
    assert found["command"] == "recall" and found["result"][0]["text"] == "We sold the boat to Torquil."
    assert wrong["exit_code"] == 2 and "/help" in wrong["error"]
    assert why["result"]["read"] == []
    assert done.returncode == 2


def test_a_conversation_is_gone_on_with_listed_and_searched(home: Path) -> None:
    chat("We sold the boat to Torquil.")
    chat("The shed was painted green.")
    done = chat("/history", options=("--resume", "c1"))
    assert done.stdout.decode().count("We sold the boat") == 1 and b"shed" not in done.stdout
    assert b"shed" in chat("/history", options=("--continue",)).stdout
    listed = objects_of("--list", "--json")
    assert [one["id"] for one in listed] == ["c2", "c1"]
    assert list(listed[0]) == ["id", "title", "turns", "begun_at", "spoken_at"]
    assert [one["id"] for one in objects_of("--search", "boats", "--json")] == ["c1"]
    assert run_chat("--search", "zebra").returncode == 3
    assert chat("hello", options=("--resume", "c9")).returncode == 3
    assert chat("hello", options=("--resume", "nine")).returncode == 2
    moved = chat("/resume c1", "/history", "/resume c7", "/new", "/history").stdout.decode()
    assert moved.count("We sold the boat") == 1


def run_chat(*options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*SECONDME, "chat", *options], capture_output=True, stdin=subprocess.DEVNULL)


def objects_of(*options: str) -> Any:
    return json.loads(run_chat(*options).stdout)


def test_saving_keeps_the_persons_own_words_alone(home: Path) -> None:
    done = chat(
        "/save", "We sold the boat to Torquil.", "/save", "/save The shed is green.", "thanks", "/save"
    )
    assert done.stdout.decode().splitlines() == [
        "Noted.",
        "Remembered as m1: We sold the boat to Torquil.",
        "Remembered as m2: The shed is green.",
        "All right.",
    ]
    assert done.returncode == 2 and b"nothing of yours to save" in done.stderr
    with secondme.open(home) as memory:
        assert memory.status().memories == 2


def test_forgetting_asks_first_and_only_a_yes_forgets(home: Path) -> None:
    done = chat(
        "We sold the boat to Torquil.", "/forget p1", "no", "/recall boat", "/forget p1", "y", "/recall boat"
    )
    assert b"Forget p1 for good?" in done.stderr and b"Nothing was forgotten." in done.stderr
    assert done.stdout.decode().count("We sold the boat") == 1 and b"Forgotten:" in done.stdout
    assert b"Nothing found." in done.stderr
    ended = chat("We sold the boat to Torquil.", "/forget p2")
    assert b"Nothing was forgotten." in ended.stderr
    deleted = chat("/delete", "yes", "/history", options=("--continue",))
    assert b"Forgotten: conversation c2" in deleted.stdout and b"boat" not in deleted.stdout
    assert len(objects_of("--list", "--json")) == 1


def test_judging_and_general_knowledge_are_switched_by_commands(home: Path) -> None:
    done = chat(
        "/good", "We sold the boat.", "/good", "/wrong", "/general", "/general on", "/general maybe", "/help"
    )
    out = done.stdout.decode()
    assert "Noted: that was good." in out and "Noted: that was wrong." in out
    assert out.count("General knowledge is off") == 1 and out.count("General knowledge is on") == 1
    assert "/recall TEXT" in out
    assert done.returncode == 2
    assert chat("/quit", "We sold the car.").stdout == b""


def test_without_a_model_it_says_so_and_goes_on(home: Path) -> None:
    done = chat("Where is the boat?", "We sold the boat.", "Who sold the boat?", "/recall boat")
    assert done.returncode == 5
    assert b"secondme models pull" in done.stderr and b"Traceback" not in done.stderr
    assert done.stdout.startswith(b"I don't know.")
    assert b"Noted." in done.stdout and b"We sold the boat." in done.stdout


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00 is what we wrote here.",
        b"We wrote \x1b[31mred\x1b[0m and \xe2\x80\xaereversed here.",
        b"x" * 100_000,
        b"/" + b"x" * 100_000,
        b"/recall " + b'"(*' * 1_000,
        b"/forget '; DROP TABLE turns",
        b"/resume \x00",
        b"//",
    ],
)
def test_whatever_is_typed_is_answered_in_words(home: Path, line: bytes) -> None:
    done = chat(line, "/history", "The shed is green today.")
    assert b"Traceback" not in done.stderr
    assert b"\x1b[31m" not in done.stdout and b"\xe2\x80\xae" not in done.stdout
    assert done.stdout.endswith(b"Noted.\n")


def test_no_history_is_written_to_a_file(home: Path, person: Path) -> None:
    chat("The zebrafish tank was sold.", "/recall zebrafish")
    for path in person.rglob("*"):
        assert not path.is_file() or b"zebrafish" not in path.read_bytes(), path


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [*SECONDME, "chat"], input=b"We sold the boat.\n" * 3, stdout=gone, stderr=subprocess.PIPE
        )
    assert done.returncode == 0 and b"Traceback" not in done.stderr


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        import pty

        self.said = ""
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # Whoever runs the tests may ignore it.
            os.execvpe(command[0], command, environment)

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def wait_for(self, wanted: str) -> None:
        """Waits until it was said since the last time; fails when it never is."""
        until = time.monotonic() + PATIENCE
        while wanted not in self.said:
            assert time.monotonic() < until and self._read(), f"{wanted!r} never came:\n{self.said}"
        self.said = self.said[self.said.index(wanted) + len(wanted) :]

    def press(self, key: str, wanted: str) -> None:
        """Presses a key once all is quiet, and once more when nothing came of it for long: one that comes
        while the line is being drawn may be heard with the next key only."""
        while self._read(QUIET):
            pass
        for _ in range(3):
            self.type(key)
            until = time.monotonic() + PATIENCE / 3
            while wanted not in self.said and time.monotonic() < until and self._read(PATIENCE / 3):
                pass
            if wanted in self.said:
                break
        self.wait_for(wanted)

    def leave(self) -> int:
        """Presses Ctrl-D once all is quiet, again where the terminal swallowed it; the exit code."""
        for _ in range(3):
            while self._read(QUIET):
                pass
            self.type("\x04")
            until = time.monotonic() + PATIENCE / 3
            while time.monotonic() < until:
                gone, status = os.waitpid(self.pid, os.WNOHANG)
                if gone:
                    return os.waitstatus_to_exitcode(status)
                self._read(QUIET)
        raise AssertionError(f"it never left:\n{self.said}")

    def _read(self, seconds: float = PATIENCE) -> bool:
        if not select.select([self._end], [], [], seconds)[0]:
            return False
        try:
            heard = os.read(self._end, 4096)
        except OSError:  # The other side is closed.
            return False
        self.said += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", heard.decode(errors="replace"))
        return bool(heard)

    def close(self) -> None:
        os.close(self._end)
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def begin(*command: str) -> Terminal:
        opened.append(Terminal([*command], os.environ | {"TERM": "xterm", "COLUMNS": "200"}))
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


def test_at_a_terminal_ctrl_c_drops_the_line_and_ctrl_d_leaves(
    home: Path, terminal: Callable[..., Terminal]
) -> None:
    there = terminal(*SECONDME, "chat")
    there.wait_for("Ctrl-D leaves.")
    there.wait_for("> ")
    there.type("We sold the zebra")
    there.wait_for("zebra")
    there.press("\x03", "Ctrl-D leaves.")
    there.type("We sold the boat.\r")
    there.wait_for("Noted.")
    there.wait_for("> ")
    there.type("\x1b[A")  # The arrow brings the last line back.
    there.wait_for("We sold the boat.")
    there.press("\x03", "Ctrl-D leaves.")
    there.wait_for("> ")
    assert there.leave() == 0
    with secondme.open(home) as memory:
        assert [turn.text for turn in memory.turns("c1")] == ["We sold the boat.", "Noted."]


INTERRUPTED = """
import os, signal, sys
from models import generator
generate = generator.Generator.generate
score = generator.Generator.score_next
def interrupted(self, *args, **options):
    os.kill(os.getpid(), signal.SIGINT)
    return score(self, *args, **options)
generator.Generator.score_next = interrupted
from secondme.cli import main
main(["chat"])
"""


@pytest.mark.model
@pytest.mark.slow
def test_ctrl_c_stops_the_answer_and_not_the_conversation(
    stocked_home: Path, terminal: Callable[..., Terminal]
) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember("The puffin boat leaves from Ulva Ferry at nine.")
    there = terminal(sys.executable, "-P", "-c", INTERRUPTED)
    there.wait_for("> ")
    there.type("When does the puffin boat leave from Ulva Ferry?\r")
    there.wait_for("Stopped.")
    there.type("We sold the boat.\r")
    there.wait_for("Noted.")
    assert there.leave() == 0
    with secondme.open(stocked_home) as memory:
        assert [turn.ending for turn in memory.turns("c1")] == [None, "stopped", None, "noted"]


@pytest.mark.model
@pytest.mark.slow
def test_questions_in_a_pipe_are_answered_with_their_sources_and_why(stocked_home: Path) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember("The puffin boat leaves from Ulva Ferry at nine.")
    question = "When does the puffin boat leave from Ulva Ferry?"
    done = chat(question, "/why", "/good", options=("--json",))
    asked, why, judged = objects(done)
    assert asked["meant"] == question and asked["ending"] in {"answered", "unknown"}
    assert (asked["answer"]["general"], asked["answer"]["endpoint"]) == ("", "")
    [read] = why["result"]["read"]
    assert read["hit"]["id"] == "m1" and read["hit"]["signals"]["lexical"] == 1.0
    assert read["cited"] == (not asked["answer"]["abstained"])
    assert judged["result"] == {"turn": asked["turn"], "verdict": "good"}
    shown = chat("/why", options=("--continue",))
    assert b"Understood as: When does the puffin boat" in shown.stdout and b"m1" in shown.stdout
    assert done.returncode == shown.returncode == 0
