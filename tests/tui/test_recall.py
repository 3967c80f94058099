"""The place for finding: filters, suggestions, grouping, why a hit was found, and saying that it is right."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input, Static

import secondme
from secondme.recall.question import understand
from secondme.store.query import rows
from tui.ask.screen import AskScreen
from tui.passages.citation_panel import CitationPanel
from tui.passages.results import Results
from tui.passages.signals import Signals
from tui.recall.grouping import arrange
from tui.recall.query_input import QueryInput
from tui.recall.requests import read_day
from tui.recall.screen import RecallScreen
from tui.recall.suggesting import Vocabulary, complete
from tui.recall.understood import write_understood

VOCABULARY = Vocabulary(people=("Ana Kovač", "Piran"), places=("boat notes", "trips"))


@pytest.fixture
def chatted(remembered, tmp_path):
    """The notes, and a chat of two days."""
    export = tmp_path / "chat.jsonl"
    export.write_text(
        '{"id": "a1", "chat": "boat", "speaker": "Piran", "time": "2025-06-01T10:00:00+00:00", '
        '"text": "The launch needs two ropes, I bring the blue one."}\n'
        '{"id": "a2", "chat": "boat", "speaker": "Noor", "time": "2025-06-01T10:01:00+00:00", '
        '"text": "Then I bring the red rope for the launch."}\n'
        '{"id": "a3", "chat": "boat", "speaker": "Piran", "time": "2025-07-09T18:00:00+00:00", '
        '"text": "After the launch the ropes were wet."}\n',
        encoding="utf-8",
    )
    with secondme.open(remembered) as memory:
        memory.import_chat("jsonl", export, me="Merrin")
    return remembered


async def at_recall(pilot, until):
    await pilot.press("ctrl+g", "r")
    await until(pilot, lambda: isinstance(pilot.app.screen, RecallScreen))
    await until(pilot, lambda: pilot.app.screen._weights)
    return pilot.app.screen


async def find(pilot, until, query):
    screen = pilot.app.screen
    screen.query_one(QueryInput).value = query
    await until(pilot, lambda: screen._found is not None and screen._found.wanted.query == query)
    return screen


def caption(screen):
    return str(screen.query_one("#caption", Static).content)


async def test_an_idle_place_says_what_one_can_write(remembered, app_on, seen, until):
    async with app_on(remembered, size=(80, 24)) as pilot:
        await at_recall(pilot, until)
        assert "Type what you look for." in seen(pilot)
        assert "kind:" in seen(pilot)


async def test_filters_narrow_what_is_found_and_are_shown_as_chips(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        await at_recall(pilot, until)
        screen = await find(pilot, until, "launch")
        assert len(screen._found.hits) > 2
        await find(pilot, until, "launch from:piran after:2025-06-30")
        assert [hit.speaker for hit in screen._found.hits] == ["Piran"]
        assert " from:piran " in seen(pilot)
        assert "30 Jun 2025" in seen(pilot), "the days that a filter means"


async def test_a_filter_that_makes_no_sense_is_told_and_searched_as_words(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        await at_recall(pilot, until)
        await find(pilot, until, "launch before:banana and more")
        await until(pilot, lambda: "before:banana makes no sense" in seen(pilot))


async def test_what_is_suggested_is_taken_with_tab(chatted, app_on, until):
    async with app_on(chatted) as pilot:
        screen = await at_recall(pilot, until)
        query = screen.query_one(QueryInput)
        await find(pilot, until, "launch")
        query.clear()
        await pilot.press(*"fro")
        await until(pilot, lambda: query._suggestion == "from:")
        await pilot.press("tab", *"pi")
        await until(pilot, lambda: query._suggestion.casefold() == "from:piran")
        await pilot.press("tab")
        assert query.value.casefold() == "from:piran"
        await pilot.press("tab")
        assert not query.has_focus, "with nothing to take, Tab goes on"


async def test_a_click_on_a_filter_writes_it(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        screen = await at_recall(pilot, until)
        await pilot.click("#understood", offset=(4, 0))
        await until(pilot, lambda: screen.query_one(QueryInput).value == "from:")


async def test_results_are_put_together_in_every_way(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        await at_recall(pilot, until)
        screen = await find(pilot, until, "launch")
        headings = {"document": "The boat", "event": "boat", "person": "Noor", "day": "9 Jul 2025"}
        for way, heading in headings.items():
            await pilot.press("ctrl+t")
            assert caption(screen).endswith(f"by {way}")
            headings_drawn = [row.prompt.result.heading for row in screen.query_one(Results).options]
            assert any(heading in line for line in headings_drawn), (way, headings_drawn)
            await until(pilot, lambda heading=heading: heading in seen(pilot))
        await pilot.press("ctrl+t")
        assert "by" not in caption(screen)


async def test_each_signal_is_a_bar(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        await at_recall(pilot, until)
        screen = await find(pilot, until, "launch ropes")
        assert not screen.query_one(Signals).display
        await pilot.press("down", "x")
        await until(pilot, lambda: "Why this one" in seen(pilot) and "lexical" in seen(pilot))
        assert "█" in seen(pilot)
        assert screen.query_one(CitationPanel).display
        await pilot.press("x")
        await until(pilot, lambda: "Why this one" not in seen(pilot))


async def test_it_finds_what_held_on_a_day(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        screen = await at_recall(pilot, until)
        await find(pilot, until, "from:piran launch")
        assert len(screen._found.hits) == 2
        await pilot.press("ctrl+d", *"june 2025")
        await until(pilot, lambda: len(screen._found.hits) == 1 and "as of 30 Jun 2025" in seen(pilot))
        screen.query_one("#as-of", Input).value = "whenever"
        await until(pilot, lambda: "names no day" in seen(pilot))


async def test_what_was_meant_is_said_of_a_hit(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        await at_recall(pilot, until)
        await find(pilot, until, "red rope")
        await pilot.press("down", "+")
        await until(pilot, lambda: "is what you meant with “red rope”" in seen(pilot))
        await pilot.press("down", "-")
        await until(pilot, lambda: "not what you meant" in seen(pilot))
    with secondme.open(chatted) as memory:
        used = rows(memory.store.connection(), "SELECT DISTINCT used FROM recall_hits")
    assert {name for (name,) in used} >= {"confirmed", "corrected"}


async def test_enter_means_the_query_as_it_stands(chatted, app_on, until):
    async with app_on(chatted) as pilot:
        screen = await at_recall(pilot, until)
        await find(pilot, until, "red rope")
        await pilot.press("enter")
        await until(pilot, lambda: screen._found.whole)
        assert screen.query_one(Results).has_focus
        await pilot.press("+")
        await pilot.pause(0.3)
    with secondme.open(chatted) as memory:
        asked = rows(memory.store.connection(), "SELECT query FROM recalls")
    assert asked == [("red rope",)], "it is in the log once"


async def test_a_passage_is_forgotten_and_found_no_more(chatted, app_on, seen, until):
    async with app_on(chatted) as pilot:
        screen = await at_recall(pilot, until)
        await find(pilot, until, "red rope")
        assert screen._found.hits[0].speaker == "Noor"
        await pilot.press("down", "delete")
        await until(pilot, lambda: "This would go" in seen(pilot))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Close" in seen(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: all(hit.speaker != "Noor" for hit in screen._found.hits))
        assert "I bring the red rope" not in seen(pilot)


async def test_escape_goes_back_step_by_step(chatted, app_on, until):
    async with app_on(chatted) as pilot:
        screen = await at_recall(pilot, until)
        await find(pilot, until, "launch")
        await pilot.press("down", "escape")
        assert screen.query_one(QueryInput).has_focus
        await pilot.press("escape")
        assert screen.query_one(QueryInput).value == ""
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_everything_fits_a_small_terminal(chatted, app_on, seen, until):
    async with app_on(chatted, size=(80, 24)) as pilot:
        await at_recall(pilot, until)
        screen = await find(pilot, until, "launch")
        assert not screen.query_one("#beside").display
        await pilot.press("down")
        await until(pilot, lambda: screen.query_one(CitationPanel).display)
        await pilot.press("x")
        await until(pilot, lambda: "Why this one" in seen(pilot))
        assert screen.query_one(Results).size.height >= 4


async def test_hostile_text_is_shown_and_never_obeyed(home, tmp_path, app_on, seen, until):
    (tmp_path / "hostile.txt").write_text("Quince [bold]x[/bold] \x1b[31mred \u202eesrever", encoding="utf-8")
    with secondme.open(home) as memory:
        memory.add(tmp_path / "hostile.txt")
    async with app_on(home) as pilot:
        await at_recall(pilot, until)
        await find(pilot, until, "quince [bold]y[/bold]")
        await pilot.press("ctrl+t", "f3")
        await until(pilot, lambda: "[bold]x[/bold]" in seen(pilot))
        assert "\x1b" not in seen(pilot)
        assert "\u202e" not in seen(pilot)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fro", "from:"),
        ("boat -dur", "boat -during:"),
        ("from:a", "from:ana"),
        ('from:"a', 'from:"ana Kovač"'),
        ("kind:pl", "kind:plan"),
        ("x trust:f", "x trust:foreign"),
        ("in:tr", "in:trips"),
        ("on:", 'on:"last week"'),
        ("on:l", None),
        ("in", None),
        ("from:piran", None),
        ("what:e", None),
        ("", None),
    ],
)
def test_the_last_word_is_completed_as_it_was_begun(typed, offered):
    assert complete(typed, VOCABULARY) == offered


def test_what_goes_behind_a_filter_is_told_while_it_is_typed():
    assert "a kind of source" in write_understood("boat in:", None, None, "").plain
    assert "from:" in write_understood("", None, None, "").plain


def test_chips_tell_phrases_exclusions_and_days():
    question = understand('"puffin boat" -tickets during:2024', now=date(2025, 6, 1))
    said = write_understood(question.text, question, date(2025, 1, 2), "").plain
    for chip in ('"puffin boat"', "without tickets", "1 Jan 2024 to 31 Dec 2024", "as of 2 Jan 2025"):
        assert chip in said


def test_a_day_is_read_in_words():
    today = date(2025, 11, 21)
    assert read_day("", today) == (None, "")
    assert read_day("May 2025", today)[0] == date(2025, 5, 31)
    assert read_day("last summer", today)[0] == date(2025, 9, 21)
    assert "names no day" in read_day("banana", today)[1]


def test_groups_keep_every_hit(chatted):
    with secondme.open(chatted) as memory:
        hits = memory.recall("launch", log=False)
    for way in ("", "document", "event", "person", "day"):
        assert sorted(one.hit.passage for one in arrange(hits, way)) == sorted(hit.passage for hit in hits)
