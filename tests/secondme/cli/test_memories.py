"""Memories on the command line: listed, shown, corrected, asked about, and taken back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def told(run: Run, home: Path) -> Run:
    """A memory that was told three things and understood what it could."""
    for words in ("I live in Leith.", "The spare key is with Beathag.", "I like black tea."):
        assert run("remember", words).code == 0
    assert run("consolidate").code == 0
    return run


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Types answers into standard input."""

    def answer(lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8"))

    return answer


def texts(run: Run, *options: str) -> list[str]:
    return [one["text"] for one in run("memories", *options, "--json").json]


def test_memories_are_listed_with_how_firmly_they_are_held(told: Run) -> None:
    ended = told("memories")
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("   m1 ▰▰▰▰▰ I live in Leith.  fact · since ")


def test_memories_are_listed_by_kind_person_and_state(told: Run) -> None:
    assert texts(told, "--kind", "preference") == ["I like black tea."]
    assert texts(told, "--about", "me") == ["I live in Leith.", "I like black tea."]
    assert told("memories", "--state", "past").code == 3
    assert told("about", "Nobody").code == 3
    assert [one["value"] for one in told("about", "me", "--json").json] == ["Leith", "black tea"]


def test_where_no_memory_is_of_somebody_what_names_them_is_shown(told: Run) -> None:
    ended = told("about", "Beathag")
    assert ended.code == 3
    assert "The spare key is with Beathag." in ended.out
    assert "No memory is of Beathag yet" in ended.err
    assert told("about", "Beathag", "--json").json == []


def test_a_memory_is_shown_with_what_it_rests_on(told: Run) -> None:
    shown = told("show", "m1", "--json").json
    assert [one["id"] for one in shown["passages"]] == ["m1"]
    assert shown["memory"]["predicate"] == "lives in"
    assert "I live in Leith." in told("show", "p1").out
    assert told("show", "m9").code == 3
    assert told("show", "leith").code == 2


def test_edit_history_and_undo_go_there_and_back(told: Run) -> None:
    edited = told("edit", "m2", "The spare key is with Noor.", "--json").json
    assert (edited["done"], [one["id"] for one in edited["memories"]]) == ("edited", ["m4"])
    assert "The spare key is with Noor." in texts(told)
    verbs = [one["verb"] for one in told("history", "m2", "--json").json]
    assert verbs == ["told", "edited"]
    back = told("undo", str(edited["undo"]))
    assert (back.code, back.err) == (0, "Took back 'edited' (\"The spare key is with Noor.\").\n")
    assert "The spare key is with Beathag." in texts(told)
    assert "taken back" in told("history", "m2").out
    told("remember", "The ferry leaves at noon.")
    assert told("undo").err == "Took back 'told' (\"The ferry leaves at noon.\").\n", "it says which is gone"


def test_pin_merge_and_retire(told: Run) -> None:
    assert told("pin", "m1", "--json").json["memories"][0]["pinned"] is True
    assert told("unpin", "m1", "--json").json["memories"][0]["pinned"] is False
    assert told("merge", "m1", "m3", "--json").json["memories"][0]["evidence"] == ["p1", "p3"]
    assert told("retire", "m2").code == 0
    assert texts(told) == ["I live in Leith."]
    assert told("merge", "m1").code == 2
    assert told("pin", "m77").code == 3


def test_nothing_fades_and_nothing_is_disputed_at_first(told: Run) -> None:
    assert told("fading").code == 3
    assert told("conflicts").code == 3
    assert told("review").code == 3
    assert told("fading", "--days", "100000", "--json").json[0]["sleeps_in"] > 365


def test_review_asks_and_does_what_is_answered(told: Run, answering: Callable[[str], None]) -> None:
    told("remember", "I'll call the plumber tomorrow.")
    told("consolidate")
    [card] = told("review", "--json").json
    assert (card["why"], card["memory"]["kind"]) == ("due", "plan")
    answering("c\nI will call the plumber on Friday.\n")
    asked = told("review")
    assert asked.code == 0
    assert "1 of 1  This is due. Is it still to be done?" in asked.out
    assert "I will call the plumber on Friday." in texts(told)


def test_whoever_hangs_up_is_asked_another_time(told: Run, answering: Callable[[str], None]) -> None:
    told("remember", "I'll call the plumber tomorrow.")
    told("consolidate")
    before = texts(told)
    answering("")
    assert told("review").code == 0
    assert texts(told) == before


def test_what_sleeps_or_ended_is_found_in_the_deep_alone(told: Run) -> None:
    told("retire", "m2")
    assert told("recall", "spare key").code == 3
    assert [one["id"] for one in told("recall", "--deep", "spare key", "--json").json] == ["m2"]


def test_the_portrait_is_written_locked_and_unlocked(told: Run) -> None:
    assert [one["name"] for one in told("portrait", "--json").json] == ["home", "likes"]
    assert "in your own words" in told("portrait", "write", "likes", "Quiet mornings.").out
    assert told("portrait", "lock", "home").code == 0
    assert told("portrait", "unlock", "home").code == 0
    assert told("portrait", "lock", "soul").code == 2


def test_the_digest_tells_what_is_new(told: Run) -> None:
    ended = told("digest")
    assert ended.out.splitlines()[0] == "New"
    assert len(told("digest", "--json").json["new"]) == 3


def test_a_budget_is_a_stretch_of_time(run: Run, home: Path) -> None:
    assert run("consolidate", "--budget", "30s", "--json").json["passages"] == 0
    ended = run("consolidate", "--budget", "soon")
    assert (ended.code, "Say it like 30s" in ended.err) == (2, True)


def test_hostile_words_are_shown_harmless(run: Run, home: Path) -> None:
    run("remember", "The key \x1b[31m[red]is\x1b[0m here.")
    shown = run("memories").out
    assert "\x1b" not in shown
    assert "[red]" in shown
