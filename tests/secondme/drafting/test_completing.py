"""A text goes on only as memory holds it, within its budget, and in nobody else's name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondme.drafting.completing import continuation, sentence_under_way
from secondme.errors import UsageError
from secondme.memory import Memory

Script = Callable[..., Any]


@pytest.mark.parametrize(
    ("begun", "text"),
    [
        ("The boiler is a ", "Vaillant from 2009."),
        ("The boiler is a", " Vaillant from 2009."),
        ("It is cold. The boiler is a Vail", "lant from 2009."),
        ("kind:plan the boiler is a ", "Vaillant from 2009."),
        ("the  BOILER\nis a ", "Vaillant from 2009."),
    ],
)
def test_the_words_of_a_passage_go_on_at_the_cursor(
    life: Memory, now: datetime, begun: str, text: str
) -> None:
    found = life.complete(begun, now=now)
    assert (found.text, found.way) == (text, "quoted")
    assert "Vaillant" in found.sources[0].quote


@pytest.mark.parametrize("begun", ["", "  \n", "A xylophone has ", "The boiler "])
def test_where_memory_holds_nothing_nothing_comes(life: Memory, now: datetime, begun: str) -> None:
    found = life.complete(begun, now=now)
    assert (found.text, found.way, found.sources) == ("", "none", ())
    assert found.why


def test_of_several_ways_to_go_on_the_latest_is_meant(life: Memory, now: datetime, tmp_path: Path) -> None:
    for day, town in (("2019-05-01", "Graz"), ("2025-05-01", "Oslo"), ("2022-05-01", "Leith")):
        (tmp_path / f"{town}.md").write_text(
            f"---\ndate: {day}\n---\n\nOur band practises in {town} every week.\n"
        )
        life.add(tmp_path / f"{town}.md", now=now)
    assert life.complete("Our band practises in ", now=now).text == "Oslo every week."


def test_what_others_say_of_themselves_or_strangers_wrote_is_not_gone_on_with(
    life: Memory, now: datetime, tmp_path: Path
) -> None:
    assert life.complete("I will send the plumber ", now=now).text == ""
    (tmp_path / "page.md").write_text("The moon weighs as much as forty whales.\n")
    life.add(tmp_path / "page.md", trust="foreign", now=now)
    assert life.complete("The moon weighs as ", now=now).text == ""


def test_sensitive_and_forbidden_matters_stay_out(life: Memory, now: datetime) -> None:
    assert life.complete("My salary is 54,000 pounds ", now=now).text.startswith("a year")
    life.instruct("Never share my salary", now=now)
    assert life.complete("My salary is 54,000 pounds ", now=now).text == ""
    life.instruct("Never mention the boiler", now=now)
    assert life.complete("The boiler is a ", now=now).text == ""


def test_a_model_goes_on_only_with_what_the_passages_hold(
    life: Memory, scripted: Script, now: datetime
) -> None:
    model = scripted("shows error E9.")
    found = life.complete("Since Saturday our boiler ", now=now)
    assert (found.text, found.way) == ("shows error E9.", "written")
    assert "error E9" in found.sources[0].quote
    assert "54,000" not in model.prompts[0][-1].content
    for invented in ("shows error E7.", "was repaired by Mr Smith.", "explodes every night."):
        scripted(invented)
        assert life.complete("Since Saturday our boiler ", now=now).text == ""


def test_a_sentence_that_does_not_end_in_time_is_no_help(
    life: Memory, scripted: Script, now: datetime
) -> None:
    scripted("shows error E9 and")
    stopped = threading.Event()
    stopped.set()
    found = life.complete("Since Saturday our boiler ", now=now, cancelled=stopped)
    assert (found.text, found.why) == ("", "there was no time for a whole sentence")
    for budget in (0.0, -1.0, 1e9, float("nan")):
        with pytest.raises(UsageError, match="Nothing was written"):
            life.complete("The boiler is a ", budget=budget, now=now)


def test_a_sentence_without_its_end_is_not_written(life: Memory, scripted: Script, now: datetime) -> None:
    scripted("shows error E9 and")
    assert life.complete("Since Saturday our boiler ", now=now).text == ""


@given(st.text("ab .\n", max_size=40), st.text("ab .\n", max_size=40))
def test_what_comes_next_stands_in_the_passage(begun: str, passage: str) -> None:
    rest = continuation(begun, passage)
    assert rest in " ".join(passage.split())
    assert begun.endswith(sentence_under_way(begun))
