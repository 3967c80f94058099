"""The one table of settings: it makes the defaults, the text of the file, the checks and `config get`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ingest.options import DEFAULTS
from models.address import parse_address

Rule = Callable[[Any], Any]
"""The value as the program takes it; ValueError with what it must be, to continue "NAME must be "."""

SHARES = {"gentle": 0.25, "normal": 0.5, "full": 1.0}
SECTIONS = {
    "files": "Which files are looked at, and how they are read.",
    "recall": "How things are found.",
    "daemon": "How the daemon works in the background.",
    "sync": "Machines kept in step. Set it up with: secondme sync FOLDER",
    "backup": "Backups. Set them up with: secondme backup create --init --to FOLDER",
    "clients": "Other programs that ask this memory. What each may do: secondme clients",
    "endpoint": "A model on another machine that answers. Set it with: secondme models use-endpoint",
    "app": "How the app looks.",
}
RERANKERS = ("tuned", "off", "model", "generator")
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9_/]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key. section and key: its place in the file; meaning: one or two sentences for a person."""

    section: str
    key: str
    default: Any
    meaning: str
    rule: Rule

    @property
    def name(self) -> str:
        """`files.seconds`."""
        return f"{self.section}.{self.key}"


def written(value: Any) -> str:
    """A value as it stands in a TOML file; lists and tuples become arrays."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(written(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False, default=str)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _number(least: float, most: float) -> Rule:
    said = f"a number from {least:g} to {most:,.0f}"

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise ValueError(said)
        return float(value)

    return check


def _count(least: int, most: int) -> Rule:
    said = f"a whole number from {least:,} to {most:,}"

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(said)
        return value

    return check


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError('a list of texts, such as ["*.log", "drafts/"]')
    return tuple(value)


def _languages(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(_is_language(one) for one in value):
        raise ValueError('a list of Tesseract\'s names of languages, such as ["eng", "deu"]')
    return tuple(value)


def _is_language(value: Any) -> bool:
    return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


def _reranker(value: Any) -> str:
    if value not in RERANKERS:
        raise ValueError('"tuned", "off", "model" or "generator"')
    return str(value)


def _one_of(*names: str) -> Rule:
    quoted = [f'"{name}"' for name in names]
    said = f"{', '.join(quoted[:-1])} or {quoted[-1]}"

    def check(value: Any) -> str:
        if str(value) not in names or isinstance(value, bool):
            raise ValueError(said)
        return str(value)

    return check


def _share(value: Any) -> str | float:
    is_share = isinstance(value, (int, float)) and not isinstance(value, bool) and 0.05 <= value <= 1.0
    if not is_share and (not isinstance(value, str) or value not in SHARES):
        raise ValueError('"gentle", "normal", "full" or a share of the time from 0.05 to 1.0')
    return value if isinstance(value, str) else float(value)


def _url(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("an address such as http://192.168.1.20:8080/v1")
    return parse_address(value).url if value.strip() else ""


def _path(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("the path of a file")
    return value.strip()


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError("a name of at most 200 characters")
    return value.strip()


SETTINGS: tuple[Setting, ...] = (
    Setting("files", "hidden", DEFAULTS.hidden, "Files and folders whose name begins with a dot too.", _flag),
    Setting(
        "files",
        "exclude",
        DEFAULTS.exclude,
        "What is never looked at: patterns as in a .gitignore, against the path below the source.",
        _words,
    ),
    Setting("files", "code", DEFAULTS.code, "Source code too.", _flag),
    Setting(
        "files",
        "largest_mb",
        DEFAULTS.largest_mb,
        "No larger file is read, whatever its format; megabytes.",
        _count(1, 1_000_000),
    ),
    Setting(
        "files",
        "seconds",
        DEFAULTS.seconds,
        "How long one file may take to read before it is given up; seconds.",
        _number(1, 86_400),
    ),
    Setting(
        "files",
        "memory_mb",
        DEFAULTS.memory_mb,
        "How much memory reading one file may take before it is given up; megabytes.",
        _count(100, 1_000_000),
    ),
    Setting("files", "ocr", DEFAULTS.ocr, "Read the text in pictures, where Tesseract is installed.", _flag),
    Setting(
        "files",
        "ocr_languages",
        DEFAULTS.ocr_languages,
        "The languages of the text in pictures, by Tesseract's names.",
        _languages,
    ),
    Setting(
        "recall",
        "reranker",
        "tuned",
        'Whether the first hits are looked at again: "tuned" (only where secondme tune has shown that it '
        'pays), "off", "model" (by a reranking model), "generator" (by the language model).',
        _reranker,
    ),
    Setting(
        "recall",
        "reranker_seconds",
        2.0,
        "How long looking again may take; the hits that are left then keep their order; seconds.",
        _number(0.1, 60),
    ),
    Setting(
        "daemon",
        "work",
        "normal",
        'How much of the time it works: "gentle" (a quarter), "normal" (half), "full" (all), or a share '
        "from 0.05 to 1.0. Questions are always answered at full speed.",
        _share,
    ),
    Setting(
        "daemon",
        "paused",
        False,
        "Nothing new is read until you say otherwise, by the daemon or the app; questions are answered "
        "all the same.",
        _flag,
    ),
    Setting("daemon", "pause_on_battery", True, "Rest while the machine runs on its battery.", _flag),
    Setting(
        "daemon",
        "pause_above_load",
        2.0,
        "Rest while more programs than this want each processor core (the load); 0: never rest for it.",
        _number(0, 1_000),
    ),
    Setting(
        "daemon",
        "memory_mb",
        0,
        "The most memory it may hold, models included; megabytes. Above it models and caches are let go. "
        "0: half of this machine's memory.",
        _count(0, 10_000_000),
    ),
    Setting(
        "daemon",
        "idle_minutes",
        5.0,
        "After so long without a question or work, models are let go until they are needed again.",
        _number(0.1, 10_000),
    ),
    Setting(
        "daemon",
        "lock_minutes",
        60.0,
        "After so long without a question or work, a memory behind a passphrase is locked. "
        "0: only when you say so.",
        _number(0, 100_000),
    ),
    Setting(
        "daemon",
        "reconcile_minutes",
        30.0,
        "How often all sources are compared with the disk, to find what no event told of.",
        _number(1, 10_000),
    ),
    Setting(
        "daemon",
        "poll_minutes",
        5.0,
        "How often folders that cannot be watched are looked at, such as network folders.",
        _number(0.5, 10_000),
    ),
    Setting(
        "daemon",
        "settle_seconds",
        2.0,
        "How long a changed file must stay as it is before it is read.",
        _number(0.1, 3_600),
    ),
    Setting(
        "daemon",
        "log_mb",
        5,
        "How large the log grows before it is turned over; one earlier log is kept; megabytes.",
        _count(1, 1_000),
    ),
    Setting(
        "backup",
        "every_hours",
        24.0,
        "How often the daemon backs up, once a place is set up; 0: only when you say so.",
        _number(0, 10_000),
    ),
    Setting(
        "backup",
        "keep_daily",
        7,
        "Of so many days the last snapshot is kept; the newest of all always is.",
        _count(0, 10_000),
    ),
    Setting("backup", "keep_weekly", 4, "Of so many weeks too.", _count(0, 10_000)),
    Setting("backup", "keep_monthly", 12, "Of so many months too.", _count(0, 10_000)),
    Setting(
        "backup",
        "drill_days",
        30.0,
        "How often it is tried whether a backup comes back; 0: only when you say so.",
        _number(0, 10_000),
    ),
    Setting(
        "backup",
        "identity",
        "",
        "A file of age identities that opens the backup, so that the daemon can try it unasked; empty: you "
        "are reminded.",
        _path,
    ),
    Setting(
        "sync",
        "every_minutes",
        15.0,
        "How often the daemon syncs, once a folder is set up; 0: only when you say so.",
        _number(0, 100_000),
    ),
    Setting(
        "clients",
        "mask",
        (),
        "Words and phrases of your own that no other program is ever given.",
        _words,
    ),
    Setting("endpoint", "url", "", "Where it is; empty: a model on this machine answers.", _url),
    Setting("endpoint", "model", "", "The model's name there.", _name),
    Setting(
        "endpoint",
        "allow_public",
        False,
        "An address outside your own network too, over https alone.",
        _flag,
    ),
    Setting(
        "endpoint",
        "mask",
        (),
        "Words and phrases of your own that never leave, beside the names of those you know.",
        _words,
    ),
    Setting(
        "endpoint", "mask_dates", False, "Days and times are masked too; answers on when get worse.", _flag
    ),
    Setting(
        "endpoint",
        "context",
        4096,
        "How much it takes at once, question and answer together; tokens.",
        _count(512, 1_000_000),
    ),
    Setting(
        "endpoint",
        "seconds",
        120.0,
        "How long it may be silent before it is given up; seconds.",
        _number(1, 3_600),
    ),
    Setting(
        "app",
        "theme",
        "lamplight",
        'Its colours: "lamplight", "paper", "chalk" or "ink" (both of high contrast), or another of its '
        "themes.",
        _name,
    ),
    Setting(
        "app",
        "dates",
        "system",
        'How days are written: "system" (as your locale says), "day" (22 Jun 2025), "month" (Jun 22, 2025) '
        'or "iso" (2025-06-22).',
        _one_of("system", "day", "month", "iso"),
    ),
    Setting(
        "app",
        "clock",
        "system",
        'How times of day are written: "system" (as your locale says), "24" (19:40) or "12" (7:40 pm).',
        _one_of("system", "24", "12"),
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}
