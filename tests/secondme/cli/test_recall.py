"""recall as a command: its filters, its explanations, what stands around a hit, and order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
WriteChat = Callable[[Sequence[Mapping[str, Any]]], Path]
Run = Callable[..., Any]


def test_explaining_shows_every_signal_and_the_sum(run: Run, noted: Path) -> None:
    out = run("recall", "puffin", "--explain").out
    hit = run("recall", "puffin", "--json").json[0]
    for name in hit["signals"]:
        assert name in out
    assert f"{hit['score']:5.2f}" in out


def test_explaining_shows_how_the_question_was_understood(run: Run, noted: Path) -> None:
    out = run("recall", 'puffin "the puffin" -cat on 03/04/2023 before:2099', "--explain").out
    assert "kind      what" in out
    assert "words     puffin" in out
    assert 'phrase    "the puffin" must stand in it' in out
    assert "left out  cat" in out
    assert "filter    before:2099 (2099-01-01 to 2099-12-31)" in out
    assert "03/04/2023: 2023-03-04 or 2023-04-03; widened" in out


def test_a_filter_that_makes_no_sense_is_told_and_nothing_is_searched(run: Run, noted: Path) -> None:
    ended = run("recall", "puffin before:banana")
    assert (ended.code, ended.out) == (2, "")
    assert "nothing was searched" in ended.err


def test_recorded_before_finds_what_was_known(run: Run, noted: Path) -> None:
    assert run("recall", "puffin", "--recorded-before", "2020-01-01").code == 3
    assert run("recall", "puffin", "--recorded-before", "2999-01-01").code == 0
    assert run("recall", "puffin", "--recorded-before", "0001-01-01").code == 3


def test_what_stands_around_a_hit_is_shown_and_hits_are_gathered(run: Run, chat: WriteChat) -> None:
    texts = ["Good morning!", "The puffin boat leaves at nine.", "See you there.", "Bring the puffin book."]
    talk = [
        {
            "conversation": "c",
            "session": "2025-06-01",
            "time": f"2025-06-01T10:0{n}:00Z",
            "speaker": "Ana",
            "text": text,
        }
        for n, text in enumerate(texts)
    ]
    run("import", "jsonl", chat(talk))
    assert "Good morning" not in run("recall", "puffin", "-n", "1").out
    out = run("recall", "puffin boat", "-n", "1", "--context", "1").out
    assert (
        out.index("Good morning") < out.index("leaves at nine") < out.index("See you") and "book" not in out
    )
    [hit] = run("recall", "puffin boat", "-n", "1", "-C", "1", "--json").json
    assert [[one["text"] for one in hit[side]] for side in ("before", "after")] == [texts[:1], texts[2:3]]
    grouped = run("recall", "puffin book", "--group", "-C", "2").out
    assert grouped.startswith("c, 1 June 2025\n")
    assert [grouped.count(text) for text in texts] == [1, 1, 1, 1]
    [event] = run("recall", "puffin", "--group", "--json").json
    assert (event["event"], event["document"]) == ("c, 1 June 2025", "d1")
    assert [hit["text"] for hit in event["hits"]] == texts


def test_what_came_first_is_told_without_a_model(run: Run, tree: WriteTree) -> None:
    run("add", tree({"2025-05-01 roof.md": "The roof leaks.", "2025-06-01 cat.md": "The cat had kittens."}))
    ended = run("ask", "What happened first, the kittens or the roof?")
    assert ended.code == 0 and ended.out.startswith("“the roof” came first: ")
    assert "roof" in run("recall", "What happened first, the kittens or the roof?", "-n", "1").out
    shown = run("recall", "What happened first, the kittens or the roof?", "--explain").out
    assert "order " in shown and "20.00" in shown


def test_as_of_leaves_out_what_came_later(run: Run, tree: WriteTree) -> None:
    run("add", tree({"2024-05-01 job.md": "My job is gardener.", "2025-05-01 job.md": "My job is sailor."}))
    assert "sailor" not in run("recall", "--as-of", "2024-05-01", "my job").out
    assert "gardener" in run("recall", "--as-of", "2024-05-01", "my job").out
    assert run("recall", "--as-of", "2024-04-30", "my job").code == 3


def test_a_question_that_no_model_can_answer_shows_what_there_is_to_read(
    run: Run, noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECONDME_MODELS", str(tmp_path / "none"))
    ended = run("ask", "Who waters the puffin boat?")
    assert (ended.code, "The puffin boat leaves at nine." in ended.out) == (5, True)
    assert "no language model" in ended.err
    assert run("ask", "Who waters the puffin boat?", "--json").code == 5
