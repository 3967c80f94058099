"""Markdown in passages: read as it is meant, with nothing hidden and nothing that acts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Locator
from secondme.recall.hit import Hit
from tui.ask.exchange_view import write_answer
from tui.ink import MARKED
from tui.passages.citation_panel import write_passage
from tui.passages.markdown import is_markdown, write_markdown, write_text

PLAN = """\
## The *plan*

The boat leaves from **Ulva Ferry pier**, see [the page](https://a.example/x?y=1 "not Tobermory").

- book the car
  1) both ways
- coats

> Bring ~~hats~~ gloves
"""
READ = """\
The plan

The boat leaves from Ulva Ferry pier, see the page (https://a.example/x?y=1 "not Tobermory").
• book the car
  1) both ways
• coats

│ Bring hats gloves"""
MARKS = (
    *("# ", "- ", "2) ", "> ", "    ", "```\n", "~~~ ", "\n", "\n\n", "---\n", "===\n", "| ", "[x]: "),
    *("|\n|---|---|\n| ", "| -: |\n", " | ", "\\|", "|---|\n"),
    *("*", "**", "_", "~~", "`", "[", "](", ")", "![", "<", ">", "<b a=", "-->", "<!--", "\\", '"', " "),
)


def test_marks_become_styles_and_addresses_stay_whole() -> None:
    page = write_markdown(PLAN)
    assert page.plain == READ
    styled = {page.plain[span.start : span.end]: span.style for span in page.spans}
    assert (styled["Ulva Ferry pier"], styled["plan"], styled["hats"]) == ("bold", "italic", "strike")


TABLE = """\
| What | Costs | Where |
|:-----|------:|-------|
| the **boat** | 900 | Falmouth, see [it](http://a.example) |
| oars \\| rowlocks | 45 |
"""


def test_a_table_stands_in_columns_where_there_is_room() -> None:
    page = write_markdown(f"Bought:\n\n{TABLE}\nAll paid.", 80)
    assert [line.rstrip() for line in page.plain.split("\n")] == [
        "Bought:",
        "",
        "What             Costs  Where",
        "the boat           900  Falmouth, see it (http://a.example)",
        "oars | rowlocks     45",
        "",
        "All paid.",
    ]
    assert ("boat", "bold") in {(page.plain[span.start : span.end], span.style) for span in page.spans}


def test_a_table_without_room_has_a_line_for_each_cell() -> None:
    assert write_markdown(f"> {TABLE}".replace("\n|", "\n> |"), 30).plain.split("\n") == [
        "│ What: the boat",
        "│   Costs: 900",
        "│   Where: Falmouth, see it (http://a.example)",
        "│ What: oars | rowlocks",
        "│   Costs: 45",
        "│   Where: ",
    ]


def test_a_table_that_would_lose_a_cell_is_shown_as_it_stands() -> None:
    text = "| a | b |\n|---|---|\n| 1 | 2 | hidden |"
    assert write_markdown(text, 80).plain == text


def test_what_a_machine_wrote_is_read_as_markdown() -> None:
    said = Hit(
        *("p1", "passage", 1, 1, "Take the **ferry**.", "Talk", "", "/chats.zip", None),
        Locator("message", message="m1"),
        *("ChatGPT", None, "assistant", 1.0, None, {}),
    )
    assert write_text(said).plain == "Take the ferry."
    assert write_text(replace(said, trust="known")).plain == "Take the **ferry**."


def test_an_answer_is_markdown_and_its_citations_are_links() -> None:
    shown = write_answer("**Nine** o'clock [1].\n\n- [the page](http://a.example) [2]\n")
    assert shown.plain == "Nine o'clock [1].\n• the page (http://a.example) [2]"
    linked = [shown.plain[span.start : span.end] for span in shown.spans if "@click" in str(span.style)]
    assert linked == ["[1]", "[2]"]


@given(st.lists(st.sampled_from(MARKS), max_size=24), st.sampled_from([0, 200]))
def test_no_word_is_ever_hidden(marks: list[str], width: int) -> None:
    text = "".join(f"{mark}word{number}x" for number, mark in enumerate(marks))
    shown = write_markdown(text, width).plain
    assert [number for number in range(len(marks)) if f"word{number}x" not in shown] == []


@pytest.mark.parametrize("deep", ["> " * 40, "- " * 40, ">- " * 40])
def test_what_lies_very_deep_is_shown_as_it_stands(deep: str) -> None:
    assert "the key" in write_markdown(f"{deep}the key").plain


@pytest.mark.parametrize(
    "text", ["\x1b]8;;http://a\x07b", "&#27;[2J", "a&#x202E;b", "&#x200B;&#xFEFF;", "`\x1b[31m`"]
)
def test_nothing_in_it_reaches_the_terminal_as_a_command(text: str) -> None:
    shown = write_markdown(text).plain
    assert not any(letter in shown for letter in "\x1b\x07\u202e\u200b\ufeff")


def test_nothing_in_it_can_be_clicked() -> None:
    page = write_markdown(
        "[x](javascript:alert(1)) [y](http://a.example) [@click=app.quit]z[/] <http://b.example>"
    )
    assert all("@click" not in str(span.style) and "link" not in str(span.style) for span in page.spans)
    assert "javascript:alert(1)" in page.plain and "[@click=app.quit]z[/]" in page.plain


def test_the_words_that_match_are_marked_where_they_stand_now() -> None:
    hit = Hit(
        *("p1", "passage", 1, 1, PLAN, "Plan", "", "/notes", Path("/notes/plan.md")),
        Locator("lines", 1, 9),
        *(None, None, "self", 1.0, None, {}),
    )
    shown = write_passage(hit, "ferry coats", beside=hit)
    marked = {shown.plain[span.start : span.end] for span in shown.spans if span.style == MARKED}
    assert marked == {"Ferry", "coats"}
    assert is_markdown(Path("a.MD")) and not is_markdown(Path("a.txt")) and not is_markdown(None)
