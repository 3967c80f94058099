"""Absence: what is away is not deleted; what is deleted goes with all that rested on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from secondme.indexing.absence import deleted, is_there
from secondme.indexing.seen import Lost
from secondme.memory import Memory
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


def keys(memory: Memory) -> list[str]:
    return [key for (key,) in rows(memory.store.connection(), "SELECT key FROM documents ORDER BY key")]


def test_a_disk_that_is_unplugged_below_the_folder_keeps_its_files(tree: WriteTree) -> None:
    root = tree({"notes/a.md": "The puffin."})
    (root / "stick").mkdir()
    here = (root / "stick").stat().st_dev
    lost = [
        Lost(1, "stick/deep/b.md", 4, here + 1, ""),
        Lost(2, "stick/c.md", 4, here, ""),
        Lost(3, "notes/d.md", 4, here + 1, ""),
        Lost(4, "stick/e.md", 4, None, ""),
    ]
    assert [one.id for one in deleted(root, lost, [])] == [2, 3, 4]


def test_what_was_in_a_closed_folder_is_not_deleted(tree: WriteTree) -> None:
    root = tree({"a.md": "The puffin."})
    lost = [Lost(1, "safe/b.md", 4, None, ""), Lost(2, "safer/c.md", 4, None, "")]
    assert [one.id for one in deleted(root, lost, [root / "safe"])] == [2]


def test_a_root_is_there_unless_it_is_gone_or_the_empty_mount_point_of_another_disk(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    root = tree({"a.md": "The puffin.", "single.md": "The ferry."})
    for place in (root, root / "single.md"):
        wordless_memory.add(place)
    db = wordless_memory.store.connection()
    folder, single = (one.source for one in wordless_memory.sources())
    assert is_there(db, folder) and is_there(db, single)
    tree({"a.md": None, "single.md": None})
    assert is_there(db, folder) and not is_there(db, single)
    db.execute("UPDATE files SET device = device + 1")
    assert not is_there(db, folder)
    root.rmdir()
    assert not is_there(db, folder)


def test_only_the_folders_that_are_named_are_looked_at(wordless_memory: Memory, tree: WriteTree) -> None:
    tree({"a/1.md": "One.", "a/2.md": "Two.", "ab/3.md": "Three.", "b/4.md": "Four."})
    folder = tree({})
    wordless_memory.add(folder)
    tree({"a/1.md": None, "a/5.md": "Five.", "ab/3.md": None, "b/4.md": None, "b/6.md": "Six."})
    [counts] = wordless_memory.sources()
    indexed = wordless_memory.index(sources=[counts.source], below={counts.source.id: ["a"]})
    assert (indexed.documents, indexed.removed) == (1, 1)
    assert keys(wordless_memory) == ["a/2.md", "a/5.md", "ab/3.md", "b/4.md"]
    wordless_memory.index(sources=[counts.source], below={counts.source.id: ["b/4.md", "ab"]})
    assert keys(wordless_memory) == ["a/2.md", "a/5.md"]
    wordless_memory.index()
    assert keys(wordless_memory) == ["a/2.md", "a/5.md", "b/6.md"]


def test_a_named_folder_that_is_gone_takes_its_documents_along(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({"a/1.md": "One.", "b/2.md": "Two."})
    wordless_memory.add(folder)
    tree({"a/1.md": None})
    (folder / "a").rmdir()
    [counts] = wordless_memory.sources()
    wordless_memory.index(sources=[counts.source], below={counts.source.id: ["a"]})
    assert keys(wordless_memory) == ["b/2.md"]


def test_a_memory_that_rested_on_a_deleted_file_alone_goes_with_it(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({"a.md": "The puffin.", "b.md": "The ferry."})
    wordless_memory.add(folder)
    with wordless_memory.store.write() as db:
        numbers = [number for (number,) in rows(db, "SELECT id FROM passages ORDER BY id")]
        db.execute(
            "INSERT INTO memories (id, kind, text, trust, recorded_at, made_by, value) VALUES "
            "(1, 'fact', 'on one', 'self', 0, 'pattern', 'The'), "
            "(2, 'fact', 'on both', 'self', 0, 'pattern', 'The')"
        )
        gone = value(db, "SELECT id FROM passages WHERE text = 'The puffin.'")
        [stays] = [number for number in numbers if number != gone]
        for memory, passage in ((1, gone), (2, gone), (2, stays)):
            db.execute("INSERT INTO evidence VALUES (?, ?, 0, 1)", (memory, passage))
    tree({"a.md": None})
    wordless_memory.index()
    assert rows(wordless_memory.store.connection(), "SELECT text FROM memories") == [("on both",)]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this account")
def test_rights_that_come_and_go_lose_nothing(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({"a/1.md": "One.", "a/2.md": "Two.", "3.md": "Three."})
    wordless_memory.add(folder)
    for mode in (0, 0o100, 0o400, 0o700):
        (folder / "a").chmod(mode)
        wordless_memory.index()
        assert keys(wordless_memory) == ["3.md", "a/1.md", "a/2.md"]
    assert wordless_memory.status().problems == ()


def test_what_lay_behind_a_link_to_an_unplugged_disk_is_not_deleted(tree: WriteTree) -> None:
    root = tree({"a.md": "The puffin."})
    (root / "stick").symlink_to(root.parent / "unplugged")
    (root / "one.md").symlink_to(root.parent / "unplugged" / "one.md")
    here = root.stat().st_dev
    lost = [
        Lost(1, "stick/deep/b.md", 4, here + 1, ""),
        Lost(2, "stick/c.md", 4, here, ""),
        Lost(3, "one.md", 4, here + 1, ""),
        Lost(4, "gone.md", 4, here + 1, ""),
    ]
    assert [one.id for one in deleted(root, lost, [])] == [2, 4]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this account")
def test_a_closed_folder_behind_a_link_loses_nothing(
    wordless_memory: Memory, tree: WriteTree, tmp_path: Path
) -> None:
    folder = tree({"3.md": "Three."})
    outside = tmp_path / "outside" / "deep"
    outside.mkdir(parents=True)
    (outside / "1.md").write_text("One.")
    (folder / "link").symlink_to(outside)
    wordless_memory.add(folder)
    for closed in (outside, outside.parent):
        closed.chmod(0)
        wordless_memory.index()
        closed.chmod(0o700)
        assert keys(wordless_memory) == ["3.md", "link/1.md"]
