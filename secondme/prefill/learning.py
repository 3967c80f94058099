"""What a form teaches: what the person typed becomes a memory, what fields ask is known the next time.

A memory made here is told by the person and rests on their own words. It takes the place of what it corrects;
nothing is lost, and `secondme undo` takes it back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import apsw

from ingest.encoding import clean
from ingest.forms import YES
from secondme.errors import UsageError
from secondme.indexing.telling import put_told
from secondme.memories.predicates import is_single, sentence_of
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.filled import Filled, FilledField, Settled
from secondme.prefill.learned import as_learned
from secondme.store import Store
from secondme.store.changes import Changing, recorded
from secondme.store.forms import LearnedField, learn_fields
from secondme.store.identifiers import parse_identifier
from secondme.store.memories import (
    NewMemory,
    list_memories,
    note_card_answer,
    put_memory,
    set_validity,
)

_WHY = "you typed it into a form"
_SAYS_MORE = frozenset({"address", "partner"})
"""Predicates whose value is more than what a field for a part of it holds: a postcode is no address."""
_CURRENT = "subject = ? AND predicate = ? AND superseded_by IS NULL AND valid_to IS NULL"


def settle(
    store: Store,
    filled: Filled,
    *,
    accepted: Collection[str],
    typed: Mapping[str, str],
    embedder: str | None,
    now: datetime,
) -> Settled:
    """Learns from what the person said of a form, in one transaction.

    accepted: the keys of fields whose value they said yes to. typed: by key, what they wrote instead, or into
    a blank. embedder: whose vectors shall follow. Raises UsageError for a key that the form has not.
    """
    by_key = {one.field.key: one for one in filled.fields}
    if unknown := [key for key in (*accepted, *typed) if key not in by_key]:
        raise UsageError(f"The form has no field {unknown[0]!r}. Nothing was changed.")
    words = {key: text for key, value in typed.items() if (text := clean(value).strip())}
    with store.write() as db:
        kept = {key: _keep(db, by_key[key], text, embedder, now) for key, text in words.items()}
        for key in accepted:
            _strengthen(db, by_key[key], now)
        learned = [_lesson(by_key[key], kept.get(key)) for key in dict.fromkeys((*accepted, *words))]
        learn_fields(db, filled.form.layout, learned, now=now)
    return Settled(tuple(f"m{number}" for number in kept.values() if number is not None), len(learned))


def _lesson(field: FilledField, memory: int | None) -> LearnedField:
    """Where the field was understood, the next form looks the value up; else it takes this very answer."""
    understood = field.asked.attribute and _is_whole(field)
    return as_learned(field.field, field.asked, None if understood else memory)


def _keep(
    db: apsw.Connection, field: FilledField, text: str, embedder: str | None, now: datetime
) -> int | None:
    """Stores what was typed as a memory; its number. A tick alone says nothing that could be kept."""
    if field.field.type == "checkbox":
        return None
    shown = _shown(field, text)
    predicate, subject = _predicate(field), _subject(field)
    words = sentence_of(subject, predicate, shown) if predicate else f"{_question(field)} {shown}"
    passage = put_told(db, words, embedder=embedder, now=now)
    new = NewMemory(
        *("fact", words, "self", now, [(passage, 0, len(words))]),
        subject=subject if predicate else "",
        predicate=predicate,
        value=shown if predicate else "",
    )
    with recorded(db, "told", _WHY, by="person", now=now) as change:
        number = put_memory(db, new, now=now)
        change.add(number)
        if predicate and is_single(predicate):
            _replace(db, number, subject, predicate, change, now)
    return number


def _replace(
    db: apsw.Connection, number: int, subject: str, predicate: str, change: Changing, now: datetime
) -> None:
    """What was held to be true until now ends with what was typed."""
    for old in list_memories(db, _CURRENT, subject, predicate):
        if old.id != number:
            change.touch(old.id)
            set_validity(db, old.id, old.valid_from, now, number)
            note_card_answer(db, old.id, "corrected", now=now)


def _strengthen(db: apsw.Connection, field: FilledField, now: datetime) -> None:
    """A yes to a value is a yes to the memories that it rests on."""
    for proof in field.proofs:
        identified = parse_identifier(proof.id)
        if identified.kind == "memory":
            note_card_answer(db, identified.number, "confirmed", now=now)


def _is_whole(field: FilledField) -> bool:
    """Whether what stands in the field is the whole value of its attribute, as of today."""
    asked = field.asked
    return not asked.part and asked.nth == 0 and asked.tense == "current" and asked.as_of is None


def _predicate(field: FilledField) -> str:
    """Under which predicate the answer is kept; empty where it is kept in free words."""
    attribute = ATTRIBUTES.get(field.asked.attribute)
    if attribute is None or not _is_whole(field):
        return ""
    first = next(iter(attribute.predicates), attribute.name)
    return attribute.name if first in _SAYS_MORE else first


def _subject(field: FilledField) -> str:
    whose = field.asked.whose
    return whose if whose == "me" or whose[:1].isupper() else f"my {whose}"


def _question(field: FilledField) -> str:
    asked = field.asked.question or field.label
    return asked if asked.endswith((":", "?")) else f"{asked}:"


def _shown(field: FilledField, text: str) -> str:
    """What was chosen, as people read it."""
    labels = {option.value: option.label for option in field.field.options}
    return ", ".join(labels.get(line) or line for line in text.split("\n") if line != YES) or text
