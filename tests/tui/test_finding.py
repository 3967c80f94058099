from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

import secondme
from tui.ask.messages import Recalled
from tui.ask.question_input import QuestionInput
from tui.passages.citation_panel import CitationPanel
from tui.passages.result_row import write_result
from tui.passages.results import Results


async def test_an_empty_memory_says_what_to_do(home, app_on, seen, until):
    async with app_on(home) as pilot:
        await until(pilot, lambda: "Your memory is empty." in seen(pilot))
        assert "Ctrl+O" in seen(pilot)
        assert "no answers: Ctrl+G o" in seen(pilot)


async def test_typing_finds_before_enter_is_pressed(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await pilot.press(*"quinc")
        await until(pilot, lambda: "1 found" in seen(pilot))
        assert "The garden · " in seen(pilot)
        assert "garden.md, line 3" in seen(pilot)
        assert "The quince tree was planted in March." in seen(pilot)


async def test_what_matches_is_marked(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        results = pilot.app.screen.query_one(Results)
        await pilot.press(*"water")
        await until(pilot, lambda: results.option_count == 1)
        row = results.get_option_at_index(0).prompt
        prompt = write_result(row.result, "water", 80, 2)
        marked = [prompt.plain[span.start : span.end] for span in prompt.spans if "accent" in str(span.style)]
        assert marked == ["water"]


async def test_clearing_the_question_brings_back_the_welcome(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: "1 found" in seen(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "What would you like to know?" in seen(pilot))
        assert "quince" not in seen(pilot)


async def test_nothing_found_is_said(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        await pilot.press(*"zeppelin")
        await until(pilot, lambda: "Nothing found" in seen(pilot))


async def test_results_for_what_is_no_longer_asked_are_dropped(remembered, app_on, until):
    with secondme.open(remembered) as memory:
        stale = memory.recall("key", log=False)
    async with app_on(remembered) as pilot:
        results = pilot.app.screen.query_one(Results)
        await pilot.press(*"quince")
        await until(pilot, lambda: results.option_count == 1)
        pilot.app.screen.post_message(Recalled("key", stale))
        await pilot.pause()
        assert results.chosen is not None
        assert results.chosen.title == "The garden"


async def test_the_panel_shows_the_chosen_result_where_it_stands(remembered, app_on, seen, until):
    async with app_on(remembered) as pilot:
        panel = pilot.app.screen.query_one(CitationPanel)
        results = pilot.app.screen.query_one(Results)
        await pilot.press(*"launch")
        await until(pilot, lambda: results.option_count >= 2 and panel.hit == results.chosen)
        first = panel.hit
        await pilot.press("down")
        assert results.has_focus
        await pilot.press("down")
        await until(pilot, lambda: panel.hit is not None and panel.hit != first)
        assert panel.hit == results.chosen
        assert "Painted the hull green" in seen(pilot), "what stands before it is shown too"
        cited = [static for static in panel.query(".passage").results(Static) if static.has_class("-cited")]
        assert len(cited) == 1


async def test_up_from_the_first_result_goes_back_to_the_question(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        question, results = pilot.app.screen.query_one(QuestionInput), pilot.app.screen.query_one(Results)
        await pilot.press(*"quince")
        await until(pilot, lambda: results.option_count == 1)
        await pilot.press("down", "up")
        await until(pilot, lambda: question.has_focus)


async def test_a_result_can_be_clicked(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        panel, results = pilot.app.screen.query_one(CitationPanel), pilot.app.screen.query_one(Results)
        await pilot.press(*"launch")
        await until(pilot, lambda: results.option_count >= 2)
        await pilot.click(Results, offset=(5, 4))
        await until(pilot, lambda: results.highlighted == 1 and panel.hit == results.chosen)


async def test_hostile_text_is_shown_and_never_obeyed(home, tmp_path: Path, app_on, seen, until):
    hostile = (
        "Quince [bold]not bold[/bold] [@click=app.quit]quit[/] \x1b[31mred\x1b]0;title\x07 \u202eesrever"
    )
    (tmp_path / "hostile.txt").write_text(hostile, encoding="utf-8")
    with secondme.open(home) as memory:
        memory.add(tmp_path / "hostile.txt")
    async with app_on(home) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: seen(pilot).count("[bold]not bold[/bold]") == 2)
        assert "[@click=app.quit]quit[/]" in seen(pilot)
        assert "\x1b" not in seen(pilot)
        assert "\u202e" not in seen(pilot)


async def test_everything_fits_a_small_terminal(remembered, app_on, seen, until):
    async with app_on(remembered, size=(80, 24)) as pilot:
        panel, results = pilot.app.screen.query_one(CitationPanel), pilot.app.screen.query_one(Results)
        await pilot.press(*"launch")
        await until(pilot, lambda: results.option_count >= 2)
        assert not panel.display, "while typing the results have the room"
        await pilot.press("down")
        await until(pilot, lambda: panel.display and panel.hit is not None)
        assert panel.region.y > results.region.y
        assert results.size.height >= 4
        assert "3 documents" in seen(pilot).splitlines()[-1]
        await pilot.press("f2")
        await until(pilot, lambda: not panel.display)
        await pilot.press("f2")
        await until(pilot, lambda: panel.display)


async def test_the_panel_can_be_hidden_in_a_large_terminal(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        panel = pilot.app.screen.query_one(CitationPanel)
        await pilot.press(*"launch")
        await until(pilot, lambda: panel.display)
        await pilot.press("f2")
        await until(pilot, lambda: not panel.display)
