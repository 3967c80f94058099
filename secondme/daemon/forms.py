"""Results and arguments as JSON, and back.

A dataclass becomes an object with its fields and its name under "is": {"is": "Hit", "id": "p12", ...}.
Moments are ISO 8601 with their offset, days are ISO 8601 too, paths are strings; which strings are which is
told by the fields' annotations. Only classes that are named here are ever made from what came.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

MODULES = {
    "Asked": "secondme.prefill.asked",
    "Answer": "secondme.answer.answer",
    "Card": "secondme.memories.reviewing",
    "Changes": "secondme.indexing.reconcile",
    "Client": "secondme.store.clients",
    "ClientUse": "secondme.store.clients",
    "Citation": "secondme.answer.answer",
    "Completion": "secondme.drafting.completing",
    "Consolidated": "secondme.consolidating",
    "Conversation": "secondme.conversation.turn",
    "Corrected": "secondme.memories.correcting",
    "Backups": "secondme.backup.holding",
    "Curve": "secondme.memories.curve",
    "Decided": "secondme.people.book",
    "Digest": "secondme.memories.digest",
    "Draft": "secondme.drafting.draft",
    "Dropped": "secondme.drafting.draft",
    "Entity": "secondme.people.directory",
    "Entry": "secondme.memories.timeline",
    "Event": "secondme.events.book",
    "Exchange": "secondme.conversation.turn",
    "Extracted": "secondme.memories.extracting.extract",
    "Field": "ingest.forms.form",
    "Filled": "secondme.prefill.filled",
    "FilledField": "secondme.prefill.filled",
    "Figures": "secondme.recall.learning",
    "Foreseen": "secondme.forgetting.foreseeing",
    "Foretold": "secondme.forgetting.retention",
    "Form": "ingest.forms.form",
    "GatheredEvents": "secondme.events.gathering",
    "Given": "secondme.clients.telling",
    "Glimpse": "secondme.memories.today",
    "Happened": "secondme.memories.book",
    "Hit": "secondme.recall.hit",
    "Holding": "secondme.backup.holding",
    "Indexed": "secondme.indexing.indexed",
    "Instruction": "secondme.instructions.instruction",
    "Judged": "secondme.tuning.judging",
    "Later": "secondme.store.jobs",
    "Linked": "secondme.memories.linking.telling",
    "Locator": "ingest.document",
    "Option": "ingest.forms.form",
    "Options": "ingest.options",
    "Picked": "secondme.tuning.threshold",
    "Problem": "secondme.store.files",
    "Progress": "secondme.indexing.progress",
    "Proof": "secondme.prefill.candidate",
    "Receipt": "secondme.forgetting.forgetting",
    "Remembered": "secondme.memories.book",
    "Report": "secondme.tuning.tuning",
    "Rival": "secondme.prefill.filled",
    "Row": "secondme.tuning.deciding",
    "Ruling": "secondme.suspicion.quarantine",
    "Searched": "secondme.forgetting.searching",
    "Section": "secondme.memories.portrait",
    "Selection": "secondme.forgetting.selection",
    "Sentence": "secondme.events.summary",
    "Settled": "secondme.prefill.filled",
    "Source": "secondme.store.sources",
    "SourceCounts": "secondme.store.sources",
    "Speaker": "secondme.indexing.speakers",
    "Status": "secondme.status",
    "StoredRule": "secondme.store.retention",
    "Subject": "secondme.memories.graph",
    "Suspect": "secondme.suspicion.quarantine",
    "Suspects": "secondme.suspicion.quarantine",
    "Summary": "secondme.events.summary",
    "Tie": "secondme.memories.graph",
    "Today": "secondme.memories.today",
    "Tuning": "secondme.store.tunings",
    "Unfinished": "secondme.prefill.unfinished",
    "Turn": "secondme.conversation.turn",
    "Use": "secondme.memories.fading",
    "Waiting": "secondme.status",
    "Watch": "secondme.following.hints",
    "Work": "secondme.store.progress",
    "WorkState": "secondme.daemon.work",
    "Written": "secondme.drafting.draft",
}
"""Where each class that may cross is defined."""

_PLAIN = (str, int, float, bool, type(None))
_IS = "is"
_MOMENT = re.compile(r"^datetime( \| None)?$")
_DAY = re.compile(r"^date( \| None)?$")
_PATH = re.compile(r"^(str \| )?Path( \| None)?$")
_TUPLE = re.compile(r"^(tuple|Sequence)\b")
_NUMBERED = re.compile(r"^(Mapping|dict)\[int\b")


def encode(value: Any) -> Any:
    """The value in the form of JSON. Raises TypeError for what may not cross."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, date):  # Moments are days too.
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): encode(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [encode(one) for one in value]
    name = type(value).__name__
    if is_dataclass(value) and MODULES.get(name) == type(value).__module__:
        return {_IS: name} | {one.name: encode(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"a {type(value).__module__}.{name} does not cross the socket")


def decode(value: Any, annotation: str = "") -> Any:
    """The value that `encode` made this of. annotation: of the field or parameter that it is for.

    Raises ValueError or TypeError for what makes no sense.
    """
    if isinstance(value, dict):
        return _decode_object(value, annotation)
    if isinstance(value, list):
        inside = annotation if _TUPLE.match(annotation) else ""
        made = [decode(one, inside) for one in value]
        return tuple(made) if inside else made
    if isinstance(value, str) and _MOMENT.match(annotation):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and _DAY.match(annotation):
        return date.fromisoformat(value)
    if isinstance(value, str) and _PATH.match(annotation):
        return Path(value)
    return value


def _decode_object(value: dict[str, Any], annotation: str) -> Any:
    if _IS not in value:
        number = int if _NUMBERED.match(annotation) else str
        return {number(name): decode(one) for name, one in value.items()}
    name = value[_IS]
    if name not in MODULES:
        raise ValueError(f"there is nothing called {name!r} that may cross the socket")
    made = getattr(importlib.import_module(MODULES[name]), name)
    given = {one.name: one for one in fields(made) if one.name in value and one.init}
    return made(**{key: decode(value[key], str(one.type)) for key, one in given.items()})
