"""Retention rules: what is to be forgotten with time, and what is never taken in. Pure.

kind:mail older than 5 years        documents of a kind
source:s2 older than 18 months      what came from a source; both may be said together
folder ~/notes/private never        files in or below a folder, or one file
word Xanthippe never                passages with this word, or these words in a row
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from ingest import Document
from secondme.errors import UsageError
from secondme.forgetting.selection import Selection, has_phrase, is_below
from secondme.forgetting.wording import plain_words

_OLDER = re.compile(r"(?P<what>(?:(?:kind|source):\S+\s+)+)older than (?P<count>\d{1,4}) ?(?P<unit>[a-z]+)")
_NEVER = re.compile(r"(?P<what>folder|word) (?P<value>.+) never")
UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_SAID = {name: name for name in UNITS.values()} | {f"{name}s": name for name in UNITS.values()} | UNITS
_HOW = (
    'Say it as "kind:mail older than 5y", "source:s2 older than 18 months", "folder ~/notes/private never" '
    'or "word Xanthippe never".'
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. count and unit: the age at which it goes; 0 where it is never taken in.

    kind, source, folder and phrase: of what; empty where they do not matter.
    """

    kind: str = ""
    source: str = ""
    folder: str = ""
    phrase: str = ""
    count: int = 0
    unit: str = "day"

    @property
    def is_never(self) -> bool:
        return not self.count

    def __str__(self) -> str:
        if self.is_never:
            return f"folder {self.folder} never" if self.folder else f"word {self.phrase} never"
        what = [f"kind:{self.kind}"] * bool(self.kind) + [f"source:{self.source}"] * bool(self.source)
        return f"{' '.join(what)} older than {self.count} {self.unit}{'s' * (self.count > 1)}"

    def due(self, now: datetime) -> Selection:
        """What it asks to be forgotten now."""
        before = None if self.is_never else ago(now, self.count, self.unit)
        return Selection(
            source=self.source or None,
            kind=self.kind or None,
            folder=self.folder or None,
            phrase=self.phrase or None,
            before=before,
        )


def read_rule(text: str, *, home: Path) -> Rule:
    """The rule that is said. home: what `~` stands for. Raises UsageError."""
    said = " ".join(text.split())
    if match := _OLDER.fullmatch(said):
        what = dict(one.split(":", 1) for one in match["what"].split())
        unit, count = _SAID.get(match["unit"], ""), int(match["count"])
        if unit and count and re.fullmatch(r"s\d+", what.get("source", "s0")):
            return Rule(what.get("kind", ""), what.get("source", ""), count=count, unit=unit)
    elif match := _NEVER.fullmatch(said):
        value = match["value"].strip("\"'")
        if match["what"] == "folder" and (folder := _folder(value, home)) is not None:
            return Rule(folder=str(folder))
        if match["what"] == "word" and plain_words(value):
            return Rule(phrase=value)
    raise UsageError(f"{text!r} is no rule. Nothing was changed. {_HOW}")


def ago(now: datetime, count: int, unit: str) -> datetime:
    """So many days, weeks, months or years before; of a month that has no such day its last one."""
    if unit in ("day", "week"):
        return now - timedelta(days=count * (7 if unit == "week" else 1))
    months = now.year * 12 + now.month - 1 - count * (12 if unit == "year" else 1)
    year, month = max(1, months // 12), months % 12 + 1
    return now.replace(year=year, month=month, day=min(now.day, monthrange(year, month)[1]))


def allowed(rules: Sequence[Rule], root: str, document: Document) -> Document | None:
    """The document without what the rules never take in; None where that is all. root: of its source."""
    for rule in rules:
        if rule.folder and is_below(Path(rule.folder), root, document.key):
            return None
        if rule.phrase and has_phrase(rule.phrase, document.title):
            return None
    phrases = [rule.phrase for rule in rules if rule.phrase]
    if not phrases:
        return document
    kept = tuple(
        passage
        for passage in document.passages
        if not any(has_phrase(phrase, passage.text, passage.heading) for phrase in phrases)
    )
    return replace(document, passages=kept) if kept or not document.passages else None


def _folder(value: str, home: Path) -> Path | None:
    """The folder as it is found on the disk; None where it is no whole path."""
    path = Path(value)
    if path.parts[:1] == ("~",):
        path = home.joinpath(*path.parts[1:])
    return path if path.is_absolute() else None
