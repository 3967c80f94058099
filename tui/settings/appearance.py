"""How the app looks, as it is kept among the settings."""

from __future__ import annotations

from collections.abc import Container

from secondme.config import load_config
from secondme.home import Home
from tui.theme import LAMPLIGHT


def theme_of(home: Home, known: Container[str]) -> str:
    """The name of the theme that was chosen; the usual one where that is unknown here."""
    wished = load_config(home).app.theme
    return wished if wished in known else LAMPLIGHT.name


def keep_theme(home: Home, name: str) -> None:
    """Has the app look so next time too. Raises ConfigError."""
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    if load_config(home).app.theme != name:
        home.create()
        set_value(home.config, BY_NAME["app.theme"], name)
