"""How the app looks, as it is kept among the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from typing import Any

from secondme.home import Home
from tui import dates
from tui.theme import LAMPLIGHT


def read_wishes(home: Home) -> dict[str, Any]:
    """What is set about the app, unchecked; nothing where it cannot be read.

    It is read before anything else is there, and so without the rest of the settings.
    """
    try:
        section = tomllib.loads(home.config.read_text("utf-8")).get("app")
    except (OSError, ValueError):
        return {}
    return section if isinstance(section, dict) else {}


def theme_of(wishes: Mapping[str, Any], known: Container[str]) -> str:
    """The name of the theme that was chosen; the usual one where none was, or one that is unknown here."""
    wished = wishes.get("theme")
    return wished if isinstance(wished, str) and wished in known else LAMPLIGHT.name


def use_dates(wishes: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """Has days and times be written as it is set, or as the system's locale says."""
    order, clock = str(wishes.get("dates", "")), str(wishes.get("clock", ""))
    dates.use(dates.reading_of(order, clock, environment))


def keep_theme(home: Home, name: str) -> None:
    """Has the app look so next time too. Raises ConfigError."""
    from secondme.config import load_config
    from secondme.config.changing import set_value
    from secondme.config.settings import BY_NAME

    if load_config(home).app.theme != name:
        home.create()
        set_value(home.config, BY_NAME["app.theme"], name)
