"""Drawings of the app: made of what is on its screen, kept as text, held against what was kept.

A drawing is kept as its lines and, below them, the colours of each: a twentieth of an SVG, and a change of it
can be read. Where one differs, the old and the new one are drawn as SVG beside each other, and it is said
where. `make snapshots` keeps what is drawn now.
"""

from __future__ import annotations

import difflib
import io
import os
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.widgets import Input

from tui.app import SecondmeApp
from tui.counting import counted

KEPT = Path(__file__).parent / "drawings"
SIZES = ((80, 24), (120, 36))
THEMES = ("lamplight", "ink")
"""The usual one, and one of high contrast."""
PAGE = (
    "<!doctype html><meta charset=utf-8><title>As it was, and as it is</title>"
    "<style>body{display:grid;grid-template-columns:1fr 1fr;gap:1em}img{width:100%}</style>"
)
STORED = re.compile(r"\b\d\d kB")
"""How much a backup takes: it holds what is random, and comes to some bytes more or less each time."""
MOST_TOLD = 60
"""Lines of differences that are told at once."""

Pilot = Any
Until = Callable[..., Awaitable[None]]
Run = tuple[str, str]
"""Characters side by side in one style, and that style as Rich writes it."""
Rows = Sequence[Sequence[Run]]


# Drawings


def draw(app: SecondmeApp) -> str:
    """What is on the screen: a line of text for each row, then a line of styles, then what they are."""
    console = Console(width=app.size.width, file=io.StringIO(), color_system="truecolor")
    screen = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    seen = [segment for segment in console.render(screen) if not segment.control]
    return write([runs_of(row) for row in Segment.split_lines(seen)])


def runs_of(row: Iterable[Segment]) -> list[Run]:
    """Neighbours of one style together."""
    styled = [(STORED.sub("XX kB", one.text), say(one.style or Style())) for one in row]
    return [
        ("".join(text for text, _ in run), style) for style, run in groupby(styled, key=lambda one: one[1])
    ]


def say(style: Style) -> str:
    """`bold #8fb4c9 on #13171b`, and nothing of what cannot be seen."""
    ways = [way for way in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, way)]
    return " ".join([*ways, str(Style(color=style.color, bgcolor=style.bgcolor))])


def write(rows: Rows) -> str:
    """The drawing as it is kept."""
    styled = sorted({style for row in rows for _, style in row})
    names = {style: str(number) for number, style in enumerate(styled, 1)}
    lines = ["".join(text for text, _ in row).rstrip() for row in rows]
    styles = [" ".join(f"{names[style]}x{len(text)}" for text, style in row) for row in rows]
    legend = [f"{name} {style}" for style, name in names.items()]
    return "\n".join([*lines, "--", *styles, "--", *legend, ""])


def read(kept: str) -> list[list[Run]]:
    """The rows of a drawing that was kept."""
    lines, styles, legend = (part.split("\n") for part in kept.rstrip("\n").split("\n--\n"))
    names = dict(line.split(" ", 1) for line in legend)
    return [list(_cut(line, runs, names)) for line, runs in zip(lines, styles, strict=True)]


def _cut(line: str, runs: str, names: dict[str, str]) -> Iterable[Run]:
    at = 0
    for name, length in (run.split("x") for run in runs.split()):
        yield line[at : at + int(length)].ljust(int(length)), names[name]
        at += int(length)


def picture(rows: Rows, title: str) -> str:
    """The drawing as an SVG that fetches no font from the web."""
    width = sum(len(text) for text, _ in rows[0])
    console = Console(width=width, file=io.StringIO(), color_system="truecolor", record=True)
    for row in rows:
        console.print(Text.assemble(*row), no_wrap=True, crop=False)
    return console.export_svg(title=title).replace("https://cdnjs.cloudflare.com", "")


# Comparing


@dataclass
class Album:
    """What is drawn in a test, held against what is kept. folder: where differences are shown."""

    folder: Path
    drawn: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """Fails with all that differ, each drawn beside what it was; or keeps them, if that is wanted."""
        if "ACCEPT_SNAPSHOTS" in os.environ:
            self._keep()
        elif differing := {name: kept for name in self.drawn if (kept := kept_of(name)) != self.drawn[name]}:
            told = "\n".join(self._told(differing)[:MOST_TOLD])
            pytest.fail(
                f"{counted(len(differing), 'drawing')} other than kept: {', '.join(differing)}\n{told}\n"
                f"See them side by side: {self._show(differing)}\n"
                "If they are as they should be: make snapshots",
                pytrace=False,
            )

    def _keep(self) -> None:
        KEPT.mkdir(exist_ok=True)
        for name, drawing in self.drawn.items():
            (KEPT / f"{name}.txt").write_text(drawing, encoding="utf-8")

    def _told(self, differing: dict[str, str]) -> list[str]:
        lines: list[str] = []
        for name, kept in differing.items():
            before, now = kept.split("\n"), self.drawn[name].split("\n")
            lines += difflib.unified_diff(before, now, f"{name} kept", f"{name} now", lineterm="", n=0)
        return lines

    def _show(self, differing: dict[str, str]) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        images = []
        for name, kept in differing.items():
            for when, drawing in (("kept", kept), ("now", self.drawn[name])):
                if drawing:
                    svg = picture(read(drawing), f"{name}, {when}")
                    (self.folder / f"{name}.{when}.svg").write_text(svg, encoding="utf-8")
                images.append(f'<img src="{name}.{when}.svg" alt="{name}, {when}">')
        page = self.folder / f"{next(iter(differing))}.html"
        page.write_text(PAGE + "".join(images), encoding="utf-8")
        return page


def kept_of(name: str) -> str:
    file = KEPT / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


async def come_to_rest(pilot: Pilot) -> str:
    """The drawing, once nothing is under way and the screen stays as it is; no cursor blinks."""
    for screen in pilot.app.screen_stack:
        for typed in screen.query(Input):
            typed.cursor_blink = False
    before = ""
    while before != (before := draw(pilot.app)) or not all(one.is_finished for one in pilot.app.workers):
        await pilot.pause(0.05)
    return before
