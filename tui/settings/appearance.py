"""How the app looks, as it is kept among the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Container

from secondme.home import Home
from tui.theme import LAMPLIGHT


def theme_of(home: Home, known: Container[str]) -> str:
    """The name of the theme that was chosen; the usual one where none was, or one that is unknown here.

    It is read before anything else is there, and so without the rest of the settings.
    """
    try:
        section = tomllib.loads(home.config.read_text("utf-8")).get("app")
    except (OSError, ValueError):
        return LAMPLIGHT.name
    wished = section.get("theme") if isinstance(section, dict) else None
    return wished if isinstance(wished, str) and wished in known else LAMPLIGHT.name


def keep_theme(home: Home, name: str) -> None:
    """Has the app look so next time too. Raises ConfigError."""
    from secondme.config import load_config
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    if load_config(home).app.theme != name:
        home.create()
        set_value(home.config, BY_NAME["app.theme"], name)
