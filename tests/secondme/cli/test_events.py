"""events, show and forget of events as commands, and hits that name their event, with a real store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]
BOAT = (
    "The puffin boat leaves the pier on Thursday at nine.",
    "Six tickets for the puffin boat, Ben paid for the tickets.",
    "Bring a coat for the boat, the boat is open at the back.",
    "Lunch is sold on the puffin boat.",
)
BREAD = (
    "The sourdough starter needs flour twice a day.",
    "Rye flour makes the starter livelier than white flour.",
    "Bake the sourdough loaf in the iron pot.",
    "The loaf was burnt, the sourdough pot too hot.",
)


@pytest.fixture
def talked(run: Run, chat: WriteChat, home: Path) -> None:
    """One session in which talk turns from a boat to bread, taken in and gathered."""
    messages = [
        {
            "conversation": "friends",
            "session": "2025-06-02",
            "id": f"{number}",
            "time": f"2025-06-02T{12 if number < len(BOAT) else 16}:{number:02}:00+00:00",
            "speaker": ("Ben", "Merrin")[number % 2],
            "text": text,
        }
        for number, text in enumerate((*BOAT, *BREAD))
    ]
    assert run("import", "jsonl", chat(messages), "--me", "Merrin").code == 0
    assert "2 events" in run("consolidate").out


def test_events_are_listed_with_title_and_who_takes_part(run: Run, talked: None) -> None:
    listed = run("events")
    assert listed.code == 0
    first, second = listed.out.splitlines()
    assert first.startswith("    v1   2 Jun 2025  ") and first.endswith("  4 passages · Ben, me")
    assert second.startswith("    v2   2 Jun 2025  ")
    assert [one["id"] for one in run("events", "--json", "--about", "ben").json] == ["v1", "v2"]
    assert [one["id"] for one in run("events", "sourdough", "--json").json] == ["v2"]


def test_where_there_are_none_it_ends_with_3_and_a_span_turned_round_is_refused(
    run: Run, talked: None
) -> None:
    none = run("events", "--to", "1999-12-31")
    assert (none.code, none.out) == (3, "") and "consolidate" in none.err
    assert run("events", "--to", "1999-12-31", "--json").json == []
    assert run("events", "--from", "2025-02-01", "--to", "2025-01-01").code == 2


def test_an_event_is_shown_with_its_passages(run: Run, talked: None) -> None:
    shown = run("show", "v2")
    assert shown.code == 0 and all(text in shown.out for text in BREAD) and BOAT[0] not in shown.out
    told = run("show", "v2", "--json").json
    assert told["event"]["id"] == "v2" and [one["text"] for one in told["passages"]] == list(BREAD)
    assert run("show", "v99").code == 3


def test_an_event_that_is_forgotten_is_gone_and_the_other_stays(run: Run, talked: None) -> None:
    assert "4 passages" in run("forget", "v1", "--yes").out
    assert run("forget", "v1", "--yes").code == 3
    assert [one["id"] for one in run("events", "--json").json] == ["v2"]
    assert run("recall", "puffin").code == 3


def test_hits_name_their_event_and_are_gathered_by_it(run: Run, talked: None) -> None:
    hits = run("recall", "puffin flour", "--json").json
    assert {one["event_id"] for one in hits} == {"v1", "v2"} and all(one["event_title"] for one in hits)
    groups = run("recall", "puffin flour", "--group", "--json").json
    assert sorted(one["event_id"] for one in groups) == ["v1", "v2"]
    assert all({hit["event_id"] for hit in one["hits"]} == {one["event_id"]} for one in groups)
    assert groups[0]["event_title"] in run("recall", "puffin flour", "--group").out.splitlines()[0]


def test_a_summary_cites_each_of_its_sentences(run: Run, talked: None) -> None:
    told = run("summary", "2025-06")
    assert told.code == 0
    head, *lines = told.out.splitlines()
    assert head == "2025-06  1 Jun 2025 to 30 Jun 2025 · 8 passages in 2 events"
    assert lines and all(line.startswith("   2 Jun 2025  ") for line in lines)
    found = run("summary", "2025-06", "--json").json
    assert [f"{one['passage']} {one['event']}" for one in found["sentences"]] == [
        " ".join(line.split()[-2:]) for line in lines
    ]
    assert all(one["text"] in (*BOAT, *BREAD) for one in found["sentences"])
    assert len(run("summary", "the", "puffin", "boat", "-n", "1", "--json").json["sentences"]) == 1


def test_where_there_is_nothing_to_tell_it_ends_with_3(run: Run, talked: None) -> None:
    assert run("summary", "1999").code == 3
    assert run("summary", "1999", "--json").json["sentences"] == []
    assert run("summary", "v99").code == 3
    assert run("summary", " ").code == 2
