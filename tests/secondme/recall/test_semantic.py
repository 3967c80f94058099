"""The copy of the vectors in memory agrees with the store, whatever is added and deleted meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document
from secondme.recall.semantic import VectorCopy
from secondme.store import Store
from secondme.store.documents import NewDocument, delete_documents, passage_numbers, put_document
from secondme.store.query import rows
from secondme.store.sources import Source, put_source
from secondme.store.vectors import StoredEmbedder, let_serve, put_embedder, put_vectors

DIMENSIONS = 8
QUESTION = np.eye(DIMENSIONS, dtype=np.float32)[0]
A_BYTE = 0.01
"""How far a cosine may be off where each number is held as one byte."""


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


@pytest.fixture(params=["vectors", "details", "details in the background"])
def copy(request: pytest.FixtureRequest, store: Store) -> Iterator[VectorCopy]:
    """A copy as small memories have it, and as large ones do: asking the store, and all in memory."""
    opening = store.apart if "background" in request.param else None
    made = VectorCopy(opening) if request.param == "vectors" else VectorCopy(opening, exact=0)
    yield made
    made.drop()


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
    assert found == pytest.approx(expected(store, embedder), abs=A_BYTE)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_an_empty_copy_finds_nothing(copy: VectorCopy, store: Store, embedder: StoredEmbedder) -> None:
    similar = copy.compare(store.connection(), embedder, QUESTION)
    assert similar.best(5) == similar.of([1, 2]) == similar.of([]) == {}


def test_best_gives_the_most_similar_first_and_of_only_what_is_there(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    passages = put("a", 9, without=2)
    similar = copy.compare(store.connection(), embedder, QUESTION)
    wanted = sorted(expected(store, embedder).items(), key=lambda one: -one[1])
    assert list(similar.best(3)) == [number for number, _ in wanted[:3]]
    assert list(similar.best(99)) == [number for number, _ in wanted]
    assert similar.best(0) == similar.best(-1) == {}
    assert list(similar.of([passages[8], 0, -5, 10**12, *passages[:3]])) == [passages[8], passages[2]]
    assert similar.of(passages) == pytest.approx(dict(wanted), abs=A_BYTE)


def test_small_memories_hold_the_vectors_themselves(
    store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    put("a", 50)
    assert compared(VectorCopy(), store, embedder) == pytest.approx(expected(store, embedder), abs=1e-6)


def test_what_is_new_is_seen(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    for key in ("a", "b", "c"):
        put(key, 3)
        check(copy, store, embedder)


def test_an_older_passage_whose_vector_comes_late_is_seen(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    late = put("a", 4, without=2)[:2]
    put("b", 3)
    check(copy, store, embedder)
    give(store, embedder, late)
    put("c", 2)
    check(copy, store, embedder)


def test_what_was_deleted_is_not_found_even_when_as_much_was_added(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
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
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    [passage, _] = put("a", 2)
    check(copy, store, embedder)
    with store.write() as db:
        put_vectors(db, embedder, [passage], QUESTION[None, :])
    assert compared(copy, store, embedder)[passage] == pytest.approx(1, abs=1e-6)


def test_another_embedder_never_sees_the_vectors_of_the_first(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_it_agrees_with_the_table_after_any_steps(
    copy: VectorCopy,
    store: Store,
    embedder: StoredEmbedder,
    put: Callable[..., list[int]],
    steps: list[tuple[str, str, int]],
) -> None:
    for step, key, count in steps:
        if step == "put":
            put(key, count)
        elif step == "delete":
            delete(store, key)
        else:
            check(copy, store, embedder)
    check(copy, store, embedder)


def test_it_stays_exact_while_others_add_and_delete(
    copy: VectorCopy, store: Store, embedder: StoredEmbedder, put: Callable[..., list[int]]
) -> None:
    faults: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                found = compared(copy, store, embedder)
                for passage, cosine in found.items():
                    assert cosine == pytest.approx(float(vector_for(passage) @ QUESTION), abs=A_BYTE)
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
