"""The timeline: moving in it, nearer and farther, what there was, and going to a time in words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

import secondme
from tui.ask.screen import AskScreen
from tui.dates import Reading, use
from tui.timeline.calendar import Calendar
from tui.timeline.drawing import draw, write_title
from tui.timeline.items import Items, write_item
from tui.timeline.messages import Item
from tui.timeline.requests import hours_of, items_of_day
from tui.timeline.screen import TimelineScreen
from tui.timeline.span import FIRST, LAST, Span, Zoom, add_months, span_over
from tui.timeline.story import Story, write_story

SAID = (
    ("2024-12-30T09:00:00", "Noor", "The boat is for sale in Falmouth, shall we look at it?"),
    ("2025-06-22T08:05:00", "Piran", "I booked the puffin boat for Thursday, six of us."),
    ("2025-06-22T08:06:00", "Noor", "Wonderful, who has the tickets for the puffin boat?"),
    ("2025-06-22T21:30:00", "Piran", "The tickets are on my phone, I will print them too."),
    ("2025-06-28T12:00:00", "Noor", "Ajda has chosen her room in the new house by the sea."),
)


@pytest.fixture
def dated(home, tmp_path):
    """The home of a memory of a chat of three days, with its events."""
    export = tmp_path / "chat.jsonl"
    lines = [
        {"conversation": who, "id": f"a{number}", "speaker": who, "time": f"{when}+00:00", "text": text}
        for number, (when, who, text) in enumerate(SAID)
    ]
    for line in lines:
        line["conversation"] = "boat"
    export.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with secondme.open(home) as memory:
        memory.import_chat("jsonl", export, me="Merrin")
        memory.gather_events()
    return home


async def at_timeline(pilot, until):
    await pilot.press("ctrl+g", "t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TimelineScreen))
    await until(pilot, lambda: pilot.app.screen._counts is not None)
    return pilot.app.screen


async def go_to(pilot, until, words):
    screen = pilot.app.screen
    await pilot.press("slash", *words, "enter")
    await until(pilot, lambda: screen.query_one(Calendar).has_focus)
    await until(pilot, lambda: screen._shown == screen._wanted)


async def test_it_opens_at_the_last_day_that_has_words(dated, app_on, seen, until):
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await until(pilot, lambda: screen.span == Span(Zoom.YEAR, date(2025, 6, 28)))
        assert "4 passages on 2 days" in seen(pilot)
        assert "Ajda has chosen her room" in seen(pilot)


async def test_one_looks_from_years_to_hours_and_back(dated, app_on, seen, until):
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await go_to(pilot, until, "22 june 2025")
        assert screen.span.zoom is Zoom.DAY
        await until(pilot, lambda: "08:05" in seen(pilot) and screen.span.hour == 8)
        await pilot.press("minus")
        assert "June 2025" in seen(pilot)
        await pilot.press("minus", "minus")
        assert "2018 to 2025" in seen(pilot)
        await pilot.press("enter", "plus", "enter")
        assert screen.span == Span(Zoom.DAY, date(2025, 6, 22), 8)
        await pilot.press("escape", "escape", "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))


async def test_moving_shows_what_there_was_and_sums_it_up(dated, app_on, seen, until):
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await until(pilot, lambda: screen.span.day == date(2025, 6, 28))
        await pilot.press("p")
        assert screen.span.day == date(2025, 6, 22)
        await until(pilot, lambda: "What was said" in seen(pilot))
        assert "these tell most" in seen(pilot)
        await pilot.press("p")
        assert screen.span.day == date(2024, 12, 30)
        await until(pilot, lambda: "The boat is for sale" in seen(pilot))
        await pilot.press("up")
        await until(pilot, lambda: "Nothing that tells much" in seen(pilot))
        await pilot.press("end")
        assert screen.span.day == date(2025, 6, 28)


async def test_an_event_opens_with_its_passages_and_its_file(dated, app_on, seen, until, monkeypatch):
    monkeypatch.setenv("EDITOR", "/nowhere/subl")
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await go_to(pilot, until, "june 2025")
        await pilot.press("o")
        await until(pilot, lambda: "Choose something first" in seen(pilot))
        await pilot.press("tab")
        items = screen.query_one(Items)
        items.focus()
        items.highlighted = 0
        await pilot.press("enter")
        await until(pilot, lambda: "I booked the puffin boat" in seen(pilot))
        story = screen.query_one(Story)
        assert [hit.speaker for hit in story.hits][:2] == ["Piran", "Noor"]
        await pilot.press("o")
        await until(pilot, lambda: "xdg-open here" in seen(pilot) or "subl here" in seen(pilot))


async def test_a_passage_of_a_day_opens_where_it_stands(dated, app_on, seen, until):
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await go_to(pilot, until, "2025-06-22")
        await pilot.press("enter")
        assert screen.query_one(Items).has_focus
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: screen.query_one(Story).hits)
        assert "The tickets are on my phone" in seen(pilot)


async def test_what_memories_tell_of_a_day_stands_among_the_events(home, app_on, seen, until):
    with secondme.open(home) as memory:
        memory.remember("I live in Leith.", now=datetime(2025, 3, 4, 10, tzinfo=UTC))
    async with app_on(home) as pilot:
        screen = await at_timeline(pilot, until)
        await go_to(pilot, until, "march 2025")
        await until(pilot, lambda: "I live in Leith." in seen(pilot))
        screen.query_one(Items).focus()
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(Story).hits)


async def test_words_that_name_no_time_are_told(dated, app_on, seen, until):
    async with app_on(dated) as pilot:
        await at_timeline(pilot, until)
        await pilot.press("slash", *"banana", "enter")
        await until(pilot, lambda: "names no time" in seen(pilot))


async def test_a_click_goes_to_a_day_and_two_look_from_nearer(dated, app_on, until):
    async with app_on(dated) as pilot:
        screen = await at_timeline(pilot, until)
        await until(pilot, lambda: screen.span.day == date(2025, 6, 28))
        calendar = screen.query_one(Calendar)
        line, first, _, day, _ = next(one for one in calendar._drawn.cells if one[3] == date(2025, 6, 22))
        await pilot.click(Calendar, offset=(first, line))
        assert screen.span.day == day
        await pilot.click(Calendar, offset=(first, line), times=2)
        await until(pilot, lambda: screen.span.zoom is Zoom.MONTH)


async def test_nothing_dated_is_a_calm_state(home, app_on, seen, until):
    async with app_on(home, size=(80, 24)) as pilot:
        screen = await at_timeline(pilot, until)
        await until(pilot, lambda: "tells its day yet" in seen(pilot))
        await pilot.press("n", "end", "enter", "enter", "enter", "enter", "o")
        await until(pilot, lambda: screen.span.zoom is Zoom.DAY)


async def test_everything_fits_a_small_terminal(dated, app_on, seen, until):
    async with app_on(dated, size=(80, 24)) as pilot:
        screen = await at_timeline(pilot, until)
        await until(pilot, lambda: "Ajda has chosen" in seen(pilot))
        assert "Sun" in seen(pilot)
        screen.query_one(Items).focus()
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(Story).display)
        assert screen.query_one(Story).size.height >= 6
        await pilot.press("escape")
        assert screen.query_one(Items).has_focus
        for zoom in Zoom:
            screen.query_one(Calendar).go(Span(zoom, date(2025, 6, 22)))
            await pilot.pause()
            assert screen.query_one(Items).size.height >= 4, zoom


@pytest.mark.parametrize("zoom", list(Zoom))
@pytest.mark.parametrize("width", [60, 75, 118, 240])
def test_every_calendar_fits_and_knows_what_stands_where(zoom, width):
    span = Span(zoom, date(2024, 2, 29), 23)
    counts = {date(2024, 1, 1) + timedelta(days=number): 1 + number % 9 for number in range(0, 366, 3)}
    drawn = draw(span, counts, [5] * 24, width)
    lines = drawn.content.plain.split("\n")
    assert max(map(len, lines)) <= width + 8, "but for the sums behind the years"
    for line, first, after, day, hour in drawn.cells:
        assert drawn.at(line, first) == (day, hour) == drawn.at(line, after - 1)
        assert after <= len(lines[line])
    assert any(day == span.day for _, _, _, day, _ in drawn.cells)
    assert drawn.at(0, 0) is None


def test_moving_never_leaves_the_calendar():
    for zoom in Zoom:
        for day in (FIRST, LAST, date(2024, 2, 29)):
            span = Span(zoom, day)
            for right, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                assert FIRST <= span.moved(right, down).day <= LAST
            for pages in (-1, 1):
                assert FIRST <= span.turned(pages).day <= LAST
            assert span.first <= span.last
            assert write_title(span, {day: 1}).plain


def test_hours_run_over_into_the_next_day():
    assert Span(Zoom.DAY, date(2025, 6, 22), 23).moved(1, 0) == Span(Zoom.DAY, date(2025, 6, 23), 0)
    assert Span(Zoom.DAY, date(2025, 6, 22), 0).moved(-1, 0) == Span(Zoom.DAY, date(2025, 6, 21), 23)


def test_named_days_are_seen_from_as_near_as_they_fit():
    assert span_over(date(2025, 6, 22), date(2025, 6, 22)).zoom is Zoom.DAY
    assert span_over(date(2025, 6, 16), date(2025, 6, 22)).zoom is Zoom.MONTH
    assert span_over(date(2025, 6, 1), date(2025, 8, 31)).zoom is Zoom.YEAR
    assert span_over(date(2019, 1, 1), date(2021, 12, 31)) == Span(Zoom.YEARS, date(2019, 1, 1))
    assert span_over(date.min, date(2021, 12, 31)) == Span(Zoom.YEARS, date(2021, 12, 31))
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)


def test_what_tells_no_time_of_day_counts_to_no_hour(dated):
    with secondme.open(dated) as memory:
        hits = memory.recall("on:2025-06-22", 100, log=False)
    hours = hours_of(hits)
    assert (hours[8], hours[21], sum(hours)) == (2, 1, 3)
    assert [item.text.split(":")[0] for item in items_of_day(hits)] == ["Piran", "Noor", "Piran"]


def test_a_story_without_passages_says_so():
    item = Item("m7", date(2025, 6, 22), "I live in \x1b[31mLeith.", "known")
    said = write_story(item, ()).plain
    assert "Nothing is left" in said
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (Reading(), "22 Jun 08:05 "),
        (Reading("month", True), "Jun 22 8:05 am "),
        (Reading("iso"), "06-22  08:05 "),
    ],
)
def test_days_and_times_are_as_the_person_reads_them(reading, shown):
    moment = datetime(2025, 6, 22, 8, 5)
    item = Item("p1", moment.date(), "boat", moment=moment)
    use(reading)
    try:
        assert write_item(item, 60, by_day=True, is_new=True).plain.startswith(f" {shown}")
    finally:
        use(Reading())
