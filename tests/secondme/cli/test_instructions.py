"""secondme instructions shows what is held to, and takes it in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_what_is_told_is_shown_as_it_is_understood(run: Run) -> None:
    told = run("remember", "Never share my salary")
    assert told.code == 0 and "standing instruction (never give, fill in, write: salary)" in told.err
    added = run(
        "instructions", "add", "Never bring it up", "--for", "drafting", "--about", "Oslo", "--to", "Ben"
    )
    assert added.code == 0 and "secondme undo" in added.err
    shown = run("instructions", "--json").json
    assert [(one["id"], one["priority"], one["people"]) for one in shown] == [
        ("m1", 0, []),
        ("m2", 1, ["ben"]),
    ]
    assert run("instructions", "remove", "m2").code == 0
    assert "oslo" not in run("instructions").out
    assert run("undo").code == 0
    assert "oslo" in run("instructions").out


def test_two_that_ask_the_opposite_are_named(run: Run) -> None:
    run("instructions", "add", "Never share my salary")
    run("instructions", "add", "Always fill in my salary")
    assert "m1 and m2 ask the opposite: m1 holds." in run("instructions").err
    run("instructions", "remove", "m2")
    assert "opposite" not in run("instructions").err


def test_what_is_not_understood_or_not_there_is_refused(run: Run) -> None:
    refused = run("instructions", "add", "Never whatever")
    assert (refused.code, "not understood" in refused.err) == (2, True)
    assert run("instructions", "remove", "m9").code == 3
    assert run("instructions").out == ""
