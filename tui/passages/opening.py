"""Opening a file where a passage stands: in the person's editor, else with the desktop's own program."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from tui.plain_text import visible

if TYPE_CHECKING:
    from secondme.recall.hit import Hit

_PLUS_LINE = {
    "vi",
    "vim",
    "nvim",
    "nano",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "ne",
    "mg",
    "gedit",
    "jed",
}
_COLON_LINE = {"hx", "helix", "subl", "zed"}
_GOTO_LINE = {"code", "codium", "code-insiders", "cursor"}
_WINDOWED = _GOTO_LINE | {"subl", "zed", "gedit", "kate", "gvim", "mate"}
_SEARCHABLE_BYTES = 64_000_000
_TEXT_SUFFIXES = {".md", ".markdown", ".txt", ".text", ".json", ".jsonl"}


@dataclass(frozen=True, slots=True)
class Opening:
    """A command to run. in_terminal: it needs the terminal, so the app steps aside until it ends."""

    command: tuple[str, ...]
    in_terminal: bool


def plan_opening(path: Path, line: int | None, environment: Mapping[str, str], platform: str) -> Opening:
    """How to open `path`, at `line` where that can be said. platform: as in `sys.platform`.

    `$VISUAL` and `$EDITOR` are for texts; everything else is for the desktop.
    """
    editor = shlex.split(environment.get("VISUAL") or environment.get("EDITOR") or "")
    if editor and path.suffix.lower() in _TEXT_SUFFIXES:
        name = Path(editor[0]).name
        return Opening((*editor, *_place(name, str(path), line)), name not in _WINDOWED)
    return Opening(("open" if platform == "darwin" else "xdg-open", str(path)), False)


def find_line(hit: Hit) -> int | None:
    """The line at which a passage begins; that of a message is looked for in its export, unless that is huge.

    Raises OSError when the export cannot be read.
    """
    if hit.locator.kind != "message" or hit.path is None or hit.path.stat().st_size > _SEARCHABLE_BYTES:
        return hit.locator.start if hit.locator.kind == "lines" else None
    named = json.dumps(hit.locator.message, ensure_ascii=False).encode()
    with hit.path.open("rb") as file:
        return next((number for number, line in enumerate(file, 1) if named in line), None)


def _place(editor: str, path: str, line: int | None) -> tuple[str, ...]:
    if line is None:
        return (path,)
    if editor in _PLUS_LINE:
        return (f"+{line}", path)
    if editor in _COLON_LINE:
        return (f"{path}:{line}",)
    return ("--goto", f"{path}:{line}") if editor in _GOTO_LINE else (path,)


def open_hit(app: App[None], hit: Hit) -> None:
    """Opens the file of a hit; what prevents it is said on the screen."""
    if hit.path is None:
        app.notify("This was told, so there is no file to open.", markup=False)
        return
    try:
        line = find_line(hit) if hit.path.stat() else None
    except OSError as error:
        text = f"{visible(str(hit.path))} cannot be opened: {error.strerror}."
        app.notify(text, severity="warning", markup=False)
        return
    opening = plan_opening(hit.path, line, os.environ, sys.platform)
    try:
        _run(app, opening)
    except FileNotFoundError:
        text = f"There is no {visible(opening.command[0])} here. Set $EDITOR to the editor you like."
        app.notify(text, severity="warning", markup=False)
    except SuspendNotSupported:
        app.notify("This terminal cannot be shared with an editor.", severity="warning", markup=False)


def _run(app: App[None], opening: Opening) -> None:
    if opening.in_terminal:
        with app.suspend():
            subprocess.run(opening.command, check=False)
        return
    subprocess.Popen(
        opening.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
