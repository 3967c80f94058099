"""Memories made of chats, notes and what was told, in a real store."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from secondme.indexing.progress import Progress, Stopped
from secondme.indexing.speakers import take_as_mine
from secondme.memories import distilling, reached
from secondme.memories.book import Remembered
from secondme.memory import Memory

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Hear = Callable[..., None]


@pytest.fixture
def hear(wordless_memory: Memory, tmp_path: Path, chat: WriteChat) -> Hear:
    """Imports a chat: each line is who said what on which day of 2025."""
    count = 0

    def hear(*said: tuple[str, str, int], me: str = "Merrin") -> None:
        nonlocal count
        count += 1
        messages = [
            {
                "conversation": "friends",
                "session": f"{count}-{day}",
                "id": f"{count}-{number}",
                "time": (
                    datetime(2025, 1, 1, 9, tzinfo=UTC) + timedelta(days=day, minutes=number)
                ).isoformat(),
                "speaker": speaker,
                "text": text,
            }
            for number, (speaker, text, day) in enumerate(said)
        ]
        path = chat(messages).rename(tmp_path / f"chat-{count}.jsonl")
        wordless_memory.import_chat("jsonl", path, me=me, now=NOW)

    return hear


def of(memory: Memory, about: str, predicate: str, **more: Any) -> list[str]:
    found: list[Remembered] = memory.memories(about, now=NOW, **more)
    return [one.value for one in found if one.predicate == predicate]


def test_what_a_clock_that_went_ahead_dates_later_holds_now(wordless_memory: Memory, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("My phone number is 0113 496 0000.")
    later = (NOW + timedelta(days=400)).timestamp()
    os.utime(note, (later, later))
    wordless_memory.add(note, now=NOW)
    wordless_memory.consolidate(now=NOW)
    [kept] = wordless_memory.memories(now=NOW)
    assert (kept.value, kept.valid_from, kept.state) == ("0113 496 0000", NOW, "current")


def test_memories_are_made_of_what_people_say_of_themselves(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Merrin", "I work at the harbour.", 4))
    done = wordless_memory.consolidate(now=NOW)
    assert (done.passages, done.added, done.left) == (2, 2, 0)
    [home] = [one for one in wordless_memory.memories("Ben", now=NOW) if one.predicate == "lives in"]
    assert (home.text, home.view, home.trust, home.made_by) == (
        "Ben lives in Graz.",
        "Ben",
        "known",
        "pattern",
    )
    assert home.evidence == ("p1",)
    assert of(wordless_memory, "me", "works at") == ["harbour"]


def test_a_new_value_retires_the_old_one_which_as_of_still_finds(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I've moved to Lisbon!", 90))
    wordless_memory.consolidate(now=NOW)
    assert of(wordless_memory, "Ben", "lives in") == ["Lisbon"]
    assert of(wordless_memory, "Ben", "lives in", as_of=datetime(2025, 2, 1, tzinfo=UTC)) == ["Graz"]
    assert of(wordless_memory, "Ben", "lives in", state="past") == ["Graz"]


def test_exports_may_come_in_any_order(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I live in Graz.", 200))
    wordless_memory.consolidate(now=NOW)
    hear(("Ben", "I have moved to Lisbon.", 90))
    wordless_memory.consolidate(now=NOW)
    assert of(wordless_memory, "Ben", "lives in") == ["Graz"]
    for month, home in ((2, "Graz"), (5, "Lisbon"), (9, "Graz")):
        day = datetime(2025, month, 1, tzinfo=UTC)
        assert of(wordless_memory, "Ben", "lives in", as_of=day) == [home]
    wordless_memory.correct("undo", now=NOW)
    assert of(wordless_memory, "Ben", "lives in", state="all") == ["Graz"]


def test_what_is_said_again_is_one_memory_with_more_evidence(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ana", "hi", 4), ("Ben", "You know I live in Graz.", 20))
    wordless_memory.consolidate(now=NOW)
    [home] = wordless_memory.memories("Ben", now=NOW)
    assert len(home.evidence) == 2
    assert home.confidence > 0.9


def test_what_somebody_else_says_otherwise_is_kept_beside_it(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ana", "Ben lives in Oslo.", 5))
    wordless_memory.consolidate(now=NOW)
    [(one, other)] = wordless_memory.conflicts(now=NOW)
    assert {one.value, other.value} == {"Graz", "Oslo"}
    assert one.conflict
    [card] = [card for card in wordless_memory.cards(now=NOW) if card.why == "contradicted"]
    assert card.other is not None
    wordless_memory.correct("retire", [other.id], now=NOW)
    assert wordless_memory.conflicts(now=NOW) == []


def test_strangers_and_assistants_make_no_memories(wordless_memory: Memory, tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("I live in Rome.\n", encoding="utf-8")
    wordless_memory.add(page, trust="foreign", now=NOW)
    done = wordless_memory.consolidate(now=NOW)
    assert (done.passages, done.added) == (1, 0)


def test_a_note_of_the_persons_own_speaks_of_them_and_a_book_does_not(
    wordless_memory: Memory, tmp_path: Path
):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "me.md").write_text("I live in Leith.\n", encoding="utf-8")
    (tmp_path / "notes" / "novel.csv").write_text("line\nI live in Rome.\n", encoding="utf-8")
    for file in (tmp_path / "notes").iterdir():
        os.utime(file, (NOW.timestamp() - 60, NOW.timestamp() - 60))
    wordless_memory.add(tmp_path / "notes", now=NOW)
    wordless_memory.consolidate(now=NOW)
    assert of(wordless_memory, "me", "lives in") == ["Leith"]


def test_what_was_told_is_understood_and_not_made_twice(wordless_memory: Memory):
    wordless_memory.remember("I live in Leith.", now=NOW - timedelta(days=300))
    wordless_memory.remember("I have moved to Oban", now=NOW - timedelta(days=2))
    wordless_memory.consolidate(now=NOW)
    found = wordless_memory.memories(state="all", now=NOW)
    assert [(one.text, one.value, one.made_by, one.state) for one in found] == [
        ("I live in Leith.", "Leith", "person", "past"),
        ("I have moved to Oban", "Oban", "person", "current"),
    ]
    assert [hit.text for hit in wordless_memory.recall("Leith or Oban", now=NOW)] == ["I have moved to Oban"]


def test_forgetting_a_passage_forgets_what_rested_on_it_alone(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3))
    wordless_memory.consolidate(now=NOW)
    wordless_memory.forget("p1", now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) == []


def test_what_was_forgotten_is_told_by_no_memory_that_has_other_evidence(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "My dentist is Dr Ana Okafor.", 3), ("Ben", "My dentist is Dr Okafor.", 20))
    wordless_memory.consolidate(now=NOW)
    [dentist] = wordless_memory.memories("Ben", now=NOW)
    assert (len(dentist.evidence), "Ana" in dentist.text) == (2, True)
    wordless_memory.forget("p1", now=NOW)
    assert not any("Ana" in one.text for one in wordless_memory.memories(state="all", now=NOW))


def test_what_stands_in_other_evidence_too_stays(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I live in Graz.", 20))
    wordless_memory.consolidate(now=NOW)
    wordless_memory.forget("p1", now=NOW)
    [home] = wordless_memory.memories("Ben", now=NOW)
    assert (home.value, home.evidence) == ("Graz", ("p2",))


def test_forgetting_what_was_told_forgets_its_words_also_where_others_say_the_same(
    wordless_memory: Memory, hear: Hear
):
    hear(("Merrin", "I live in Leith.", 3))
    wordless_memory.consolidate(now=NOW)
    told = wordless_memory.remember("I live in Leith, by the docks.", now=NOW)
    wordless_memory.consolidate(now=NOW)
    wordless_memory.forget(wordless_memory.look_at(told, now=NOW).evidence[-1], now=NOW)
    assert not any("docks" in one.text for one in wordless_memory.memories(state="all", now=NOW))


def test_consolidating_again_changes_nothing(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I love tea.", 3))
    wordless_memory.consolidate(now=NOW)
    before = wordless_memory.memories(state="all", now=NOW)
    done = wordless_memory.consolidate(now=NOW)
    assert done.passages == 0
    assert wordless_memory.memories(state="all", now=NOW) == before


def test_reading_all_again_finds_what_is_known_already(
    wordless_memory: Memory, hear: Hear, monkeypatch: pytest.MonkeyPatch
):
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I moved to Lisbon.", 40), ("Ben", "I love tea.", 50))
    wordless_memory.consolidate(now=NOW)
    before = wordless_memory.memories(state="all", now=NOW)
    monkeypatch.setattr(reached, "LAYER", reached.LAYER + 1)
    wordless_memory.consolidate(now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) == before


def test_one_who_is_stopped_goes_on_where_it_ended(
    wordless_memory: Memory, hear: Hear, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(distilling, "AT_A_TIME", 2)
    hear(*[(f"Friend{number}", "I live in Graz.", number) for number in range(6)])

    def stop(progress: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        wordless_memory.consolidate(now=NOW, on_progress=stop)
    assert len(wordless_memory.memories(now=NOW)) == 2
    done = wordless_memory.consolidate(now=NOW)
    assert (done.passages, done.added) == (4, 4)
    assert len(wordless_memory.memories(now=NOW)) == 6


@pytest.mark.parametrize("writes", [1, 2, 5])
def test_a_batch_is_kept_in_short_writes_and_one_who_is_stopped_between_them_goes_on_exactly(
    wordless_memory: Memory, hear: Hear, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
):
    said = [("Ben", f"I live in {home}.", 9 - day) for day, home in enumerate(("Graz", "Oslo", "Bern"))]
    hear(*said, ("Ana", "I work at the harbour and I live in Piran.", 2), ("Ana", "I moved to Koper.", 90))
    monkeypatch.setattr(distilling, "HOLD", 0)
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        if len(told) == writes:
            raise Stopped

    with pytest.raises(Stopped):
        wordless_memory.consolidate(now=NOW, on_progress=stop)
    assert wordless_memory.consolidate(seconds=0, now=NOW).left == 5 - writes
    done = wordless_memory.consolidate(now=NOW)
    assert (done.passages, done.left) == (5 - writes, 0)
    changes = [one for number in range(1, 7) for one in wordless_memory.history(f"m{number}")]
    assert (
        sorted(one.verb for one in changes if one.before is None)
        == ["added", "added", "added"] + ["updated"] * 3
    )
    assert of(wordless_memory, "Ben", "lives in", state="past") == ["Bern", "Oslo"]
    assert of(wordless_memory, "Ana", "lives in") == ["Koper"]


def test_a_run_of_many_writes_is_taken_back_as_one(
    wordless_memory: Memory, hear: Hear, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(distilling, "HOLD", 0)
    hear(*[(f"Friend{number}", "I live in Graz.", number) for number in range(6)])
    wordless_memory.consolidate(now=NOW)
    assert len(wordless_memory.memories(now=NOW)) == 6
    wordless_memory.correct("undo", now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) == []


def test_without_time_nothing_is_read_and_all_is_left(wordless_memory: Memory, hear: Hear):
    hear(("Ben", "I live in Graz.", 3))
    assert wordless_memory.consolidate(seconds=0, now=NOW).left == 1


def test_undo_takes_back_all_that_a_run_did(wordless_memory: Memory, hear: Hear):
    wordless_memory.remember("The spare key is with Beathag.", now=NOW)
    before = wordless_memory.memories(state="all", now=NOW)
    hear(("Ben", "I live in Graz.", 3), ("Ben", "I moved to Lisbon.", 40), ("Ana", "Ben lives in Oslo.", 41))
    wordless_memory.consolidate(now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) != before
    wordless_memory.correct("undo", now=NOW)
    assert wordless_memory.memories(state="all", now=NOW) == before


def test_first_names_and_whole_names_are_one_persons(wordless_memory: Memory, hear: Hear):
    hear(("Ben Carter", "I live in Graz.", 3), ("Ana", "Ben has moved to Lisbon.", 60))
    wordless_memory.consolidate(now=NOW)
    assert of(wordless_memory, "Ben", "lives in") == ["Lisbon"]
    assert of(wordless_memory, "Ben Carter", "lives in", state="past") == ["Graz"]


@pytest.mark.parametrize("later", [True, False])
def test_who_says_later_who_they_are_is_understood_as_if_it_had_been_known(
    wordless_memory: Memory, hear: Hear, later: bool
):
    said = (
        ("Merrin", "I live in Graz and my sister is Cleo.", 3),
        ("Ana", "Merrin has moved to Lisbon.", 40),
        ("Merrin", "I love tea. Ana works at the harbour.", 50),
        ("Merrin", "I've given up the tea.", 60),
        ("Merrin", "My sister lives in Porto.", 61),
    )
    hear(*said, me="" if later else "Merrin")
    if later:
        wordless_memory.consolidate(now=NOW)
        assert of(wordless_memory, "Merrin", "lives in") == ["Lisbon"]
        [chat] = [one.source for one in wordless_memory.sources() if one.source.kind == "chat"]
        pinned = next(one.id for one in wordless_memory.memories(now=NOW) if one.value == "Cleo")
        wordless_memory.correct("pin", [pinned], now=NOW)
        take_as_mine(wordless_memory.store, chat, ["Merrin"], now=NOW)
    wordless_memory.consolidate(now=NOW)
    assert wordless_memory.consolidate(now=NOW).passages == 0
    found = wordless_memory.memories(state="all", now=NOW)
    assert sorted((one.text, one.view, one.trust, one.state) for one in found) == [
        ("Ana works at the harbour.", None, "self", "current"),
        ("I like tea.", None, "self", "past"),
        ("I live in Graz.", None, "self", "past"),
        ("Merrin lives in Lisbon.", "Ana", "known", "current"),
        ("My sister is Cleo.", None, "self", "current"),
        ("My sister lives in Porto.", None, "self", "current"),
    ]
    assert all(one.pinned == (later and one.value == "Cleo") for one in found)


def test_who_was_taken_for_the_person_by_mistake_is_understood_as_somebody_again(
    wordless_memory: Memory, hear: Hear
):
    hear(("Merrin", "I live in Graz and my sister is Cleo.", 3), ("Ana", "I work at the harbour.", 4), me="")
    wordless_memory.consolidate(now=NOW)
    before = [replace(one, evidence=()) for one in wordless_memory.memories(now=NOW)]
    [chat] = [one.source for one in wordless_memory.sources() if one.source.kind == "chat"]
    for names, mine in ((["Merrin"], ["Graz", "Cleo"]), ([], [])):
        take_as_mine(wordless_memory.store, chat, names, now=NOW)
        wordless_memory.consolidate(now=NOW)
        assert {one.value for one in wordless_memory.memories("me", now=NOW)} == set(mine)
    assert [replace(one, evidence=()) for one in wordless_memory.memories(now=NOW)] == before


def test_a_diet_ends_the_last_one_and_no_condition(wordless_memory: Memory, hear: Hear):
    hear(
        ("Ben", "I'm coeliac and vegetarian.", 3),
        ("Ben", "I have asthma and hay fever.", 10),
        ("Ben", "I've gone vegan.", 60),
        ("Ben", "I'm not coeliac any more.", 90),
    )
    wordless_memory.consolidate(now=NOW)
    assert of(wordless_memory, "Ben", "diet") == ["vegan"]
    assert of(wordless_memory, "Ben", "has") == ["asthma", "hay fever"]
    assert of(wordless_memory, "Ben", "has", state="past") == ["coeliac"]
    assert of(wordless_memory, "Ben", "diet", state="past") == ["vegetarian"]


def test_what_a_model_understood_of_whoever_is_the_person_is_of_them_too(wordless_memory: Memory, hear: Hear):
    hear(("Merrin", "I live in Graz.", 3), ("Merrin", "My sister lives in Porto.", 4), me="")
    wordless_memory.consolidate(now=NOW)
    with wordless_memory.store.write() as db:  # As if it had been read off other words than patterns know.
        db.execute("UPDATE memories SET made_by = 'model'")
        db.execute("UPDATE evidence SET first = 1")
    [chat] = [one.source for one in wordless_memory.sources() if one.source.kind == "chat"]
    take_as_mine(wordless_memory.store, chat, ["Merrin"], now=NOW)
    wordless_memory.consolidate(now=NOW)
    found = wordless_memory.memories(now=NOW)
    assert {(one.text, one.subject, one.view) for one in found} == {
        ("I live in Graz.", "me", None),
        ("My sister lives in Porto.", "my sister", None),
    }
