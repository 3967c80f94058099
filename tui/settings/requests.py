"""What the place of the settings asks of the file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tui.gateway import Gateway, Tell
from tui.gateway.messages import Changed
from tui.settings.appearance import read_wishes, use_dates
from tui.settings.messages import Held, SettingsRead
from tui.settings.values import write_value

if TYPE_CHECKING:
    from secondme.config.settings import Setting
    from secondme.daemon.api import MemoryApi
    from secondme.home import Home
    from tui.app import SecondmeApp


def read_settings(home: Home, tell: Tell) -> None:
    """All settings as they hold; the usual values stand in for what the file has wrong."""
    from secondme.config import load_config
    from secondme.config.settings import SETTINGS

    config = load_config(home)
    held = tuple(Held(setting, config.value(setting.name)) for setting in SETTINGS)
    tell(SettingsRead(held, config.problems, str(home.config)))


def change(house: SecondmeApp, held: Held, value: Any, memory: MemoryApi) -> Changed:
    """Has a setting hold another value from now on, here and in a daemon. Raises ConfigError."""
    _put(house.gateway, held.setting, value, memory)
    if held.setting.name == "daemon.paused" and value:
        house.indexing.pause()

    def undo(again: MemoryApi) -> str:
        _put(house.gateway, held.setting, held.value, again)
        return f"{held.setting.name} is {write_value(held.value)} again."

    return Changed(f"{held.setting.name} is now {write_value(value)}.", undo)


def _put(gateway: Gateway, setting: Setting, value: Any, memory: MemoryApi) -> None:
    from secondme.config.changing import set_value

    gateway.home.create()
    set_value(gateway.home.config, setting, value)
    use_dates(read_wishes(gateway.home), os.environ)
    gateway.take_over_settings(memory)
