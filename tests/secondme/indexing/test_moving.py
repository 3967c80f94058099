"""Moving: a file that has another name or place keeps all that is remembered of it, and is not read again."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import FoundFile
from secondme.indexing import moving, reconcile, rounds
from secondme.memory import Memory
from secondme.store.query import rows

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Contents = Callable[[object], dict[str, Any]]

NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n",
    "home/key.md": "The spare key is with Beathag next door.\n",
    "home/dentist.md": "# Dentist\n\nDr Lim moved it to Tuesday.\n",
}


def passages(memory: Memory) -> dict[str, int]:
    """The number of each passage by its text."""
    return dict(rows(memory.store.connection(), "SELECT text, id FROM passages"))


def keys(memory: Memory) -> list[str]:
    return [key for (key,) in rows(memory.store.connection(), "SELECT key FROM documents ORDER BY key")]


def other_inode(path: Path) -> None:
    """Writes the same file anew with its time, as a copy from another disk would."""
    copy = path.with_name(f"{path.name}.copy")
    shutil.copy2(path, copy)
    holder = path.with_name(".holder")  # Keeps the number from being given to the copy of a copy.
    path.rename(holder)
    copy.rename(path)
    holder.unlink()


def test_a_renamed_file_is_followed_and_not_read(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "mull.md").rename(folder / "home" / "isle.md")
    indexed = wordless_memory.index()
    assert (indexed.documents, indexed.removed, indexed.moved) == (0, 0, 1)
    assert passages(wordless_memory) == before
    [hit] = wordless_memory.recall("puffin")
    assert (hit.path, hit.title) == (folder / "home" / "isle.md", "Mull")


def test_a_title_that_came_from_the_name_follows_it_also_in_search(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({"spare_key.md": "It is with Beathag next door."})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "spare_key.md").rename(folder / "neighbours.md")
    assert wordless_memory.index().moved == 1
    assert [hit.title for hit in wordless_memory.recall("neighbours")] == ["neighbours"]
    assert wordless_memory.recall("spare") == []
    assert passages(wordless_memory) == before


def test_a_renamed_folder_takes_all_its_files_along(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, tmp_path: Path
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "home").rename(folder / "flat")
    indexed = wordless_memory.index()
    assert (indexed.documents, indexed.removed, indexed.moved) == (0, 0, 2)
    assert passages(wordless_memory) == before
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_files_that_change_places_each_keep_what_is_theirs(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({"a.md": "First the puffin.", "b.md": "Then the ferry.", "c.md": "And the dentist, last."})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "a.md").rename(folder / "x")
    (folder / "b.md").rename(folder / "a.md")
    (folder / "c.md").rename(folder / "b.md")
    (folder / "x").rename(folder / "c.md")
    indexed = wordless_memory.index()
    assert (indexed.documents, indexed.removed, indexed.moved) == (0, 0, 3)
    assert passages(wordless_memory) == before
    assert {hit.title for hit in wordless_memory.recall("puffin")} == {"c"}


def test_a_file_moved_over_another_takes_its_place(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({"a.md": "The puffin.", "b.md": "The ferry at noon."})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "b.md").rename(folder / "a.md")
    wordless_memory.index()
    assert keys(wordless_memory) == ["a.md"]
    assert passages(wordless_memory) == {"The ferry at noon.": before["The ferry at noon."]}
    assert wordless_memory.recall("puffin") == []


def test_a_file_that_came_back_from_another_disk_is_known_by_its_content(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    other_inode(folder / "mull.md")
    (folder / "mull.md").rename(folder / "isle.md")
    os.utime(folder / "isle.md", (1_700_000_000, 1_700_000_000))
    indexed = wordless_memory.index()
    assert (indexed.documents, indexed.removed, indexed.moved) == (0, 0, 1)
    assert passages(wordless_memory) == before


def test_a_file_moved_from_one_source_to_another_is_followed(
    wordless_memory: Memory, tree: WriteTree, tmp_path: Path
) -> None:
    folder = tree(NOTES)
    other = tmp_path / "archive"
    other.mkdir()
    (other / "old.md").write_text("An old letter.")
    wordless_memory.add(folder)
    wordless_memory.add(other)
    before = passages(wordless_memory)
    (folder / "mull.md").rename(other / "mull.md")
    indexed = wordless_memory.index()
    assert (indexed.documents, indexed.moved) == (0, 1)
    assert passages(wordless_memory) == before
    [hit] = wordless_memory.recall("puffin")
    assert hit.source == str(other)


def test_a_file_moved_to_a_source_of_other_trust_is_judged_by_it(
    wordless_memory: Memory, tree: WriteTree, tmp_path: Path
) -> None:
    folder = tree(NOTES)
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "x.md").write_text("Anything.")
    wordless_memory.add(folder)
    wordless_memory.add(tmp_path / "downloads", trust="foreign")
    (folder / "mull.md").rename(tmp_path / "downloads" / "mull.md")
    wordless_memory.index()
    assert {hit.trust for hit in wordless_memory.recall("puffin")} == {"foreign"}


def test_a_second_name_for_the_same_file_is_a_file_of_its_own(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    os.link(folder / "mull.md", folder / "twin.md")
    indexed = wordless_memory.index()
    assert (indexed.moved, indexed.removed) == (0, 0)
    assert "mull.md" in keys(wordless_memory)


def test_a_new_day_in_the_name_dates_the_note_anew(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({"2025-03-14 trip.md": "We saw a puffin."})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "2025-03-14 trip.md").rename(folder / "2025-04-02 trip.md")
    wordless_memory.index()
    [hit] = wordless_memory.recall("puffin")
    assert hit.time is not None and hit.time.date().isoformat() == "2025-04-02"
    assert passages(wordless_memory) == before


def test_an_atomic_save_is_a_change_and_no_move(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree({"a.md": "# Mull\n\nThe puffin.\n\n# End\n\nThe ferry."})
    wordless_memory.add(folder / "a.md")
    kept = passages(wordless_memory)
    for text in (
        "# Mull\n\nThe puffin.\n\n# End\n\nThe train.",
        "# Mull\n\nThe puffin.\n\n# End\n\nThe bus.",
    ):
        (folder / "a.md.new").write_text(text)
        (folder / "a.md.new").replace(folder / "a.md")
        indexed = wordless_memory.index()
        assert (indexed.documents, indexed.removed, indexed.moved) == (1, 0, 0)
    assert "The bus." in " ".join(passages(wordless_memory))
    assert [text for text in kept if "puffin" in text and text not in passages(wordless_memory)] == []


def test_moves_are_seen_when_only_the_folders_concerned_are_looked_at(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    (folder / "home" / "key.md").rename(folder / "key.md")
    [counts] = wordless_memory.sources()
    for below in (["key.md"], ["home"]):
        wordless_memory.index(sources=[counts.source], below={counts.source.id: below})
    assert passages(wordless_memory) == before
    assert keys(wordless_memory) == ["home/dentist.md", "key.md", "mull.md"]


@pytest.mark.parametrize("seed", range(4))
def test_after_a_storm_of_renames_it_is_as_if_read_anew_and_nothing_was_read(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    folder = tree({f"{n % 4}/{n}.md": f"# Note {n}\n\nPuffin {n} sat on rock {n * 7}.\n" for n in range(40)})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    for _ in range(3):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        chance.shuffle(files)
        for one, other in zip(files[::3], files[1::3], strict=False):
            swap = folder / "swap"
            one.rename(swap)
            other.rename(one)
            swap.rename(other)
        for path in files[2::3]:
            target = folder / str(chance.randrange(6)) / f"{chance.randrange(10**6)}.md"
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
        assert wordless_memory.index().documents == 0
        assert passages(wordless_memory) == before
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_where_times_are_coarse_the_content_has_to_prove_it(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tree({"a.md": "The puffin."})
    os.utime(folder / "a.md", (1_700_000_000, 1_700_000_000))
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    hashed: list[Path] = []
    original = moving.hash_file

    def watch(path: Path) -> str:
        hashed.append(path)
        return original(path)

    monkeypatch.setattr(moving, "hash_file", watch)
    (folder / "a.md").rename(folder / "b.md")
    assert wordless_memory.index().moved == 1
    assert hashed == [folder / "b.md"]
    assert passages(wordless_memory) == before


def test_a_folder_that_is_renamed_before_its_queued_files_are_read_keeps_what_is_remembered(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    read = rounds.read_waiting

    def rename_and_read(*args: Any, **settings: Any) -> int:
        if (folder / "home").exists():
            (folder / "home").rename(folder / "flat")
        return read(*args, **settings)

    monkeypatch.setattr(rounds, "read_waiting", rename_and_read)
    for _ in range(2):  # So fresh a file is read again at the first look, and is gone by then.
        wordless_memory.index()
    assert passages(wordless_memory) == before
    assert keys(wordless_memory) == ["flat/dentist.md", "flat/key.md", "mull.md"]


def test_a_file_that_moves_to_where_a_look_has_been_already_is_no_loss(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tree({"attic/old.md": "An old letter.", "zoo/puffin.md": "The puffin."})
    wordless_memory.add(folder)
    before = passages(wordless_memory)
    walk = reconcile.walk

    def move_meanwhile(*args: Any, **settings: Any) -> Iterator[FoundFile]:
        for file in walk(*args, **settings):
            yield file
            if file.key == "attic/old.md" and (folder / "zoo" / "puffin.md").exists():
                (folder / "zoo" / "puffin.md").rename(folder / "attic" / "puffin.md")

    monkeypatch.setattr(reconcile, "walk", move_meanwhile)
    for _ in range(2):
        wordless_memory.index()
    assert passages(wordless_memory) == before
    assert keys(wordless_memory) == ["attic/old.md", "attic/puffin.md"]
