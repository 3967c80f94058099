"""A chat export in a remembered folder: nobody's words are the person's, and an import takes it over."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondme.memory import Memory
from secondme.store.query import rows

CHAT = (
    "[12/11/2026, 18:02:11] Bram: I'm allergic to nuts\n"
    "[12/11/2026, 18:03:40] Silke: I work at the harbour\n"
    "[13/11/2026, 08:11:00] Silke: see you\n"
)


@pytest.fixture
def life(tmp_path: Path) -> Path:
    folder = tmp_path / "life"
    folder.mkdir()
    (folder / "_chat.txt").write_text(CHAT)
    (folder / "diary.md").write_text("I live in Ghent.\n")
    return folder


def said(memory: Memory) -> list[tuple[str, str, str]]:
    """Who says what, and whose words it counts as."""
    return rows(
        memory.store.connection(),
        "SELECT coalesce(speaker, ''), text, trust FROM passages ORDER BY time, id",
    )


def test_what_is_said_in_it_is_no_words_of_the_person(memory: Memory, life: Path) -> None:
    indexed = memory.add(life)
    assert indexed.exports == ((str(life / "_chat.txt"), "whatsapp"),)
    assert ("Bram", "I'm allergic to nuts", "known") in said(memory)
    assert {trust for speaker, _, trust in said(memory) if speaker} == {"known"}
    memory.consolidate()
    assert "I am allergic to nuts." not in [one.text for one in memory.memories()]
    assert memory.add(life).exports == ()


def test_an_import_takes_the_file_over_and_knows_who_speaks(memory: Memory, life: Path) -> None:
    memory.add(life)
    memory.import_chat("whatsapp", life / "_chat.txt", me="Silke")
    once = sorted(said(memory))
    assert once == sorted(set(once)) and len(once) == 4
    assert ("Silke", "I work at the harbour", "self") in once
    with (life / "_chat.txt").open("a") as file:
        file.write("[14/11/2026, 08:11:00] Bram: bye\n")
    assert memory.add(life).exports == ()
    assert sorted(said(memory)) == once


def test_an_imported_file_is_passed_over_when_its_folder_comes_later(memory: Memory, life: Path) -> None:
    memory.import_chat("whatsapp", life / "_chat.txt", me="Silke")
    assert memory.add(life).exports == ()
    assert len(said(memory)) == 4


def test_an_import_of_a_whole_folder_lets_other_files_in_it_alone(memory: Memory, tmp_path: Path) -> None:
    talk = tmp_path / "Bo"
    talk.mkdir()
    (talk / "data.json").write_text('{"date": "2025-03-14 21:41:09", "sender": "Bo", "body": "hi"}\n')
    (talk / "note.md").write_text("Bo has a boat.\n")
    memory.add(talk)
    memory.import_chat("signal", talk)
    assert {(speaker, text) for speaker, text, _ in said(memory)} == {("Bo", "hi"), ("", "Bo has a boat.")}
    assert len(said(memory)) == 2


def test_in_a_folder_of_others_nobody_is_the_person(memory: Memory, life: Path) -> None:
    (life / "conversations.jsonl").write_text('{"speaker": "You", "role": "user", "text": "Who am I?"}\n')
    memory.add(life, trust="known")
    assert {trust for _, _, trust in said(memory)} == {"known"}
