"""Large memories: other processes that write and delete, other embedders, and few of all measured."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Set
from datetime import datetime
from pathlib import Path

import apsw
import numpy as np
import numpy.typing as npt
import pytest

from models.embedder import Embedder
from secondme.recall.vectors import VectorCopy, copy
from secondme.store import Store, open_store
from secondme.store.query import rows, value
from secondme.store.vector_blocks import CODED, latest_version, read_codes
from secondme.store.vectors import (
    StoredEmbedder,
    delete_vectors,
    let_serve,
    put_embedder,
    put_vectors,
    serving_embedder,
)

DIMENSIONS = 96
Array = npt.NDArray[np.float32]
SECRET = bytes(range(32))
WRITER = """
import sys, numpy as np
from datetime import UTC, datetime
from pathlib import Path
from secondme.store import open_store
from secondme.store.vectors import delete_vectors, put_vectors, serving_embedder
store = open_store(Path(sys.argv[1]), bytes(range(32)), now=datetime.now(UTC))
embedder = serving_embedder(store.connection())
drawn = np.random.default_rng(int(sys.argv[2]))
for round in range(40):
    passages = [int(sys.argv[2]) + 3 * int(n) for n in drawn.integers(1, 900, 24)]
    passages = list(dict.fromkeys(passages))
    vectors = np.array([np.random.default_rng(p).normal(size=96) for p in passages]).astype("f4")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with store.write() as db:
        put_vectors(db, embedder, passages, vectors)
    with store.write() as db:
        delete_vectors(db, passages[::3])
store.close()
"""


def unit(vectors: npt.NDArray[np.floating]) -> Array:
    found = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found.astype(np.float32)


def fill(store: Store, passages: list[int], vectors: Array, name: str = "small") -> StoredEmbedder:
    with store.write() as db:
        embedder = put_embedder(db, name, name, vectors.shape[1])
        put_vectors(db, embedder, passages, vectors)
    return embedder


def by_sqlite_vec(db: apsw.Connection, embedder: StoredEmbedder, question: Array, count: int) -> list[int]:
    sql = f"SELECT passage_id FROM {embedder.table} WHERE embedding MATCH ? AND k = ? ORDER BY distance"
    return [number for (number,) in rows(db, sql, question.tobytes(), count)]


@pytest.fixture
def few_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a memory of some thousand passages is searched as one of a million is."""
    monkeypatch.setattr(copy, "NEAREST", 100)


def test_it_keeps_equal_to_sqlite_vec_while_other_processes_write_and_delete(
    store: Store, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    drawn = np.random.default_rng(1)
    embedder = fill(store, [1], unit(drawn.normal(size=(1, DIMENSIONS))))
    kept = VectorCopy(store.apart, exact=0)
    writers = [start(WRITER, store.path, number) for number in (0, 1)]
    asked = 0
    while asked == 0 or any(writer.poll() is None for writer in writers):
        question = unit(drawn.normal(size=(1, DIMENSIONS)))[0]
        with store.reading() as db:
            found = kept.compare(db, embedder, question).best(20)
            assert_agrees(db, embedder, found, question, changed=changed_since(db, store, embedder))
        asked += 1
    assert [writer.wait() for writer in writers] == [0, 0]
    kept.finish()
    with store.reading() as db:
        found = kept.compare(db, embedder, question).best(20)
        assert_agrees(db, embedder, found, question)
    kept.drop()


def changed_since(db: apsw.Connection, store: Store, embedder: StoredEmbedder) -> set[int]:
    """The blocks that writers changed since this transaction began.

    The thread in the background reads what is committed now: what was deleted after the transaction began
    may be gone from the copy already, while sqlite-vec still sees it.
    """
    with store.apart() as now:
        after = latest_version(db, embedder.id)
        return {block.number for block in read_codes(now, embedder.id, DIMENSIONS, after=after)}


def assert_agrees(
    db: apsw.Connection,
    embedder: StoredEmbedder,
    found: dict[int, float],
    question: Array,
    *,
    changed: Set[int] = frozenset(),
) -> None:
    """All that was found stands, is as similar as sqlite-vec says, and nothing better was left out."""
    sql = f"SELECT passage_id, distance FROM {embedder.table} WHERE embedding MATCH ? AND k = 40"
    theirs = dict(rows(db, sql, question.tobytes()))
    standing = {number for (number,) in rows(db, f"SELECT rowid FROM {embedder.table}_rowids")}
    assert found.keys() <= standing
    for number in found.keys() & theirs.keys():
        assert found[number] == pytest.approx(1 - theirs[number], abs=0.02)
    least = min(found.values(), default=-1.0)
    better = {number for number, distance in theirs.items() if 1 - distance > least + 0.02}
    assert {number for number in better if number // CODED not in changed} <= found.keys()


def test_a_small_part_of_all_is_measured_and_the_best_are_found(store: Store, few_measured: None) -> None:
    drawn = np.random.default_rng(2)
    topics = unit(drawn.normal(size=(40, 384)))
    vectors = unit(topics[drawn.integers(0, 40, 5_000)] + 0.05 * drawn.normal(size=(5_000, 384)))
    embedder = fill(store, list(range(1, 5_001)), vectors)
    kept = VectorCopy(exact=0)
    questions = unit(topics + 0.05 * drawn.normal(size=(40, 384)))
    overlap = [
        len(set(kept.compare(store.connection(), embedder, question).best(10)) & exact(vectors, question))
        for question in questions
    ]
    assert sum(overlap) / 400 >= 0.9


def exact(vectors: Array, question: Array) -> set[int]:
    return {int(place) + 1 for place in np.argsort(-(vectors @ question))[:10]}


@pytest.mark.model
def test_real_vectors_keep_their_ten_best(
    store: Store, model_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Path(__file__).parents[4].joinpath("docs", "decisions", "store.md").read_text("utf-8").split()
    texts = [" ".join(words[start : start + 9]) for start in range(0, len(words) - 9, 6)]
    with Embedder(model_file("minilm")) as model:
        vectors = model.embed_passages(texts)
    monkeypatch.setattr(copy, "NEAREST", 50)
    kept, embedder = VectorCopy(exact=0), fill(store, list(range(1, len(texts) + 1)), vectors)
    asked = unit(vectors[::7] + vectors[1::7][: len(vectors[::7])])
    overlap = [
        len(set(kept.compare(store.connection(), embedder, question).best(10)) & exact(vectors, question))
        for question in asked
    ]
    assert sum(overlap) / (10 * len(asked)) >= 0.95


def test_memories_grow_large_and_shrink_again(store: Store) -> None:
    drawn = np.random.default_rng(3)
    vectors = unit(drawn.normal(size=(900, DIMENSIONS)))
    embedder = fill(store, list(range(1, 301)), vectors[:300])
    kept = VectorCopy(store.apart, exact=500)
    for passages in ([], range(301, 901)):
        if passages:
            fill(store, list(passages), vectors[300:])
        assert set(kept.compare(store.connection(), embedder, vectors[7]).best(10)) == {
            *by_sqlite_vec(store.connection(), embedder, vectors[7], 10)
        }
    with store.write() as db:
        delete_vectors(db, list(range(101, 801)))
    found = kept.compare(store.connection(), embedder, vectors[7]).best(10)
    assert list(found) == by_sqlite_vec(store.connection(), embedder, vectors[7], 10)
    kept.drop()


def test_dropping_it_ends_the_background_work_and_the_next_question_reads_again(store: Store) -> None:
    vectors = unit(np.random.default_rng(4).normal(size=(2_000, DIMENSIONS)))
    embedder = fill(store, list(range(1, 2_001)), vectors)
    kept = VectorCopy(store.apart, exact=0)
    for _ in range(5):
        assert next(iter(kept.compare(store.connection(), embedder, vectors[9]).best(1))) == 10
        kept.drop()


def test_a_search_goes_on_when_another_embedder_takes_over_meanwhile(store: Store, now: datetime) -> None:
    vectors = unit(np.random.default_rng(5).normal(size=(50, DIMENSIONS)))
    first = fill(store, list(range(1, 51)), vectors)
    other = open_store(store.path, SECRET, now=now)
    with store.reading() as db:
        assert serving_embedder(db) is not None  # as a question begins
        second = fill(other, list(range(1, 51)), vectors[:, :48], "other")
        with other.write() as writing:
            let_serve(writing, second)
        found = VectorCopy().compare(db, first, vectors[3]).best(5)
    assert next(iter(found)) == 4
    assert serving_embedder(store.connection()) == StoredEmbedder(2, "other", "other", 48, True)
    assert value(store.connection(), "SELECT count(*) FROM vector_codes WHERE embedder_id = 1") == 0
    other.close()


def test_what_an_earlier_release_stored_gets_its_codes_when_it_is_opened(store: Store, now: datetime) -> None:
    vectors = unit(np.random.default_rng(6).normal(size=(700, DIMENSIONS)))
    embedder = fill(store, list(range(1, 701)), vectors)
    before = derived(store)
    with store.write() as db:
        db.execute("DELETE FROM vector_codes")
        db.execute("DELETE FROM vector_details")
        db.execute("UPDATE embedders SET coded = 0")
    open_store(store.path, SECRET, now=now).close()
    assert derived(store) == before
    assert next(iter(VectorCopy(exact=0).compare(store.connection(), embedder, vectors[5]).best(1))) == 6


def derived(store: Store) -> list[str]:
    db = store.connection()
    found = rows(db, "SELECT block, data FROM vector_codes UNION ALL SELECT block, data FROM vector_details")
    return sorted(f"{block} {hashlib.sha256(data).hexdigest()}" for block, data in found)


def test_nothing_of_a_deleted_vector_is_left_in_its_blocks(store: Store) -> None:
    vectors = unit(np.random.default_rng(8).normal(size=(40, DIMENSIONS)))
    fill(store, list(range(1, 41)), vectors)
    with store.write() as db:
        delete_vectors(db, list(range(1, 41)))
    for table in ("vector_codes", "vector_details"):
        for (data,) in rows(store.connection(), f"SELECT data FROM {table}"):
            assert not any(data)


def test_neither_codes_nor_details_can_be_read_in_the_file(store: Store) -> None:
    vectors = np.tile(unit(np.random.default_rng(9).normal(size=(1, DIMENSIONS))), (300, 1))
    fill(store, list(range(1, 301)), vectors)
    [(data,)] = rows(store.connection(), "SELECT data FROM vector_codes WHERE block = 0")
    [(details,)] = rows(store.connection(), "SELECT data FROM vector_details WHERE block = 1")
    store.checkpoint()
    files = b"".join(path.read_bytes() for path in store.path.parent.glob(store.path.name + "*"))
    assert data[100:132] not in files and details[-DIMENSIONS:] not in files
