"""Selecting: by source, person, words and days, together what is true of all; shown before it is done."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secondme.errors import NotFoundError, UsageError
from secondme.forgetting.selection import Selection
from secondme.memory import Memory

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]
SAID = [
    ("1", "2024-03-01T10:00:00+00:00", "Ana Kovac", "The heron nests by the weir."),
    ("1", "2024-03-01T10:01:00+00:00", "Ben Hale", "I never saw one."),
    ("2", "2025-06-01T10:00:00+00:00", "Ben Hale", "Ask Ana Kovac about the heron."),
    ("2", "2025-06-01T10:02:00+00:00", "Cem Ar", "The weir is dry."),
]


@pytest.fixture
def talked(wordless_memory: Memory, chat: WriteChat, tree: WriteTree) -> Memory:
    names = ("session", "time", "speaker", "text")
    said = [{"conversation": "c"} | dict(zip(names, one, strict=True)) for one in SAID]
    wordless_memory.import_chat("jsonl", chat(said))
    wordless_memory.add(tree({"heron.md": "A heron stood on the pier.\n"}))
    return wordless_memory


def texts(memory: Memory) -> set[str]:
    return {text for (text,) in memory.store.connection().execute("SELECT text FROM passages")}


def left_by(memory: Memory, **selection: Any) -> set[str]:
    """What goes with a selection."""
    before = texts(memory)
    receipt = memory.forget_selected(Selection(**selection))
    assert receipt.searched.left == ()
    assert receipt.passages == len(before - texts(memory))
    return before - texts(memory)


def test_a_person_goes_with_what_they_said_and_what_names_them(talked: Memory) -> None:
    assert left_by(talked, person="Ana Kovac") == {SAID[0][3], SAID[2][3]}


def test_who_is_in_no_list_goes_with_what_names_them(talked: Memory) -> None:
    talked.remember("Met Dorota at the weir.")
    talked.remember("The Dorotarium is closed.")
    assert left_by(talked, person="Dorota") == {"Met Dorota at the weir."}


def test_words_days_and_a_source_are_true_together(talked: Memory) -> None:
    assert left_by(talked, query="herons", source="s1", first=date(2025, 1, 1)) == {SAID[2][3]}
    assert left_by(talked, query="heron", source="s2") == {"A heron stood on the pier."}
    assert left_by(talked, last=date(2024, 3, 1)) == {SAID[0][3], SAID[1][3]}


def test_a_conversation_of_which_all_goes_is_gone_as_a_whole(talked: Memory) -> None:
    assert talked.forget_selected(Selection(first=date(2025, 1, 1), source="s1")).documents == 1


def test_a_source_alone_is_the_source_and_comes_back_when_added_again(
    talked: Memory, tree: WriteTree
) -> None:
    talked.forget_selected(Selection(source="s2"))
    assert [one.source.id for one in talked.sources()] == [1]
    talked.add(tree({}))
    assert "A heron stood on the pier." in texts(talked)


def test_what_hangs_on_it_is_told_and_nothing_changes(talked: Memory) -> None:
    before = texts(talked)
    foreseen = talked.foresee(Selection(query="heron"))
    assert (foreseen.documents, foreseen.passages, foreseen.memories) == (1, 3, 0)
    assert foreseen.lines[0].endswith(SAID[0][3])
    assert texts(talked) == before


def test_a_memory_that_rests_on_more_is_told_apart(wordless_memory: Memory) -> None:
    wordless_memory.remember("The heron is grey.")
    assert wordless_memory.foresee(Selection("m1")).memories == 1
    wordless_memory.remember("The heron is a grey bird.")
    wordless_memory.correct("merge", ["m1", "m2"])
    foreseen = wordless_memory.foresee(Selection(query="bird"))
    assert (foreseen.memories, foreseen.loosened) == (1, 1)


@pytest.mark.parametrize(
    ("selection", "error"),
    [
        (Selection(), UsageError),
        (Selection("p1", source="s1"), UsageError),
        (Selection(source="p1"), UsageError),
        (Selection(source="s99"), NotFoundError),
        (Selection(person="Nobody Known"), NotFoundError),
        (Selection(query="!!"), UsageError),
        (Selection(query="zebrafish"), NotFoundError),
        (Selection("p99"), NotFoundError),
    ],
)
def test_what_makes_no_sense_or_is_not_there_changes_nothing(
    talked: Memory, selection: Selection, error: type[Exception]
) -> None:
    before = texts(talked)
    with pytest.raises(error):
        talked.forget_selected(selection)
    assert texts(talked) == before


def test_the_command_shows_asks_and_proves(talked: Memory, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    talked.close()
    shown = run("forget", "--query", "heron", "--dry-run")
    assert shown.code == 0 and "This would go" in shown.out and "Nothing was forgotten" in shown.err
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    unanswered = run("forget", "--query", "heron")
    assert unanswered.code == 2
    assert run("forget", "--query", "heron", "--dry-run", "--json").json["passages"] == 3
    done = run("forget", "--between", "2024-03-01", "2024-03-01", "--yes")
    assert done.code == 0 and "nothing is left" in done.out
    assert "Backups" in done.err
    receipt = run("forget", "--query", "heron", "--json").json
    assert (receipt["passages"], receipt["searched"]["left"]) == (2, [])
    assert run("forget").code == 2
    assert run("forget", "--between", "2024-03-02", "2024-03-01", "--yes").code == 2
    assert run("forget", "--query", "heron", "--json").code == 3
