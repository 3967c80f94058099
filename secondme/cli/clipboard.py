"""Copies text for pasting elsewhere: by the desktop's own program, else by the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from secondme.errors import UsageError
from secondme.harmless import harmless

PROGRAMS: Sequence[tuple[str, Sequence[str]]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""Programs, each with the variable that is set where it works."""
SECONDS = 5.0
MOST_BYTES = 74_994
"""What fits into the escape sequence in most terminals, before base64."""


def copy(text: str) -> None:
    """Copies the text. Raises UsageError where there is neither a desktop nor a terminal."""
    plain = harmless(text)
    program = find_program(os.environ)
    if program is not None and _is_copied(program, plain):
        return
    if not sys.stderr.isatty():
        raise UsageError(
            "There is no clipboard here. Nothing was copied. Install wl-copy, xclip or xsel, or use a "
            "terminal that copies."
        )
    sys.stderr.write(osc_52(plain))
    sys.stderr.flush()


def find_program(surroundings: Mapping[str, str]) -> Sequence[str] | None:
    """The command that copies its standard input; None where there is none."""
    for variable, program in PROGRAMS:
        if (not variable or surroundings.get(variable)) and shutil.which(program[0]):
            return program
    return None


def osc_52(text: str) -> str:
    """The escape sequence by which a terminal copies a text. Raises UsageError for one that is too long."""
    content = text.encode("utf-8", "replace")
    if len(content) > MOST_BYTES:
        raise UsageError(
            f"A terminal copies at most {MOST_BYTES:,} bytes, and this is {len(content):,}. "
            "Nothing was copied."
        )
    return f"\x1b]52;c;{base64.b64encode(content).decode()}\a"


def _is_copied(program: Sequence[str], text: str) -> bool:
    """Whether the program took it. It may live on to hand the text out, so nothing of it is waited for."""
    try:
        done = subprocess.run(
            program,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
