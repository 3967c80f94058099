"""Serving a client in this process: answers, memories and the portrait, within what it may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondme.errors import NotAllowedError
from secondme.memory import Memory

QUESTION = "When does the puffin boat leave?"


@pytest.fixture
def two_folders(memory: Memory, tmp_path: Path) -> Memory:
    """A memory with models, of two folders that answer the same question in different ways."""
    for folder, hour in (("notes", "nine"), ("work", "eleven")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "boat.md").write_text(f"# Boat\n\nThe puffin boat leaves at {hour} o'clock.\n")
        memory.add(tmp_path / folder)
    return memory


@pytest.mark.model
def test_an_answer_is_made_of_what_a_client_may_see(two_folders: Memory) -> None:
    memory = two_folders
    memory.allow_client("notes-only", read=True, sources=["s1"])
    given = memory.answer_client("notes-only", QUESTION)
    assert "eleven" not in f"{given.text}{given.structured}"
    sources = {one["source"] for part in ("citations", "nearest") for one in given.structured[part]}
    assert {Path(one).name for one in sources} == {"notes"}
    [use] = memory.client_log("notes-only")
    assert (use.tool, use.asked, use.given) == ("ask", QUESTION, given.ids) and given.ids


@pytest.mark.model
def test_an_answer_to_a_client_is_no_use_of_the_persons(two_folders: Memory) -> None:
    two_folders.allow_client("all", read=True)
    assert two_folders.answer_client("all", QUESTION).ids
    db = two_folders.store.connection()
    assert db.execute("SELECT count(*) FROM recalls").fetchall() == [(0,)]


def test_memories_are_given_as_far_as_their_sources_are(wordless_memory: Memory, tmp_path: Path) -> None:
    memory = wordless_memory
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "me.md").write_text("I live in Leith. I like black tea.\n")
    memory.add(tmp_path / "notes")
    memory.remember("I am allergic to walnuts.")
    memory.consolidate(model=False)
    memory.portray("write", "work", "I mend clocks.")
    memory.allow_client("all", read=True)
    memory.allow_client("some", read=True, sources=["s1"])
    everything = memory.serve_client("all", "portrait", {}).text
    assert "walnuts" in everything and "Leith" in everything and "clocks" in everything
    some = memory.serve_client("some", "portrait", {}).text
    assert "walnuts" not in some and "Leith" in some and "clocks" not in some
    about = memory.serve_client("some", "about", {"person": "me"})
    assert [one["text"] for one in about.structured["memories"]] == ["I live in Leith.", "I like black tea."]
    assert "walnuts" in memory.serve_client("all", "about", {"person": "me"}).text


def test_what_changed_is_told_without_what_was_said_elsewhere(
    wordless_memory: Memory, tmp_path: Path
) -> None:
    memory = wordless_memory
    memory.remember("I live in Leith.")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "me.md").write_text("I moved to Oban, I live in Oban now.\n")
    memory.add(tmp_path / "notes")
    memory.consolidate(model=False)
    [source] = [one.source.id for one in memory.sources() if one.source.kind == "folder"]
    memory.allow_client("some", read=True, sources=[f"s{source}"])
    told = memory.serve_client("some", "timeline", {"about": "me"})
    assert "Oban" in told.text and "Leith" not in f"{told.text}{told.structured}"


def test_what_is_denied_while_it_is_searched_is_not_given(
    wordless_memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = wordless_memory
    memory.remember("The puffin boat leaves at nine.")
    memory.allow_client("editor", read=True)
    from secondme.clients import serving

    found = serving.find

    def slowly(*arguments: object, **options: object) -> object:
        memory.deny_client("editor")
        return found(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(serving, "find", slowly)
    with pytest.raises(NotAllowedError):
        memory.serve_client("editor", "recall", {"query": "puffin"})
    [use] = memory.client_log()
    assert (use.outcome, use.given) == ("denied", ())


def test_what_cannot_be_logged_is_not_given(wordless_memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = wordless_memory
    memory.remember("The puffin boat leaves at nine.")
    memory.allow_client("editor", read=True, write=True)
    from secondme.clients import serving

    def full(*arguments: object, **options: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(serving, "note_use", full)
    with pytest.raises(OSError):
        memory.serve_client("editor", "recall", {"query": "puffin"})
    with pytest.raises(OSError):
        memory.serve_client("editor", "remember", {"text": "Something else."})
    assert memory.recall("else", log=False) == []
    assert [one.documents for one in memory.sources()] == [1]


def test_a_form_is_filled_in_with_what_needs_no_yes(wordless_memory: Memory, tmp_path: Path) -> None:
    memory, asked = wordless_memory, {"questions": "What is your phone number?\nPassport number\nBlood type"}
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "me.md").write_text("# Me\n\nPhone: 0113 496 0000\n\nPassport no: 925076473\n")
    memory.add(tmp_path / "own")
    memory.allow_client("editor", read=True)
    given = memory.serve_client("editor", "prefill", asked)
    phone, passport, blood = given.structured["fields"]
    assert (phone["value"], phone["id"]) == ("0113 496 0000", "p1")
    assert (passport["value"], passport["why"]) == ("", "Only the person can give this. Ask them.")
    assert blood["why"] == "It is not known."
    assert "925076473" not in given.text
    memory.remember("Never share my phone number.")
    assert "0113" not in memory.serve_client("editor", "prefill", asked).text


def test_what_a_client_may_not_see_fills_nothing_in_for_it(wordless_memory: Memory, tmp_path: Path) -> None:
    memory, asked = wordless_memory, {"questions": "What is your phone number?"}
    for name, text in (("own", "Phone: 0113 496 0000"), ("other", "Shopping: milk")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "me.md").write_text(f"# Me\n\n{text}\n")
        memory.add(tmp_path / name)
    memory.remember("My phone number is 0113 496 0000.")
    memory.allow_client("editor", read=True, sources=["other"])
    assert "0113" not in memory.serve_client("editor", "prefill", asked).text
    memory.allow_client("nobody", write=True)
    with pytest.raises(NotAllowedError):
        memory.serve_client("nobody", "prefill", asked)
