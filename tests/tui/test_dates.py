"""Days and times are written as the person reads them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from secondme.config.changing import set_value
from secondme.config.settings import BY_NAME
from secondme.home import find_home
from tui.dates import reading_of
from tui.passages.byline import show_moment

DAY = date(2025, 6, 2)
EVENING, MIDNIGHT, NOON = (datetime(2025, 6, 2, hour, minute) for hour, minute in ((19, 5), (0, 40), (12, 0)))


@pytest.mark.parametrize(
    ("order", "clock", "named", "day", "times"),
    [
        ("system", "system", {}, "2 Jun 2025", ("19:05", "00:40", "12:00")),
        ("system", "system", {"LANG": "en_US.UTF-8"}, "Jun 2, 2025", ("7:05 pm", "12:40 am", "12:00 pm")),
        (
            "system",
            "system",
            {"LANG": "en_US", "LC_TIME": "de_DE@euro"},
            "2 Jun 2025",
            ("19:05", "00:40", "12:00"),
        ),
        ("system", "system", {"LANG": "en_AU.UTF-8"}, "2 Jun 2025", ("7:05 pm", "12:40 am", "12:00 pm")),
        ("iso", "24", {"LANG": "en_US.UTF-8"}, "2025-06-02", ("19:05", "00:40", "12:00")),
        ("month", "12", {"LANG": "de_DE.UTF-8"}, "Jun 2, 2025", ("7:05 pm", "12:40 am", "12:00 pm")),
        ("nonsense", "", {"LANG": "C"}, "2 Jun 2025", ("19:05", "00:40", "12:00")),
    ],
)
def test_they_are_as_they_are_set_or_as_the_locale_says(order, clock, named, day, times):
    reading = reading_of(order, clock, named)
    assert reading.day(DAY) == day
    assert tuple(map(reading.clock, (EVENING, MIDNIGHT, NOON))) == times


async def test_the_app_writes_them_so_and_changes_at_once(home, app_on, seen, until, monkeypatch):
    monkeypatch.delenv("LC_ALL", raising=False)
    place = find_home(home)
    place.create()
    set_value(place.config, BY_NAME["app.dates"], "iso")
    set_value(place.config, BY_NAME["app.clock"], "12")
    async with app_on(home) as pilot:
        assert show_moment(EVENING) == "2025-06-02, 7:05 pm"
        await pilot.press("ctrl+g", "c")
        await until(pilot, lambda: "kept in" in seen(pilot))
        await pilot.press("slash", *"app.clock", "enter", "enter")
        await until(pilot, lambda: "app.clock" in str(pilot.app.screen.query(".dialog").first().border_title))
        await pilot.press("up", "enter")
        await until(pilot, lambda: show_moment(EVENING) == "2025-06-02, 19:05")
