"""secondme draft shows what it wrote, keeps it where it is told to, and sends nothing."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.protocol import Token
from secondme.engines import Engines

Run = Callable[..., Any]
TREE = {"boiler.md": "# Boiler\n\nThe boiler is a Vaillant from 2009.\n"}
ASKED = ("draft", "text about the boiler")


class Writes:
    """A model that always writes the same, and makes a plan of it."""

    def __init__(self, says: str) -> None:
        self.says = says

    def generate(self, messages: Any, **more: Any) -> Any:
        planning = messages[0].content.startswith("You plan")
        return Spoken("- the make\n- the year\n" if planning else self.says)

    def score_next(self, messages: Any, candidates: Any, **more: Any) -> dict[str, float]:
        return {"Yes": 0.0, "No": -9.0}

    def warm(self, messages: Any, **more: Any) -> int:
        return 0

    def close(self) -> None:
        pass


class Spoken:
    def __init__(self, says: str) -> None:
        self.says = says

    def __iter__(self) -> Iterator[Token]:
        return iter([Token(self.says)])

    def text(self) -> str:
        return self.says


@pytest.fixture
def writes(run: Run, tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    run("add", tree(TREE))
    return lambda says: monkeypatch.setattr(Engines, "local_generator", lambda self: Writes(says))


def test_the_text_is_on_stdout_and_the_rest_beside_it(run: Run, writes: Callable[[str], None]) -> None:
    writes("The boiler is a Vaillant from 2009 [1]. It hates Mondays.")
    said = run(*ASKED)
    assert (said.code, said.out) == (0, "The boiler is a Vaillant from 2009.\n")
    assert "It hates Mondays. (nothing that is remembered says so)" in said.err
    assert run(*ASKED, "--json").json["sources"][0]["quote"] == "The boiler is a Vaillant from 2009."


def test_a_file_is_private_has_its_margin_and_is_not_written_over(
    run: Run, writes: Callable[[str], None], tmp_path: Path
) -> None:
    writes("The boiler is a Vaillant from 2009 [1].")
    page, margin = tmp_path / "boiler.txt", tmp_path / "boiler.txt.sources.md"
    assert run(*ASKED, "-o", page).code == 0
    assert page.read_text() == "The boiler is a Vaillant from 2009.\n"
    assert "> The boiler is a Vaillant from 2009." in margin.read_text()
    assert [stat.S_IMODE(one.stat().st_mode) for one in (page, margin)] == [0o600, 0o600]
    again = run(*ASKED, "-o", page)
    assert (again.code, "--force" in again.err) == (2, True)
    assert run(*ASKED, "-o", page, "--force").code == 0


def test_a_plan_is_written_changed_and_followed(
    run: Run, writes: Callable[[str], None], tmp_path: Path
) -> None:
    writes("The boiler is a Vaillant from 2009 [1].")
    plan = tmp_path / "plan.md"
    first = run(*ASKED, "--plan", plan)
    assert (first.code, first.out) == (0, "") and "- the make\n- the year\n" in plan.read_text()
    plan.write_text("- the year\n")
    assert run(*ASKED, "--plan", plan, "--json").json["plan"] == ["the year"]
    plan.write_text("# nothing\n")
    assert run(*ASKED, "--plan", plan).code == 2


def test_where_memory_holds_nothing_nothing_is_written(
    run: Run, writes: Callable[[str], None], tmp_path: Path
) -> None:
    writes("The moon is made of cheese.")
    said = run("draft", "text about cheese", "-o", tmp_path / "moon.txt")
    assert (said.code, said.out, (tmp_path / "moon.txt").exists()) == (3, "", False)
    assert "nothing was written" in said.err


def test_without_a_model_it_says_so(run: Run, tree: Callable[..., Path]) -> None:
    run("add", tree(TREE))
    said = run(*ASKED)
    assert (said.code, said.out) == (5, "") and "secondme models pull" in said.err
