"""What is never taken in, as the retention rules of this memory have it."""

from __future__ import annotations

from pathlib import Path

import apsw

from secondme.errors import UsageError
from secondme.forgetting.rules import Rule, read_rule
from secondme.forgetting.selection import has_phrase
from secondme.store.retention import list_rules


def never(db: apsw.Connection) -> list[Rule]:
    """The rules about what is not taken in."""
    return [rule for one in list_rules(db) if (rule := read(one.rule)).is_never]


def is_kept_out(db: apsw.Connection, text: str) -> bool:
    """Whether a text has words that are never to be kept."""
    return any(rule.phrase and has_phrase(rule.phrase, text) for rule in never(db))


def require_allowed(db: apsw.Connection, text: str) -> None:
    """Raises UsageError for such a text. It does not say by which rule: a program may have written it."""
    if is_kept_out(db, text):
        raise UsageError(
            "A retention rule keeps these words out. Nothing was changed. See: secondme retention"
        )


def read(text: str) -> Rule:
    """A rule of this person. Raises UsageError."""
    return read_rule(text, home=Path.home())
