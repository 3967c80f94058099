"""What the person told in their own words: documents of one passage, each with its memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import apsw

from ingest import Document, Locator, Passage
from secondme.forgetting.choosing import Going
from secondme.forgetting.forgetting import forget_units
from secondme.forgetting.intake import is_kept_out
from secondme.store.changes import recorded
from secondme.store.documents import NewDocument, passage_numbers, put_document
from secondme.store.identifiers import Identifier
from secondme.store.instructions import put_instruction
from secondme.store.jobs import enqueue
from secondme.store.memories import NewMemory, put_memory, set_pinned
from secondme.store.query import rows
from secondme.store.sources import put_source
from secondme.store.times import to_moment
from secondme.sync.kinds.kind import Plain
from secondme.sync.refs import TELLINGS
from secondme.sync.registers import Version, latest_unless_gone
from secondme.sync.work import Work

_WHY = "you told it on another machine"
_INSTRUCTION = (
    "SELECT force, acts, attributes, words, people, manner, priority FROM instructions WHERE memory_id = ?"
)
_LISTS = ("acts", "attributes", "words", "people")
_FOUNDED = (
    "SELECT after -> '$.memory' FROM change_rows WHERE memory_id = ? AND before IS NULL ORDER BY change_id"
)
"""The memory as it was told, before anything was understood of it: that each machine does by itself."""


class Told(Plain):
    """Never changed, since an edit is another telling; and once it is gone it stays gone."""

    name = "told"
    has_words = True
    clear: tuple[str, ...] = ("time",)

    def shown(self, work: Work) -> dict[str, str]:
        """All that was told."""
        return {name: "told" for name, *_ in rows(work.db, TELLINGS)}

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """The words with when they were told, and what they were told as."""
        wanted = set(keys)
        tellings = rows(work.db, TELLINGS)
        return {
            name: _said(work.db, passage, memory) for name, _, passage, memory in tellings if name in wanted
        }

    def choose(self, heads: Iterable[Version]) -> Version | None:
        """What is gone stays gone."""
        return latest_unless_gone(heads)

    def prepare(self, work: Work, waiting: Mapping[str, Any]) -> None:
        """What is gone elsewhere is forgotten here, with the questions that tell of it."""
        gone = [key for key, value in waiting.items() if value is None]
        numbers = {name: document for name, document, *_ in rows(work.db, TELLINGS)}
        units = [Identifier("document", numbers[key]) for key in gone if key in numbers]
        forget_units(work.store, Going(tuple(units), "what was forgotten on another machine"), now=work.now)

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Keeps it as it was told there; what the person wants never kept here stays out."""
        if value is None or key in self.shown(work) or is_kept_out(work.db, value["text"]):
            return True
        passage = _put(work, key, value)
        if value["memory"] is not None:
            _put_memory(work.db, passage, value)
        return True


def _said(db: apsw.Connection, passage: int, memory: int | None) -> dict[str, Any]:
    [(text, time, offset)] = rows(db, "SELECT text, time, time_offset FROM passages WHERE id = ?", passage)
    said: dict[str, Any] = {"text": text, "time": time, "offset": offset, "memory": None, "instruction": None}
    if memory is not None:
        said["memory"] = _as_told(db, memory)
        said["instruction"] = _instruction(db, memory)
    return said


def _as_told(db: apsw.Connection, memory: int) -> dict[str, Any]:
    [(kind, importance)] = rows(db, "SELECT kind, importance FROM memories WHERE id = ?", memory)
    plain = {"kind": kind, "importance": importance, "subject": "", "predicate": "", "value": ""}
    found = rows(db, _FOUNDED, memory)
    return {name: json.loads(found[0][0])[name] for name in plain} if found else plain


def _instruction(db: apsw.Connection, memory: int) -> dict[str, Any] | None:
    found = rows(db, _INSTRUCTION, memory)
    if not found:
        return None
    force, *lists, manner, priority = found[0]
    read = {name: json.loads(one) for name, one in zip(_LISTS, lists, strict=True)}
    return {"force": force, **read, "manner": manner, "priority": priority}


def _put(work: Work, key: str, value: dict[str, Any]) -> int:
    """Stores the words; the number of their passage."""
    told = to_moment(value["time"], value["offset"])
    words = Passage(value["text"], Locator.lines(1, len(value["text"].splitlines())), time=told)
    source = put_source(work.db, "told", "", now=work.now)
    document = Document(key, "You told me", "text", "", told, (words,))
    number = put_document(work.db, NewDocument(source.id, document, lambda passage: "self"), now=told)
    work.db.execute("UPDATE documents SET kind = 'told' WHERE id = ?", (number,))
    if work.embedder is not None:
        enqueue(work.db, "embed", work.embedder, now=work.now, document=number)
    return passage_numbers(work.db, number)[0]


def _put_memory(db: apsw.Connection, passage: int, value: dict[str, Any]) -> None:
    told, memory = to_moment(value["time"], value["offset"]), value["memory"]
    text = value["text"]
    new = NewMemory(
        *(memory["kind"], text, "self", told, [(passage, 0, len(text))]),
        subject=memory["subject"],
        predicate=memory["predicate"],
        value=memory["value"],
        importance=memory["importance"],
    )
    with recorded(db, "told", _WHY, by="person", now=told, asked=False) as change:
        number = put_memory(db, new, now=told)
        change.add(number)
        if (rule := value["instruction"]) is not None:
            put_instruction(db, number, rule, rule["priority"])
            set_pinned(db, number, True)
