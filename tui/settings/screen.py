"""The settings: every one with its help, what it is and what it usually is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.dialogs.entry import Entry
from tui.dialogs.pick import Pick
from tui.gateway.messages import Changed
from tui.help import Keys
from tui.ink import HEAD, QUIET, WARNING
from tui.ledger.ledger import Ledger
from tui.paths import shorten_paths
from tui.places.screen import PlaceScreen
from tui.plain_text import one_line
from tui.settings import requests
from tui.settings.messages import Held, SettingsRead
from tui.settings.setting_rows import COLUMNS, write_help, write_setting
from tui.settings.values import CHOICES, kind_of, parse_typed, typed_of, write_value, wrong_with
from tui.status_line import Hint

KEYS: tuple[Keys, ...] = (
    (
        ("Enter", "changes the setting"),
        ("r", "makes it the usual again"),
        ("/", "looks for a setting; Esc shows all again"),
        ("T", "another theme"),
    ),
)
THEME = "app.theme"


class SettingsScreen(PlaceScreen):
    """Where the person says how secondme works."""

    PLACE = "settings"
    KEYS = KEYS
    NEEDS_MEMORY = False
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("Enter", "change", "screen.change"),
        ("r", "usual", "screen.reset"),
        ("/", "look for", "screen.seek"),
    )
    CSS_PATH: ClassVar = ["../styles/keeping.tcss", "../styles/settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "show_all", "Show all, or back to asking", show=False),
        Binding("slash", "seek", "Look for a setting", show=False),
        Binding("r", "reset", "The usual", show=False),
        Binding("T", "change_theme", "Another theme", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[str, Held] = {}

    def compose_place(self) -> ComposeResult:
        yield Static("", classes="keeping-head", markup=False)
        yield Input(placeholder="Part of a name, or of what it is for", id="seek", compact=True)
        with Horizontal(classes="keeping"):
            yield Ledger(COLUMNS, id="settings")
            with VerticalScroll(id="setting", classes="detail"):
                yield Static("", markup=False)

    def on_mount(self) -> None:
        self.house.theme_kept.subscribe(self, lambda kept: self.bring_up_to_date())
        self.query_one(Ledger).focus()

    # What is shown

    def bring_up_to_date(self) -> None:
        self.gateway.aside(self, "settings", partial(requests.read_settings, self.gateway.home))

    def on_settings_read(self, message: SettingsRead) -> None:
        self._held = {held.setting.name: held for held in message.held}
        self.query_one(".keeping-head", Static).update(write_head(message))
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.query_one(Ledger).focus()

    def on_ledger_chosen(self, message: Ledger.Chosen) -> None:
        if (held := self._held.get(message.key)) is not None:
            self.query_one("#setting Static", Static).update(Content("\n").join(write_help(held)))

    def on_ledger_opened(self, message: Ledger.Opened) -> None:
        self.action_change()

    def _draw(self) -> None:
        sought = self.query_one("#seek", Input).value.casefold().split()
        self.query_one(Ledger).show(
            [write_setting(held) for held in self._held.values() if _is_meant(held, sought)]
        )

    # Changing

    def action_change(self) -> None:
        """Asks for another value of the chosen setting."""
        held = self._chosen()
        if held is None:
            return
        if held.setting.name == THEME:
            self.action_change_theme()
        elif isinstance(held.setting.default, bool):
            self._put(held, not held.value)
        elif held.setting.name in CHOICES:
            self._pick(held)
        else:
            self._type(held)

    def action_reset(self) -> None:
        """Has the chosen setting be as it usually is."""
        held = self._chosen()
        if held is None or held.is_usual:
            return
        if held.setting.name == THEME:
            self.house.change_theme(held.setting.default)
        else:
            self._put(held, held.setting.default)

    def action_change_theme(self) -> None:
        """Asks for another theme, which is kept."""
        self.house.action_change_theme()

    def on_changed(self, message: Changed) -> None:
        """Other files may be looked at now. What was changed is said by what every place has."""
        self.house.indexing.look_again()

    def _pick(self, held: Held) -> None:
        choices = [(one, Content(one)) for one in CHOICES[held.setting.name]]

        def take(value: str | None) -> None:
            if value is not None:
                self._put(held, parse_typed(held.setting, value))

        about = held.setting.meaning
        self.app.push_screen(
            Pick(held.setting.name, choices, chosen=write_value(held.value), about=about), take
        )

    def _type(self, held: Held) -> None:
        setting = held.setting
        many = isinstance(setting.default, tuple)

        def take(typed: str | None) -> None:
            if typed is not None:
                self._put(held, parse_typed(setting, typed))

        about = f"{setting.meaning}{' One a line.' if many else ''}"
        check = partial(wrong_with, setting)
        self.app.push_screen(Entry(setting.name, about, typed_of(held.value), check, many_lines=many), take)

    def _put(self, held: Held, value: Any) -> None:
        if value != held.value:
            self.gateway.change(self, partial(requests.change, self.house, held, value))

    # Looking for one

    def action_seek(self) -> None:
        """Gives the field the keyboard in which part of a name is typed."""
        self.add_class("-seeking")
        self.query_one("#seek", Input).focus()

    def action_show_all(self) -> None:
        """Shows all settings again; else goes back to asking."""
        if not self.has_class("-seeking"):
            self.action_leave()
            return
        self.remove_class("-seeking")
        self.query_one("#seek", Input).value = ""
        self.query_one(Ledger).focus()

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Another theme", "It is kept", self.action_change_theme)

    def _chosen(self) -> Held | None:
        key = self.query_one(Ledger).chosen
        return None if key is None else self._held.get(key)


def write_head(message: SettingsRead) -> Content:
    """How many were changed, where they are kept, and what is wrong there."""
    if message.problems:
        said = " ".join(one_line(one) for one in message.problems)
        return Content.styled(f"{said} Mend the file: secondme config edit", WARNING)
    changed = sum(not one.is_usual for one in message.held)
    number = f"{changed} of {len(message.held)} settings {'is' if changed == 1 else 'are'} not the usual"
    told = number if changed else "All is as usual"
    return Content.assemble((told, HEAD), (f" · kept in {one_line(shorten_paths(message.path))}", QUIET))


def _is_meant(held: Held, sought: list[str]) -> bool:
    text = f"{held.setting.name} {held.setting.meaning} {kind_of(held.setting)}".casefold()
    return all(word in text for word in sought)
