"""The copy of the vectors in memory is exact, whatever is added and deleted meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document
from secondme.recall.semantic import Similarities, VectorCopy
from secondme.store import Store
from secondme.store.documents import NewDocument, delete_documents, passage_numbers, put_document
from secondme.store.query import rows
from secondme.store.sources import Source, put_source
from secondme.store.vectors import StoredEmbedder, let_serve, put_embedder, put_vectors

DIMENSIONS = 8
QUESTION = np.eye(DIMENSIONS, dtype=np.float32)[0]


def vector_for(passage: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A unit vector that only this passage has."""
    drawn = np.random.default_rng(passage).normal(size=DIMENSIONS).astype(np.float32)
    return drawn / np.float32(np.linalg.norm(drawn))


@pytest.fixture
def source(store: Store, now: datetime) -> Source:
    with store.write() as db:
        return put_source(db, "folder", "/notes", now=now)


@pytest.fixture
def embedder(store: Store) -> StoredEmbedder:
    with store.write() as db:
        return put_embedder(db, "small", "small 8d", DIMENSIONS)


@pytest.fixture
def put(
    store: Store, source: Source, embedder: StoredEmbedder, document: Callable[..., Document], now: datetime
) -> Callable[..., list[int]]:
    """Stores a document with so many passages, with vectors for all but the first few."""

    def write(key: str, count: int, *, without: int = 0) -> list[int]:
        texts = [f"{key} {number}" for number in range(count)]
        with store.write() as db:
            number = put_document(
                db, NewDocument(source.id, document(key, *texts), lambda passage: "self"), now=now
            )
            passages = passage_numbers(db, number)
        give(store, embedder, passages[without:])
        return passages

    return write


def give(store: Store, embedder: StoredEmbedder, passages: list[int]) -> None:
    with store.write() as db:
        put_vectors(
            db, embedder, passages, np.array([vector_for(p) for p in passages]).reshape(-1, DIMENSIONS)
        )


def delete(store: Store, key: str) -> None:
    with store.write() as db:
        delete_documents(db, [n for (n,) in rows(db, "SELECT id FROM documents WHERE key = ?", key)])


def expected(store: Store, embedder: StoredEmbedder) -> dict[int, float]:
    db = store.connection()
    return {
        number: float(vector_for(number) @ QUESTION)
        for (number,) in rows(db, f"SELECT rowid FROM {embedder.table}_rowids")
    }


def compared(copy: VectorCopy, store: Store, embedder: StoredEmbedder) -> dict[int, float]:
    return copy.compare(store.connection(), embedder, QUESTION).best(10_000)


def check(copy: VectorCopy, store: Store, embedder: StoredEmbedder) -> None:
    found = compared(copy, store, embedder)
    assert found == pytest.approx(expected(store, embedder), abs=1e-6)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_an_empty_copy_finds_nothing(store: Store, embedder: StoredEmbedder) -> None:
    similar = VectorCopy().compare(store.connection(), embedder, QUESTION)
    assert similar.best(5) == similar.of([1, 2]) == similar.of([]) == {}


def test_best_gives_the_most_similar_first_and_of_only_what_is_there() -> None:
    similar = Similarities(np.array([2, 5, 9]), np.array([0.1, 0.9, 0.5], np.float32))
    assert similar.best(2) == pytest.approx({5: 0.9, 9: 0.5})
    assert list(similar.best(99)) == [5, 9, 2]
    assert similar.best(0) == {}
    assert similar.of([9, 1, 100, 2, 9]) == pytest.approx({9: 0.5, 2: 0.1})


def test_what_is_new_is_seen(store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]) -> None:
    copy = VectorCopy()
    for key in ("a", "b", "c"):
        put(key, 3)
        check(copy, store, embedder)


def test_an_older_passage_whose_vector_comes_late_is_seen(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    copy = VectorCopy()
    late = put("a", 4, without=2)[:2]
    put("b", 3)
    check(copy, store, embedder)
    give(store, embedder, late)
    put("c", 2)
    check(copy, store, embedder)


def test_what_was_deleted_is_not_found_even_when_as_much_was_added(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    copy = VectorCopy()
    put("a", 3)
    put("b", 3)
    check(copy, store, embedder)
    delete(store, "a")
    put("c", 3)
    check(copy, store, embedder)
    delete(store, "c")
    check(copy, store, embedder)
    delete(store, "b")
    check(copy, store, embedder)


def test_a_vector_that_was_replaced_is_read_again(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    copy = VectorCopy()
    [passage, _] = put("a", 2)
    check(copy, store, embedder)
    with store.write() as db:
        put_vectors(db, embedder, [passage], QUESTION[None, :])
    assert compared(copy, store, embedder)[passage] == pytest.approx(1)


def test_another_embedder_never_sees_the_vectors_of_the_first(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    copy = VectorCopy()
    [first, second] = put("a", 2)
    check(copy, store, embedder)
    with store.write() as db:
        other = put_embedder(db, "wide", "wide 3d", 3)
        put_vectors(db, other, [first, second], np.eye(3, dtype=np.float32)[:2])
        let_serve(db, other)
    question = np.eye(3, dtype=np.float32)[1]
    assert copy.compare(store.connection(), other, question).best(5) == {second: 1.0, first: 0.0}


steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from("abcd"), st.integers(0, 4)),
        st.tuples(st.just("delete"), st.sampled_from("abcd"), st.just(0)),
        st.tuples(st.just("ask"), st.just(""), st.just(0)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_it_agrees_with_the_table_after_any_steps(
    store: Store,
    embedder: StoredEmbedder,
    put: Callable[..., list[int]],
    steps: list[tuple[str, str, int]],
) -> None:
    copy = VectorCopy()
    for step, key, count in steps:
        if step == "put":
            put(key, count)
        elif step == "delete":
            delete(store, key)
        else:
            check(copy, store, embedder)
    check(copy, store, embedder)


def test_it_stays_exact_while_others_add_and_delete(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    copy = VectorCopy()
    faults: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                found = compared(copy, store, embedder)
                for passage, cosine in found.items():
                    assert cosine == pytest.approx(float(vector_for(passage) @ QUESTION), abs=1e-5)
        except BaseException as fault:
            faults.append(fault)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for number in range(60):
        put("abcd"[number % 4], 1 + number % 5)
        if number % 3 == 0:
            delete(store, "abcd"[(number // 3) % 4])
    done.set()
    for asker in askers:
        asker.join()
    assert faults == []
    check(copy, store, embedder)
