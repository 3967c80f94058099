"""What every place has: the bar of places above, the status line below, and a way to the gateway."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerState

from tui.gateway import Gateway
from tui.gateway.messages import Changed, Troubled
from tui.help import COMMON, Help, Keys
from tui.places.bar import PlaceBar
from tui.places.drawing import DrawnInParts
from tui.places.places import HOME
from tui.status_line import Hint, StatusLine

if TYPE_CHECKING:
    from tui.app import SecondmeApp

NARROW, LOW = 100, 28
"""Below so many columns a screen is `-narrow`, below so many lines `-low`; else `-wide`, `-tall`."""


class PlaceScreen(DrawnInParts):
    """A place of the app. It draws and decides what to ask for; the gateway does the asking."""

    PLACE: ClassVar[str]
    """Its name in `PLACES`."""
    KEYS: ClassVar[tuple[Keys, ...]] = ()
    """Its own keys in groups, for the page of help."""
    HINTS: ClassVar[tuple[Hint, ...]] = ()
    """Its most useful keys, for the status line."""
    BEGINS: ClassVar[str] = ""
    """The classes that it has until something is known: each that comes later styles all of it anew."""
    NEEDS_MEMORY: ClassVar[bool] = True
    """Whether there is nothing to show before the memory is open."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back to asking", show=False),
        Binding("f1,question_mark", "help", "Help", show=False),
        Binding("f5", "look_again", "Look for changes", show=False),
        Binding("ctrl+z", "undo", "Undo", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(classes=self.BEGINS)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-tall")]
        self._is_here = self._was_left = False
        """Whether it is what the person looks at; whether they looked at something else before."""

    @property
    def house(self) -> SecondmeApp:
        """The app, as what it is."""
        return cast("SecondmeApp", self.app)

    @property
    def gateway(self) -> Gateway:
        """What talks to the memory."""
        return self.house.gateway

    def compose(self) -> ComposeResult:
        self._fit()
        yield PlaceBar(self.PLACE)
        yield from self.compose_place()
        yield StatusLine(self.HINTS)

    def compose_place(self) -> ComposeResult:
        """What stands between the bar and the status line."""
        raise NotImplementedError

    def commands(self) -> Iterable[SystemCommand]:
        """What the palette offers here before all else."""
        return ()

    def bring_up_to_date(self) -> None:
        """Asks again for what is shown: the memory was opened or changed, or the person came here."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        event.refresh_styles = self._was_left
        if self._is_here:  # A new place hears this twice.
            return
        self._is_here = True
        if self.gateway.is_open or not self.NEEDS_MEMORY:
            self.bring_up_to_date()

    def on_screen_suspend(self) -> None:
        self._is_here, self._was_left = False, True

    def on_changed(self, message: Changed) -> None:
        """Says what was changed, and shows it."""
        undo = "  Ctrl+Z takes it back." if message.undo is not None else ""
        self.notify(f"{message.said}{undo}", markup=False)
        self.bring_up_to_date()

    def on_troubled(self, message: Troubled) -> None:
        self.notify(message.reason, severity="warning", markup=False, timeout=10)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            reason = f"Something unexpected happened: {event.worker.error!r}. What is remembered is safe."
            self.notify(reason, severity="error", markup=False, timeout=15)

    def _post_register(self, app: App[object]) -> None:
        """What is new has the styles that hold now: the app need not see to it once more."""
        super()._post_register(app)
        self._css_update_count = app._css_update_count

    def _fit(self) -> None:
        """Takes the classes for the size that it will have, before there is anything to style."""
        width, height = self.app.size
        wide, tall = width >= NARROW, height >= LOW
        self.update_classes({"-wide": wide, "-narrow": not wide, "-tall": tall, "-low": not tall})

    def action_leave(self) -> None:
        """Back to where questions are asked."""
        self.house.go_to(HOME)

    def action_help(self) -> None:
        """Shows the keys."""
        self.app.push_screen(Help((*self.KEYS, COMMON)))

    def action_look_again(self) -> None:
        """Looks for what changed in the folders."""
        self.house.indexing.look_again()

    def action_undo(self) -> None:
        """Takes the last change back."""
        if not self.gateway.undo(self):
            self.notify("There is nothing to take back.")
