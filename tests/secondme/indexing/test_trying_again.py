"""Trying again: what was not read is opened again when it changes or a reader appears, and not before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import Document, Locator, Outcome, Passage, ReaderPool, Request
from secondme.errors import NoSpaceError
from secondme.indexing import reading, reconcile
from secondme.indexing.progress import Progress
from secondme.memory import Memory
from secondme.store.jobs import MOST_DEATHS, enqueue
from secondme.store.query import rows, value

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
Contents = Callable[[object], dict[str, Any]]
Settle = Callable[[Path], None]
Answer = Callable[[Request], Iterable[Outcome]]

BROKEN_PDF = b"%PDF-1.4\nnothing that follows makes sense"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """Has a reader answer as it is told: answers(lambda request: [Outcome(...)])."""

    def begin(answer: Answer) -> None:
        class Told(ReaderPool):
            def read(self, requests: Iterable[Request], *rest: Any) -> Iterator[Outcome]:
                for request in requests:
                    yield from answer(request)

        monkeypatch.setattr(reading, "SuspectingReaders", Told)

    return begin


def keys(memory: Memory) -> list[str]:
    return [key for (key,) in rows(memory.store.connection(), "SELECT key FROM documents ORDER BY key")]


def mail(request: Request, number: int, text: str = "") -> Document:
    words = text or f"Mail number {number}."
    key = f"{request.file.key}!/{number}"
    return Document(key, f"Mail {number}", "mbox", words, None, (Passage(words, Locator.entry(str(number))),))


def mailbox(numbers: Iterable[int], content_hash: str, *, at_once: int = 2) -> Answer:
    """A mailbox that holds mails of these numbers, told so many at once."""
    held = list(numbers)

    def answer(request: Request) -> Iterator[Outcome]:
        for start in range(0, len(held), at_once):
            documents = tuple(mail(request, number) for number in held[start : start + at_once])
            last = start + at_once >= len(held)
            yield Outcome(request.file, "read", documents, "mbox:1", content_hash, last=last)

    return answer


def test_an_unreadable_file_is_opened_once(
    wordless_memory: Memory, tree: WriteTree, opened: list[str], settle: Settle
) -> None:
    folder = tree({"ticket.pdf": BROKEN_PDF})
    settle(folder)
    wordless_memory.add(folder)
    assert opened == ["ticket.pdf"]
    wordless_memory.index()
    assert opened == ["ticket.pdf"]
    tree({"ticket.pdf": BROKEN_PDF + b" at all"})
    wordless_memory.index()
    assert opened == ["ticket.pdf"] * 2


def test_when_a_reader_appears_what_was_unread_is_tried_again_once(
    wordless_memory: Memory,
    tree: WriteTree,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
    settle: Settle,
) -> None:
    folder = tree({"ticket.pdf": BROKEN_PDF, "note.md": "The puffin."})
    settle(folder)
    wordless_memory.add(folder)
    monkeypatch.setattr(reconcile, "readers_of", lambda options: "other readers")
    opened.clear()
    wordless_memory.index()
    wordless_memory.index()
    assert opened == ["ticket.pdf"]


def test_when_a_reader_improves_its_files_are_read_again_and_keep_their_passages(
    wordless_memory: Memory,
    tree: WriteTree,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
    settle: Settle,
) -> None:
    folder = tree({"letter.txt": "The ferry.", "note.md": "The puffin."})
    settle(folder)
    wordless_memory.add(folder)
    before = rows(wordless_memory.store.connection(), "SELECT id, text FROM passages ORDER BY id")
    monkeypatch.setattr(reconcile, "current_tag", lambda tag: "text:99" if tag.startswith("text:") else tag)
    opened.clear()
    wordless_memory.index()
    assert opened == ["letter.txt"]
    assert rows(wordless_memory.store.connection(), "SELECT id, text FROM passages ORDER BY id") == before


def test_a_forgotten_file_is_not_opened_again_and_leaves_no_name(
    wordless_memory: Memory, tree: WriteTree, opened: list[str], settle: Settle
) -> None:
    folder = tree({"secret.md": "The puffin."})
    settle(folder)
    wordless_memory.add(folder)
    [hit] = wordless_memory.recall("puffin")
    wordless_memory.forget(f"d{hit.document}")
    opened.clear()
    wordless_memory.index()
    assert (opened, keys(wordless_memory)) == ([], [])
    assert rows(wordless_memory.store.connection(), "SELECT key FROM files") == []
    (folder / "secret.md").rename(folder / "copy.md")
    wordless_memory.index()
    wordless_memory.index()
    assert (opened, keys(wordless_memory)) == (["copy.md"], [])
    assert rows(wordless_memory.store.connection(), "SELECT key FROM files") == []


def test_a_file_that_changes_while_it_is_read_is_tried_a_little_later(
    wordless_memory: Memory, tree: WriteTree, now: datetime, answers: Callable[[Answer], None]
) -> None:
    folder = tree({"log.md": "The puffin."})
    answers(lambda request: [Outcome(request.file, "unsettled", reason="it changed while it was read")])
    wordless_memory.add(folder, now=now)
    status = wordless_memory.status()
    assert (status.documents, status.waiting_reading, status.problems) == (0, 1, ())
    answers(lambda request: ReaderPool(processes=0).read([request]))
    assert wordless_memory.index(sources=[], now=now + timedelta(seconds=5)).documents == 0
    assert wordless_memory.index(sources=[], now=now + timedelta(seconds=15)).documents == 1


def test_mails_that_left_the_mailbox_are_retired_and_the_others_keep_all(
    wordless_memory: Memory, tree: WriteTree, answers: Callable[[Answer], None]
) -> None:
    folder = tree({"all.mbox": "first"})
    answers(mailbox(range(7), "one"))
    assert wordless_memory.add(folder).documents == 7
    before = dict(rows(wordless_memory.store.connection(), "SELECT text, id FROM passages"))
    tree({"all.mbox": "second"})
    answers(mailbox([0, 2, 4, 6, 8, 9], "two"))
    assert wordless_memory.index().documents == 2
    after = dict(rows(wordless_memory.store.connection(), "SELECT text, id FROM passages"))
    assert keys(wordless_memory) == [f"all.mbox!/{number}" for number in (0, 2, 4, 6, 8, 9)]
    assert {text: number for text, number in after.items() if text in before}.items() <= before.items()
    tree({"all.mbox": None, "note.md": "x"})
    assert wordless_memory.index().removed == 6


def test_a_mailbox_that_moves_takes_its_mails_along(
    wordless_memory: Memory, tree: WriteTree, answers: Callable[[Answer], None]
) -> None:
    folder = tree({"all.mbox": "first"})
    answers(mailbox(range(3), "one"))
    wordless_memory.add(folder)
    before = rows(wordless_memory.store.connection(), "SELECT id, text FROM passages ORDER BY id")
    (folder / "all.mbox").rename(folder / "2025.mbox")
    answers(lambda request: [Outcome(request.file, "same", (), "mbox:1", "one")])
    assert wordless_memory.index().moved == 1
    assert keys(wordless_memory) == [f"2025.mbox!/{number}" for number in range(3)]
    assert rows(wordless_memory.store.connection(), "SELECT id, text FROM passages ORDER BY id") == before


def test_a_mailbox_whose_reader_ends_midway_keeps_what_came_and_is_listed(
    wordless_memory: Memory, tree: WriteTree, answers: Callable[[Answer], None]
) -> None:
    def half(request: Request) -> Iterator[Outcome]:
        yield Outcome(request.file, "read", (mail(request, 0), mail(request, 1)), "mbox:1", "one", last=False)
        yield Outcome(
            request.file, "unread", format="mbox:1", content_hash="one", reason="it crashed the reader"
        )

    answers(half)
    wordless_memory.add(tree({"all.mbox": "first"}))
    assert keys(wordless_memory) == ["all.mbox!/0", "all.mbox!/1"]
    assert [problem.reason for problem in wordless_memory.status().problems] == ["it crashed the reader"]


def test_what_has_nothing_worth_reading_is_counted_as_skipped_and_not_as_a_fault(
    wordless_memory: Memory, tree: WriteTree, answers: Callable[[Answer], None]
) -> None:
    answers(lambda request: [Outcome(request.file, "skipped", reason="it is minified")])
    wordless_memory.add(tree({"app.md": "x"}))
    status = wordless_memory.status()
    assert (status.problems, status.skipped) == ((), 1)
    assert [one.reason for one in wordless_memory.skipped()] == ["it is minified"]


def test_a_file_over_which_the_program_died_again_and_again_is_given_up_with_a_reason(
    wordless_memory: Memory, tree: WriteTree, opened: list[str], now: datetime, settle: Settle
) -> None:
    folder = tree({"poison.md": "The puffin."})
    settle(folder)
    wordless_memory.add(folder)
    with wordless_memory.store.write() as db:
        source = value(db, "SELECT id FROM sources")
        enqueue(db, "read", "poison.md", now=now, source=source)
        db.execute("UPDATE jobs SET alone = 1, deaths = ?", (MOST_DEATHS - 1,))
    opened.clear()
    wordless_memory.index(sources=[])
    assert opened == ["poison.md"]
    with wordless_memory.store.write() as db:
        enqueue(db, "read", "poison.md", now=now, source=source)
        db.execute("UPDATE jobs SET alone = 1, deaths = ?", (MOST_DEATHS,))
    wordless_memory.index(sources=[])
    assert opened == ["poison.md"]
    [problem] = wordless_memory.status().problems
    assert f"ended {MOST_DEATHS} times" in problem.reason
    assert keys(wordless_memory) == ["poison.md"]
    opened.clear()
    wordless_memory.index()
    assert opened == []
    tree({"poison.md": "The dolphin."})
    wordless_memory.index()
    assert (opened, wordless_memory.status().problems) == (["poison.md"], ())


def test_a_root_that_goes_away_between_looking_and_reading_loses_nothing(
    wordless_memory: Memory, tree: WriteTree
) -> None:
    folder = tree({"a.md": "The puffin.", "b.md": "The ferry."})
    wordless_memory.add(folder)
    tree({"a.md": "The puffin, again.", "b.md": "The ferry, again."})

    def unplug(progress: Progress) -> None:
        if progress.stage == "reading" and folder.exists():
            folder.rename(folder.with_name("unplugged"))

    wordless_memory.index(on_progress=unplug)
    assert keys(wordless_memory) == ["a.md", "b.md"]
    folder.with_name("unplugged").rename(folder)
    assert wordless_memory.index().documents == 2


def test_a_source_that_is_forgotten_while_it_is_read_stays_forgotten(
    wordless_memory: Memory, home: Path, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "HOLD", 0.0)
    folder = tree({f"{number}.md": f"Note {number}." for number in range(40)})

    def forget(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done == 5:
            with secondme.open(home) as other:
                other.forget("s1")

    wordless_memory.add(folder, on_progress=forget)
    status = wordless_memory.status()
    assert (status.documents, status.sources, status.waiting_reading) == (0, 0, 0)


def test_a_full_disk_stops_it_in_words_and_it_goes_on_when_there_is_room(
    wordless_memory: Memory, tree: WriteTree, contents: Contents, tmp_path: Path
) -> None:
    text = "\n\n".join(f"Paragraph {n} about the puffin and ferry {n * 7}." for n in range(80))
    folder = tree({f"{number}.md": f"# Note {number}\n\n{text}" for number in range(120)})
    db = wordless_memory.store.connection()
    pages = value(db, "PRAGMA page_count")
    db.pragma("max_page_count", pages + 60)
    with pytest.raises(NoSpaceError):
        wordless_memory.add(folder)
    assert value(db, "PRAGMA integrity_check") == "ok"
    db.pragma("max_page_count", 1_000_000)
    wordless_memory.index(now=datetime.now().astimezone() + timedelta(hours=1))
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_clocks_and_times_that_jump_lose_nothing(
    wordless_memory: Memory, tree: WriteTree, now: datetime, contents: Contents, tmp_path: Path
) -> None:
    folder = tree({"a.md": "The puffin.", "b.md": "The ferry."})
    os.utime(folder / "a.md", (4_000_000_000, 4_000_000_000))
    os.utime(folder / "b.md", (-5, -5))
    for at in (now, now + timedelta(days=4_000), now - timedelta(days=4_000)):
        wordless_memory.index(now=at) if at != now else wordless_memory.add(folder, now=at)
        assert keys(wordless_memory) == sorted(path.name for path in folder.iterdir())
        tree({f"{at.year}.md": f"Written in {at.year}."})
    wordless_memory.index(now=now - timedelta(days=9_000))
    with secondme.open(tmp_path / "clean") as clean:
        clean.add(folder)
        assert contents(wordless_memory.store) == contents(clean.store)


def test_the_newest_and_most_personal_is_read_first(
    wordless_memory: Memory, tree: WriteTree, opened: list[str]
) -> None:
    folder = tree({name: f"About {name}." for name in ("old.md", "new.md", "letter.pdf", "x.unknown")})
    for age, name in enumerate(("new.md", "letter.pdf", "x.unknown", "old.md")):
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    wordless_memory.add(folder)
    assert [name for name in opened if name.endswith(".md")] == ["new.md", "old.md"]
    assert opened.index("old.md") < opened.index("letter.pdf")


def test_words_from_an_unknown_mail_address_are_foreign(
    wordless_memory: Memory,
    tree: WriteTree,
    answers: Callable[[Answer], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handles = {"email:me@example.org": "self", "email:ana@example.org": "known"}
    monkeypatch.setattr(reading, "handles_of", lambda db: handles.get)

    def answer(request: Request) -> Iterator[Outcome]:
        documents = []
        for number, handle in enumerate([*handles, "email:spam@example.com"]):
            one = mail(request, number)
            said = replace(one.passages[0], handle=handle)
            documents.append(replace(one, passages=(said,)))
        yield Outcome(request.file, "read", tuple(documents), "mbox:1", "one")

    answers(answer)
    wordless_memory.add(tree({"all.mbox": "x"}))
    found = rows(wordless_memory.store.connection(), "SELECT handle, trust FROM passages ORDER BY id")
    assert [level for _, level in found] == ["self", "known", "foreign"]
