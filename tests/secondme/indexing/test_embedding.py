"""Vectors follow the text, and another embedding model takes over only when its vectors are complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import secondme
from ingest import Document
from models.catalogue import load_catalogue
from models.errors import EngineDiedError, ModelLoadError
from models.fetch import pull
from models.shelf import Shelf
from secondme.indexing.embedding import embed_waiting, embedding_text, plan_embedding
from secondme.indexing.progress import Progress, Stopped
from secondme.memory import Memory
from secondme.store import Store
from secondme.store.documents import NewDocument, put_document
from secondme.store.query import rows
from secondme.store.sources import put_source
from secondme.store.vectors import count_vectors, list_embedders, serving_embedder

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]

NOTES = {f"{number:03}.md": f"# Note {number}\n\nPuffin {number} sat on a rock.\n" for number in range(40)}
OWN_ENTRY = """
[[models]]
name = "{name}"
role = "embedder"
title = "MiniLM, asked in another way"
licence = "Apache-2.0"
filename = "{name}.gguf"
size = {size}
sha256 = "{sha256}"
context_length = 512
dimensions = 384
pooling = "mean"
query_prefix = "{query}"
languages = ["en"]
min_ram_gb = 1

[[models.places]]
kind = "file"
path = "{path}"
"""


def stop_when(stage: str, done: int) -> Callable[[Progress], None]:
    def stop(progress: Progress) -> None:
        if progress.stage == stage and progress.done >= done:
            raise Stopped

    return stop


@pytest.fixture
def second_model(stocked_home: Path, model_file: Callable[[str], Path]) -> Callable[[str], None]:
    """Puts a second embedder on the shelf: the same file under another name, asked with another prefix."""
    file = model_file("minilm")
    folder = stocked_home / "models"

    def put(query: str) -> None:
        known = load_catalogue().model("minilm")
        entry = OWN_ENTRY.format(name="again", size=known.size, sha256=known.sha256, query=query, path=file)
        (folder / "catalogue.toml").write_text(entry)
        if not (folder / "again.gguf").exists():
            os.symlink(file, folder / "again.gguf")
        pull("again", Shelf(folder))

    return put


@pytest.fixture
def switch(memory: Memory, second_model: Callable[[str], None]) -> Callable[[str], None]:
    """Chooses an embedder, as `secondme models use` does, without embedding anything yet."""
    second_model("asked: ")
    memory.engines.shelf = Shelf(memory.engines.shelf.folder)
    return memory.engines.shelf.use


def embedders(memory: Memory) -> dict[str, tuple[bool, int]]:
    """Whether each embedder serves, and how many vectors it has."""
    db = memory.store.connection()
    return {one.name: (one.serving, count_vectors(db, one)) for one in list_embedders(db)}


@pytest.mark.model
def test_every_passage_gets_its_vector_and_is_found_by_meaning(memory: Memory, tree: WriteTree) -> None:
    indexed = memory.add(tree({"a.md": "The vet said the cat must lose weight.", "b.md": "Taxes are due."}))
    assert (indexed.vectors, memory.status().vectors) == (2, 2)
    [first, *_] = memory.recall("overweight kitten")
    assert first.title == "a"
    assert first.signals["lexical"] == 0 < first.signals["semantic"]


@pytest.mark.model
def test_text_is_findable_before_its_vectors_are_made(memory: Memory, tree: WriteTree) -> None:
    with pytest.raises(Stopped):
        memory.add(tree(NOTES), on_progress=stop_when("embedding", 1))
    status = memory.status()
    assert status.documents == 40
    assert 0 < status.vectors < 40
    assert status.waiting_embedding > 0
    assert memory.recall("rock")[0].signals["lexical"] > 0
    assert memory.index().vectors == 40 - status.vectors
    assert memory.status().waiting_embedding == 0


@pytest.mark.model
def test_what_came_while_there_was_no_model_gets_its_vectors_later(
    memory: Memory, tree: WriteTree, stock: Path
) -> None:
    shelf = memory.engines.shelf.folder / "shelf.json"
    kept = shelf.read_text()
    shelf.unlink()
    assert memory.add(tree({"a.md": "The vet said the cat must lose weight."})).vectors == 0
    assert (memory.status().embedder, memory.status().waiting_embedding) == (None, 0)
    shelf.write_text(kept)
    assert memory.index().vectors == 1
    assert memory.recall("overweight kitten")[0].title == "a"


@pytest.mark.model
def test_a_model_that_was_taken_away_leaves_search_by_words(memory: Memory, tree: WriteTree) -> None:
    memory.add(tree(NOTES))
    (memory.engines.shelf.folder / "shelf.json").unlink()
    with secondme.open(memory.home.root) as again:
        [first, *_] = again.recall("puffin 7")
        assert first.title == "Note 7"
        assert first.signals["semantic"] == 0


@pytest.mark.model
def test_the_earlier_vectors_serve_until_the_new_ones_are_complete(
    memory: Memory, tree: WriteTree, switch: Callable[[str], None]
) -> None:
    memory.add(tree(NOTES))
    before = memory.recall("seabird on a stone")
    switch("again")
    with pytest.raises(Stopped):
        memory.index(on_progress=stop_when("embedding", 1))
    serving, made = embedders(memory)["again"]
    assert not serving and 0 < made < 40
    assert embedders(memory)["minilm"] == (True, 40)
    assert (memory.status().embedder, memory.status().serving) == ("again", "minilm")
    assert [(hit.id, hit.signals) for hit in memory.recall("seabird on a stone")] == [
        (hit.id, hit.signals) for hit in before
    ]
    assert memory.index().vectors == 40 - made
    assert embedders(memory) == {"again": (True, 40)}
    tables = rows(memory.store.connection(), "SELECT name FROM sqlite_schema WHERE name LIKE 'vectors%'")
    assert {name.split("_")[1] for (name,) in tables} == {"2"}
    assert memory.recall("seabird on a stone")[0].signals["semantic"] > 0


@pytest.mark.model
def test_a_new_document_does_not_let_incomplete_vectors_serve(
    memory: Memory, tree: WriteTree, switch: Callable[[str], None]
) -> None:
    memory.add(tree(NOTES))
    switch("again")
    memory.add(tree({"new.md": "# New\n\nThe lighthouse is white.\n"}))
    db = memory.store.connection()
    serving = serving_embedder(db)
    assert serving is not None and count_vectors(db, serving) == 41


@pytest.mark.model
def test_choosing_another_model_in_the_middle_of_the_work_finishes_with_that_one(
    memory: Memory, tree: WriteTree, switch: Callable[[str], None]
) -> None:
    with pytest.raises(Stopped):
        memory.add(tree(NOTES), on_progress=stop_when("embedding", 1))
    switch("again")
    memory.index()
    assert embedders(memory) == {"again": (True, 40)}
    assert memory.status().waiting_embedding == 0


@pytest.mark.model
def test_going_back_to_the_first_model_in_the_middle_leaves_nothing_to_do(
    memory: Memory, tree: WriteTree, switch: Callable[[str], None]
) -> None:
    memory.add(tree(NOTES))
    switch("again")
    with pytest.raises(Stopped):
        memory.index(on_progress=stop_when("embedding", 1))
    switch("minilm")
    assert memory.index().vectors == 0
    assert embedders(memory)["minilm"] == (True, 40)
    assert memory.status().waiting_embedding == 0


@pytest.mark.model
def test_the_same_model_used_in_another_way_is_another_model(
    memory: Memory, tree: WriteTree, switch: Callable[[str], None], second_model: Callable[[str], None]
) -> None:
    switch("again")
    memory.add(tree(NOTES))
    second_model("asked otherwise: ")
    with secondme.open(memory.home.root) as again:
        assert again.index().vectors == 40
        assert [(one.name, one.serving) for one in list_embedders(again.store.connection())] == [
            ("again", True)
        ]
        assert again.recall("seabird")[0].signals["semantic"] > 0


@dataclass
class FaultyEmbedder:
    """Makes vectors out of nothing, and fails or lies when told to: only for injecting faults."""

    name: str = "faulty"
    identity: str = "faulty 4d"
    dimensions: int = 4
    fails_after: int = 1_000
    before: Callable[[], None] = lambda: None
    value: float = 0.5

    def embed_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.before()
        self.fails_after -= 1
        if self.fails_after < 0:
            raise EngineDiedError("The engine died. Nothing was lost. Try again.")
        return np.full((len(texts), 4), self.value, np.float32)


@pytest.fixture
def documents(store: Store, document: Callable[..., Document], now: datetime) -> Iterator[list[int]]:
    """Twenty documents that wait for their vectors."""
    with store.write() as db:
        source = put_source(db, "folder", "/notes", now=now)
        numbers = [
            put_document(
                db, NewDocument(source.id, document(f"{n}.md", f"text {n}"), lambda p: "self"), now=now
            )
            for n in range(20)
        ]
        plan_embedding(db, "faulty", "faulty 4d", now=now)
    yield numbers


def vectors_of(store: Store) -> int:
    db = store.connection()
    return sum(count_vectors(db, embedder) for embedder in list_embedders(db))


def test_a_model_that_fails_midway_leaves_the_rest_queued(
    store: Store, documents: list[int], now: datetime
) -> None:
    with pytest.raises(EngineDiedError):
        embed_waiting(store, FaultyEmbedder(fails_after=1), now=now)
    made = vectors_of(store)
    assert 0 < made < 20
    assert embed_waiting(store, FaultyEmbedder(), now=now) == 20 - made
    assert vectors_of(store) == 20


def test_vectors_that_are_no_numbers_are_refused_and_the_work_stays_queued(
    store: Store, documents: list[int], now: datetime
) -> None:
    with pytest.raises(ValueError, match="finite"):
        embed_waiting(store, FaultyEmbedder(value=float("nan")), now=now)
    assert vectors_of(store) == 0
    assert embed_waiting(store, FaultyEmbedder(), now=now) == 20


def test_a_document_that_changes_or_goes_while_its_vectors_are_made_keeps_no_wrong_ones(
    store: Store, documents: list[int], document: Callable[..., Document], now: datetime
) -> None:
    done: list[int] = []

    def change() -> None:
        if not done:
            done.append(1)
            with store.write() as db:
                source = put_source(db, "folder", "/notes", now=now)
                changed = document("0.md", "another text")
                put_document(db, NewDocument(source.id, changed, lambda passage: "self"), now=now)
                db.execute("DELETE FROM documents WHERE id = ?", (documents[1],))

    embed_waiting(store, FaultyEmbedder(before=change), now=now)
    db = store.connection()
    [embedder] = list_embedders(db)
    with_vector = {number for (number,) in rows(db, f"SELECT rowid FROM {embedder.table}_rowids")}
    assert with_vector <= {number for (number,) in rows(db, "SELECT id FROM passages")}


def test_who_speaks_stands_before_the_words_and_else_the_heading_or_the_title() -> None:
    assert embedding_text("Hello", "Trips", "Mull", "Ana") == "Ana: Hello"
    assert embedding_text("Hello", "Trips", "Mull", None) == "Trips: Hello"
    assert embedding_text("Hello", "", "Mull", None) == "Mull: Hello"


def test_what_is_told_is_kept_once_also_when_the_model_fails_and_gets_its_vector_later(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*rest: object, **named: object) -> None:
        raise ModelLoadError("damaged")

    with monkeypatch.context() as damaged:
        damaged.setattr(memory.engines, "_open_embedder", fail)
        assert memory.remember("The puffin boat.") == "m1"
    assert (memory.status().memories, memory.status().waiting_embedding) == (1, 1)
    assert memory.index().vectors == 1
