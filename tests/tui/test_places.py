"""The places: one can go to each, by keys, and each can be read in every size and theme."""

from __future__ import annotations

import pytest
from rich.color import ColorTriplet
from textual.color import Color
from textual.events import Key
from textual.widgets import OptionList

from tui.places.chooser import PlaceChooser
from tui.places.commands import with_keys
from tui.places.places import PLACES
from tui.places.screen import PlaceScreen
from tui.screenshots import settle

THEMES = ("lamplight", "paper", "chalk", "ink", "solarized-light")
LEAST_CONTRAST = 2.0
"""Quiet words may be quiet; below this they are not seen."""
HIGH_CONTRAST = {"chalk": 7.0, "ink": 7.0}
"""What the themes promise that are made for it."""


def here(pilot) -> str | None:
    return pilot.app.screen.PLACE if isinstance(pilot.app.screen, PlaceScreen) else None


async def test_a_letter_leads_to_each_place_and_escape_back(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        for place in PLACES[1:]:
            await pilot.press("ctrl+g", place.letter)
            await until(pilot, lambda place=place: here(pilot) == place.name)
        await pilot.press("ctrl+g", PLACES[0].letter)
        await until(pilot, lambda: here(pilot) == PLACES[0].name)


async def test_the_bar_the_arrows_and_the_next_keys_lead_there_too(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        await pilot.click("#places", offset=(6, 0))
        await until(pilot, lambda: here(pilot) == PLACES[1].name)
        await pilot.press("ctrl+pageup")
        await until(pilot, lambda: here(pilot) == PLACES[0].name)
        await pilot.press("ctrl+pageup")
        await until(pilot, lambda: here(pilot) == PLACES[-1].name)
        await pilot.press("ctrl+pagedown")
        await until(pilot, lambda: here(pilot) == PLACES[0].name)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlaceChooser))
        pilot.app.screen.query_one("#chooser", OptionList).highlighted = 1
        await pilot.press("enter")
        await until(pilot, lambda: here(pilot) == PLACES[1].name)


async def test_a_place_is_as_it_was_left(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        await pilot.press(*"quince")
        await until(pilot, lambda: pilot.app.screen.query_one("#results", OptionList).option_count > 0)
        await pilot.press("ctrl+pagedown", "ctrl+pageup")
        await until(pilot, lambda: here(pilot) == PLACES[0].name)
        assert pilot.app.screen.query_one("#question").value == "quince"


async def test_keys_that_come_faster_than_a_dialog_ends_do_no_harm(remembered, app_on, until):
    async with app_on(remembered) as pilot:
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlaceChooser))
        chooser = pilot.app.screen
        for letter in "tm":
            chooser.post_message(Key(letter, letter))
        await until(pilot, lambda: here(pilot) == "timeline")


@pytest.mark.parametrize("size", [(80, 24), (240, 70)])
async def test_each_place_can_be_read_in_every_size_and_theme(remembered, app_on, size):
    async with app_on(remembered, size=size) as pilot:
        for place in PLACES:
            pilot.app.go_to(place.name)
            await settle(pilot)
            for theme in THEMES:
                pilot.app.theme = theme
                await pilot.pause()
                words, faint = read(pilot, HIGH_CONTRAST.get(theme, LEAST_CONTRAST))
                assert place.title in words, "the bar says where one is"
                assert not faint, f"{place.name}, {theme}: {faint}"


def read(pilot, least: float) -> tuple[str, list[str]]:
    """All that stands on the screen, and what of it can hardly be told from what is behind it."""
    words, faint = [], []
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            words.append(segment.text)
            style = segment.style
            if style is None or not segment.text.strip() or not any(map(str.isalnum, segment.text)):
                continue
            if (
                style.color is None
                or style.bgcolor is None
                or style.color.is_default
                or style.bgcolor.is_default
            ):
                continue
            if contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor()) < least:
                faint.append(segment.text.strip())
    return "".join(words), faint


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """As the WCAG defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: ColorTriplet) -> float:
    parts = [part / 255 for part in Color(*color).rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("It is damaged. Mend it: secondme doctor --fix", " Here: Ctrl+G d."),
        ("Fetch one: secondme models pull; then secondme index", " Here: Ctrl+G o, F5."),
        ("Start it: secondme daemon start", " Here: Ctrl+G s."),
        ("No model is here. Ctrl+G o has them, or secondme models pull", ""),
        ("Agree to it: secondme models use-endpoint", ""),
        ("See them: secondme clients log", ""),
    ],
)
def test_a_message_that_names_a_command_tells_its_key(said, keys):
    assert with_keys(said) == said + keys
