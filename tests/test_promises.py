"""docs/promises.md names real tests, and no promise in it goes without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
NAME = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PARTS = {"Keys", "Forgetting", "Backups and other machines", "Privacy", "What comes in", "The fifteen"}


def rows_of(page: str) -> Iterator[tuple[str, str]]:
    """Each promise with what is said to prove it."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not set(line) <= set("|-") and cells[-1] != "proved by":
            yield " ".join(cells[:-1]), cells[-1]


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of the tests in a file, as it is written."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = (one for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(one.name for one in functions if one.name.startswith("test_"))


@pytest.mark.parametrize(("promise", "proof"), list(rows_of(PAGE)), ids=lambda text: str(text)[:50])
def test_a_promise_is_proved_by_tests_that_exist(promise: str, proof: str) -> None:
    named = NAME.findall(proof)
    assert named, f"{promise} goes without a test"
    assert NAME.sub("", proof).strip(", ") == "", f"{proof} names something that is no test"
    for path, name in named:
        assert (ROOT / path).exists() and name in names_in(ROOT / path), f"there is no {path}::{name}"


def test_the_page_has_all_its_parts_and_all_fifteen() -> None:
    headings = set(re.findall(r"^## (.+)$", PAGE, re.MULTILINE))
    assert headings >= PARTS
    assert re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert len(list(rows_of(PAGE))) > 60


def test_a_promise_without_a_test_and_a_test_that_is_none_are_noticed() -> None:
    [(promise, proof)] = rows_of("| promise | proved by |\n|---|---|\n| All is well. | trust us |\n")
    assert (promise, NAME.findall(proof)) == ("All is well.", [])
    assert "test_all_is_well" not in names_in(Path(__file__))
