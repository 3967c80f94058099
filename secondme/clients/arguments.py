"""What a client asks with, made sound: text of bounded length without control characters, days, numbers.

What comes from a client is data. Whatever makes no sense is refused with words that say what would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ingest.encoding import clean
from secondme.errors import UsageError
from secondme.harmless import harmless

WRITING = ("remember",)
"""The tools that need more than being allowed to read."""

MOST_ASKED = 2_000
MOST_NAME = 200
MOST_WRITTEN = 20_000
MOST_FORM = 8_000
MOST_HITS = 50
HITS = 10
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Field:
    """An argument. most: characters of a text, or the highest number."""

    kind: Literal["text", "day", "number"]
    most: int
    about: str
    needed: bool = True
    default: Any = None


FIELDS: Mapping[str, Mapping[str, Field]] = {
    "recall": {
        "query": Field("text", MOST_ASKED, "What to look for: words, or a question."),
        "limit": Field("number", MOST_HITS, "At most so many passages.", needed=False, default=HITS),
    },
    "ask": {"question": Field("text", MOST_ASKED, "A question that stands by itself.")},
    "about": {"person": Field("text", MOST_NAME, 'A name, or "me" for the person whose memory this is.')},
    "timeline": {
        "from": Field("day", 10, "The first day, as 2026-01-31.", needed=False),
        "to": Field("day", 10, "The last day, included.", needed=False),
        "about": Field("text", MOST_NAME, 'Of one person alone: a name, or "me".', needed=False),
    },
    "prefill": {
        "questions": Field(
            "text", MOST_FORM, "What a form asks, a line each: questions, or labels of fields."
        )
    },
    "remember": {"text": Field("text", MOST_WRITTEN, "What to keep, in plain sentences.")},
    "portrait": {},
    "passage": {"id": Field("text", 20, "As p12.")},
}
"""The tools, and the two resources, with what each takes."""


def read_name(name: str) -> str:
    """The name of a client. Raises UsageError."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{harmless(name[:80])!r} is no name for a client. Nothing was done. "
            "A name has up to 64 plain letters, digits, dots, dashes and underscores, such as my-editor."
        )
    return name


def read_arguments(tool: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a tool, each of its kind, and the defaults of those left out. Raises UsageError."""
    if tool not in FIELDS:
        raise UsageError(f"There is no tool {harmless(tool[:80])!r}. Nothing was done.")
    fields = FIELDS[tool]
    if unknown := [harmless(str(name)[:80]) for name in given if name not in fields]:
        takes = ", ".join(fields) or "no arguments"
        raise UsageError(f"{tool} has no argument {unknown[0]!r}. Nothing was done. It takes {takes}.")
    return {name: _read(tool, name, field, given.get(name)) for name, field in fields.items()}


def words_of(given: Mapping[str, Any]) -> str:
    """What was asked, in one line for the log; cut where it is longer than anything that makes sense."""
    told = [f"{name}: {value}" for name, value in given.items() if value is not None]
    words = str(next(iter(given.values()))) if len(given) == 1 else ", ".join(told)
    return " ".join(harmless(clean(words[:MOST_ASKED])).split())


def _read(tool: str, name: str, field: Field, value: Any) -> Any:
    if value is None:
        if field.needed:
            raise UsageError(f"{tool} needs {name}. Nothing was done. {field.about}")
        return field.default
    if field.kind == "number":
        return _number(name, field, value)
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a text. Nothing was done. {field.about}")
    if len(value) > field.most:
        raise UsageError(
            f"{name} has {len(value):,} characters, and {field.most:,} is the most. Nothing was done."
        )
    text = harmless(clean(value)).strip()
    if not text:
        raise UsageError(f"{name} is empty. Nothing was done. {field.about}")
    return _day(name, field, text) if field.kind == "day" else text


def _number(name: str, field: Field, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= field.most:
        raise UsageError(f"{name} must be a whole number from 1 to {field.most}. Nothing was done.")
    return value


def _day(name: str, field: Field, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name} is no day. Nothing was done. {field.about}") from None
