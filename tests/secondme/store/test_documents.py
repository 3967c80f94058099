"""Documents: a new version keeps what reads as before, and the full text always agrees with the passages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Document
from secondme.store import Store
from secondme.store.documents import (
    NewDocument,
    delete_documents,
    list_versions,
    passage_numbers,
    put_document,
)
from secondme.store.full_text import surroundings
from secondme.store.query import rows, value
from secondme.store.sources import Source, put_source
from secondme.store.vector_blocks import latest_version
from secondme.store.vectors import (
    count_vectors,
    list_embedders,
    passages_with_vectors,
    put_embedder,
    put_vectors,
)

MakeDocument = Callable[..., Document]
WORDS = ("puffin", "boat", "dentist", "key", "recital", "ferry", "sourdough", "lighthouse")


@pytest.fixture
def source(store: Store, now: datetime) -> Source:
    with store.write() as db:
        return put_source(db, "folder", "/notes", now=now)


@pytest.fixture
def put(store: Store, source: Source, now: datetime) -> Callable[[Document], int]:
    def write(document: Document) -> int:
        with store.write() as db:
            return put_document(db, NewDocument(source.id, document, lambda passage: "self"), now=now)

    return write


@pytest.fixture
def find(store: Store) -> Callable[[str], list[int]]:
    """The passages in which the full text has this expression."""
    return lambda expression: [
        number
        for (number,) in rows(
            store.connection(),
            "SELECT rowid FROM passages_text WHERE passages_text MATCH ? ORDER BY rowid",
            expression,
        )
    ]


def give_vectors(store: Store, passages: list[int]) -> None:
    with store.write() as db:
        embedder = put_embedder(db, "small", "small 4d", 4)
        put_vectors(db, embedder, passages, np.eye(4, dtype=np.float32)[[n % 4 for n in passages]])


def with_vectors(store: Store, passages: list[int]) -> list[int]:
    with store.write() as db:
        return sorted(passages_with_vectors(db, put_embedder(db, "small", "small 4d", 4), passages))


def test_passages_that_read_as_before_keep_their_number_and_vector(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    first = put(document("a.md", "puffin", "boat", "key"))
    puffin, boat, key = passage_numbers(store.connection(), first)
    give_vectors(store, [puffin, boat, key])
    assert put(document("a.md", "new", "key", "puffin")) == first
    numbers = passage_numbers(store.connection(), first)
    assert numbers[1:] == [key, puffin]
    assert numbers[0] > key
    assert with_vectors(store, [puffin, boat, key, numbers[0]]) == [puffin, key]


def test_twins_in_one_document_keep_a_number_each(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    number = put(document("a.md", "twin", "twin", "other"))
    one, two, other = passage_numbers(store.connection(), number)
    put(document("a.md", "other", "twin", "twin", "twin"))
    kept = passage_numbers(store.connection(), number)
    assert kept[:3] == [other, one, two]
    assert kept[3] not in {one, two, other}


def test_the_numbers_of_deleted_passages_are_never_used_again(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    last = passage_numbers(store.connection(), put(document("a.md", "puffin", "boat")))[-1]
    put(document("a.md"))
    assert min(passage_numbers(store.connection(), put(document("b.md", "key")))) > last


def test_a_new_heading_or_speaker_makes_it_another_passage(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    plain = document("a.md", "puffin")
    number = put(plain)
    [before] = passage_numbers(store.connection(), number)
    said = replace(plain.passages[0], speaker="Ana")
    put(replace(plain, passages=(said,)))
    [after] = passage_numbers(store.connection(), number)
    assert after != before


def test_a_passage_is_found_by_what_stands_around_it(
    put: Callable[[Document], int], find: Callable[[str], list[int]], document: MakeDocument, store: Store
) -> None:
    texts = ["zero", "one", "puffin", "three", "four", "five"]
    numbers = passage_numbers(store.connection(), put(document("a.md", *texts)))
    assert find("text : puffin") == [numbers[2]]
    assert find("after : puffin") == numbers[0:2]
    assert find("before : puffin") == numbers[3:5]
    assert find("heading : trips") == numbers


def test_words_around_are_the_nearest_and_not_too_many() -> None:
    texts = [" ".join(f"{place}-{n}" for n in range(80)) for place in range(5)]
    around = [(before.split(), after.split()) for before, after in surroundings(texts)]
    before, after = around[3][0], around[1][1]
    assert len(before) == len(after) == 100
    assert (before[0], before[-1]) == ("1-60", "2-79")
    assert (after[0], after[-1]) == ("2-0", "3-19")
    assert around[0][0] == around[4][1] == []


def test_deleting_a_document_deletes_its_text_and_vectors_and_no_other(
    store: Store,
    put: Callable[[Document], int],
    find: Callable[[str], list[int]],
    document: MakeDocument,
) -> None:
    gone = put(document("a.md", "puffin", "boat"))
    stays = put(document("b.md", "puffin", "key"))
    numbers = [*passage_numbers(store.connection(), gone), *passage_numbers(store.connection(), stays)]
    give_vectors(store, numbers)
    with store.write() as db:
        delete_documents(db, [gone])
    assert find("text : puffin") == numbers[2:3]
    assert with_vectors(store, numbers) == numbers[2:]
    db = store.connection()
    assert rows(db, "SELECT id FROM documents") == [(stays,)]
    assert rows(db, "SELECT rowid FROM documents_text WHERE documents_text MATCH 'boat'") == []


def test_deleting_vectors_makes_a_later_version_so_that_copies_notice(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    number = put(document("a.md", "puffin"))
    give_vectors(store, passage_numbers(store.connection(), number))
    db = store.connection()
    [embedder] = list_embedders(db)
    before = latest_version(db, embedder.id)
    with store.write():
        delete_documents(db, [number])
    assert latest_version(db, embedder.id) > before


@pytest.mark.parametrize("bad", ["shape", "nan", "infinite", "count"])
def test_vectors_that_are_not_numbers_or_not_as_many_are_refused(
    store: Store, put: Callable[[Document], int], document: MakeDocument, bad: str
) -> None:
    [passage] = passage_numbers(store.connection(), put(document("a.md", "puffin")))
    vectors = np.ones((2 if bad == "count" else 1, 5 if bad == "shape" else 4), np.float32)
    if bad in {"nan", "infinite"}:
        vectors[0, 1] = np.nan if bad == "nan" else np.inf
    with store.write() as db:
        embedder = put_embedder(db, "small", "small 4d", 4)
        with pytest.raises(ValueError, match="finite vectors of 4"):
            put_vectors(db, embedder, [passage], vectors)
        assert count_vectors(db, embedder) == 0


def test_a_second_vector_for_a_passage_replaces_the_first(
    store: Store, put: Callable[[Document], int], document: MakeDocument
) -> None:
    [passage] = passage_numbers(store.connection(), put(document("a.md", "puffin")))
    give_vectors(store, [passage])
    give_vectors(store, [passage])
    with store.write() as db:
        assert count_vectors(db, put_embedder(db, "small", "small 4d", 4)) == 1


def test_an_empty_document_is_kept_so_that_it_is_not_read_again(
    store: Store, put: Callable[[Document], int], source: Source, document: MakeDocument
) -> None:
    put(document("empty.md", version="hash of nothing"))
    assert list_versions(store.connection(), source.id)["empty.md"].content_hash == "hash of nothing"


texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), max_size=6)
edits = st.lists(st.tuples(st.sampled_from(["a.md", "b.md"]), st.none() | texts), min_size=1, max_size=8)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits)
def test_the_full_text_agrees_with_the_passages_after_any_edits(
    store: Store,
    source: Source,
    put: Callable[[Document], int],
    find: Callable[[str], list[int]],
    document: MakeDocument,
    edits: list[tuple[str, list[str] | None]],
) -> None:
    """None deletes the document."""
    with store.write() as db:  # What the example before has left.
        delete_documents(db, [number for (number,) in rows(db, "SELECT id FROM documents")])
    expected: dict[str, list[str]] = {}
    for key, wanted in edits:
        if wanted is None:
            known = list_versions(store.connection(), source.id).get(key)
            with store.write() as db:
                delete_documents(db, [known.id] if known else [])
            expected.pop(key, None)
        else:
            put(document(key, *wanted))
            expected[key] = wanted
    check_full_text(store, find)
    db = store.connection()
    stored = rows(
        db,
        "SELECT d.key, p.text FROM passages p JOIN documents d ON d.id = p.document_id "
        "ORDER BY d.key, p.position",
    )
    assert stored == [(key, text) for key in sorted(expected) for text in expected[key]]
    assert value(db, "SELECT count(*) FROM documents_text") == len(expected)


def check_full_text(store: Store, find: Callable[[str], list[int]]) -> None:
    """Every word finds exactly the passages that have it, before it, in it and after it."""
    by_document: dict[int, list[tuple[int, str]]] = {}
    for document, number, text in rows(
        store.connection(), "SELECT document_id, id, text FROM passages ORDER BY document_id, position"
    ):
        by_document.setdefault(document, []).append((number, text))
    for word in WORDS:
        columns: dict[str, list[int]] = {"text": [], "before": [], "after": []}
        for passages in by_document.values():
            said = [text for _, text in passages]
            for (number, text), (before, after) in zip(passages, surroundings(said), strict=True):
                for column, words in {"text": text, "before": before, "after": after}.items():
                    if word in words.split():
                        columns[column].append(number)
        for column, numbers in columns.items():
            assert find(f"{column} : {word}") == sorted(numbers), (column, word)
