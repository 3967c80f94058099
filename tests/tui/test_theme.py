from __future__ import annotations

import threading

import pytest
from textual.color import Color
from textual.css import stylesheet
from textual.css.parse import parse

from secondme.config import load_config
from secondme.config.changing import set_value
from secondme.config.settings import BY_NAME
from secondme.home import find_home
from tui.dialogs.pick import Pick
from tui.theme import CHALK, HOUSE, INK, LAMPLIGHT, PAPER

READABLE = 7.0
"""The ratio of contrast that the guidelines for accessible content ask for at their highest level."""


def contrast(one: str, other: str) -> float:
    def brightness(colour: str) -> float:
        parts = (part / 255 for part in Color.parse(colour).rgb)
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [CHALK, INK], ids=lambda theme: theme.name)
def test_the_themes_of_high_contrast_keep_their_promise(theme):
    inks = ("primary", "accent", "success", "warning", "error", "muted")
    names = ("foreground-muted", "text-disabled", *(f"text-{ink}" for ink in inks))
    variables = theme.to_color_system().generate() | theme.variables
    for name in ("foreground", *names):
        for ground in (theme.background, theme.surface, theme.panel):
            assert contrast(variables[name], ground) >= READABLE, (name, ground)


async def test_the_theme_that_was_chosen_is_there_again_next_time(home, app_on, until):
    async with app_on(home) as pilot:
        assert pilot.app.theme == LAMPLIGHT.name
        pilot.app.theme = "chalk"
        await until(pilot, lambda: load_config(find_home(home)).app.theme == "chalk")
    async with app_on(home) as pilot:
        assert pilot.app.theme == "chalk"


async def test_a_picked_theme_is_parsed_in_a_thread(home, app_on, until, monkeypatch):
    parsed_by = []

    def parse_and_tell(*told, **more):
        parsed_by.append(threading.current_thread())
        return parse(*told, **more)

    monkeypatch.setattr(stylesheet, "parse", parse_and_tell)
    async with app_on(home) as pilot:
        await until(pilot, lambda: pilot.app.is_prepared)
        pilot.app.action_change_theme()
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        parsed_by.clear()
        await pilot.press("home", "down", "enter")
        await until(pilot, lambda: pilot.app.theme == PAPER.name)
        await pilot.pause()
        ground = pilot.app.stylesheet._variables["background"]
        assert pilot.app.screen.styles.background == Color.parse(ground)
        assert ground == pilot.app.get_css_variables()["background"] != LAMPLIGHT.background
        assert parsed_by and threading.main_thread() not in parsed_by


async def test_a_theme_that_is_not_known_here_does_no_harm(home, app_on):
    place = find_home(home)
    place.create()
    set_value(place.config, BY_NAME["app.theme"], "vanished")
    async with app_on(home) as pilot:
        assert pilot.app.theme in {theme.name for theme in HOUSE}
        assert load_config(place).app.theme == "vanished"
