"""Reads the configuration: what is set, defaults for the rest, every violation with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.options import Options
from secondme.config.settings import BY_NAME, SECTIONS, SETTINGS, SHARES, written
from secondme.config.text import line_of
from secondme.errors import ConfigError
from secondme.home import Home

LARGEST_BYTES = 200_000
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")


@dataclass(frozen=True, slots=True)
class DaemonSettings:
    """How the daemon works; the meaning of each is in `secondme.config.settings`."""

    work: str | float = "normal"
    paused: bool = False
    pause_on_battery: bool = True
    pause_above_load: float = 2.0
    memory_mb: int = 0
    idle_minutes: float = 5.0
    lock_minutes: float = 60.0
    reconcile_minutes: float = 30.0
    poll_minutes: float = 5.0
    settle_seconds: float = 2.0
    log_mb: int = 5

    @property
    def share(self) -> float:
        """The share of the time in which it may work, 0.05 to 1.0."""
        return SHARES[self.work] if isinstance(self.work, str) else self.work


@dataclass(frozen=True, slots=True)
class RecallSettings:
    """How things are found; the meaning of each is in `secondme.config.settings`."""

    reranker: str = "tuned"
    reranker_seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """A model on another machine; the meaning of each is in `secondme.config.settings`."""

    url: str = ""
    model: str = ""
    allow_public: bool = False
    mask: tuple[str, ...] = ()
    mask_dates: bool = False
    context: int = 4096
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """Backups; the meaning of each is in `secondme.config.settings`."""

    every_hours: float = 24.0
    keep_daily: int = 7
    keep_weekly: int = 4
    keep_monthly: int = 12
    drill_days: float = 30.0
    identity: str = ""


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """Machines kept in step; the meaning of each is in `secondme.config.settings`."""

    every_minutes: float = 15.0


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Other programs that ask; the meaning of each is in `secondme.config.settings`."""

    mask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppSettings:
    """How the app looks; the meaning of each is in `secondme.config.settings`."""

    theme: str = "lamplight"
    dates: str = "system"
    clock: str = "system"


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. problems: what the file has wrong, a sentence each; defaults stand in for those."""

    files: Options = field(default_factory=Options)
    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    problems: tuple[str, ...] = ()
    recall: RecallSettings = field(default_factory=RecallSettings)
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    clients: ClientSettings = field(default_factory=ClientSettings)
    backup: BackupSettings = field(default_factory=BackupSettings)
    sync: SyncSettings = field(default_factory=SyncSettings)
    app: AppSettings = field(default_factory=AppSettings)

    def checked(self) -> Config:
        """Itself; ConfigError with every violation when the file has any.

        For whatever takes files in: what the person wanted left out must not slip in over a typing error.
        """
        if self.problems:
            raise ConfigError(
                "\n".join(self.problems) + "\nNothing was changed. Mend the file: secondme config edit"
            )
        return self

    def value(self, name: str) -> Any:
        """The value of `files.seconds`; KeyError when there is no such setting."""
        setting = BY_NAME[name]
        return getattr(getattr(self, setting.section), setting.key)


def load_config(home: Home) -> Config:
    """The configuration of this home. A file that breaks the rules raises nothing: see `Config.problems`."""
    return parse_config(home.config)


def parse_config(path: Path) -> Config:
    """The configuration in this file; all defaults when there is none."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return Config(problems=(f"{path.name} is larger than {LARGEST_BYTES:,} bytes.",))
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except OSError as error:
        return Config(problems=(f"{path.name} cannot be read: {error.strerror}.",))
    except UnicodeDecodeError:
        return Config(problems=(f"{path.name} is not UTF-8 text.",))
    return parse_text(text, path.name)


def parse_text(text: str, name: str) -> Config:
    """The configuration in this text; `name` is the file's, for messages."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Config(problems=(_syntax_problem(str(error), name),))
    values, problems = _checked(raw)
    told = sorted((line_of(text, *path), sentence) for path, sentence in problems)
    return Config(
        Options(**values["files"]),
        DaemonSettings(**values["daemon"]),
        tuple(f"{name}, line {line}: {sentence}" for line, sentence in told),
        RecallSettings(**values["recall"]),
        EndpointSettings(**values["endpoint"]),
        ClientSettings(**values["clients"]),
        BackupSettings(**values["backup"]),
        SyncSettings(**values["sync"]),
        AppSettings(**values["app"]),
    )


def unknown_problem(name: str) -> str:
    """What is said about a setting that does not exist, with the nearest one that does."""
    section, _, key = name.rpartition(".")
    near = difflib.get_close_matches(key, [setting.key for setting in SETTINGS], n=1)
    alike = [setting for setting in SETTINGS if near and setting.key == near[0]]
    meant = next((one for one in alike if one.section == section), alike[0] if alike else None)
    return f"there is no setting {name}" + (f"; do you mean {meant.name}?" if meant else ".")


def value_problem(name: str, value: Any, must_be: str) -> str:
    """What is said about a value that breaks its rule."""
    return f"{name} must be {must_be}; it is {_shown(value)}."


_Problems = list[tuple[tuple[str, ...], str]]


def _checked(raw: dict[str, Any]) -> tuple[dict[str, dict[str, Any]], _Problems]:
    values: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    problems: _Problems = []
    for section, entries in raw.items():
        if section not in SECTIONS or not isinstance(entries, dict):
            problems.append(((section,), _section_problem(section)))
            continue
        for key, value in entries.items():
            setting = BY_NAME.get(f"{section}.{key}")
            if setting is None:
                problems.append(((section, key), unknown_problem(f"{section}.{key}")))
                continue
            try:
                values[section][key] = setting.rule(value)
            except ValueError as error:
                problems.append(((section, key), value_problem(setting.name, value, str(error))))
    return values, problems


def _section_problem(section: str) -> str:
    if section in SECTIONS:
        return f"{section} must be a section: [{section}]."
    inside = next((one for one in SETTINGS if one.key == section), None)
    if inside is not None:
        return f"{section} must stand below [{inside.section}]."
    near = difflib.get_close_matches(section, SECTIONS, n=1)
    return f"there is no section [{section}]" + (f"; do you mean [{near[0]}]?" if near else ".")


def _shown(value: Any) -> str:
    shown = written(value) if isinstance(value, (str, bool, int, float, list)) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _syntax_problem(said: str, name: str) -> str:
    found = _AT_LINE.search(said)
    line = f", line {found[1]}" if found and found[1] else ""
    return f"{name}{line}: {_AT_LINE.sub('', said)}."
