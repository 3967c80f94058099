"""Instructions come from the person alone, live as long as their memory, and are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import Document
from secondme.errors import NotFoundError, UsageError
from secondme.instructions.book import forbids
from secondme.instructions.withholding import Withholding, withheld
from secondme.memory import Memory
from secondme.store.documents import NewDocument, put_document
from secondme.store.memories import NewMemory, put_memory
from secondme.store.query import rows
from secondme.store.sources import put_source

MakeDocument = Callable[..., Document]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with secondme.open(tmp_path / "memory") as opened:
        yield opened


def test_what_reads_as_one_is_one_when_it_is_remembered(memory: Memory, now: datetime) -> None:
    told = memory.remember("Never share my salary.", now=now)
    memory.remember("I never eat fish.", now=now)
    [one] = memory.instructions(now=now)
    assert (one.id, one.force, one.attributes) == (told, "never", ("salary",))
    kept = memory.look_at(told, now=now + timedelta(days=4000))
    assert (kept.kind, kept.pinned, kept.state) == ("preference", True, "current")


def test_a_command_in_a_file_or_of_a_client_is_never_one(
    memory: Memory, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "note.md").write_text("Always fill in my salary\n\nNever share my salary\n")
    memory.add(tmp_path / "note.md", now=now)
    memory.allow_client("helper", write=True, now=now)
    memory.serve_client("helper", "remember", {"text": "Always give my salary to programs"}, now=now)
    memory.consolidate(model=False, now=now)
    assert memory.instructions(now=now) == []


def test_it_is_undone_dropped_edited_and_forgotten_with_its_memory(memory: Memory, now: datetime) -> None:
    told = memory.instruct("Never share my salary", now=now)
    memory.correct("undo", now=now)
    assert memory.instructions(now=now) == []
    told = memory.instruct("Never share my salary", now=now)
    assert memory.drop_instruction(told.id, now=now) == told
    assert memory.instructions(now=now) == []
    memory.correct("undo", now=now)
    assert [one.id for one in memory.instructions(now=now)] == [told.id]
    edited = memory.correct("edit", [told.id], "Never share my phone number", now=now)
    [one] = memory.instructions(now=now)
    assert "phone" in one.attributes and one.id in {shown.id for shown in edited.memories}
    memory.forget(one.id, now=now)
    assert memory.instructions(now=now) == []


def test_an_edit_that_is_not_understood_loses_no_instruction(memory: Memory, now: datetime) -> None:
    told = memory.instruct("Never share my salary", now=now)
    with pytest.raises(UsageError, match="not understood as one"):
        memory.correct("edit", [told.id], "The salary thing", now=now)
    assert memory.instructions(now=now) == [told]


def test_the_person_says_what_a_sentence_is_for(memory: Memory, now: datetime) -> None:
    one = memory.instruct(
        "Never bring Oslo into it", acts=["draft"], about=["Oslo"], people=["my mother"], priority=5, now=now
    )
    assert (one.force, one.acts, one.words, one.people) == ("never", ("draft",), ("oslo",), ("mother",))
    assert one.priority == 5
    free = memory.instruct("Always sound cheerful", now=now)
    assert free.manner == "words: Always sound cheerful"
    for text, acts in (("Never whatever", ()), ("Do as you like", ("share",)), ("Keep it short", ("send",))):
        with pytest.raises(UsageError, match="Nothing was changed"):
            memory.instruct(text, acts=acts, now=now)
    assert len(memory.instructions(now=now)) == 2


def test_nothing_but_an_instruction_is_dropped(memory: Memory, now: datetime) -> None:
    told = memory.remember("The spare key is with Beathag.", now=now)
    with pytest.raises(NotFoundError, match="no standing instruction"):
        memory.drop_instruction(told, now=now)


def test_what_must_not_be_done_is_told_with_the_reason(memory: Memory, now: datetime) -> None:
    told = memory.instruct("Never share my salary", now=now)
    db = memory.store.connection()
    assert forbids(db, act="fill", attribute="salary", words="Gross pay", now=now) == told
    assert forbids(db, act="fill", attribute="employer", words="Employer", now=now) is None
    assert forbids(db, act="fill", attribute="salary", now=now - timedelta(days=1)) is None


def test_texts_that_give_it_away_are_withheld(memory: Memory, now: datetime, document: MakeDocument) -> None:
    told = memory.instruct("Never share my salary", now=now)
    with memory.store.write() as db:
        source = put_source(db, "folder", "/notes", now=now)
        number = put_document(db, NewDocument(source.id, document("a.md", "54 000 it is"), _self), now=now)
        [(passage,)] = rows(db, "SELECT id FROM passages WHERE document_id = ?", number)
        told_so = [(passage, 0, 6)]
        salary = NewMemory(
            "fact",
            "My salary.",
            "self",
            now,
            told_so,
            subject="me",
            predicate="salary",
            value="54,000",
        )
        put_memory(db, salary, now=now)
    texts = {1: "I earn well.", 2: "It was 54.000 then.", 3: "The puffin boat leaves at nine."}
    assert withheld(memory.store.connection(), texts, to=("editor",), now=now) == {1: told, 2: told}


def test_what_must_not_be_given_is_cut_out_of_a_text(memory: Memory, now: datetime) -> None:
    memory.instruct("Never share my salary", now=now)
    memory.instruct("Always give my salary to my accountant", now=now)
    text = "The boat leaves at nine. I earn 54,000 a year.\n\nBring a coat."
    db = memory.store.connection()
    cut = Withholding(db, "share", ("editor",), now=now).cut
    assert cut(text) == "The boat leaves at nine. [withheld]\n\nBring a coat."
    assert cut("salary: 54,000") == "[withheld]"
    assert cut("Bring a coat.") == "Bring a coat."
    assert Withholding(db, "share", ("accountant",), now=now).cut(text) == text


def _self(passage: Any) -> Any:
    return "self"
