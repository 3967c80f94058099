"""The README's commands are run as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from secondme.cli import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = [
    line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines()
]
MAY_NOT_KNOW = {"ask": {0, 3}}
"""The tiny model of the tests may find no answer; that is an answer too."""


def test_the_readme_shows_the_daily_commands() -> None:
    assert {shlex.split(line)[1] for line in CONSOLE} >= {
        "add",
        "import",
        "remember",
        "recall",
        "ask",
        "status",
    }


@pytest.mark.slow
def test_every_command_of_the_readme_runs_in_an_empty_home(stocked_home: Path) -> None:
    for line in CONSOLE:
        program, *arguments = shlex.split(line)
        assert program == "secondme"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "secondme", *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode in MAY_NOT_KNOW.get(arguments[0], {0}), f"{line}\n{done.stdout}{done.stderr}"
        assert done.stdout.strip(), line


def test_the_readme_names_every_command() -> None:
    for name in COMMANDS:
        assert f"secondme {name}" in README or f"`{name}`" in README, name


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


@pytest.mark.parametrize("target", re.findall(r"make (\w+)", README))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
