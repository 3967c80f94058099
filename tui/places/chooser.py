"""Going somewhere: a letter for each place."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.ink import KEY, QUIET
from tui.places.places import PLACES, Place

_COLUMN = max(len(place.title) for place in PLACES) + 2


class PlaceChooser(ModalScreen[str | None]):
    """Ends with the name of a place, or None: by its letter, the arrows and Enter, or a click."""

    CSS_PATH = "../styles/dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+g", "dismiss(None)", "Stay here")]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Go to"
            yield OptionList(
                *(Option(_write(place)) for place in PLACES), id="chooser", markup=False, compact=True
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(PLACES[event.option_index].name)

    def on_key(self, event: events.Key) -> None:
        for place in PLACES:
            if event.character == place.letter:
                event.stop()
                self.dismiss(place.name)


def _write(place: Place) -> Content:
    return Content.assemble((f" {place.letter}  ", KEY), place.title.ljust(_COLUMN), (place.what, QUIET))
