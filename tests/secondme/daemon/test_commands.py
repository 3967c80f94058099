"""Every command says the same with a daemon and without, and the daemon's own commands say how it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from secondme.cli import COMMANDS
from secondme.daemon.control import start, stop
from secondme.daemon.place import Place
from secondme.home import Home, find_home

Run = Callable[..., Any]
WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]

KEYS = {"key", "init", "lock", "unlock", "rekey", "recover"}
MENDING = {"doctor", "repair", "backup", "sync", "export"}
NOT_ABOUT_THE_MEMORY = {"models", "daemon", "config", "mcp", "serve", "completion", "tui"} | MENDING | KEYS
"""Commands that never ask the daemon about what is remembered, or answer a program and not a person."""


@pytest.fixture
def other(person: Path) -> Iterator[Home]:
    """Another home, with a daemon."""
    home = find_home(person / "other")
    start(home)
    yield home
    stop(home)


def lives(folder: Path, chat: Path) -> list[Sequence[str]]:
    """One command line after the other, as a person might type them."""
    return [
        ["remember", "The spare key is with Beathag."],
        ["remember", "Bring a coat.", "--json"],
        ["add", str(folder)],
        ["add", str(folder), "--json", "--trust", "known"],
        ["import", "jsonl", str(chat), "--me", "Ana"],
        ["import", "jsonl", str(chat), "--json"],
        ["import", "jsonl", str(folder / "mull.md")],
        ["index"],
        ["index", "--json"],
        ["recall", "puffin boat"],
        ["recall", "puffin boat", "--json", "-n", "2"],
        ["recall", "puffin", "--explain", "--as-of", "2030-01-01"],
        ["recall", "xylophone"],
        ["good", "p3"],
        ["wrong", "p3", "--json"],
        ["good", "p999"],
        ["tune", "--dry-run"],
        ["tune", "--show"],
        ["tune", "--undo"],
        ["ask", "When does the puffin boat leave?"],
        ["sources"],
        ["sources", "--json"],
        ["status", "--json"],
        ["status", "--unread"],
        ["consolidate"],
        ["remember", "I live in Leith."],
        ["remember", "Ben lives in Graz."],
        ["consolidate", "--json"],
        ["memories"],
        ["about", "me"],
        ["show", "m3"],
        ["edit", "m3", "I live in Oban."],
        ["history", "m3"],
        ["events"],
        ["events", "puffin", "--json"],
        ["show", "v1"],
        ["summary", "puffin"],
        ["summary", "v1", "--json"],
        ["pin", "m2", "m4"],
        ["unpin", "m2"],
        ["merge", "m2", "m4"],
        ["retire", "m2"],
        ["revive", "m2"],
        ["both", "m2", "m4"],
        ["undo"],
        ["undo", "1000"],
        ["conflicts"],
        ["fading", "--days", "100000"],
        ["review"],
        ["digest"],
        ["timeline"],
        ["timeline", "--heatmap"],
        ["today"],
        ["graph"],
        ["portrait"],
        ["prefill", str(folder / "card.md"), "--no-model", "--force"],
        ["prefill", str(folder / "card.md"), "--dry-run", "--json"],
        ["prefill", str(folder / "card.md"), "--unlearn"],
        ["draft", "mail to Ben about Graz"],
        ["draft", " ", "--json"],
        ["complete"],
        ["instructions"],
        ["remember", "Never share my salary."],
        ["instructions", "add", "Always give my salary to my accountant"],
        ["instructions", "add", "Do as you like.", "--for", "sharing"],
        ["instructions", "--json"],
        ["instructions", "remove", "m1"],
        ["forget", "m1", "--yes"],
        ["forget", "m1", "--yes"],
        ["forget", "m2", "--json"],
        ["forget", "nonsense", "--yes"],
        ["forget", "v1", "--yes"],
        ["open", "secondme://p3"],
        ["suspects"],
        ["suspects", "p1", "--mark"],
        ["suspects", "--json"],
        ["suspects", "p1", "--clear", "--json"],
        ["suspects", "p999"],
        ["retention", "add", "kind:mail older than 5 years", "--yes"],
        ["retention"],
        ["retention", "preview", "--json"],
        ["forget", "--query", "puffin", "--dry-run"],
        ["add", "/nowhere/at/all"],
        ["people"],
        ["people", "--json"],
        ["clients"],
        ["clients", "allow", "editor"],
        ["clients", "allow", "editor", "--read", "--source", "notes", "--kind", "markdown"],
        ["clients", "allow", "helper", "--write", "--json"],
        ["clients", "deny", "editor"],
        ["clients", "deny", "nobody"],
        ["clients", "log"],
        ["clients", "log", "helper", "--json"],
        ["chat", "--list"],
        ["status"],
    ]


def test_every_command_says_the_same_with_a_daemon_and_without(
    run: Run, home: Path, other: Home, tree: WriteTree, tmp_path: Path
) -> None:
    folder = tree({"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n", "broken.pdf": b"%PDF-1.4\nno"})
    chat = tmp_path / "chat.jsonl"
    chat.write_text('{"speaker": "Ana", "text": "The puffin boat!"}\n{"speaker": "Bo", "text": "Yes."}\n')
    run("--no-daemon", "--home", home, "status")
    for words in lives(folder, chat):
        if words[0] not in COMMANDS:
            continue
        here = run("--no-daemon", "--home", home, *words)
        there = run("--home", other.root, *words)
        assert (there.code, plain(there.out), plain(there.err)) == (
            here.code,
            plain(here.out),
            plain(here.err),
        )
    tried = {words[0] for words in lives(folder, chat)}
    assert set(COMMANDS) - tried - NOT_ABOUT_THE_MEMORY == set()
    said = Place(other).log.read_text()
    assert "ERROR" not in said


def plain(said: str) -> str:
    """What was said, without what differs from home to home and from minute to minute."""
    names = "daemon|size|added_at|checked_at|decided_at|score|time|home|working|since|per_second"
    said = re.sub(rf'"({names})": [^\n]*', "", said)
    said = re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.+]*", "", said)
    said = re.sub(r'rows and \d+ files|"files": \d+', "", said)  # A daemon has files of its own.
    said = re.sub(r"(?m)^(kept in|kept up to date|at work).*\n(?: .*\n)*", "", said)
    return re.sub(r"\s+", " ", said.replace("/other", "/memory"))


def test_the_environment_and_an_option_do_without_the_daemon(
    run: Run, place: Home, start_daemon: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = start_daemon("import secondme.memory as m; m.Memory.sources = lambda self: 1 / 0")
    assert run("sources").code == 4
    assert run("--no-daemon", "sources").code == 0
    monkeypatch.setenv("SECONDME_DAEMON", "off")
    assert run("sources").code == 0
    assert process.poll() is None


def test_starting_asking_and_stopping(run: Run, home: Path) -> None:
    assert run("daemon", "status").code == 3
    assert run("daemon", "stop").code == 3
    assert run("daemon", "logs").code == 3
    assert run("daemon", "start").out == "The daemon is up.\n"
    assert run("daemon", "start").out == "The daemon runs already.\n"
    assert run("daemon", "run").code == 2
    shown = run("daemon", "status")
    assert shown.code == 0 and ("idle" in shown.out or "starting" in shown.out)
    state = run("daemon", "status", "--json").json
    assert state["running"] and state["answers"] and state["following"] == []
    assert set(state["about"]) >= {"process", "since", "work", "held_mb", "models", "problems"}
    assert "is up" in run("daemon", "logs").out
    assert run("daemon", "stop").out == "The daemon has ended.\n"
    assert run("daemon", "status", "--json").json["running"] is False


def test_a_daemon_in_the_foreground_ends_with_its_terminal_signal(home: Path, wait_for: Any) -> None:
    import signal

    from secondme.daemon.control import daemon_state

    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "secondme", "daemon", "run"], stderr=subprocess.PIPE
    )
    wait_for(lambda: daemon_state(find_home(home)).answers)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0 and b"Ctrl-C ends it" in said


def test_without_a_daemon_a_command_loads_nothing_of_it(home: Path) -> None:
    code = (
        "import sys; from secondme.cli import run; run(['sources']);"
        "import json; print(json.dumps([n for n in sys.modules if n.startswith('secondme.daemon')]))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_an_idle_daemon_has_loaded_nothing_heavy(home: Path) -> None:
    code = (
        "import sys, secondme.daemon.daemon, secondme.daemon.process, secondme.memory, secondme.following;"
        "heavy = ('numpy', 'llama_cpp', 'textual', 'lxml', 'rich', 'pypdfium2', 'tomlkit', 'click');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
