"""`secondme people`: shows who is who, puts it right, and ends with the code that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondme.memory import Memory

Run = Callable[..., Any]
FIELDS = {"id", "name", "is_self", "names", "handles", "passages"}


@pytest.fixture
def known(world: Memory) -> None:
    """All of it is in the memory, which is closed again."""
    world.close()


def test_nobody_is_known_at_first(home: object, run: Run) -> None:
    ended = run("people")
    assert (ended.code, ended.out) == (0, "")
    assert "secondme add contacts.vcf" in ended.err
    assert run("people", "--json").json == []


@pytest.mark.usefixtures("known")
def test_everybody_is_listed_with_names_and_accounts(run: Run) -> None:
    shown = run("people").out
    assert "Ana Kovač" in shown and "telegram:5512" in shown and "(you)" in shown
    told = run("people", "--json").json
    assert all(set(one) == FIELDS for one in told)
    assert [one["is_self"] for one in told][:2] == [True, False]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "words", [("Ana",), ("Ana", "Kovač"), ("show", "ana@example.org"), ("--json", "Ana")]
)
def test_a_name_shows_whom_it_names(run: Run, words: tuple[str, ...]) -> None:
    ended = run("people", *words)
    assert ended.code == 0
    assert "Ana Kovač" in ended.out and "Jory" not in ended.out
    assert run("people", *words, "--json").json[0]["name"] == "Ana Kovač"


@pytest.mark.usefixtures("known")
def test_a_long_list_says_how_many_more_there_are(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondme.cli.people.MOST", 1)
    ended = run("people")
    assert "more. All of them: secondme people --all" in ended.err
    assert "Jory" not in ended.out and "Jory" in run("people", "--all").out


@pytest.mark.usefixtures("known")
def test_merging_splitting_naming_and_taking_back(run: Run) -> None:
    before = run("people", "--json").json
    [jory] = run("people", "jory@example.org", "--json").json
    [merged] = run("people", "merge", jory["id"], "bryluen@example.org", "--json").json
    assert (merged["id"], len(merged["handles"])) == (jory["id"], 2)
    rest, off = run("people", "split", jory["id"], "bryluen@example.org", "--json").json
    assert (rest["id"], off["handles"]) == (jory["id"], ["email:bryluen@example.org"])
    ended = run("people", "name", off["id"], "Bryluen Angove")
    assert "Named. To take it back: secondme people undo" in ended.err and "Bryluen Angove" in ended.out
    for was in ("the name", "the split", "the merge"):
        assert f"Took back {was}." in run("people", "undo").err
    assert run("people", "--json").json == before


@pytest.mark.usefixtures("known")
def test_who_is_me_is_said_by_name_and_address(run: Run) -> None:
    [me] = run("people", "me", "Merrin P.", "merrin@example.org", "--json").json
    assert me["is_self"] and me["handles"] == ["email:merrin@example.org", "telegram:1"]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("people", "Lowenna"), 3),
        (("people", "show", "e99"), 3),
        (("people", "merge", "Lowenna", "Ana"), 3),
        (("people", "undo"), 3),
        (("people", "merge", "Merrin", "Ana"), 2),
        (("people", "merge", "e1"), 2),
        (("people", "merge"), 2),
        (("people", "split", "Jory Tregear", "jory@example.org"), 2),
        (("people", "me", "Bryluen"), 2),
        (("forget", "e1", "--yes"), 2),
    ],
)
def test_what_cannot_be_done_is_said_with_a_code(run: Run, words: tuple[str, ...], code: int) -> None:
    ended = run(*words)
    assert (ended.code, ended.out) == (code, "")
    assert len(ended.err.strip().splitlines()) <= 4


@pytest.mark.parametrize("words", [("people",), ("people", "merge"), ("people", "me"), ("people", "show")])
def test_help_is_at_hand(run: Run, words: tuple[str, ...]) -> None:
    ended = run(*words, "--help")
    assert ended.code == 0
    assert "Examples" in ended.out or len(words) > 1
