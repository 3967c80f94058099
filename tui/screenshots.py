"""Screenshots: the real app over a real memory, drawn as SVG for the documentation.

`make screenshots` takes them over the invented life in docs/demo.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import SecondmeApp

WIDE, SMALL = (120, 36), (80, 24)
PATIENCE = 300.0
"""Seconds to wait for an answer; a small machine may need a minute for the first one."""
_WEB_FONT = re.compile(r",?\s*url\([^)]*\) format\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What to show. typed: into the question. keys: pressed after it, each once all is quiet."""

    name: str
    typed: str = ""
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE
    theme: str = "lamplight"


SCENES = (
    Scene("welcome"),
    Scene("finding", "puffin boat", ("down",)),
    Scene("answer", "When is Ajda's recital and what will she play?", ("enter", "down")),
    Scene("unknown", "What is Jurij's blood group?", ("enter",)),
    Scene("small", "puffin boat", ("down",), SMALL),
    Scene("paper", "puffin boat", ("down",), theme="paper"),
    Scene("help", keys=("f1",)),
    Scene("add-folder", keys=("ctrl+o",)),
    Scene("people", keys=("ctrl+g", "p", "down")),
    Scene("review", keys=("ctrl+g", "v")),
    Scene("memories", keys=("ctrl+g", "m", "down", "down", "down")),
    Scene("recall", keys=("ctrl+g", "r", *"puffin", "ctrl+t", "ctrl+t", "down", "x")),
    Scene("models", keys=("ctrl+g", "o")),
    Scene("timeline", keys=("ctrl+g", "t", "p", "p")),
)


def take_screenshots(home: Path, folder: Path, scenes: Iterable[Scene] = SCENES) -> list[Path]:
    """Draws each scene over the memory at `home` into `folder`/NAME.svg; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for scene in scenes:
        file = folder / f"{scene.name}.svg"
        file.write_text(asyncio.run(draw(home, scene)), encoding="utf-8")
        files.append(file)
    return files


async def draw(home: Path, scene: Scene) -> str:
    """One scene as SVG, without links to fonts on the web: a picture that tells no one it is looked at."""
    from tui.app import SecondmeApp

    app = SecondmeApp(home)
    try:
        async with app.run_test(size=scene.size) as pilot:
            app.theme = scene.theme
            await settle(pilot)
            await _play(app, pilot, scene)
            return _WEB_FONT.sub("", app.export_screenshot(title="secondme"))
    finally:
        app.gateway.close()


async def settle(pilot: Pilot[None], patience: float = PATIENCE) -> None:
    """Waits until typing has been noticed and no worker is busy."""
    await pilot.pause(0.15)
    await asyncio.wait_for(pilot.app.workers.wait_for_complete(), patience)
    await pilot.pause(0.1)
    await asyncio.wait_for(pilot.app.workers.wait_for_complete(), patience)
    await pilot.pause(0.05)


async def _play(app: SecondmeApp, pilot: Pilot[None], scene: Scene) -> None:
    from tui.ask.question_input import QuestionInput

    if scene.typed:
        app.screen.query_one(QuestionInput).value = scene.typed
        await settle(pilot)
    for key in scene.keys:
        await pilot.press(key)
        await settle(pilot)
