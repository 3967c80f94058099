"""The app: the places of one memory, and what they share."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from platformdirs import user_downloads_path
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Event, InputEvent
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme
from textual.types import CSSPathType

from secondme.clock import Clock, present
from secondme.machine import Machine, this_machine
from tui.dialogs.locked import Locked
from tui.garbage import is_put_off, settle, sweep
from tui.gateway import Gateway, Tell
from tui.gateway.indexing import Indexing
from tui.gateway.messages import IndexingEnded, IndexingMoved, Opened, OpeningFailed, StatusRead, Troubled
from tui.giving_way import workers
from tui.models.downloads import Downloads
from tui.places.commands import with_keys
from tui.places.messages import Prepared
from tui.places.places import HOME, PLACES, load_all
from tui.places.screen import PlaceScreen
from tui.settings.appearance import keep_theme, read_wishes, theme_of, use_dates
from tui.settings.messages import ThemeKept, ThemeParsed
from tui.stylesheet import KeptStylesheet
from tui.theme import HOUSE
from tui.trouble import Choice, Trouble

if TYPE_CHECKING:
    from rich.console import RenderableType

    from secondme.indexing.progress import Progress
    from secondme.key import Key
    from secondme.status import Status
    from tui.models.messages import PullEnded, PullMoved

IDLE_LOOK_SECONDS = 15.0
"""How often it is looked whether anybody is there still."""
SWEEP_SECONDS, AWAY_SECONDS = 300.0, 60.0
"""How often garbage is collected, if nobody touched anything for so long: it may take a tenth of a second."""

NO_THEMES = ("textual-ansi",)
"""What Textual has among its themes without colours of its own."""


class SecondmeApp(App[None]):
    """Opens the memory at `home`, and lets the person ask it, look through it and keep it in order."""

    TITLE = "secondme"
    CSS_PATH: ClassVar[CSSPathType | None] = ["styles/app.tcss", "styles/ask.tcss"]
    DEFAULT_MODE = HOME
    MODES: ClassVar = {place.name: place.screen for place in PLACES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, show=False),
        Binding("ctrl+g", "choose_place", "Go to", priority=True, show=False),
        Binding("ctrl+pagedown", "next_place(1)", "Next place", priority=True, show=False),
        Binding("ctrl+pageup", "next_place(-1)", "Place before", priority=True, show=False),
    ]

    def __init__(
        self,
        home: str | Path | None = None,
        *,
        key: Key | None = None,
        lock_after: float | None = None,
        begin: bool = False,
        clock: Clock = present,
        machine: Callable[[], Machine] = this_machine,
    ) -> None:
        """key: to a memory behind a passphrase. lock_after: it ends after so many seconds without a touch.

        begin: whether an empty memory is begun with three questions. clock: what time it is.
        machine: what the app runs on.
        """
        super().__init__()
        self._lock_after = lock_after
        self._touched = time.monotonic()
        self.gateway = Gateway(self, home, key, clock, machine)
        for theme in HOUSE:
            self.register_theme(theme)
        wishes = read_wishes(self.gateway.home)
        self.theme = theme_of(wishes, self.available_themes)
        self.stylesheet: KeptStylesheet = KeptStylesheet(variables=self.get_css_variables())
        use_dates(wishes, os.environ)
        self.indexing = Indexing(self.gateway, self)
        self.downloads = Downloads(self.gateway, self, self.indexing)
        self._begin = begin
        self.is_prepared = False
        """Whether all places are imported, and their styles parsed."""
        self.status: Status | None = None
        """What is remembered, as it was counted last."""
        self.opening_note = ""
        """What was said when the memory was opened: where a new key is kept, or nothing."""
        self.status_read: Signal[Status] = Signal(self, "status read")
        self.indexing_moved: Signal[Progress | None] = Signal(self, "indexing moved")
        """None: it is over."""
        self.theme_kept: Signal[None] = Signal(self, "theme kept")
        self.documents_read: Signal[int] = Signal(self, "documents read")
        """So many documents are new or changed."""

    def get_default_screen(self) -> Screen[None]:
        return PLACES[0].screen()

    def on_load(self) -> None:
        asyncio.get_running_loop().set_default_executor(workers())

    def on_mount(self) -> None:
        self.call_after_refresh(self.gateway.open)  # The first thing is to be seen.
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._lock_after is not None:
            self.set_interval(min(IDLE_LOOK_SECONDS, self._lock_after), self._lock_when_idle)

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Saves a picture of the screen among the downloads; in the person's folder where there are none."""
        kept_in = path if path is not None or user_downloads_path().is_dir() else str(Path.home())
        return super().deliver_screenshot(filename, kept_in, time_format)

    # The memory

    def on_opened(self, message: Opened) -> None:
        self.opening_note = message.note
        if not self.gateway.is_remote:  # A daemon looks by itself.
            self.indexing.look_again()
        if isinstance(self.screen, PlaceScreen):
            self.screen.bring_up_to_date()
        elif isinstance(self.screen, Locked):
            self.screen.end_if_open()
        self._prepare_places()

    def on_stirred(self) -> None:
        self.gateway.read_status()

    def _prepare_places(self) -> None:
        """Imports the other places and parses their styles while nobody waits for them."""
        if self.is_prepared:
            return

        def prepare(tell: Tell) -> None:
            load_all()
            tell(Prepared(self.stylesheet.parse_ahead()))

        self.gateway.aside(self, "prepare", prepare)

    def on_prepared(self, message: Prepared) -> None:
        self.stylesheet.take_up(message.styles)
        self.is_prepared = True
        if is_put_off():
            settle()
            self.set_interval(SWEEP_SECONDS, self._sweep_when_away)

    def _sweep_when_away(self) -> None:
        if time.monotonic() - self._touched >= AWAY_SECONDS:
            sweep()

    def on_opening_failed(self, message: OpeningFailed) -> None:
        self._prepare_places()
        if message.is_locked:
            self._show_locked()
        else:
            self._show_trouble(message)

    def _show_locked(self) -> None:
        """Asks for the passphrase, except in a page of a browser; the person goes on afterwards."""
        if not (self.gateway.is_open or any(isinstance(one, Locked) for one in self.screen_stack)):
            self.push_screen(Locked(self.gateway, asks=not self.is_web))

    def _show_trouble(self, message: OpeningFailed) -> None:
        def decide(choice: Choice | None) -> None:
            if choice == "again":
                self.gateway.open()
            else:
                self.exit(return_code=message.exit_code)

        if not isinstance(self.screen, Trouble):
            self.push_screen(Trouble(message.reason), decide)

    def on_status_read(self, message: StatusRead) -> None:
        self.status = message.status
        self.status_read.publish(message.status)
        if self._begin:
            self._begin = False
            if not (message.status.sources or message.status.documents or message.status.memories):
                self.action_begin()

    def remember(self, path: Path, kind: str | None) -> None:
        """Remembers a folder, or a chat export of that kind, after what waits already."""
        if kind is None:
            self.indexing.add(path)
        else:
            self.indexing.read(
                lambda memory, on_progress: memory.import_chat(kind, path, on_progress=on_progress)
            )

    def on_pull_moved(self, message: PullMoved) -> None:
        self.downloads.show(message)

    def on_pull_ended(self, message: PullEnded) -> None:
        if said := self.downloads.end(message):
            self.notify(said, markup=False)

    def on_indexing_moved(self, message: IndexingMoved) -> None:
        self.indexing_moved.publish(message.progress)

    def on_indexing_ended(self, message: IndexingEnded) -> None:
        self.indexing_moved.publish(None)
        if message.reason:
            self.notify(message.reason, severity="warning", markup=False, timeout=10)
        if message.documents:
            self.documents_read.publish(message.documents)

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False, timeout=10)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Says something in a corner; a warning that stands there already is not said once more."""
        message = with_keys(message)
        if severity == "information" or all(one.message != message for one in self._notifications):
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def change_theme(self, name: str) -> None:
        """Shows another theme, once a thread has parsed its styles: the loop does not wait for that."""
        theme = self.available_themes[name]
        colours = theme.to_color_system().generate() | theme.variables
        variables = self.get_theme_variable_defaults() | colours

        def parse(tell: Tell) -> None:
            tell(ThemeParsed(name, self.stylesheet.in_colours(variables)))

        self.gateway.aside(self, "colours", parse)

    def on_theme_parsed(self, message: ThemeParsed) -> None:
        self.stylesheet.await_colours(message.styles)
        self.theme = message.name

    def action_change_theme(self) -> None:
        """Asks for another theme, which is kept."""
        from tui.dialogs.pick import Pick

        def take(name: str | None) -> None:
            if name is not None:
                self.change_theme(name)

        house = [theme.name for theme in HOUSE]
        others = sorted(set(self.available_themes) - {*house, *NO_THEMES})
        choices = [(name, Content(name)) for name in (*house, *others)]
        self.push_screen(Pick("Which theme?", choices, chosen=self.theme), take)

    def _keep_theme(self, theme: Theme) -> None:
        """However it was chosen, it is there again next time."""

        def keep(tell: Tell) -> None:
            keep_theme(self.gateway.home, theme.name)
            tell(ThemeKept())

        self.gateway.aside(self, "theme", keep)

    def on_theme_kept(self) -> None:
        self.theme_kept.publish(None)

    # Places

    def go_to(self, name: str) -> None:
        """Shows that place, as it was left."""
        if isinstance(self.screen, (Locked, Trouble)):
            return  # There is nowhere to go before the memory is open.
        if not isinstance(self.screen, PlaceScreen):
            self.screen.dismiss()  # A dialog belongs to the place that is being left.
        self.switch_mode(name)

    def pop_screen(self) -> AwaitComplete:
        """Ends the dialog on top; a place does not end when a second key reached a dialog that was ending."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def action_go_to(self, name: str) -> None:
        """Shows that place."""
        self.go_to(name)

    def action_next_place(self, step: int) -> None:
        """The place `step` further along the bar."""
        if isinstance(self.screen, PlaceScreen):
            names = [place.name for place in PLACES]
            self.go_to(names[(names.index(self.screen.PLACE) + step) % len(names)])

    def action_begin(self) -> None:
        """Asks what a new memory begins with."""
        from tui.start.screen import Beginning

        if isinstance(self.screen, PlaceScreen):
            self.push_screen(Beginning())

    def action_choose_place(self) -> None:
        """Asks where to go."""
        from tui.places.chooser import PlaceChooser

        def go(name: str | None) -> None:
            if name is not None:
                self.go_to(name)

        if isinstance(self.screen, PlaceScreen):
            self.push_screen(PlaceChooser(), go)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: what the screen can do and all places first."""
        if isinstance(screen, PlaceScreen):
            yield from screen.commands()
            yield SystemCommand(
                "Look for changes", "Read what is new in your folders", screen.action_look_again
            )
            yield SystemCommand("Undo", "Take the last change back", screen.action_undo)
            yield SystemCommand("Help", "The keys, on one page", screen.action_help)
        yield SystemCommand("Begin", "Choose folders, models and a recovery key", self.action_begin)
        for place in PLACES:
            yield SystemCommand(place.title, place.what, lambda name=place.name: self.go_to(name))
        yield from super().get_system_commands(screen)

    # Ending

    async def on_event(self, event: Event) -> None:
        """Whatever the person does keeps the memory open."""
        if isinstance(event, InputEvent):
            self._touched = time.monotonic()
        await super().on_event(event)

    def _lock_when_idle(self) -> None:
        if self._lock_after is not None and time.monotonic() - self._touched >= self._lock_after:
            self.exit(message="Your memory was locked, since nobody was here. Open it again: secondme")

    async def action_quit(self) -> None:
        """Ends at once; what is queued goes on next time."""
        self.exit()

    @property
    def fault(self) -> Exception | None:
        """What ended the app that should not have happened."""
        return self._exception

    def _fatal_error(self) -> None:
        """Ends without the traceback of Textual, which shows what variables hold: texts of the person."""
        self._close_messages_no_wait()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Ends the app; whatever is under way is asked to end with it."""
        self.gateway.stop()
        super().exit(result, return_code, message)
