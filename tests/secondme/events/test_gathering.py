"""Passages are gathered into events in a real store: again only where they changed, and gone with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secondme.errors import NotFoundError, UsageError
from secondme.events import gathering
from secondme.events.book import Event
from secondme.events.gathering import gather, left_to_gather
from secondme.memory import Memory
from secondme.store.query import rows, value

from .conftest import BOAT, BREAD, PAUSE, Talk

NOW = datetime(2025, 11, 7, 12, 0, tzinfo=UTC)
WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


def test_events_have_title_keywords_people_times_and_passages(wordless_memory: Memory, talk: Talk):
    talk({"one": [*BOAT, PAUSE, *BREAD]})
    boat, bread = wordless_memory.events()
    assert [len(one.passages) for one in (boat, bread)] == [4, 4]
    assert "boat" in boat.keywords and "sourdough" in bread.keywords
    assert any(boat.title.removesuffix("…") in text for text in BOAT)
    assert boat.people == ("Ben", "me")
    assert boat.begins == datetime(2025, 6, 2, 9, 1, tzinfo=UTC)
    assert bread.ends == datetime(2025, 6, 2, 13, 8, tzinfo=UTC)
    assert wordless_memory.event(boat.id) == boat


def test_only_what_changed_is_gathered_anew(wordless_memory: Memory, talk: Talk):
    talk({"one": BOAT, "two": BREAD})
    assert gather(wordless_memory.store).documents == 2
    assert gather(wordless_memory.store).documents == 0
    before = wordless_memory.events()
    talk({"one": BOAT, "two": [*BREAD, "The second sourdough loaf was right."]})
    done = gather(wordless_memory.store)
    assert (done.documents, done.events, done.left) == (1, 1, 0)
    after = wordless_memory.events()
    assert after[0] == before[0] and after[1].id == before[1].id and len(after[1].passages) == 5


def test_an_event_is_gone_with_its_passages_and_tells_nothing_of_what_was_forgotten(
    wordless_memory: Memory, talk: Talk
):
    talk({"one": ["Zanzibar is where we go.", "Yes, Zanzibar in May.", *BREAD[:1]], "two": BREAD})
    events = wordless_memory.events()
    for passage in events[0].passages[:2]:
        wordless_memory.forget(passage, now=NOW)
    db = wordless_memory.store.connection()
    told = rows(db, "SELECT title || ' ' || keywords FROM events")
    assert told and not any("anzibar" in text for (text,) in told)
    [left, other] = wordless_memory.events()
    assert left.id == events[0].id and other == events[1]
    wordless_memory.forget(left.passages[0], now=NOW)
    assert wordless_memory.events() == [other]


def test_forgetting_an_event_forgets_its_passages_alone(wordless_memory: Memory, talk: Talk):
    talk({"one": [*BOAT, PAUSE, *BREAD]})
    boat, bread = wordless_memory.events()
    receipt = wordless_memory.forget(boat.id, now=NOW)
    assert (receipt.id, receipt.passages, receipt.documents) == (boat.id, 4, 0)
    assert [one.passages for one in wordless_memory.events()] == [bread.passages]
    assert not any("boat" in hit.text for hit in wordless_memory.recall("puffin boat"))
    with pytest.raises(NotFoundError):
        wordless_memory.forget(boat.id, now=NOW)
    with pytest.raises(NotFoundError):
        wordless_memory.event(boat.id)
    with pytest.raises(UsageError):
        wordless_memory.event("p1")


def test_forgetting_a_source_leaves_nothing_of_its_events(wordless_memory: Memory, talk: Talk):
    talk({"one": BOAT})
    assert wordless_memory.events()
    source = wordless_memory.sources()[0].source
    wordless_memory.forget(f"s{source.id}", now=NOW)
    db = wordless_memory.store.connection()
    assert [value(db, f"SELECT count(*) FROM {one}") for one in ("events", "event_passages", "gathered")] == [
        0,
        0,
        0,
    ]


def test_a_document_that_changes_while_it_is_gathered_waits_again(
    wordless_memory: Memory, talk: Talk, monkeypatch: pytest.MonkeyPatch
):
    talk({"one": BOAT})
    cut_events = gathering._events_of

    def meanwhile(*given: object) -> list[object]:
        monkeypatch.setattr(gathering, "_events_of", cut_events)
        talk({"one": [*BOAT, "One more word."]})
        return list(cut_events(*given))  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "_events_of", meanwhile)
    assert gather(wordless_memory.store).left == 1
    assert gather(wordless_memory.store).left == 0
    assert [len(one.passages) for one in wordless_memory.events()] == [5]


def test_two_processes_that_gather_the_same_make_it_once(
    wordless_memory: Memory, talk: Talk, monkeypatch: pytest.MonkeyPatch
):
    talk({"one": BOAT})
    cut_events = gathering._events_of

    def meanwhile(*given: object) -> list[object]:
        monkeypatch.setattr(gathering, "_events_of", cut_events)
        assert gather(wordless_memory.store).events == 1
        return list(cut_events(*given))  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "_events_of", meanwhile)
    assert gather(wordless_memory.store).events == 0
    assert [one.id for one in wordless_memory.events()] == ["v1"]


def test_gathering_ends_in_time_and_goes_on_where_it_was(wordless_memory: Memory, talk: Talk):
    talk({"one": BOAT, "two": BREAD, "three": BOAT[:3]})
    ticks = iter(range(100))
    done = gather(wordless_memory.store, seconds=2, clock=lambda: next(ticks))
    assert 0 < done.documents < 3 and done.left == 3 - done.documents
    assert gather(wordless_memory.store).documents == done.left
    assert left_to_gather(wordless_memory.store.connection()) == 0


def test_a_large_document_is_written_in_short_writes_and_an_end_between_them_costs_nothing(
    wordless_memory: Memory, talk: Talk, monkeypatch: pytest.MonkeyPatch
):
    talk({"one": [*BOAT, PAUSE, *BREAD]})
    monkeypatch.setattr(gathering, "PASSAGES_A_WRITE", 4)
    put, written = gathering.put_events, []

    def die_at_the_second(*given: object) -> None:
        written.append(given)
        if len(written) == 2:
            raise KeyboardInterrupt
        put(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "put_events", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        gather(wordless_memory.store)
    assert left_to_gather(wordless_memory.store.connection()) == 1
    assert gather(wordless_memory.store).events == 1
    assert [len(one.passages) for one in wordless_memory.events()] == [4, 4]


def test_events_of_somebody_of_some_days_and_of_some_words(wordless_memory: Memory, talk: Talk):
    talk({"one": BOAT, "two": BREAD})
    boat, bread = wordless_memory.events()
    assert wordless_memory.events(first=date(2025, 6, 3)) == [bread]
    assert wordless_memory.events(last=date(2025, 6, 2)) == [boat]
    assert wordless_memory.events(text="sourdough") == [bread]
    assert wordless_memory.events("Ben") == [boat, bread] == wordless_memory.events("me")
    assert wordless_memory.events("Nobody") == []
    assert wordless_memory.events(limit=1) == [bread]


def test_a_note_is_an_event_with_its_name_and_code_is_none(wordless_memory: Memory, tree: WriteTree):
    notes = {"mull.md": "# Mull\n\nThe puffin boat leaves at nine.\n", "a.py": "def boat():\n    ...\n"}
    folder = tree(notes)
    wordless_memory.add(folder, now=NOW)
    assert titles(wordless_memory.events()) == ["Mull"]
    tree({"mull.md": "# Staffa\n\nThe puffin boat leaves at nine.\n"})
    wordless_memory.index(now=NOW)
    assert titles(wordless_memory.events()) == ["Staffa"]


def test_what_is_told_by_hand_is_a_memory_and_no_event(wordless_memory: Memory):
    wordless_memory.remember("The spare key is with Beathag.", now=NOW)
    assert wordless_memory.events() == []
    assert left_to_gather(wordless_memory.store.connection()) == 0


@pytest.mark.model
def test_vectors_that_come_later_have_events_gathered_once_more(memory: Memory, talk: Talk):
    talk({"one": [*BOAT, PAUSE, *BREAD]}, memory)
    assert gather(memory.store).documents == 1
    db = memory.store.connection()
    assert value(db, "SELECT embedder_id FROM gathered") > 0
    with memory.store.write() as writing:
        writing.execute("UPDATE gathered SET embedder_id = 0")
    assert left_to_gather(db) == 1
    assert gather(memory.store).left == 0


def titles(events: list[Event]) -> list[str]:
    return [one.title for one in events]
