"""Following and remembering together: what is remembered of a folder is what stands in it."""

from __future__ import annotations

import queue
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secondme.following import Follower, FollowSettings, Hint
from secondme.memory import Memory
from secondme.store.query import rows


@pytest.fixture
def remembered(wordless_memory: Memory, notes: Path) -> Iterator[Callable[[], dict[str, str]]]:
    """Follows the notes, and tells the text that is remembered of each of them."""
    memory, hints = wordless_memory, queue.SimpleQueue[Hint | None]()
    memory.add(notes)
    (source,) = [one.source for one in memory.sources() if one.source.kind == "folder"]

    def look() -> None:
        while hint := hints.get():
            below = None if hint.folders is None else {hint.source: hint.folders}
            memory.index(sources=[source], below=below)

    looking = threading.Thread(target=look)
    looking.start()
    with Follower(hints.put, settings=FollowSettings(settle_seconds=0.1, visit_seconds=0.3)) as follower:
        follower.follow([source], memory.options)
        yield lambda: dict(texts_of(memory))
    hints.put(None)
    looking.join()


def test_every_change_is_remembered(notes, remembered, eventually):
    (notes / "a.md").write_text("one, written anew")
    (notes / "sub/new.md").write_text("five")
    (notes / "other/d.md").unlink()
    eventually(lambda: remembered() == on_disk(notes))


def test_a_renamed_folder_keeps_what_is_remembered_of_it(
    notes, remembered, eventually, wordless_memory: Memory
):
    eventually(lambda: remembered() == on_disk(notes))
    before = passages_of(wordless_memory)
    (notes / "sub").rename(notes / "renamed")
    (notes / "a.md").rename(notes / "other/z.md")
    eventually(lambda: remembered() == on_disk(notes))
    assert passages_of(wordless_memory) == before


def test_a_folder_that_is_unplugged_is_remembered_and_followed_again(notes, remembered, eventually):
    eventually(lambda: remembered() == on_disk(notes))
    before = remembered()
    notes.rename(notes.parent / "unplugged")
    notes.mkdir()
    (notes.parent / "elsewhere.md").write_text("time passes")
    notes.rmdir()
    assert remembered() == before
    (notes.parent / "unplugged").rename(notes)
    (notes / "sub/deep/c.md").write_text("three, written when it was back")
    eventually(lambda: remembered() == on_disk(notes))


def test_after_storms_what_is_remembered_is_what_is_there(notes, remembered, eventually):
    chance = random.Random(5)
    for number in range(60):
        folder = notes / f"{chance.randrange(6)}" / f"{chance.randrange(6)}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{chance.randrange(9)}.md").write_text(f"text number {number}")
        if number % 10 == 9:
            shutil.move(folder.parent, notes / "other" / f"moved {number}")
    shutil.rmtree(notes / "sub")
    eventually(lambda: remembered() == on_disk(notes))


def on_disk(notes: Path) -> dict[str, str]:
    return {str(path.relative_to(notes)): path.read_text() for path in notes.rglob("*.md")}


def texts_of(memory: Memory) -> list[tuple[str, str]]:
    sql = "SELECT d.key, p.text FROM documents d JOIN passages p ON p.document_id = d.id"
    return [(key, text) for key, text in rows(memory.store.connection(), sql)]


def passages_of(memory: Memory) -> list[tuple[int, str]]:
    return sorted(rows(memory.store.connection(), "SELECT id, text FROM passages"))
