"""How the program ends as a process: imports, broken pipes, Ctrl-C, full disks, odd terminals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import secondme

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]

SECONDME = [sys.executable, "-P", "-m", "secondme"]
LOADED = """
import json, os, sys
from secondme.cli import run
code = run(sys.argv[1:])
os.write(2, json.dumps([code, sorted(name for name in sys.modules if "." not in name)]).encode())
"""
HEAVY = {"textual", "llama_cpp", "numpy", "gguf", "pypdfium2", "httpx", "keyring", "dateparser", "py3langid"}


def loaded_by(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, and the top-level modules that it loaded."""
    done = subprocess.run([sys.executable, "-P", "-c", LOADED, *arguments], capture_output=True)
    code, names = json.loads(done.stderr[done.stderr.rindex(b"[0" if b"[0" in done.stderr else b"[3") :])
    return code, set(names)


def secondme_with(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*SECONDME, *arguments], capture_output=True, **options)


@pytest.fixture
def many(home: Path, tree: WriteTree) -> Path:
    """A memory of many long notes."""
    folder = tree({f"{number}.md": f"Puffin {number} é 🐧 {'x' * 400}\n" for number in range(300)})
    with secondme.open(home) as memory:
        memory.add(folder)
    return folder


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["recall", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code, names = loaded_by(*arguments)
    assert code == 0
    assert not names & (HEAVY | {"apsw", "sqlite_vec", "rich", "tui"})


@pytest.mark.model
@pytest.mark.parametrize("arguments", [["status"], ["sources"], ["status", "--json"]])
def test_status_and_sources_load_no_model_and_no_app(stocked_home: Path, arguments: list[str]) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember("The puffin boat.")
    code, names = loaded_by(*arguments)
    assert code == 0
    assert not names & (HEAVY | {"tui"})


def test_recall_by_words_loads_no_model_and_no_app(home: Path) -> None:
    with secondme.open(home) as memory:
        memory.remember("The puffin boat.")
    code, names = loaded_by("recall", "puffin")
    assert code == 0
    assert not names & (HEAVY | {"tui"})


@pytest.mark.model
def test_recall_by_meaning_loads_no_app_and_nothing_it_does_not_need(stocked_home: Path) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember("The puffin boat.")
    code, names = loaded_by("recall", "puffin")
    assert code == 0
    assert not names & {"textual", "tui", "gguf", "pypdfium2", "httpx", "dateparser", "py3langid"}


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, secondme; print(sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, check=True)
    assert not set(eval(done.stdout)) & (HEAVY | {"apsw", "sqlite_vec", "rich", "tui", "click"})


@pytest.mark.parametrize(
    "arguments", [["recall", "puffin", "-n", "300"], ["recall", "puffin", "-n", "300", "--json"], ["--help"]]
)
def test_a_reader_that_goes_away_is_no_error(many: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run([*SECONDME, *arguments], stdout=gone, stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_output_is_said_in_words(many: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*SECONDME, "recall", "puffin"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 7
    assert b"space" in done.stderr and b"Traceback" not in done.stderr


def test_a_terminal_that_knows_only_ascii_gets_json_and_text(many: Path) -> None:
    surroundings = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    for arguments in (["recall", "puffin", "--json"], ["recall", "puffin"], ["remember", "é 🐧"]):
        done = secondme_with(*arguments, env=surroundings)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr


def test_what_was_typed_in_another_encoding_is_taken_as_well_as_can_be(home: Path) -> None:
    assert secondme_with(*["remember", b"caf\xe9 puffin"]).returncode == 0  # type: ignore[list-item]
    assert secondme_with("remember", "-", input=b"\xff\xfe puffin \x00").returncode == 0
    found = secondme_with("recall", "puffin", "--json")
    assert len(json.loads(found.stdout)) == 2
    assert secondme_with(*["recall", b"\xff\xfe"]).returncode == 3  # type: ignore[list-item]


def test_text_from_standard_input_is_remembered_whole(home: Path) -> None:
    text = "Line one.\n\nLine two é.\n" * 50
    assert secondme_with("remember", "-", input=text.encode()).returncode == 0
    found = json.loads(secondme_with("recall", "line", "--json").stdout)
    assert found[0]["text"] == text.strip()
    empty = secondme_with("remember", "-", input=b"")
    assert empty.returncode == 2


def test_forgetting_asks_first_and_a_no_forgets_nothing(home: Path) -> None:
    secondme_with("remember", "The puffin boat.")
    assert b"Nothing was forgotten" in secondme_with("forget", "m1", input=b"n\n").stderr
    assert secondme_with("forget", "m1", input=b"").returncode != 0
    assert secondme_with("recall", "puffin").returncode == 0
    assert secondme_with("forget", "m1", input=b"y\n").returncode == 0
    assert secondme_with("recall", "puffin").returncode == 3


def test_ctrl_c_while_indexing_ends_with_130_and_the_work_goes_on_later(home: Path, tree: WriteTree) -> None:
    folder = tree({f"{number}.md": f"Puffin {number}.\n" for number in range(200)})
    program = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # It is ignored below `nohup`.
from secondme.indexing import reading
reading.HOLD = 0.0
class Interrupted(reading.SuspectingReaders):
    def read(self, *requests):
        for number, outcome in enumerate(super().read(*requests)):
            if number == 50:
                os.kill(os.getpid(), signal.SIGINT)
            yield outcome
reading.SuspectingReaders = Interrupted
from secondme.cli import main
main(["add", sys.argv[1]])
"""
    done = subprocess.run([sys.executable, "-P", "-c", program, str(folder)], capture_output=True)
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr and b"Stopped" in done.stderr
    with secondme.open(home) as memory:
        assert 0 < memory.status().documents < 200
        memory.index()
        assert memory.status().documents == 200


@pytest.mark.model
def test_ctrl_c_while_answering_ends_with_130_and_leaves_no_process(stocked_home: Path) -> None:
    with secondme.open(stocked_home) as memory:
        memory.remember("The puffin boat leaves from Ulva Ferry at nine.")
    program = """
import os, signal, sys
from models import generator
generate = generator.Generator.generate
def interrupted(self, *args, **options):
    print(self.info()["pid"], file=sys.stderr, flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    return generate(self, *args, **options)
generator.Generator.generate = interrupted
from secondme.cli import main
main(["ask", "When does the puffin boat leave from Ulva Ferry?"])
"""
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True)
    assert done.returncode == 130, done.stderr
    assert b"Traceback" not in done.stderr
    engine = int(done.stderr.split()[0])
    with pytest.raises(ProcessLookupError):
        os.kill(engine, 0)
    with secondme.open(stocked_home) as memory:
        assert memory.recall("puffin")


def test_a_program_that_is_told_to_end_leaves_a_whole_memory(home: Path, tree: WriteTree) -> None:
    folder = tree({f"{number}.md": f"Puffin {number}.\n" for number in range(300)})
    with subprocess.Popen([*SECONDME, "add", str(folder)], stdout=subprocess.PIPE) as adding:
        while not (home / "memory.db-wal").exists() and adding.poll() is None:
            pass
        adding.send_signal(signal.SIGTERM)
        adding.communicate()
    with secondme.open(home) as memory:
        memory.add(folder)
        assert memory.status().documents == 300
