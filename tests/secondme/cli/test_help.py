"""The commands explain themselves: each with what it does, an example and its exit codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pytest

from secondme.cli import COMMANDS, cli, load_command

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]

JSON_COMMANDS = [
    "add",
    "import",
    "remember",
    "recall",
    "ask",
    "forget",
    "index",
    "sources",
    "clients",
    "status",
]


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = load_command(name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


def command_of(words: tuple[str, ...]) -> click.Command:
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return command


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_explains_itself_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    ended = run(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Example" in ended.out
    assert f"secondme {' '.join(words)}" in ended.out
    if len(words) == 1:
        assert "Exit codes: 0 " in " ".join(ended.out.split())


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_says_what_it_does_in_one_line(words: tuple[str, ...]) -> None:
    first = (command_of(words).help or "").split("\n\n")[0]
    assert first.endswith(".") and len(first) < 200


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_lists_below_a_command_are_not_run_together(words: tuple[str, ...]) -> None:
    paragraphs = re.split(r"\n\s*\n", command_of(words).epilog or "")
    assert not [each for each in paragraphs if "\b" not in each and re.search(r"\n {2}\S", each)]
    assert not [each for each in paragraphs if "Exit codes:" in each[1:]]


def test_the_overview_names_every_command_and_every_exit_code(run: Run) -> None:
    for arguments in (["--help"], ["-h"]):
        out = run(*arguments).out
        for name, line in COMMANDS.items():
            assert name in out and line in out
        for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 130):
            assert f"\n    {code} " in out or f"\n  {code} " in out, code


def test_a_name_that_was_mistyped_is_answered_with_the_one_that_was_meant(run: Run) -> None:
    for typed, meant in {"reca": "recall", "statsu": "status"}.items():
        ended = run(typed)
        assert ended.code == 2 and f"Did you mean {meant}?" in ended.err
    assert "secondme --help" in run("frobnicate").err


def test_the_version_is_told(run: Run) -> None:
    import secondme

    assert secondme.__version__ in run("--version").out


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_what_shows_something_has_json(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert "--json" in [option for parameter in command.params for option in parameter.opts]
