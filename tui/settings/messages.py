"""What the place of the settings is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from secondme.config.settings import Setting
    from tui.stylesheet import KeptStylesheet


@dataclass(frozen=True, slots=True)
class Held:
    """A setting with the value that holds."""

    setting: Setting
    value: Any

    @property
    def is_usual(self) -> bool:
        """Whether it is as it is where nobody said anything."""
        return bool(self.value == self.setting.default)


@dataclass
class ThemeParsed(Message):
    """The styles of a theme are parsed; it can be shown at once."""

    name: str
    styles: KeptStylesheet


class ThemeKept(Message):
    """The theme that was chosen stands in the file."""


@dataclass
class SettingsRead(Message):
    """All settings, and what is wrong with the file, a sentence each."""

    held: tuple[Held, ...]
    problems: tuple[str, ...]
    path: str
