"""Lists of lines as wide as the list, walked with the arrows or with j and k."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Lines(OptionList):
    """The options of a list; `redraw` writes them anew and stays where it is, without telling so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)

    def draw(self) -> None:
        """Sets the options, as wide as the list is now; for a list that is redrawn."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Writes the lines anew: the list has another width, or they say something else."""
        at = self.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            self.draw()
            self.highlighted = at
