"""Retention rules kept, foreseen and carried out. What they have forgotten does not come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import apsw

from ingest.document import CHAT
from secondme.errors import NotFoundError, UsageError
from secondme.forgetting.clocks import trusts_clock
from secondme.forgetting.foreseeing import Foreseen, foresee
from secondme.forgetting.forgetting import Receipt, finish
from secondme.forgetting.intake import read
from secondme.forgetting.rules import Rule
from secondme.indexing.progress import OnProgress
from secondme.store.forgetting import unscrubbed
from secondme.store.identifiers import parse_identifier
from secondme.store.query import rows
from secondme.store.retention import StoredRule, delete_rule, list_rules, note_acted, put_rule, read_again
from secondme.store.settings import get_setting, put_setting
from secondme.store.sources import get_source

if TYPE_CHECKING:
    from secondme.memory import Memory

_LOOKED = "retention_looked"
"""The day on which the rules were last carried out."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """A rule and what it would have forgotten now. number: 0 where it is not agreed to yet."""

    number: int
    rule: str
    foreseen: Foreseen


def foretell(db: apsw.Connection, text: str | None, *, now: datetime) -> list[Foretold]:
    """What the rules would have forgotten now; with a text, what that rule would. Raises UsageError."""
    rules = [(0, _said(db, text))] if text else [(one.id, read(one.rule)) for one in list_rules(db)]
    return [Foretold(number, str(rule), _foreseen(db, rule, now)) for number, rule in rules]


def agree(db: apsw.Connection, text: str, *, now: datetime) -> StoredRule:
    """Has a rule hold from now on. Raises UsageError, also for a kind that no document has, and NotFoundError
    for a source that there is not: one that comes later might get its number.
    """
    rule = _said(db, text)
    if rule.source:
        get_source(db, parse_identifier(rule.source).number)
    put_setting(db, _LOOKED, "")
    return put_rule(db, str(rule), now=now)


def _said(db: apsw.Connection, text: str) -> Rule:
    """The rule that somebody says. Raises UsageError, also for "mails": it would never forget a mail."""
    from ingest.formats import FORMATS

    rule = read(text)
    known = {*FORMATS, CHAT, "told", *(kind for (kind,) in rows(db, "SELECT DISTINCT kind FROM documents"))}
    if rule.kind and rule.kind not in known:
        near = get_close_matches(rule.kind, known, 3) or sorted(known)
        raise UsageError(
            f"No document is of kind {rule.kind!r}. Nothing was changed. Did you mean: {', '.join(near)}?"
        )
    return rule


def drop(db: apsw.Connection, number: int) -> StoredRule:
    """Has a rule hold no more; what it kept out is taken in at the next look. Raises NotFoundError."""
    dropped = delete_rule(db, number)
    if read(dropped.rule).is_never:
        read_again(db)
    return dropped


def is_due(db: apsw.Connection, now: datetime) -> bool:
    """Whether the rules were not carried out today, or a forgetting was not brought to its end. Quick."""
    return unscrubbed(db) is not None or (
        bool(list_rules(db)) and get_setting(db, _LOOKED) != f"{now:%Y-%m-%d}"
    )


def carry_out(memory: Memory, *, now: datetime, on_progress: OnProgress) -> list[Receipt]:
    """Has all forgotten that the rules ask for by now; a receipt for each that found anything.

    After the clock leapt ahead, what has become old by it waits: see `secondme.forgetting.clocks`.
    """
    finish(memory.store)
    receipts = []
    rules = list_rules(memory.store.connection())
    is_trusted = bool(rules) and _trusts_clock(memory, rules, now)
    for one in rules:
        if not (is_trusted or read(one.rule).is_never):
            continue
        selection = read(one.rule).due(now)
        try:
            receipts.append(memory.forget_selected(selection, now=now, on_progress=on_progress))
        except NotFoundError:
            continue  # There is nothing of the kind, or its source is gone.
        with memory.store.write() as db:
            note_acted(db, one.id, now=now)
    if rules:
        with memory.store.write() as db:
            put_setting(db, _LOOKED, f"{now:%Y-%m-%d}")
    return receipts


def _trusts_clock(memory: Memory, rules: list[StoredRule], now: datetime) -> bool:
    with memory.store.write() as db:
        return trusts_clock(db, rules, now=now)


def _foreseen(db: apsw.Connection, rule: Rule, now: datetime) -> Foreseen:
    try:
        return foresee(db, rule.due(now))
    except NotFoundError:
        return Foreseen(f"what is {rule.due(now)}", 0, 0, 0, 0, 0, ())
