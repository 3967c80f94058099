"""Folders: what is on the disk is what is remembered, and only what changed is read again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import Outcome, ReaderPool, Request
from ingest import folder as walking
from secondme.errors import UsageError
from secondme.indexing import reading
from secondme.indexing.progress import Progress, Stopped
from secondme.memory import Memory
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Contents = Callable[[object], dict[str, Any]]
Settle = Callable[[Path], None]

NOTES = {
    "mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n",
    "home/key.txt": "The spare key is with Beathag next door.\n",
    "home/dentist.md": "# Dentist\n\nDr Lim moved it to Tuesday.\n",
}
BROKEN_PDF = b"%PDF-1.4\nnothing that follows makes sense"


def numbers(memory: Memory) -> dict[str, int]:
    """The number of the first passage of each document."""
    sql = "SELECT d.key, min(p.id) FROM documents d JOIN passages p ON p.document_id = d.id GROUP BY d.id"
    return dict(rows(memory.store.connection(), sql))


def found(memory: Memory, query: str) -> list[str]:
    return [hit.title for hit in memory.recall(query)]


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes a folder one that the system does not let us look into."""
    original = os.scandir

    def begin(folder: Path) -> None:
        def scandir(path: Any) -> Iterator[Any]:
            if Path(path) == folder:
                raise OSError(5, "Input/output error", str(path))
            return original(path)

        monkeypatch.setattr(walking.os, "scandir", scandir)

    return begin


def test_a_folder_is_remembered_and_found_at_once(wordless_memory: Memory, tree: WriteTree) -> None:
    indexed = wordless_memory.add(tree(NOTES))
    assert (indexed.documents, indexed.removed) == (3, 0)
    [hit] = wordless_memory.recall("puffin")
    assert (hit.title, str(hit.locator), hit.trust) == ("Mull", "line 3", "self")
    assert hit.path is not None and hit.path.read_text() == NOTES["mull.md"]


def test_adding_again_reads_and_changes_nothing(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, opened: list[str], settle: Settle
) -> None:
    folder = tree(NOTES)
    settle(folder)
    wordless_memory.add(folder)
    before, kept = contents(wordless_memory.store), numbers(wordless_memory)
    opened.clear()
    indexed = wordless_memory.add(folder)
    assert (indexed.documents, indexed.removed, opened) == (0, 0, [])
    assert (contents(wordless_memory.store), numbers(wordless_memory)) == (before, kept)


def test_only_what_changed_is_read_again(
    wordless_memory: Memory, tree: WriteTree, opened: list[str], settle: Settle
) -> None:
    folder = tree(NOTES)
    settle(folder)
    wordless_memory.add(folder)
    kept = numbers(wordless_memory)
    opened.clear()
    indexed = wordless_memory.add(tree({"mull.md": "# Mull\n\nThe boat leaves at half past ten now.\n"}))
    assert (indexed.documents, opened) == (1, ["mull.md"])
    assert found(wordless_memory, "puffin") == []
    assert found(wordless_memory, "half past ten") == ["Mull"]
    assert {key: one for key, one in numbers(wordless_memory).items() if key != "mull.md"} == {
        key: one for key, one in kept.items() if key != "mull.md"
    }


def test_a_file_that_was_touched_but_reads_the_same_keeps_everything(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, opened: list[str], settle: Settle
) -> None:
    folder = tree(NOTES)
    settle(folder)
    wordless_memory.add(folder)
    before, kept = contents(wordless_memory.store), numbers(wordless_memory)
    os.utime(folder / "mull.md", (1_000_000_000, 1_000_000_000))
    assert wordless_memory.add(folder).documents == 0
    assert (contents(wordless_memory.store), numbers(wordless_memory)) == (before, kept)
    opened.clear()
    wordless_memory.add(folder)
    assert opened == []


def test_a_change_that_left_size_and_time_alone_is_found_where_the_time_was_fresh(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({"mull.md": "The puffin boat."})
    fresh = (folder / "mull.md").stat().st_mtime_ns
    wordless_memory.add(folder)
    tree({"mull.md": "The dolphin cat."})
    os.utime(folder / "mull.md", ns=(fresh, fresh))
    assert wordless_memory.index().documents == 1
    assert found(wordless_memory, "dolphin") == ["mull"]
    os.utime(folder / "mull.md", ns=(fresh + 1, fresh - 3_600_000_000_000))
    wordless_memory.index()
    assert value(wordless_memory.store.connection(), "SELECT count(*) FROM files WHERE racy") == 0


def test_what_is_gone_from_the_disk_is_forgotten(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(tree(NOTES))
    indexed = wordless_memory.add(tree({"mull.md": None}))
    assert indexed.removed == 1
    assert found(wordless_memory, "puffin") == []
    assert found(wordless_memory, "spare key") != []


def test_a_file_that_moved_is_found_at_its_new_place(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    (folder / "mull.md").rename(folder / "home" / "mull.md")
    wordless_memory.index()
    [hit] = wordless_memory.recall("puffin")
    assert hit.path == folder / "home" / "mull.md"


def test_a_root_that_is_away_keeps_all_and_says_so(
    wordless_memory: Memory, tree: WriteTree, contents: Contents
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = contents(wordless_memory.store)
    folder.rename(folder.with_name("unplugged"))
    indexed = wordless_memory.index()
    assert [changes.missing for _, changes in indexed.changes] == [True]
    assert contents(wordless_memory.store) == before


@pytest.mark.parametrize("closed", [".", "home"])
def test_a_folder_that_cannot_be_looked_into_keeps_what_was_in_it(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, refuse: Callable[[Path], None], closed: str
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    before = contents(wordless_memory.store)
    refuse(folder / closed)
    indexed = wordless_memory.index()
    assert [changes.skipped for _, changes in indexed.changes] != [()]
    assert contents(wordless_memory.store) == before


def test_a_file_that_cannot_be_read_is_listed_and_tried_again(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({**NOTES, "ticket.pdf": BROKEN_PDF})
    assert wordless_memory.add(folder).documents == 3
    [problem] = wordless_memory.status().problems
    assert problem.subject == "ticket.pdf" and problem.reason
    assert wordless_memory.status().waiting_reading == 0
    wordless_memory.index()
    assert len(wordless_memory.status().problems) == 1
    tree({"ticket.pdf": None, "ticket.md": "Seat 14, window."})
    assert wordless_memory.index().documents == 1
    assert wordless_memory.status().problems == ()


def test_a_file_that_can_be_read_again_is_no_problem_any_more(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    wordless_memory.add(tree({"note.md": b"\x00\x01\x02\x03" * 400}))
    assert len(wordless_memory.status().problems) == 1
    assert wordless_memory.add(tree({"note.md": "The puffin boat."})).documents == 1
    assert wordless_memory.status().problems == ()
    assert found(wordless_memory, "puffin") == ["note"]


def test_a_file_that_becomes_unreadable_is_not_found_any_more_and_listed(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    wordless_memory.add(tree(NOTES))
    wordless_memory.add(tree({"mull.md": b"\x00\x01\x02\x03" * 400}))
    assert found(wordless_memory, "puffin") == []
    assert [problem.subject for problem in wordless_memory.status().problems] == ["mull.md"]


def test_a_file_that_goes_between_looking_and_reading_is_no_problem(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)

    def delete(progress: Progress) -> None:
        if progress.stage == "reading":
            (folder / "mull.md").unlink(missing_ok=True)

    assert wordless_memory.add(folder, on_progress=delete).documents == 2
    status = wordless_memory.status()
    assert (status.problems, status.waiting_reading) == ((), 0)


def test_indexing_that_is_stopped_goes_on_where_it_was(
    wordless_memory: Memory,
    tree: WriteTree,
    contents: Contents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "HOLD", 0.0)
    folder = tree({f"{number:03}.md": f"Note number {number} of many." for number in range(80)})

    def stop(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done >= 32:
            raise Stopped

    with pytest.raises(Stopped):
        wordless_memory.add(folder, on_progress=stop)
    status = wordless_memory.status()
    assert 32 <= status.documents < 80
    assert status.documents + status.waiting_reading == 80
    assert status.working == ()
    assert wordless_memory.index().documents == 80 - status.documents
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_progress_counts_to_its_end(wordless_memory: Memory, tree: WriteTree) -> None:
    heard: list[Progress] = []
    wordless_memory.add(tree(NOTES), on_progress=heard.append)
    assert {progress.stage for progress in heard} == {"looking", "reading"}
    last = heard[-1]
    assert (last.stage, last.done, last.total) == ("reading", 3, 3)
    assert all(progress.done <= progress.total for progress in heard if progress.total)


def test_one_file_can_be_added_by_itself(wordless_memory: Memory, tree: WriteTree) -> None:
    folder = tree(NOTES)
    assert wordless_memory.add(folder / "mull.md").documents == 1
    [hit] = wordless_memory.recall("puffin")
    assert hit.path == folder / "mull.md"
    tree({"mull.md": "The ferry."})
    assert wordless_memory.index().documents == 1
    assert found(wordless_memory, "spare") == []


def test_a_link_to_a_folder_is_the_folder(wordless_memory: Memory, tree: WriteTree, tmp_path: Path) -> None:
    folder = tree(NOTES)
    (tmp_path / "link").symlink_to(folder)
    wordless_memory.add(folder)
    assert wordless_memory.add(tmp_path / "link").documents == 0
    assert len(wordless_memory.sources()) == 1


def test_adding_nothing_is_refused_and_changes_nothing(wordless_memory: Memory, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is nothing at"):
        wordless_memory.add(tmp_path / "nowhere")
    assert wordless_memory.sources() == []


@pytest.mark.parametrize("name", ["ümlaut é.md", "it's.md", "a%b_c.md", "new\nline.md", "-rf.md", "日本.md"])
def test_odd_names_are_read_and_opened(wordless_memory: Memory, tree: WriteTree, name: str) -> None:
    wordless_memory.add(tree({name: "The puffin boat."}))
    [hit] = wordless_memory.recall("puffin")
    assert hit.path is not None and hit.path.read_text() == "The puffin boat."


def test_a_name_that_is_not_utf8_is_told_and_the_rest_is_read(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md")).write_text("odd")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    indexed = wordless_memory.add(folder)
    assert indexed.documents == 3
    [(_, changes)] = indexed.changes
    assert len(changes.skipped) == 1 and "UTF-8" in changes.skipped[0][1]


def test_a_folder_whose_name_is_not_utf8_is_refused_in_words(wordless_memory: Memory, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (folder / "mull.md").write_text("The puffin boat.")
    with pytest.raises(UsageError, match="UTF-8"):
        wordless_memory.add(folder)
    assert wordless_memory.sources() == []


def test_the_trust_that_is_said_is_the_trust_of_every_passage(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    wordless_memory.add(tree(NOTES), trust="foreign")
    assert {hit.trust for hit in wordless_memory.recall("puffin key dentist lim")} == {"foreign"}


def test_saying_another_trust_later_changes_what_is_remembered_already(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree(NOTES)
    wordless_memory.add(folder)
    kept = numbers(wordless_memory)
    wordless_memory.add(folder, trust="foreign")
    assert {hit.trust for hit in wordless_memory.recall("puffin key dentist lim")} == {"foreign"}
    assert numbers(wordless_memory) == kept


def test_two_programs_that_add_the_same_folder_at_once_remember_it_once(
    wordless_memory: Memory,
    home: Path,
    tree: WriteTree,
    contents: Contents,
    tmp_path: Path,
    start: Callable[..., subprocess.Popen[bytes]],
) -> None:
    folder = tree({f"{number:03}.md": f"Note number {number} of many." for number in range(150)})
    program = "import sys, secondme; secondme.open(sys.argv[1]).add(sys.argv[2])"
    adding = [start(program, home, folder) for _ in range(2)]
    ended = [process.communicate() for process in adding]
    assert [process.returncode for process in adding] == [0, 0], ended
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_two_sources_do_not_disturb_each_other(
    wordless_memory: Memory, tree: WriteTree, tmp_path: Path
) -> None:
    folder = tree(NOTES)
    shutil.copytree(folder, tmp_path / "copy")
    wordless_memory.add(folder)
    wordless_memory.add(tmp_path / "copy")
    assert len(wordless_memory.recall("puffin")) == 2
    tree({"mull.md": None})
    wordless_memory.index()
    [hit] = wordless_memory.recall("puffin")
    assert hit.path == tmp_path / "copy" / "mull.md"


def test_a_mount_point_without_its_disk_keeps_all_that_is_remembered_of_it(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    root = tree({"a.md": "The heron stands on one leg."})
    wordless_memory.add(root)
    with wordless_memory.store.write() as db:
        db.execute("UPDATE files SET device = device + 1")  # As if the file had been on a disk of its own.
    tree({"a.md": None})
    [(_, changes)] = wordless_memory.index().changes
    assert changes.missing
    assert [hit.title for hit in wordless_memory.recall("heron")] == ["a"]


def test_deleting_the_last_file_of_a_folder_retires_it(wordless_memory: Memory, tree: WriteTree) -> None:
    wordless_memory.add(tree({"a.md": "The heron stands on one leg."}))
    tree({"a.md": None})
    assert wordless_memory.index().removed == 1
    assert wordless_memory.recall("heron") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this account")
def test_a_file_that_is_there_but_closed_keeps_what_is_remembered_of_it(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    root = tree({"heron.md": "The heron stands on one leg."})
    wordless_memory.add(root)
    tree({"heron.md": "The heron stands on both legs now."})
    (root / "heron.md").chmod(0)
    wordless_memory.index()
    assert [problem.subject for problem in wordless_memory.status().problems] == ["heron.md"]
    assert found(wordless_memory, "heron") == ["heron"]
    (root / "heron.md").chmod(0o600)
    wordless_memory.index()
    assert "both legs" in wordless_memory.recall("heron")[0].text
    assert wordless_memory.status().problems == ()


def test_what_a_reader_says_is_closed_keeps_what_is_remembered_of_it(
    wordless_memory: Memory, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree({"heron.md": "The heron stands on one leg."})
    wordless_memory.add(root)
    tree({"heron.md": "The heron stands on both legs now."})

    class Closed(ReaderPool):
        def read(self, requests: Iterable[Request], *rest: Any) -> Iterator[Outcome]:
            return (
                Outcome(request.file, "closed", reason="this account may not open it") for request in requests
            )

    with monkeypatch.context() as closed:
        closed.setattr(reading, "SuspectingReaders", Closed)
        wordless_memory.index()
    assert [problem.subject for problem in wordless_memory.status().problems] == ["heron.md"]
    assert found(wordless_memory, "heron") == ["heron"]
    wordless_memory.index()
    assert "both legs" in wordless_memory.recall("heron")[0].text
    assert wordless_memory.status().problems == ()


def test_an_export_remembered_as_one_kind_is_not_read_as_another(
    wordless_memory: Memory, tmp_path: Path
) -> None:
    export = tmp_path / "chat.jsonl"
    export.write_text('{"speaker": "Ana", "text": "The launch is at noon."}\n')
    wordless_memory.import_chat("jsonl", export)
    with pytest.raises(UsageError, match="remembered as jsonl"):
        wordless_memory.import_chat("chatgpt", export)
    assert wordless_memory.recall("launch")


def test_recall_does_not_wait_for_another_writer(wordless_memory: Memory) -> None:
    wordless_memory.remember("The heron stands on one leg.")
    with (
        secondme.open(wordless_memory.home.root) as other,
        other.store.write(),
    ):
        assert wordless_memory.recall("heron")
        assert wordless_memory.last_recall is None
    assert wordless_memory.recall("heron") and wordless_memory.last_recall is not None
