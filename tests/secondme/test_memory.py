"""The façade: usable from several threads at once, and safe to close at any time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest

import secondme
from secondme.indexing.trust import same_name
from secondme.memory import Memory

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.mark.model
def test_searching_works_while_another_thread_indexes(memory: Memory, tree: WriteTree) -> None:
    memory.remember("The lighthouse is white.")
    folder = tree({f"{number}.md": f"# Note {number}\n\nPuffin {number}.\n" for number in range(120)})
    found: list[str] = []
    with ThreadPoolExecutor(1) as pool:
        indexing = pool.submit(memory.add, folder)
        while not indexing.done():
            found.append(memory.recall("white lighthouse")[0].text)
        assert indexing.result().documents == 120
    assert set(found) == {"The lighthouse is white."}
    assert memory.recall("puffin 77")[0].title == "Note 77"


@pytest.mark.model
def test_many_threads_may_ask_and_tell_at_once(memory: Memory) -> None:
    def tell(number: int) -> str:
        identifier = memory.remember(f"Puffin number {number} sat on a rock.")
        memory.recall(f"puffin {number}")
        return identifier

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(tell, range(30)))
    assert len(set(told)) == 30
    status = memory.status()
    assert (status.memories, status.passages, status.vectors) == (30, 30, 30)


def test_two_threads_that_index_the_same_folder_take_turns(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({f"{number}.md": f"Puffin {number}.\n" for number in range(60)})
    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in [pool.submit(wordless_memory.add, folder) for _ in range(2)]]
    assert sorted(one.documents for one in done) == [0, 60]
    assert wordless_memory.status().documents == 60


def test_closing_twice_and_opening_again_is_harmless(home: Path) -> None:
    memory = secondme.open(home)
    memory.remember("The puffin boat.")
    memory.close()
    memory.close()
    with secondme.open(home) as again:
        assert len(again.recall("puffin")) == 1


def test_closing_leaves_no_thread_behind(home: Path) -> None:
    before = threading.active_count()
    with secondme.open(home) as memory:
        memory.remember("The puffin boat.")
        memory.recall("puffin")
    assert threading.active_count() == before


def test_two_memories_know_nothing_of_each_other(home: Path, tmp_path: Path) -> None:
    with secondme.open(home) as mine, secondme.open(tmp_path / "other") as other:
        mine.remember("The puffin boat.")
        assert other.recall("puffin") == []
        assert mine.key != other.key


def test_the_status_counts_what_is_there(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(tree({"a.md": "# A\n\nOne.\n", "b.md": "Two.\n", "empty.md": ""}))
    wordless_memory.remember("Three.")
    status = wordless_memory.status()
    assert (status.sources, status.documents, status.passages, status.memories) == (1, 4, 3, 1)
    assert (status.vectors, status.embedder, status.serving, status.generator) == (0, None, None, None)
    assert status.size >= wordless_memory.home.store.stat().st_size
    assert status.as_json()["home"] == str(wordless_memory.home.root)


def test_what_is_waiting_is_told_without_counting_what_is_there(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    assert wordless_memory.waiting().is_empty
    wordless_memory.add(tree({"a.md": "One.\n"}))
    waiting, status = wordless_memory.waiting(), wordless_memory.status()
    assert not waiting.is_empty
    assert (waiting.reading, waiting.embedding) == (status.waiting_reading, status.waiting_embedding)
    little = pages_read(wordless_memory, wordless_memory.waiting)
    with wordless_memory.store.write() as db:
        db.execute(
            "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 50000) "
            "INSERT INTO passages (document_id, position, text, heading, trust, locator) "
            "SELECT 1, n, 'Two.', '', 'self', '{}' FROM more"
        )
    assert pages_read(wordless_memory, wordless_memory.status) > little + 20
    assert pages_read(wordless_memory, wordless_memory.waiting) < little + 5


def pages_read(memory: Memory, ask: Callable[[], object]) -> int:
    """How many pages of the store are looked at for the answer."""
    db = memory.store.connection()
    counted = (apsw.SQLITE_DBSTATUS_CACHE_HIT, apsw.SQLITE_DBSTATUS_CACHE_MISS)
    ask()
    for counter in counted:
        db.status(counter, True)
    ask()
    return sum(db.status(counter)[0] for counter in counted)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana", "ana", True),
        (" Ana  Kovač ", "ana kovač", True),
        ("Ana", "Anna", False),
        ("", "", False),
        (None, None, False),
        ("Ana", None, False),
    ],
)
def test_names_are_the_same_but_for_case_and_spaces(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same


def test_a_fault_after_telling_does_not_keep_indexing_locked(
    wordless_memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from secondme.indexing import catching_up

    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(catching_up, "catch_up_if_little", break_off)
        with pytest.raises(KeyboardInterrupt):
            wordless_memory.remember("The heron stands on one leg.")
    assert not wordless_memory._indexing.locked()
    assert wordless_memory.recall("heron")
