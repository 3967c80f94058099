"""The engine's process may die in any way; who asked is told, and the next question works."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import EngineDiedError, ModelLoadError
from models.generator import Generator, Message
from models.protocol import Call, Reply, encode, read_calls, read_replies

ENDLESS = [Message("user", "Write a very long story about a lighthouse. Never stop.")]
PATIENCE = 120.0


@pytest.fixture
def generator(smollm: Path) -> Iterator[Generator]:
    with Generator(smollm, context=1024) as opened:
        yield opened


def gone(pid: int) -> bool:
    """Whether the process ends within a patient while."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (signal.SIGKILL, "memory ran out"),
        (signal.SIGSEGV, "a fault inside llama"),
        (signal.SIGTERM, "told to end"),
    ],
)
def test_death_in_the_middle_of_an_answer_is_explained_and_survived(
    generator: Generator, number: signal.Signals, told: str
) -> None:
    stream = generator.generate(ENDLESS, max_tokens=900)
    next(stream)
    os.kill(generator.info()["pid"], number)
    with pytest.raises(EngineDiedError, match=f"{number.name}.*{told}.*a new engine starts") as death:
        stream.text()
    assert death.value.exit_code == 5
    assert generator.generate(ENDLESS, max_tokens=3).text()


def test_everybody_who_waits_is_told(generator: Generator) -> None:
    streams = [generator.generate(ENDLESS, max_tokens=900) for _ in range(3)]
    next(streams[0])
    os.kill(generator.info()["pid"], signal.SIGKILL)
    for stream in streams:
        with pytest.raises(EngineDiedError):
            stream.text()


def test_an_engine_that_dies_while_idle_is_replaced(generator: Generator) -> None:
    first = generator.info()["pid"]
    os.kill(first, signal.SIGKILL)
    assert gone(first)
    deadline = time.monotonic() + PATIENCE
    while generator.info()["pid"] == first and time.monotonic() < deadline:
        time.sleep(0.02)
    assert generator.generate(ENDLESS, max_tokens=3).text()


def test_last_words_are_kept(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    crash = "import os, sys; print('ggml: out of luck', file=sys.stderr, flush=True); os.abort()"
    monkeypatch.setattr("models.process.COMMAND", (sys.executable, "-c", crash))
    with pytest.raises(EngineDiedError, match=r"SIGABRT.*Its last words: ggml: out of luck"):
        generator.info()
    monkeypatch.undo()
    assert generator.info()["pid"]


def test_the_engine_ends_when_its_owner_is_killed(smollm: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path\n"
        "from models.generator import Generator, Message\n"
        f"generator = Generator(Path({str(smollm)!r}), context=1024)\n"
        "stream = generator.generate([Message('user', 'Write a long story.')], max_tokens=900)\n"
        "next(stream)\n"
        "print(generator.info()['pid'], flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        engine = int(owner.stdout.readline())
        owner.kill()
    assert gone(engine)


def test_a_program_that_just_ends_leaves_no_engine_and_no_noise(smollm: Path, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\n"
        "from models.generator import Generator, Message\n"
        f"generator = Generator(Path({str(smollm)!r}), context=1024)\n"
        "stream = generator.generate([Message('user', 'Write a long story.')], max_tokens=900)\n"
        "next(stream)\n"
        "print(generator.info()['pid'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert gone(int(done.stdout))


def test_ctrl_c_in_the_terminal_does_not_reach_the_engine(generator: Generator) -> None:
    engine = generator.info()["pid"]
    assert os.getpgid(engine) != os.getpgid(0)
    stream = generator.generate(ENDLESS, max_tokens=40)
    next(stream)
    os.killpg(os.getpgid(engine), 0)
    assert os.getpgid(engine) != os.getpgid(0)
    stream.close()


def test_a_foreign_package_in_the_current_folder_is_not_loaded(
    generator: Generator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "__init__.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.chdir(tmp_path)
    assert generator.info()["pid"]


def test_a_relative_path_is_understood_from_where_it_was_given(
    smollm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(smollm.parent)
    generator = Generator(Path(smollm.name), context=512)
    monkeypatch.chdir(tmp_path)
    with generator:
        assert generator.count_tokens("hello") >= 1


def test_an_engine_that_cannot_open_its_file_leaves_no_process(tmp_path: Path) -> None:
    before = workers_of_this_process()
    generator = Generator(tmp_path / "absent.gguf")
    with pytest.raises(ModelLoadError):
        generator.info()
    assert workers_of_this_process() <= before


def workers_of_this_process() -> set[int]:
    """Their process ids; other tests' engines may still be open."""
    command = ["ps", "-A", "-o", "pid=,ppid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split(maxsplit=2) for line in listed]
    return {int(pid) for pid, parent, args in rows if int(parent) == os.getpid() and "models.worker" in args}


@pytest.mark.parametrize("text", ["plain", "line\nbreak", "\ud800", "😀", "\0"], ids=ascii)
def test_any_text_passes_through_the_pipe_on_one_line(text: str) -> None:
    line = encode(Call(7, "count", {"text": text}))
    assert line.count(b"\n") == 1
    assert list(read_calls(io.BytesIO(line))) == [Call(7, "count", {"text": text})]
    reply = Reply(7, "token", {"text": text})
    assert list(read_replies(io.BytesIO(encode(reply)))) == [reply]


def test_bytes_follow_their_line_and_the_next_line_follows_them() -> None:
    calls = [Call(1, "load", {"a": 1}, b"\n{not json}\n" * 1000), Call(2, "count", {"text": "x"})]
    assert list(read_calls(io.BytesIO(b"".join(map(encode, calls))))) == calls


@pytest.mark.parametrize("left", [1, 10, 40, 60])
def test_a_pipe_that_ends_in_the_middle_of_a_call_ends_the_calls(left: int) -> None:
    whole = encode(Call(1, "load", {}, b"x" * 50))
    assert list(read_calls(io.BytesIO(whole[:-left]))) == []
