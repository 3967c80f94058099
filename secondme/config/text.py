"""The configuration file as text: how it is first written, and where in it a key stands."""

from __future__ import annotations

import textwrap
import tomllib
from typing import Any

from secondme.config.settings import SECTIONS, SETTINGS, Setting, written

WIDTH = 100
HEAD = """\
# What secondme may do, and how. Every setting stands here with its default.
# To change one, remove the "#" before it and save: a running daemon takes it over at once.
# Check this file with: secondme config get
"""


def fresh_text() -> str:
    """The file as it is first written: every setting with its meaning and its default, as comments."""
    parts = [HEAD]
    for section, meaning in SECTIONS.items():
        parts.append(f"\n[{section}]\n# {meaning}\n")
        parts += [_entry(setting) for setting in SETTINGS if setting.section == section]
    return "".join(parts)


def default_line(setting: Setting) -> str:
    """The line that stands for a setting nobody has set: `# seconds = 60.0`."""
    return f"# {setting.key} = {written(setting.default)}"


def line_of(text: str, *path: str) -> int:
    """The line on which a key or table of this valid TOML begins, counted from 1.

    The value is complete at the first line up to which the text holds it; it begins after the last line
    before that up to which the text made sense without it.
    """
    lines = text.splitlines(keepends=True)
    start = 0
    for count in range(1, len(lines) + 1):
        try:
            parsed: Any = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        if _holds(parsed, path):
            break
        start = count
    return start + 1


def _holds(parsed: Any, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(parsed, dict) or name not in parsed:
            return False
        parsed = parsed[name]
    return True


def _entry(setting: Setting) -> str:
    meaning = textwrap.fill(setting.meaning, WIDTH, initial_indent="# ", subsequent_indent="# ")
    return f"\n{meaning}\n{default_line(setting)}\n"
