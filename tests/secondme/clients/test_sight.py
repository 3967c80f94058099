"""What a client may see: whatever its limits, nothing beyond them is given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, Locator, Passage
from secondme.clients.sight import limits_of, seen_memories, seen_passages
from secondme.recall.pipeline import recall
from secondme.store import Store, open_store
from secondme.store.clients import Permission
from secondme.store.documents import NewDocument, put_document
from secondme.store.memories import NewMemory, put_memory
from secondme.store.query import rows
from secondme.store.sources import put_source

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
SOURCES, KINDS = 3, ("markdown", "mail", "chat")
QUERIES = ("puffin", "in:mail puffin", '"puffin boat"', "before:2030", "type:markdown", "-nothing puffin")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three sources with a document of each kind, and a memory for every two passages."""
    store = open_store(tmp_path_factory.mktemp("sight") / "memory.db", bytes(range(32)), now=NOW)
    with store.write() as db:
        for number in range(SOURCES):
            source = put_source(db, "folder", f"/notes/{number}", now=NOW)
            for kind in KINDS:
                text = f"The puffin boat of {kind} {number}."
                passages = (Passage(text, Locator.lines(1, 1), time=NOW),)
                document = Document(f"{kind}.txt", kind, kind, text, NOW, passages)
                put_document(db, NewDocument(source.id, document, lambda passage: "self"), now=NOW)
        numbers = [number for (number,) in rows(db, "SELECT id FROM passages ORDER BY id")]
        for one in numbers:
            for other in numbers:
                spans = [(one, 0, 3), (other, 0, 3)]
                put_memory(db, NewMemory("fact", "The", "self", NOW, spans), now=NOW)
    yield store
    store.close()


permissions = st.builds(
    Permission,
    read=st.booleans(),
    write=st.booleans(),
    sources=st.none() | st.lists(st.integers(1, SOURCES), unique=True).map(tuple),
    kinds=st.none() | st.lists(st.sampled_from([*KINDS, "folder"]), min_size=1, unique=True).map(tuple),
)


def allowed(store: Store, permission: Permission) -> set[int]:
    """The passages that a permission leaves, reckoned without any of what is tested."""
    found = rows(
        store.connection(),
        "SELECT p.id, d.source_id, d.kind FROM passages p JOIN documents d ON d.id = p.document_id",
    )
    kinds = permission.kinds
    return {
        number
        for number, source, kind in found
        if permission.read
        and (permission.sources is None or source in permission.sources)
        and (kinds is None or kind in kinds or "folder" in kinds)
    }


@settings(max_examples=60, deadline=None)
@given(permission=permissions, query=st.sampled_from(QUERIES))
def test_recall_gives_what_is_allowed_and_nothing_else(
    filled: Store, permission: Permission, query: str
) -> None:
    db = filled.connection()
    hits = recall(db, query, limit=50, now=NOW, only=limits_of(permission))
    everything = recall(db, query, limit=50, now=NOW)
    may = allowed(filled, permission)
    assert {hit.passage for hit in hits} == {hit.passage for hit in everything} & may


@settings(max_examples=60, deadline=None)
@given(permission=permissions)
def test_a_memory_is_seen_where_all_that_it_rests_on_is(filled: Store, permission: Permission) -> None:
    db, may = filled.connection(), allowed(filled, permission)
    passages = [number for (number,) in rows(db, "SELECT id FROM passages")]
    assert seen_passages(db, permission, passages) == may
    evidence = rows(db, "SELECT memory_id, passage_id FROM evidence")
    hidden = {f"m{memory}" for memory, passage in evidence if passage not in may}
    memories = {f"m{memory}" for memory, _ in evidence}
    assert seen_memories(db, permission, memories) == memories - hidden
