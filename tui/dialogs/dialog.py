"""What every dialog has: its place in the middle, and less air in a low terminal."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.screen import ModalScreen

from tui.places.screen import LOW

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Generic[Result]):
    """Something that is asked before the place goes on."""

    CSS_PATH: ClassVar = ["../styles/dialog.tcss", "../styles/dialogs.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-tall")]
