"""Sets one value in the configuration file and keeps all else as it is: comments, order, spaces."""

from __future__ import annotations

import contextlib
import os
import threading
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from secondme.config.loading import parse_text, unknown_problem, value_problem
from secondme.config.settings import BY_NAME, Setting, written
from secondme.config.text import default_line, fresh_text
from secondme.durable import write_whole
from secondme.errors import ConfigError, UsageError

YES = {"true", "yes", "on"}
NO = {"false", "no", "off"}
_CHANGING = threading.Lock()
"""Held from reading the file to writing it: the app keeps a theme and another setting from two threads."""


def find_setting(name: str) -> Setting:
    """The setting of that name. Raises UsageError, which names the nearest one."""
    if name not in BY_NAME:
        said = unknown_problem(name)
        raise UsageError(f"{said[0].upper()}{said[1:]} See them all with: secondme config get")
    return BY_NAME[name]


def parse_value(setting: Setting, words: Sequence[str]) -> Any:
    """The value that was typed, in TOML's form or plainly: `yes`, `30`, `gentle`, `*.log drafts/`.

    Raises UsageError when it breaks the setting's rule.
    """
    value = _as_list(words) if isinstance(setting.default, tuple) else _as_one(" ".join(words))
    try:
        return setting.rule(value)
    except ValueError as error:
        raise UsageError(f"{value_problem(setting.name, value, str(error))} Nothing was changed.") from error


def ensure_file(path: Path) -> None:
    """Writes the configuration file with every setting as a comment, when there is none."""
    if not path.exists():
        _write(path, fresh_text())


def set_value(path: Path, setting: Setting, value: Any) -> tuple[str, ...]:
    """Sets a value that keeps the setting's rule; returns what else is wrong with the file.

    Threads may do so at once. Raises ConfigError when the file is no TOML, so that there is no telling where
    the value belongs.
    """
    with _CHANGING:
        return _set_value(path, setting, value)


def _set_value(path: Path, setting: Setting, value: Any) -> tuple[str, ...]:
    text = path.read_text("utf-8") if path.exists() else fresh_text()
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems = "\n".join(parse_text(text, path.name).problems)
        raise ConfigError(f"{problems}\nNothing was changed. Mend the file: secondme config edit") from error
    if not isinstance(wanted.setdefault(setting.section, {}), dict):
        raise ConfigError("\n".join((*parse_text(text, path.name).problems, "Nothing was changed.")))
    wanted[setting.section][setting.key] = list(value) if isinstance(value, tuple) else value
    changed = _uncommented(text, setting, value)
    if changed is None or not _means(changed, wanted):
        changed = _placed(text, setting, wanted[setting.section][setting.key])
    _write(path, changed)
    return parse_text(changed, path.name).problems


def _as_list(words: Sequence[str]) -> Any:
    if len(words) == 1 and isinstance(parsed := _as_toml(words[0]), list):
        return parsed
    return list(words)


def _as_one(word: str) -> Any:
    if word.lower() in YES | NO:
        return word.lower() in YES
    return _as_toml(word)


def _as_toml(word: str) -> Any:
    """The value in TOML's form; the word itself where it is none."""
    try:
        parsed = tomllib.loads(f"value = {word}")
    except tomllib.TOMLDecodeError:
        return word
    return parsed["value"] if set(parsed) == {"value"} else word


def _uncommented(text: str, setting: Setting, value: Any) -> str | None:
    """The text with the comment that shows the default turned into the value; None without one."""
    lines = text.split("\n")
    section = ""
    for place, line in enumerate(lines):
        plain = line.strip()
        if plain.startswith("["):
            section = plain.strip("[] ")
        elif section == setting.section and plain == default_line(setting):
            lines[place] = f"{setting.key} = {written(value)}"
            return "\n".join(lines)
    return None


def _placed(text: str, setting: Setting, value: Any) -> str:
    """The text with the value put by a library that keeps comments."""
    import tomlkit

    document = tomlkit.parse(text)
    if setting.section not in document:
        document[setting.section] = tomlkit.table()
    document[setting.section][setting.key] = value
    return tomlkit.dumps(document)


def _means(text: str, wanted: dict[str, Any]) -> bool:
    with contextlib.suppress(tomllib.TOMLDecodeError):
        return tomllib.loads(text) == wanted
    return False


def _write(path: Path, text: str) -> None:
    """All of it or nothing; a link, as people keep to their collected settings, stays a link."""
    target = path.resolve()
    temporary = target.with_name(f"{target.name}.{os.getpid()}.new")
    write_whole(target, text.encode("utf-8"), unfinished=temporary)
