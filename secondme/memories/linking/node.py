"""A memory as far as its links depend on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import apsw

from secondme.memories.reconciling import plain_words
from secondme.memories.whose import Whose
from secondme.store.memories import Memory, list_memories
from secondme.store.query import rows


@dataclass(frozen=True)
class Node:
    """A memory to be linked.

    subject: the key of whom it is about, empty where that is not known. said_in: the passages that it rests
    on, each with its document. events: those that it was said in, each with the passage in which it was
    first.
    """

    id: int
    kind: str
    subject: str
    predicate: str
    value: str
    text: str
    begins: datetime | None = None
    ends: datetime | None = None
    view: str | None = None
    superseded_by: int | None = None
    importance: float = 0.5
    said_in: frozenset[tuple[int, int]] = frozenset()
    events: frozenset[tuple[int, int]] = frozenset()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its value, or of all of it where it was told in free words."""
        return plain_words(self.value or self.text)

    @property
    def ever_held(self) -> bool:
        """Whether it held for any time; a slip that was put right never did."""
        return self.begins is None or self.ends is None or self.begins < self.ends

    def overlaps(self, other: Node) -> bool:
        """Whether both held at some moment."""
        return not (_is_before(self, other) or _is_before(other, self))

    def is_apart_from(self, other: Node) -> bool:
        """Whether what the two rest on is independent: other passages, of other documents or speakers."""
        if {passage for passage, _ in self.said_in} & {passage for passage, _ in other.said_in}:
            return False
        documents = {document for _, document in self.said_in} & {document for _, document in other.said_in}
        return not documents or self.view != other.view


def read_nodes(db: apsw.Connection, whose: Whose) -> list[Node]:
    """All memories, past ones included, in the order in which they were learned."""
    rests_on, events = _evidence(db), _events(db)
    return [_node(memory, whose, rests_on, events) for memory in list_memories(db)]


def _node(
    memory: Memory,
    whose: Whose,
    rests_on: Mapping[int, set[tuple[int, int]]],
    events: Mapping[int, set[tuple[int, int]]],
) -> Node:
    return Node(
        id=memory.id,
        kind=memory.kind,
        subject=whose.key(memory.subject) if memory.subject else "",
        predicate=memory.predicate,
        value=memory.value,
        text=memory.text,
        begins=memory.valid_from,
        ends=memory.valid_to,
        view=memory.view,
        superseded_by=memory.superseded_by,
        importance=memory.importance,
        said_in=frozenset(rests_on.get(memory.id, ())),
        events=frozenset(events.get(memory.id, ())),
    )


def _evidence(db: apsw.Connection) -> Mapping[int, set[tuple[int, int]]]:
    sql = "SELECT e.memory_id, p.id, p.document_id FROM evidence e JOIN passages p ON p.id = e.passage_id"
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for memory, passage, document in rows(db, sql):
        found[memory].add((passage, document))
    return found


def _events(db: apsw.Connection) -> Mapping[int, set[tuple[int, int]]]:
    sql = (
        "SELECT e.memory_id, p.event_id, min(e.passage_id) FROM evidence e "
        "JOIN event_passages p ON p.passage_id = e.passage_id GROUP BY e.memory_id, p.event_id"
    )
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for memory, event, passage in rows(db, sql):
        found[memory].add((event, passage))
    return found


def _is_before(one: Node, other: Node) -> bool:
    return one.ends is not None and other.begins is not None and one.ends <= other.begins
