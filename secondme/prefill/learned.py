"""What forms have taught: which field asks what, in this very form and in others with the same words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import apsw

from ingest.forms import Field, Form
from secondme.prefill.asked import Asked
from secondme.store.forms import LearnedField, fields_like, fields_of_layout

_KEPT = ("whose", "attribute", "part", "nth", "tense", "ticks", "question")
_FEWEST_LETTERS = 3
"""A label with fewer says too little to be known again in another form."""


@dataclass(frozen=True, slots=True)
class Learned:
    """asked: by the key of a field. answers: by the key, the number of the memory that answers it."""

    asked: Mapping[str, Asked]
    answers: Mapping[str, int]


def learned_of(db: apsw.Connection, form: Form) -> Learned:
    """What is known of the fields of a form: of this layout, else of fields with the same words."""
    own = {one.field: one for one in fields_of_layout(db, form.layout)}
    labels = {field.key: label_key(field) for field in form.fields if field.key not in own}
    alike = fields_like(db, [label for label in labels.values() if label])
    known = own | {key: alike[label] for key, label in labels.items() if label in alike}
    return Learned(
        {key: asked_again(one, key) for key, one in known.items()},
        {key: one.memory for key, one in known.items() if one.memory is not None},
    )


def label_key(field: Field) -> str:
    """A digest of the words by which a field is known in another form; empty where they say too little.

    A digest, because the words of a form somebody prepared for the person may name them.
    """
    words = [_plain(text) for text in (field.section, field.label or field.before, field.help)]
    if sum(char.isalpha() for char in words[1]) < _FEWEST_LETTERS:
        return ""
    row = "" if field.row is None else str(field.row)
    told = "\x1f".join([*words, field.type, row])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def as_learned(field: Field, asked: Asked, memory: int | None = None) -> LearnedField:
    """What a field asks, in the form in which it is stored."""
    kept: dict[str, Any] = {name: getattr(asked, name) for name in _KEPT}
    kept["as_of"] = None if asked.as_of is None else asked.as_of.isoformat()
    return LearnedField(field.key, label_key(field), kept, memory)


def asked_again(learned: LearnedField, key: str) -> Asked:
    """The same, read back for a field of this key."""
    kept = {name: value for name, value in learned.asked.items() if name in _KEPT}
    asked = replace(Asked(key), **kept, confidence=1.0, why="you filled it in before")
    as_of = learned.asked.get("as_of")
    return replace(asked, as_of=date.fromisoformat(as_of)) if as_of else asked


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
