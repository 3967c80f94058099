"""What a language model read out of passages: another machine may have no model, or another one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import apsw

from secondme.store.changes import recorded
from secondme.store.documents import delete_unfounded_memories
from secondme.store.forgetting import is_forgotten, memory_name
from secondme.store.memories import Memory, NewMemory, Span, evidence_of, get_memories, put_memory
from secondme.store.query import rows
from secondme.store.times import to_milliseconds, to_moment
from secondme.sync.kinds.kind import Plain
from secondme.sync.work import Work

_WHY = "another machine's model read it"
_BY_MODEL = "SELECT id FROM memories WHERE made_by = 'model' ORDER BY id DESC"
_SAID = ("kind", "text", "trust", "subject", "predicate", "value", "view", "confidence", "importance")


class Found(Plain):
    """Memories that a model made, each with the passages it rests on; without these it waits for them."""

    name = "found"
    has_words = True

    def shown(self, work: Work) -> dict[str, str]:
        """All that there are; when they end is understood on each machine."""
        return dict.fromkeys(_numbers(work), "found")

    def said(self, work: Work, keys: Iterable[str]) -> dict[str, Any]:
        """Each with what it rests on."""
        numbers = _numbers(work)
        wanted = {numbers[key]: key for key in keys if key in numbers}
        return {wanted[one.id]: _said(work.db, one) for one in get_memories(work.db, wanted)}

    def follow(self, work: Work, key: str, value: Any) -> bool:
        """Keeps it as it was read there, or deletes it where it was taken back there."""
        known = _numbers(work)
        if value is None:
            if key in known:
                work.db.execute("DELETE FROM memories WHERE id = ?", (known[key],))
                delete_unfounded_memories(work.db)
            return True
        saying = (value["subject"], value["predicate"], value["value"], value["view"])
        if key in work.refs.by_ref or is_forgotten(work.store, work.db, memory_name(*saying)):
            return True
        evidence = _spans(work.db, value["evidence"])
        if not evidence:
            return False
        _put(work.db, value, evidence)
        work.refresh()
        return True


def _numbers(work: Work) -> dict[str, int]:
    """By what all machines call it, the first memory that a model made of it."""
    refs = work.refs.by_number
    return {refs[number]: number for (number,) in rows(work.db, _BY_MODEL) if number in refs}


def _said(db: apsw.Connection, memory: Memory) -> dict[str, Any]:
    begins, ends = (at and to_milliseconds(at) for at in (memory.valid_from, memory.valid_to))
    texts = {passage: text for passage, text in rows(db, _TEXTS, memory.id)}
    return {
        **{name: getattr(memory, name) for name in _SAID},
        **{"valid_from": begins, "valid_to": ends, "recorded_at": to_milliseconds(memory.recorded_at)},
        "evidence": [
            [_mark(texts[passage]), first, last] for passage, first, last in evidence_of(db, memory.id)
        ],
    }


_TEXTS = "SELECT p.id, p.text FROM evidence e JOIN passages p ON p.id = e.passage_id WHERE e.memory_id = ?"


def _spans(db: apsw.Connection, evidence: list[list[Any]]) -> list[Span]:
    """What is here of that evidence."""
    wanted = {mark for mark, *_ in evidence}
    found: dict[str, list[int]] = defaultdict(list)
    for number, text in rows(db, "SELECT id, text FROM passages ORDER BY id"):
        if (mark := _mark(text)) in wanted:
            found[mark].append(number)
    return [(number, first, last) for mark, first, last in evidence for number in found[mark][:1]]


def _mark(text: str) -> str:
    """By which a passage is known again on another machine; it travels sealed."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _put(db: apsw.Connection, value: dict[str, Any], evidence: list[Span]) -> None:
    begins, ends = (None if at is None else to_moment(at) for at in (value["valid_from"], value["valid_to"]))
    said = {name: value[name] for name in _SAID}
    new = NewMemory(**said, valid_from=begins, valid_to=ends, evidence=evidence, made_by="model")
    learned = to_moment(value["recorded_at"])
    with recorded(db, "added", _WHY, by="model", now=learned, asked=False) as change:
        change.add(put_memory(db, new, now=learned))
