"""Answers from memories alone, in a memory without any model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import ModelMissingError
from secondme.memories import distilling
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
Said = Callable[..., None]
WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture
def said(wordless_memory: Memory, tmp_path: Path) -> Said:
    """Imports what was said, a day apart, and distils it."""

    def hear(*lines: tuple[str, str]) -> None:
        path = tmp_path / "chat.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for day, (speaker, text) in enumerate(lines):
                time = (NOW - timedelta(days=300 - 20 * day)).isoformat()
                message = {"conversation": "c", "session": str(day), "id": str(day), "time": time}
                file.write(json.dumps({**message, "speaker": speaker, "text": text}) + "\n")
        wordless_memory.import_chat("jsonl", path, me="Merrin", now=NOW)
        wordless_memory.consolidate(now=NOW)

    return hear


def test_what_is_known_is_answered_at_once_with_its_source(wordless_memory: Memory, said: Said):
    said(("Ben", "I live in Graz."), ("Ben", "I have moved to Lisbon."))
    answer = wordless_memory.ask("Where does Ben live?", now=NOW)
    assert (answer.text, answer.abstained) == ("Lisbon [1].", False)
    assert [citation.hit.text for citation in answer.citations] == ["I have moved to Lisbon."]
    assert answer.why.startswith("It is remembered: m2, since ")


def test_as_of_a_day_what_was_true_then_is_answered(wordless_memory: Memory, said: Said):
    said(("Ben", "I live in Graz."), ("Ben", "I have moved to Lisbon."))
    answer = wordless_memory.ask("Where does Ben live?", as_of=NOW - timedelta(days=290), now=NOW)
    assert answer.text == "Graz [1]."


def test_of_what_is_disputed_all_is_told_with_who_says_so(wordless_memory: Memory, said: Said):
    said(("Ben", "I live in Graz."), ("Ana", "Ben lives in Oslo."))
    answer = wordless_memory.ask("Where does Ben live?", now=NOW)
    assert answer.text == "Ben says Graz [1]; Ana says Oslo [2]."
    assert answer.confidence < 0.5


def test_several_values_are_told_together(wordless_memory: Memory, said: Said):
    said(("Merrin", "I'm allergic to nuts."), ("Merrin", "I'm allergic to shellfish."))
    assert wordless_memory.ask("What am I allergic to?", now=NOW).text == "nuts [1], shellfish [2]."


def test_an_answer_strengthens_what_it_rests_on(wordless_memory: Memory, said: Said):
    said(("Ben", "I live in Graz."))
    before = wordless_memory.look_at("m1", now=NOW + timedelta(days=60))
    wordless_memory.ask("Where does Ben live?", now=NOW + timedelta(days=59))
    after = wordless_memory.look_at("m1", now=NOW + timedelta(days=60))
    assert (before.uses, after.uses) == (0, 1)
    assert after.stability > before.stability


def test_what_no_memory_knows_needs_a_model_that_reads(wordless_memory: Memory, said: Said):
    said(("Ben", "I live in Graz."), ("Ben", "Where I work? At sea, mostly."))
    with pytest.raises(ModelMissingError):
        wordless_memory.ask("Why does Ben like living in Graz so much?", now=NOW)


def test_what_was_just_taken_in_is_distilled_first_where_it_is_little(
    wordless_memory: Memory, said: Said, monkeypatch: pytest.MonkeyPatch
):
    said(("Ben", "I live in Graz."), ("Ben", "I have moved to Lisbon."))
    wordless_memory.correct("undo", now=NOW)
    with wordless_memory.store.write() as db:
        db.execute("DELETE FROM settings WHERE name = 'distilled'")
    monkeypatch.setattr(distilling, "LITTLE", 1)
    with pytest.raises(ModelMissingError):
        wordless_memory.ask("Where does Ben live?", now=NOW)
    monkeypatch.setattr(distilling, "LITTLE", 2)
    assert wordless_memory.ask("Where does Ben live?", now=NOW).text == "Lisbon [1]."


def test_what_is_told_is_understood_at_once(wordless_memory: Memory):
    wordless_memory.remember("My dentist is Dr Okafor.", now=NOW)
    assert wordless_memory.ask("Who is my dentist?", now=NOW).text == "Dr Okafor [1]."


def test_a_sister_is_known_by_her_name_and_by_what_she_is(wordless_memory: Memory):
    wordless_memory.remember("My sister Ana lives in Graz.", now=NOW)
    wordless_memory.remember("Ana works at the harbour.", now=NOW)
    for question, answer in (
        ("Who is my sister?", "Ana [1]."),
        ("Where does my sister live?", "Graz [1]."),
        ("Where does my sister work?", "harbour [1]."),
        ("Where does Ana live?", "Graz [1]."),
    ):
        assert wordless_memory.ask(question, now=NOW).text == answer


def test_much_that_waits_and_says_nothing_of_it_keeps_nobody_from_an_answer(
    wordless_memory: Memory, said: Said, tree: WriteTree, monkeypatch: pytest.MonkeyPatch
):
    said(("Ben", "I live in Graz."), ("Ana", "Who could live with this weather?"))
    monkeypatch.setattr(distilling, "LITTLE", 0)
    wordless_memory.add(tree({"ferry.md": "# Ferry\n\nThe ferry to Mull leaves at nine.\n"}), now=NOW)
    assert distilling.left_to_distil(wordless_memory.store.connection())
    assert wordless_memory.ask("Where does Ben live?", now=NOW).text == "Graz [1]."
    wordless_memory.remember("Ben lives in Lisbon.", now=NOW)
    with pytest.raises(ModelMissingError):  # What is not distilled says otherwise: it would have to be read.
        wordless_memory.ask("Where does Ben live?", now=NOW)
