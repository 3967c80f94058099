"""Locked: nothing of the memory is to be seen, and its passphrase is all that is asked for."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from tui.dialogs.dialog import Dialog
from tui.gateway import Gateway
from tui.gateway.messages import StillLocked
from tui.plain_text import visible

LOOK_SECONDS = 2.0
"""How often it is looked whether the memory was unlocked elsewhere."""
ABOUT = "What you were at is kept. "
ASKING = f"{ABOUT}Your passphrase, to go on with it:"
WAITING = f"{ABOUT}Unlock it in a terminal, and this goes on: secondme unlock"


class Locked(Dialog[None]):
    """Stays until the memory is open again, which ends it, or the person quits."""

    def __init__(self, gateway: Gateway, *, asks: bool) -> None:
        """asks: whether the passphrase may be typed here; else it is unlocked elsewhere."""
        super().__init__()
        self._gateway, self._asks = gateway, asks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Your memory is locked"
            yield Static(Content(ASKING if self._asks else WAITING), classes="dialog-about", markup=False)
            if self._asks:
                yield Input(password=True, id="typed", classes="field", placeholder="Passphrase")
                yield Static("", classes="remark", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Quit", id="quit", compact=True)
                if self._asks:
                    yield Button("Unlock", id="unlock", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.set_interval(LOOK_SECONDS, self._gateway.look_whether_unlocked)

    def on_screen_resume(self) -> None:
        self.end_if_open()

    def end_if_open(self) -> None:
        """Ends where the memory is open again and nothing lies above this."""
        if self._gateway.is_open and self.is_current:
            self.dismiss(None)

    @on(Input.Submitted)
    @on(Button.Pressed, "#unlock")
    def unlock(self) -> None:
        """Tries what was typed, one at a time."""
        typed = self.query_one("#typed", Input)
        if typed.value and not typed.disabled:
            typed.disabled = True
            self._say("Unlocking…")
            self._gateway.unlock(self, typed.value)

    def on_still_locked(self, message: StillLocked) -> None:
        typed = self.query_one("#typed", Input)
        typed.disabled, typed.value = False, ""
        typed.focus()
        self._say(message.reason, is_problem=True)

    @on(Button.Pressed, "#quit")
    async def quit(self) -> None:
        await self.app.action_quit()

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        remark = self.query_one(".remark", Static)
        remark.update(Content(visible(text)))
        remark.set_class(is_problem, "-problem")
